/**
 * Takes dead letters again as if their senders had just brought them: what can be read now is recorded, once, and its
 * letter is deleted. Desk and API call it.
 */
import type { Shop } from "../../flow/ports.ts";
import {
  closeLetters,
  fetchDeadLetter,
  fetchLetterBody,
  type KeptLetter,
  noteReplay,
} from "../../flow/record/dead_letters.ts";
import { type Rehearsed, rehearseWebhook } from "../../flow/record/rehearse_webhook.ts";
import { NAMES_MAX, referenceNames } from "../../orders/reference.ts";
import { err } from "../../result.ts";
import { ordersNamedIn } from "../../sources/read/named_orders.ts";
import { type Fault, faultIn } from "../../sources/read/parse_error.ts";
import type { Ask, Source, Webhook } from "../../sources/source.ts";
import { type DeadLetterRow, LETTERS_MAX, selectDeadLetters } from "../../sql/dead_letters.ts";
import { selectNamed } from "../../sql/orders.ts";
import type { Ports } from "../ports.ts";
import type { Answer } from "./answer.ts";
import type { Arrival, Background } from "./arrival.ts";
import { type Sender, senderNamed, sourcePortsOf } from "./sender.ts";
import { readWayWebhook } from "./way_webhook.ts";
import { BODY_MAX_BYTES, orderWebhooks, takeVerified, tooLarge } from "./take_webhook.ts";

export interface Replayed {
  readonly outcome: "recorded" | "duplicate" | "ignored" | "kept" | "refused" | "unavailable";
  /** Present where the letter was refused again. */
  readonly fault?: Fault;
}

/** Letters of one run: each may take some twenty of the statements that an invocation may make. */
const AT_ONCE = 25;
/** Bytes of a letter that is read only to name its orders in a list. */
const LISTED_MAX_BYTES = 200_000;

/** Replays one letter; null where there is none. */
export async function replayLetter(
  ports: Ports,
  shop: Shop,
  id: string,
  background: Background,
): Promise<Replayed | null> {
  const letter = await fetchDeadLetter(ports, shop.id, id);
  const sender = letter === null ? null : senderNamed(letter.row.source);
  if (letter === null || sender === null) return null;
  const now_ms = ports.clock();
  const arrival: Arrival = {
    ports,
    shop,
    name: letter.row.source,
    webhook: webhookOf(letter),
    now_ms,
    waits_since_ms: now_ms,
    background,
  };
  const taken = await takeVerified(arrival, sender);
  if ("fault" in taken) {
    await noteReplay(ports.db, shop.id, id, taken, now_ms);
    return { outcome: "refused", fault: taken.fault };
  }
  const outcome = outcomeOf(taken);
  if (outcome !== "unavailable") await closeLetters(ports, shop.id, [id], now_ms);
  return { outcome };
}

function outcomeOf({ status, body }: Answer): Replayed["outcome"] {
  if (status === 503) return "unavailable";
  if (body["kept"] === true) return "kept";
  if (body["ignored"] !== undefined) return "ignored";
  return body["duplicate"] === true ? "duplicate" : "recorded";
}

export interface ReplayedAll {
  readonly recorded: number;
  /** Letters that were known already or say nothing on which Waybill acts. */
  readonly needless: number;
  readonly refused: number;
  /** Letters that this run did not come to, or that could not be taken at the moment. */
  readonly left: number;
}

/** What letters have in common; what is absent may be anything. */
export interface Cause {
  readonly source?: string | undefined;
  readonly field?: string | undefined;
  readonly rule?: string | undefined;
}

/** Returns the letters that have a cause in common, the newest first. */
export async function lettersOf(
  db: D1Database,
  shop_id: string,
  cause: Cause,
): Promise<readonly DeadLetterRow[]> {
  const { results } = await selectDeadLetters(db, shop_id, null, LETTERS_MAX).all<DeadLetterRow>();
  return results.filter((row) =>
    (["source", "field", "rule"] as const).every((name) => (cause[name] ?? row[name]) === row[name])
  );
}

/** Replays a shop's letters, the oldest first: all, or those that broke one rule. */
export async function replayLetters(
  ports: Ports,
  shop: Shop,
  cause: Cause,
  background: Background,
): Promise<ReplayedAll> {
  const meant = (await lettersOf(ports.db, shop.id, cause))
    .toSorted((a, b) => (a.tried_at ?? 0) - (b.tried_at ?? 0) || a.received_at - b.received_at);
  const outcomes: Replayed[] = [];
  for (const { id } of meant.slice(0, AT_ONCE)) {
    const replayed = await replayLetter(ports, shop, id, background);
    if (replayed !== null) outcomes.push(replayed);
  }
  const count = (...names: readonly Replayed["outcome"][]) =>
    outcomes.filter(({ outcome }) => names.includes(outcome)).length;
  return {
    recorded: count("recorded", "kept"),
    needless: count("duplicate", "ignored"),
    refused: count("refused"),
    left: Math.max(0, meant.length - AT_ONCE) + count("unavailable"),
  };
}

/** What taking a letter again would come to. */
export interface Trial {
  readonly fault: Fault | null;
  /** What it would change, of a letter that can be read and is about orders. */
  readonly orders: readonly Rehearsed[];
}

/** Most orders of one letter that are tried. */
const TRIED_MAX = 3;

/**
 * Reads a letter without recording anything. Null where only its sender's API could say, which is not asked for a
 * page.
 */
export async function tryLetter(ports: Ports, shop: Shop, letter: KeptLetter): Promise<Trial | null> {
  const sender = senderNamed(letter.row.source);
  if (sender === null) return null;
  const webhook = webhookOf(letter);
  const large = tooLarge(webhook);
  if (large !== null) return { fault: large.fault, orders: [] };
  if (!("source" in sender)) return await tryNoOrders(ports, shop, sender, webhook);
  const { source } = sender;
  const reading = await source.read(webhook, { ...sourcePortsOf(ports, shop, source), ask: nobody });
  if (!reading.ok) {
    return reading.reason === "unavailable" ? null : { fault: faultIn(reading.message), orders: [] };
  }
  if (reading.value.type !== "events") return { fault: null, orders: [] };
  const now_ms = ports.clock();
  const times = { received_at_ms: webhook.received_at_ms, waits_since_ms: now_ms };
  const said = orderWebhooks(source.name, reading.value, times).slice(0, TRIED_MAX);
  return {
    fault: null,
    orders: await Promise.all(said.map((one) => rehearseWebhook(ports, shop, one, now_ms))),
  };
}

/** Reads what a provider, a way's service or a help desk brought, which is about no order. */
async function tryNoOrders(
  ports: Ports,
  shop: Shop,
  sender: Exclude<Sender, { source: Source }>,
  webhook: Webhook,
): Promise<Trial | null> {
  if ("way" in sender) {
    const read = await readWayWebhook(ports, shop, sender.way, webhook);
    return read === null ? null : { fault: read.ok ? null : faultIn(read.message), orders: [] };
  }
  if ("helpdesk" in sender) {
    const read = (await import("./helpdesk_webhook.ts")).readHelpdesk(webhook);
    return { fault: read.ok ? null : faultIn(read.message), orders: [] };
  }
  const reading = await sender.provider.read(webhook);
  if (!reading.ok) return { fault: faultIn(reading.message), orders: [] };
  const [refused] = "refused" in reading.value ? reading.value.refused : [];
  return { fault: refused === undefined ? null : faultIn(refused), orders: [] };
}

export interface NamedOrder {
  readonly id: string;
  readonly number: string;
}

/** Returns the shop's orders that a letter names, also one that cannot be read. */
export async function ordersOfLetter(
  ports: Ports,
  shop: Shop,
  letter: KeptLetter,
): Promise<readonly NamedOrder[]> {
  const names = namesIn(ports, shop, letter);
  if (names.length === 0) return [];
  const { results } = await selectNamed(ports.db, names).all<NamedOrder>();
  return results;
}

/** Returns the orders that each of several letters names, by the letter's id; none for a letter that is too large to list. */
export async function ordersOfLetters(
  ports: Ports,
  shop: Shop,
  rows: readonly DeadLetterRow[],
): Promise<ReadonlyMap<string, readonly NamedOrder[]>> {
  const named = await Promise.all(
    rows.filter(({ bytes }) => bytes <= LISTED_MAX_BYTES).map(async (row) => {
      const body = await fetchLetterBody(ports.mail, shop.id, row.id);
      return { id: row.id, names: body === null ? [] : namesIn(ports, shop, { row, body }) };
    }),
  );
  const asked = named.filter(({ names }) => names.length > 0);
  if (asked.length === 0) return new Map();
  const found = await ports.db.batch<NamedOrder>(asked.map(({ names }) => selectNamed(ports.db, names)));
  return new Map(asked.map(({ id }, at) => [id, found[at]!.results]));
}

function namesIn(ports: Ports, shop: Shop, { row: { source }, body }: KeptLetter) {
  if (body.byteLength > BODY_MAX_BYTES) return [];
  const storefronts = ports.storefronts.includes(source) ? [source] : ports.storefronts;
  return ordersNamedIn(body).flatMap((one) => referenceNames(shop.id, one, storefronts)).slice(0, NAMES_MAX);
}

function nobody(): ReturnType<Ask> {
  return Promise.resolve(err("unavailable", "A page asks no sender"));
}

function webhookOf({ row, body }: KeptLetter): Webhook {
  return { headers: new Headers(JSON.parse(row.headers)), body, received_at_ms: row.received_at };
}
