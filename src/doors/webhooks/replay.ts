/**
 * Takes dead letters again as if their senders had just brought them: what can be read now is recorded, once, and its
 * letter is deleted. Desk and API call it.
 */
import type { Shop } from "../../flow/ports.ts";
import { closeLetter, fetchDeadLetter, noteReplay } from "../../flow/record/dead_letters.ts";
import { err } from "../../result.ts";
import { type Fault, faultIn } from "../../sources/read/parse_error.ts";
import type { Ask, Webhook } from "../../sources/source.ts";
import { type DeadLetterRow, LETTERS_MAX, selectDeadLetters } from "../../sql/dead_letters.ts";
import type { Ports } from "../ports.ts";
import type { Answer } from "./answer.ts";
import type { Arrival, Background } from "./arrival.ts";
import { senderNamed, sourcePortsOf } from "./sender.ts";
import { readWayWebhook } from "./way_webhook.ts";
import { takeVerified, tooLarge } from "./take_webhook.ts";

export interface Replayed {
  readonly outcome: "recorded" | "duplicate" | "ignored" | "kept" | "refused" | "unavailable";
  /** Present where the letter was refused again. */
  readonly fault?: Fault;
}

/** Letters of one run: each may take some twenty of the statements that an invocation may make. */
const AT_ONCE = 25;

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
  if (outcome !== "unavailable") await closeLetter(ports, shop.id, id, now_ms);
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

/** Replays a shop's letters, the oldest first: all, or those that broke one rule. */
export async function replayLetters(
  ports: Ports,
  shop: Shop,
  cause: Cause,
  background: Background,
): Promise<ReplayedAll> {
  const { results } = await selectDeadLetters(ports.db, shop.id, null, LETTERS_MAX).all<DeadLetterRow>();
  const meant = results.filter((row) =>
    (["source", "field", "rule"] as const).every((name) => (cause[name] ?? row[name]) === row[name])
  ).toSorted((a, b) => (a.tried_at ?? 0) - (b.tried_at ?? 0) || a.received_at - b.received_at);
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

/**
 * Reads a letter without recording anything. Null where only its sender's API could say, which is not asked for a
 * page.
 */
export async function tryLetter(
  ports: Ports,
  shop: Shop,
  letter: { readonly row: DeadLetterRow; readonly body: Uint8Array },
): Promise<{ readonly fault: Fault | null } | null> {
  const sender = senderNamed(letter.row.source);
  if (sender === null) return null;
  const webhook = webhookOf(letter);
  const large = tooLarge(webhook);
  if (large !== null) return { fault: large.fault };
  if ("way" in sender) {
    const read = await readWayWebhook(ports, shop, sender.way, webhook);
    return read === null ? null : { fault: read.ok ? null : faultIn(read.message) };
  }
  if ("helpdesk" in sender) {
    const read = (await import("./helpdesk_webhook.ts")).readHelpdesk(webhook);
    return { fault: read.ok ? null : faultIn(read.message) };
  }
  const reading = "source" in sender
    ? await sender.source.read(webhook, { ...sourcePortsOf(ports, shop, sender.source), ask: nobody })
    : await sender.provider.read(webhook);
  if (!reading.ok) return reading.reason === "unavailable" ? null : { fault: faultIn(reading.message) };
  const [refused] = "refused" in reading.value ? reading.value.refused : [];
  return { fault: refused === undefined ? null : faultIn(refused) };
}

function nobody(): ReturnType<Ask> {
  return Promise.resolve(err("unavailable", "A page asks no sender"));
}

function webhookOf(
  { row, body }: { readonly row: DeadLetterRow; readonly body: Uint8Array },
): Webhook {
  return { headers: new Headers(JSON.parse(row.headers)), body, received_at_ms: row.received_at };
}
