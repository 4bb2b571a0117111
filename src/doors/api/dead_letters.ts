/** Serves dead letters: lists them, shows one with what taking it again would change, replays one or many, deletes one or many. */
import type { Context } from "hono";
import { Hono } from "hono";
import * as v from "valibot";
import { closeLetters, fetchDeadLetter } from "../../flow/record/dead_letters.ts";
import { type DeadLetterRow, LETTER_AGE_MAX_MS, selectDeadLetters } from "../../sql/dead_letters.ts";
import { openCursor, sealCursor } from "../cursor.ts";
import {
  lettersOf,
  ordersOfLetter,
  replayLetter,
  replayLetters,
  type Trial,
  tryLetter,
} from "../webhooks/replay.ts";
import { noteAct } from "./api_act.ts";
import type { ApiHono } from "./api_env.ts";
import { complain, JSON_MAX_BYTES, readJson, refuse } from "./body.ts";
import { answerProblem } from "./problem.ts";

const PAGE_MAX = 100;
const CURSOR = "dead letters";
const UNKNOWN = "must be the id of a dead letter of this shop";

export const deadLetterApi = new Hono<ApiHono>();

deadLetterApi.get("/", async (context) => {
  const { ports, shop } = context.var;
  const sealed = context.req.query("after");
  const after = sealed === undefined ? [] : await openCursor(ports, shop.id, CURSOR, sealed, 2);
  if (after === null) return complain(context, 400, "after", "must be what the page before it gave");
  const before = after.length === 0 ? null : { last_at: Number(after[0]), id: after[1]! };
  const { results: rows } = await selectDeadLetters(ports.db, shop.id, before, PAGE_MAX).all<DeadLetterRow>();
  const last = rows.at(-1);
  return context.json({
    dead_letters: rows.map(letterJson),
    after: last === undefined || rows.length < PAGE_MAX
      ? null
      : await sealCursor(ports, shop.id, CURSOR, [String(last.last_at), last.id]),
  });
});

deadLetterApi.get("/:id", async (context) => {
  const { ports, shop } = context.var;
  const letter = await fetchDeadLetter(ports, shop.id, context.req.param("id"));
  if (letter === null) return complain(context, 404, "id", UNKNOWN);
  const [orders, trial] = await Promise.all([
    ordersOfLetter(ports, shop, letter),
    tryLetter(ports, shop, letter),
  ]);
  return context.json({
    ...letterJson(letter.row),
    ...bodyJson(letter.body),
    orders: orders.map(({ id, number }) => ({ order: id, number })),
    trial: trial === null ? null : trialJson(trial),
  });
});

export const Which = v.object({
  id: v.optional(v.string()),
  source: v.optional(v.string()),
  field: v.optional(v.string()),
  rule: v.optional(v.string()),
});

deadLetterApi.post("/replay", async (context) => {
  const { ports, shop } = context.var;
  const read = await readJson(context, Which, JSON_MAX_BYTES);
  if (!read.ok) return refuse(context, read);
  const defer = (work: Promise<unknown>) => context.executionCtx.waitUntil(work);
  const { id, ...cause } = read.value;
  if (id === undefined) {
    const replayed = await replayLetters(ports, shop, cause, defer);
    await noteAct(context, "letter.replay", { detail: { count: replayed.recorded + replayed.needless } });
    return context.json(replayed, 202);
  }
  const replayed = await replayLetter(ports, shop, id, defer);
  if (replayed === null) return complain(context, 404, "id", UNKNOWN);
  const { outcome, fault } = replayed;
  await noteAct(context, "letter.replay", { detail: { about: id } });
  if (outcome === "unavailable") return unavailable(context);
  return context.json(
    { outcome, ...(fault === undefined ? {} : { field: fault.field, rule: fault.rule }) },
    outcome === "refused" ? 409 : 202,
  );
});

/** Which letters are deleted: there is no way to name all by naming nothing. */
export const Cause = v.object({
  source: v.pipe(v.string(), v.minLength(1)),
  field: v.string(),
  rule: v.string(),
});

deadLetterApi.post("/drop", async (context) => {
  const { ports, shop } = context.var;
  const read = await readJson(context, Cause, JSON_MAX_BYTES);
  if (!read.ok) return refuse(context, read);
  const letters = await lettersOf(ports.db, shop.id, read.value);
  await closeLetters(ports, shop.id, letters.map(({ id }) => id), ports.clock());
  const { source, field, rule } = read.value;
  const about = `${source}: ${field} ${rule}`.slice(0, 300);
  if (letters.length > 0) await noteAct(context, "letter.drop", { detail: { about, count: letters.length } });
  return context.json({ deleted: letters.length });
});

deadLetterApi.delete("/:id", async (context) => {
  const { ports, shop } = context.var;
  const id = context.req.param("id");
  if (await fetchDeadLetter(ports, shop.id, id) === null) return complain(context, 404, "id", UNKNOWN);
  await closeLetters(ports, shop.id, [id], ports.clock());
  await noteAct(context, "letter.drop", { detail: { about: id } });
  return context.json({ deleted: true });
});

function unavailable(context: Context<ApiHono>): Response {
  context.header("Retry-After", "30");
  const detail = "Cannot take the letter at the moment: ask again";
  return answerProblem(context, { kind: "unavailable", status: 503, detail });
}

function letterJson(row: DeadLetterRow) {
  const { id, source, topic, reason, field, rule, got, bytes, count, received_at, last_at, tried_at } = row;
  return {
    id,
    source,
    topic,
    reason,
    field,
    rule,
    got,
    bytes,
    count,
    received_at: new Date(received_at).toISOString(),
    last_at: new Date(last_at).toISOString(),
    tried_at: tried_at === null ? null : new Date(tried_at).toISOString(),
    kept_until: new Date(last_at + LETTER_AGE_MAX_MS).toISOString(),
  };
}

/** What taking the letter again would come to; null where only its sender could say. */
function trialJson({ fault, orders }: Trial) {
  return {
    readable: fault === null,
    field: fault?.field ?? null,
    rule: fault?.rule ?? null,
    orders: orders.map((one) => ({
      outcome: one.outcome,
      order: "order_id" in one ? one.order_id : null,
      number: "number" in one ? one.number : null,
      owed: one.outcome === "recorded"
        ? one.owed.map(({ kind, due_at_ms }) => ({ kind, due_at: new Date(due_at_ms).toISOString() }))
        : [],
      called_off: one.outcome === "recorded" ? one.called_off.map(({ kind }) => ({ kind })) : [],
    })),
  };
}

/** The body as text, or in base64 where it is not UTF-8. */
function bodyJson(body: Uint8Array): { readonly body: string } | { readonly body_base64: string } {
  try {
    return { body: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body) };
  } catch {
    return { body_base64: body.toBase64() }; // Not UTF-8, which may be why it could not be read.
  }
}
