/**
 * Sends a mail once more because a person asks for it, to the same or a corrected address. An order's mail is written anew
 * from the order as it stands; of any other mail the kept copy goes out. What would be untrue is refused, and whoever is
 * on the suppression list is written to only where the person says so.
 */
import { copyPath } from "../../messages/copy_path.ts";
import {
  isOrderKind,
  isSmsKind,
  isStandaloneKind,
  keyText,
  type MessageKey,
  STANDALONE_MAILS,
  type SuppressionReason,
} from "../../messages/message.ts";
import { laneOf } from "../../messages/mail_class.ts";
import { normalAddress, type RefusalReason, suppressionOf } from "../../messages/suppression.ts";
import { readSentMail } from "../../mail/mime/parse.ts";
import { isReachable, partyFor, personOf } from "../../orders/addressee.ts";
import { aboutAgain, aboutAtFirst, hasFailed } from "../../orders/reachable.ts";
import { insertAgain, readLedger, selectLedger } from "../../sql/messages.ts";
import type { LedgerRow } from "../../sql/ledger.ts";
import { type OrderRow, readOrder, selectOrder } from "../../sql/orders.ts";
import { readSuppressions, selectSuppressions } from "../../sql/suppressions.ts";
import { bringBack } from "../archive/bring_back.ts";
import { findMail } from "../archive/find_mail.ts";
import { findOrder, openOrder } from "../archive/open_order.ts";
import { correctAddress } from "../customer/correct_address.ts";
import type { RequestPorts } from "../customer/receive_request.ts";
import type { Shop, SweepPorts } from "../ports.ts";
import { resendMessage } from "./resend_message.ts";
import { wake } from "./wake.ts";

export type SendAgainPorts =
  & RequestPorts
  & Pick<SweepPorts, "bulk_wake_queue">
  & { readonly archive: R2Bucket };

export interface SendAgain {
  /** Another address than the mail had: it corrects the order, and all its further mails go there. */
  readonly to?: string | undefined;
  /** Whether the mail goes to an address that bounced or is on the suppression list. */
  readonly despite?: boolean | undefined;
}

export type SentAgain =
  | { readonly ok: true; readonly key: MessageKey }
  | {
    readonly ok: false;
    readonly reason: "no_mail" | "under_way" | "short_message" | "no_copy" | "no_address" | "bad_address";
  }
  /** What it would say is no longer so, or never was. */
  | { readonly ok: false; readonly reason: "untrue"; readonly against: SuppressionReason }
  | {
    readonly ok: false;
    readonly reason: "refused";
    readonly refusal: RefusalReason;
    readonly email: string;
  };

/** Reasons under which a mail would not be true, whoever asks for it. */
const UNTRUE: readonly string[] = [
  "overtaken",
  "order_cancelled",
  "not_concluded",
  "paused",
  "expired",
] satisfies SuppressionReason[];
/** Milliseconds within which a second click is the same wish. */
const SAME_WISH_MS = 60_000;

export async function sendAgain(
  ports: SendAgainPorts,
  shop: Shop,
  key: MessageKey,
  { to, despite = false }: SendAgain,
  now_ms: number,
): Promise<SentAgain> {
  const row = await findMail(ports, key);
  if (row === null) return { ok: false, reason: "no_mail" };
  const order = isStandaloneKind(key.kind) ? null : await findOrder(ports, key.subject);
  if (order !== null) await bringBack(ports, order, now_ms);
  if (row.state === "owed" || row.state === "sending") return { ok: false, reason: "under_way" };
  if (to !== undefined && !isReachable({ email: to })) return { ok: false, reason: "bad_address" };
  // What failed was never taken by a channel: the mail itself is owed again, and its attempts begin anew.
  const is_same = to === undefined && (row.state === "failed" || row.state === "unknown");
  if (is_same && await resendMessage(ports, key, now_ms)) return { ok: true, key };
  if (isSmsKind(key.kind)) return { ok: false, reason: "short_message" };
  if (row.state === "suppressed" && UNTRUE.includes(row.reason ?? "")) {
    return { ok: false, reason: "untrue", against: row.reason as SuppressionReason };
  }
  return isStandaloneKind(key.kind)
    ? await copyAgain(ports, shop, { ...row, ...key }, to, despite, now_ms)
    : await orderMailAgain(ports, shop, key, to, despite, now_ms);
}

async function orderMailAgain(
  ports: SendAgainPorts,
  shop: Shop,
  key: MessageKey,
  to: string | undefined,
  despite: boolean,
  now_ms: number,
): Promise<SentAgain> {
  const [selected, listed] = await ports.db.batch([
    selectOrder(ports.db, key.subject),
    selectLedger(ports.db, key.subject),
  ]);
  const order = await openOrder(ports, readOrder(selected!));
  if (order === null || !isOrderKind(key.kind)) return { ok: false, reason: "no_mail" };
  const base = aboutAtFirst(key.about);
  const is_under_way = readLedger(listed!, order).some(({ kind, about, state, closed_at }) =>
    kind === key.kind && aboutAtFirst(about) === base &&
    (state === "owed" || state === "sending" || (about !== base && now_ms - (closed_at ?? 0) < SAME_WISH_MS))
  );
  if (is_under_way) return { ok: false, reason: "under_way" };
  const party = partyFor(order.order, key.kind);
  const before = personOf(order.order, party)?.email;
  const email = to ?? before;
  if (order.order.erased_at !== undefined || email === undefined || !isReachable({ email })) {
    return { ok: false, reason: "no_address" };
  }
  const refused = despite ? null : await refusalOf(ports, shop, order, email, key, now_ms);
  if (refused !== null) return refused;
  const is_other = before === undefined || normalAddress(before) !== normalAddress(email);
  if (is_other) await correctAddress(ports, shop, order, { party, email }, now_ms);
  // The correction itself brings a confirmation of the order as it stands.
  if (is_other && key.kind === "order_confirmation") return { ok: true, key };
  return await oweCopy(ports, { ...key, about: base }, { again: true }, now_ms);
}

/** Sends the kept copy of a mail whose facts are gone. */
async function copyAgain(
  ports: SendAgainPorts,
  shop: Shop,
  { subject, kind, about, state }: LedgerRow,
  to: string | undefined,
  despite: boolean,
  now_ms: number,
): Promise<SentAgain> {
  const key = { subject, kind, about };
  const keeps_copy = isStandaloneKind(kind) && !("leaves_no_copy" in STANDALONE_MAILS[kind]);
  const kept = keeps_copy ? await ports.archive.get(copyPath(keyText(key), state)) : null;
  if (kept === null) return { ok: false, reason: "no_copy" };
  const email = to ?? (await readSentMail(await kept.text())).to?.email;
  if (email === undefined || !isReachable({ email })) return { ok: false, reason: "no_address" };
  const refused = despite ? null : await refusalOf(ports, shop, null, email, key, now_ms);
  if (refused !== null) return refused;
  const copy_of = copyPath(keyText(key), state);
  return await oweCopy(
    ports,
    { ...key, about: aboutAtFirst(about) },
    { again: true, copy_of, to: { email } },
    now_ms,
  );
}

async function refusalOf(
  { db }: SendAgainPorts,
  shop: Shop,
  order: OrderRow | null,
  email: string,
  { kind }: MessageKey,
  now_ms: number,
): Promise<Extract<SentAgain, { reason: "refused" }> | null> {
  const list = readSuppressions(await selectSuppressions(db, shop.id, email).all());
  const refusal = suppressionOf(list, email, kind, now_ms) ??
    (order !== null && hasFailed(order.order, { email }) ? "bounced" : null);
  return refusal === null ? null : { ok: false, reason: "refused", refusal, email };
}

async function oweCopy(
  ports: SendAgainPorts,
  key: MessageKey,
  facts: Parameters<typeof insertAgain>[2],
  now_ms: number,
): Promise<SentAgain> {
  const again = { ...key, about: aboutAgain(key.about, new Date(now_ms).toISOString()) };
  await insertAgain(ports.db, again, facts, now_ms).run();
  await wake(laneOf(key.kind) === "urgent" ? ports.wake_queue : ports.bulk_wake_queue, [again]);
  return { ok: true, key: again };
}
