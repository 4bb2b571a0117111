/**
 * Plans short messages for customers who chose them: the same news as the mails, by the list of ways that is theirs for
 * its class, and none from before the choice. Pure.
 */
import { hasLeft, type Ledger, type LedgerEntry } from "../../messages/ledger.ts";
import {
  isSmsKind,
  type MessageKind,
  type MessageState,
  type OrderKind,
  type SmsKind,
  type SuppressionReason,
} from "../../messages/message.ts";
import { SHORT_WAYS, type ShortWay, type WayClass, waysFor } from "../../messages/ways.ts";
import { partyFor } from "../addressee.ts";
import { planCare } from "./care.ts";
import { heldBack } from "./held_back.ts";
import { planReturns } from "./returns.ts";
import { planOrder } from "./order.ts";
import { planShipments, stalledAt } from "./shipments.ts";
import { shippedAt, statusScan } from "../goods/shipment.ts";
import { atDecentHour } from "../quiet_hours.ts";
import type { PlanInput, PlannedMessage } from "./plan_input.ts";
import type { OrderWay } from "../state.ts";

/** News of the goods with a short message, named like the mail kinds without `shipment_`. */
export const SHORT_NEWS = [
  "shipped",
  "updated",
  "out_for_delivery",
  "ready_for_pickup",
  "delivered",
  "attempted",
  "exception",
  "stalled",
  "returned_to_sender",
  "back_on_track",
] as const;
export type ShortNews = (typeof SHORT_NEWS)[number];

/** Returns the kind of the mail with the same news. */
export function mailOfNews(what: ShortNews): OrderKind {
  return what === "back_on_track" ? what : `shipment_${what}`;
}

/** News that is told only while no message has shown it. */
const SHOWN_ONCE: ReadonlySet<MessageKind> = new Set(["shipment_updated", "back_on_track"]);

/** Mails of the class `care` with a short message, named like their kinds. */
export const SHORT_CARE = ["follow_up", "feedback_request", "return_window_closing"] as const;
export type ShortCare = (typeof SHORT_CARE)[number];

/**
 * Plans one message for each mail of these kinds and each chosen way of its class, outside quiet hours. A bounce of the
 * mail makes no difference.
 */
export function planShortNews(input: PlanInput): readonly PlannedMessage[] {
  const { order, shop } = input;
  if (order.ways === undefined) return [];
  const ledger = withoutItsMails(input.ledger);
  return mailsWithNews({ ...input, ledger, order: { ...order, failed_addresses: [] } }).flatMap((mail) =>
    waysOf(input, mail).map((way) => ({
      kind: shortKind(way.by, classOf(mail)),
      about: aboutOf(input, mail)!,
      due_at_ms: atDecentHour(input, mail.due_at_ms),
      // Shipment news by short ways has a setting of its own; what is switched off of the rest comes nowhere.
      against: mail.against ?? (classOf(mail) === "care" ? heldBack(order.details, shop, mail.kind) : null),
    }))
  );
}

/** Leaves out mails whose short message has yet to leave: what such a mail has shown is still news on that way. */
function withoutItsMails(ledger: Ledger): Ledger {
  const waiting = new Set(
    ledger.filter(({ kind, state }) =>
      wayOfNews(kind) !== undefined && (state === "owed" || state === "sending")
    ).map(({ about }) => about),
  );
  return waiting.size === 0 ? ledger : ledger.filter(({ kind, about }) => {
    const what = SHOWN_ONCE.has(kind) ? newsNamed(kind) : undefined;
    return what === undefined || !waiting.has(`${what}:${about}`);
  });
}

function mailsWithNews(input: PlanInput): readonly PlannedMessage[] {
  return [...planOrder(input), ...planShipments(input), ...planReturns(input), ...planCare(input)].filter((
    mail,
  ) => newsFor(input, mail) !== null);
}

/**
 * Suppresses a mail when a short message with the same news was or will be sent instead, whatever the customer
 * chooses now. If all such messages fail, the mail is owed again.
 */
export function insteadOfMail(input: PlanInput, mail: PlannedMessage): SuppressionReason | null {
  const about = aboutOf(input, mail);
  if (mail.against !== null || about === null) return mail.against;
  if (wasTold(input, about)) return "by_sms";
  const last = waysOf(input, mail).findLast(({ alone }) => alone);
  return last === undefined || hasFailed(entryOf(input, last, mail, about)) ? null : "by_sms";
}

/**
 * Returns the message that replaces a short message `failed` that ended in `state`: by the next way, or the mail;
 * undefined where none is owed.
 */
export function afterShortNews(
  input: PlanInput,
  failed: { readonly kind: SmsKind; readonly about: string },
  state: MessageState,
): PlannedMessage | undefined {
  if (!FAILED.has(state)) return undefined;
  const ledger = input.ledger.map((entry) =>
    entry.kind === failed.kind && entry.about === failed.about ? { ...entry, state } : entry
  );
  const then = { ...input, ledger };
  const next = planShortNews(then).find(({ kind, about }) =>
    about === failed.about && !ledger.some((entry) => entry.kind === kind && entry.about === about)
  );
  return next ??
    mailsWithNews(input).find((mail) =>
      aboutOf(input, mail) === failed.about && insteadOfMail(then, mail) === null
    );
}

/** Returns the news in a short message's `about`: `delivered:p1`, `follow_up:`. */
export function shortNewsOf(about: string): ShortNews | ShortCare {
  const what = [...SHORT_NEWS, ...SHORT_CARE].find((name) => about.startsWith(`${name}:`));
  if (what === undefined) throw new Error("Cannot write a short message as its key must say what it tells");
  return what;
}

export function isCare(what: ShortNews | ShortCare): what is ShortCare {
  return (SHORT_CARE as readonly string[]).includes(what);
}

/** Returns the way and the class of a kind that tells news on a short way; undefined for other kinds. */
export function shortNewsKind(
  kind: MessageKind,
): { readonly way: ShortWay; readonly class: WayClass } | undefined {
  const by = (of: WayClass) => SHORT_WAYS.find((way) => kind === shortKind(way, of));
  const [progress, care] = [by("progress"), by("care")];
  return progress !== undefined
    ? { way: progress, class: "progress" }
    : care !== undefined
    ? { way: care, class: "care" }
    : undefined;
}

/** Returns the way of a kind that tells news on a short way; undefined for other kinds. */
export function wayOfNews(kind: MessageKind): ShortWay | undefined {
  return shortNewsKind(kind)?.way;
}

function shortKind<Of extends ShortWay>(way: Of, of: WayClass) {
  return of === "care" ? `care_${way}` as const : `shipment_${way}` as const;
}

function classOf({ kind }: Pick<PlannedMessage, "kind">): WayClass {
  return (SHORT_CARE as readonly string[]).includes(kind) ? "care" : "progress";
}

/**
 * Returns the ways that carry the news of `mail`: those beside the mail, and those instead of it up to the first that
 * has not failed.
 */
function waysOf(input: PlanInput, mail: PlannedMessage): readonly OrderWay[] {
  const { order, shop } = input;
  const what = newsFor(input, mail);
  const about = aboutOf(input, mail);
  if (what === null || about === null) return [];
  const happened_at = happenedAt(input, mail, what);
  const open = waysFor(order.ways, classOf(mail)).filter(({ by, since }) =>
    shop[`shipment_${by}`] && happened_at >= since
  );
  // A carrier may report the same again after the customer has read it: what stands for the mail is not told then.
  const is_told = wasTold(input, about) || wasMailed(input, mail);
  const alone = open.filter((way) =>
    way.alone && (!is_told || entryOf(input, way, mail, about) !== undefined)
  );
  const tried = alone.findIndex((way) => !hasFailed(entryOf(input, way, mail, about)));
  return open.filter((way) =>
    way.alone ? alone.includes(way) && (tried === -1 || alone.indexOf(way) <= tried) : true
  );
}

/** Returns whether a short message in the place of the mail told the news. */
function wasTold({ ledger }: PlanInput, about: string): boolean {
  return ledger.some((entry) =>
    wayOfNews(entry.kind) !== undefined && entry.about === about && entry.facts_shown?.instead === true &&
    hasLeft(entry)
  );
}

function wasMailed({ ledger }: PlanInput, { kind, about }: PlannedMessage): boolean {
  return ledger.some((entry) => entry.kind === kind && entry.about === about && hasLeft(entry));
}

/** `bounced`: its service took the message and could not bring it. */
const FAILED: ReadonlySet<MessageState> = new Set(["failed", "suppressed", "bounced"]);

function hasFailed(entry: LedgerEntry | undefined): boolean {
  return entry !== undefined && FAILED.has(entry.state);
}

function entryOf(
  { ledger }: PlanInput,
  { by }: OrderWay,
  mail: Pick<PlannedMessage, "kind">,
  about: string,
): LedgerEntry | undefined {
  const kind = shortKind(by, classOf(mail));
  return ledger.find((entry) => entry.kind === kind && entry.about === about);
}

/** Returns `about`, such as `delivered:p1`; null for a mail without a short message. */
function aboutOf(input: PlanInput, mail: PlannedMessage): string | null {
  const what = newsFor(input, mail);
  return what === null ? null : `${what}:${mail.about}`;
}

/** Returns the news of a mail; null for a gift's recipient, who chose no short messages and keeps the mails. */
function newsFor(
  { order }: PlanInput,
  { kind }: Pick<PlannedMessage, "kind">,
): ShortNews | ShortCare | null {
  if (isSmsKind(kind) || partyFor(order, kind) !== "customer") return null;
  return newsNamed(kind) ?? null;
}

function newsNamed(kind: MessageKind): ShortNews | ShortCare | undefined {
  return SHORT_NEWS.find((name) => kind === mailOfNews(name)) ?? SHORT_CARE.find((name) => kind === name);
}

/** Returns when the news happened. `about` names the shipment, and the time for a status that may occur again. */
function happenedAt(
  input: PlanInput,
  { about, kind, due_at_ms }: PlannedMessage,
  what: ShortNews | ShortCare,
): string {
  if (isCare(what) || SHOWN_ONCE.has(kind)) return new Date(due_at_ms).toISOString();
  const shipment = input.order.shipments.find(({ id }) => about === id || about.startsWith(`${id}:`));
  if (shipment === undefined) return "";
  if (what === "stalled") return new Date(stalledAt(input, shipment) ?? due_at_ms).toISOString();
  return what === "shipped" ? shippedAt(shipment) : statusScan(shipment)?.at ?? "";
}
