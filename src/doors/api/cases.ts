/** Lists, shows and answers a shop's cases through the API, and does what people do with them. */
import { Hono } from "hono";
import * as v from "valibot";
import { type Case, CASE_KINDS, type CaseEntry } from "../../cases/case.ts";
import { answerCase, solveCase } from "../../flow/cases/answer_case.ts";
import { type CaseAct, changeCase } from "../../flow/cases/change_case.ts";
import { decidable, decideReturn, RETURN_DECISIONS } from "../../flow/cases/decide_return.ts";
import { decideRequest, REQUEST_DECISIONS } from "../../flow/cases/decide_request.ts";
import { listCases } from "../../flow/cases/list_cases.ts";
import { loadCase, type LoadedCase } from "../../flow/cases/load_case.ts";
import { REMEDIES } from "../../orders/event.ts";
import { splitOrderId } from "../../orders/order_id.ts";
import type { Order } from "../../orders/state.ts";
import { CASE_LISTS } from "../../sql/cases.ts";
import { faultOf } from "../../values/fault.ts";
import { Id } from "../../values/schemas.ts";
import { openCursor, sealCursor } from "../cursor.ts";
import { noteAct } from "./api_act.ts";
import type { ApiHono } from "./api_env.ts";
import { complain, readJson, refuse } from "./body.ts";
import { Filled } from "./filled_words.ts";
import { refundJson, refuseReturn } from "./returns.ts";

const PAGE_MAX = 50;
const BODY_MAX_BYTES = 64_000;

const Words = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(10_000));
const Person = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100));
export const Answer = v.object({
  /** Idempotency key: the same id is one answer. */
  id: Id,
  message: Filled,
  author: v.optional(Person),
  then: v.optional(v.picklist(["wait", "solve"]), "wait"),
});
const By = { id: Id, author: v.optional(Person, "API") };
export const Act = v.variant("act", [
  v.object({ ...By, act: v.literal("assign"), to: v.nullable(Person) }),
  v.object({ ...By, act: v.literal("tag"), tags: v.pipe(v.array(v.string()), v.maxLength(20)) }),
  v.object({ ...By, act: v.literal("kind"), kind: v.picklist(CASE_KINDS) }),
  v.object({ ...By, act: v.literal("note"), message: Words }),
  v.object({ ...By, act: v.literal("snooze"), until: v.pipe(v.string(), v.isoTimestamp()) }),
  v.object({ ...By, act: v.literal("reopen") }),
  v.object({ ...By, act: v.literal("dismiss") }),
  v.object({ ...By, act: v.literal("solve") }),
  v.object({ ...By, act: v.literal("merge"), into: Id }),
  v.object({ ...By, act: v.literal("link"), order: v.pipe(v.string(), v.maxLength(300)) }),
]);

export const CaseRequestDecision = v.object({
  ...By,
  decision: v.picklist(REQUEST_DECISIONS),
  /** What the customer gets; what they asked for where it is absent. */
  remedy: v.optional(v.picklist(REMEDIES)),
  /** For the customer, where it is declined. */
  reason: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(500))),
});

export const caseApi = new Hono<ApiHono>();

/** What the list may be narrowed to. */
export const CaseFilters = v.object({
  kind: v.optional(v.picklist(CASE_KINDS)),
  /** A colleague's name; empty for cases that nobody has. */
  assignee: v.optional(v.pipe(v.string(), v.maxLength(100))),
  tag: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(40))),
  /** By which the customer's first message came: `mail`, `page`, `chat`, `whatsapp` … */
  way: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(20))),
  /** Opened at least so many days ago. */
  days: v.optional(v.pipe(v.string(), v.regex(/^\d{1,4}$/, "Must be a number of days"), v.transform(Number))),
});

caseApi.get("/", async (context) => {
  const { ports, shop } = context.var;
  const { list: wanted = "shop", after: cursor, ...query } = context.req.query();
  const list = CASE_LISTS.find((one) => one === wanted);
  if (list === undefined) return complain(context, 400, "list", `must be one of ${CASE_LISTS.join(", ")}`);
  const given = v.safeParse(CaseFilters, query, { abortEarly: true });
  if (!given.success) {
    const { field, rule } = faultOf(given.issues[0]);
    return complain(context, 400, field, rule);
  }
  const { kind = null, assignee = null, tag = null, way = null, days = null } = given.output;
  const filter = { kind, assignee, tag, way, days };
  const cursor_of = `cases ${list}${
    JSON.stringify(given.output) === "{}" ? "" : JSON.stringify(given.output)
  }`;
  const at = cursor === undefined ? null : await openCursor(ports, shop.id, cursor_of, cursor, 2);
  if (cursor !== undefined && at === null) {
    return complain(context, 400, "after", "must be what the page before it gave");
  }
  const after = at === null ? null : { at: Number(at[0]), id: at[1]! };
  const { cases, next } = await listCases(ports.db, shop.id, list, filter, after, PAGE_MAX, ports.clock());
  return context.json({
    cases: cases.map(caseJson),
    after: next === null ? null : await sealCursor(ports, shop.id, cursor_of, [String(next.at), next.id]),
  });
});

caseApi.get("/:id", async (context) => {
  const { ports, shop } = context.var;
  const loaded = await loadCase(ports, shop.id, context.req.param("id"));
  return loaded === null
    ? complain(context, 404, "id", "must be a case of this shop")
    : context.json(wholeJson(loaded));
});

caseApi.post("/:id/answer", async (context) => {
  const { ports, shop } = context.var;
  const read = await readJson(context, Answer, BODY_MAX_BYTES);
  if (!read.ok) return refuse(context, read);
  const { id, message, author, then } = read.value;
  const answer = { case_id: context.req.param("id"), id, words: message, person: author, then };
  const answered = await answerCase(ports, shop, answer, ports.clock());
  if (answered.ok) {
    await noteAct(context, then === "solve" ? "case.answer_solve" : "case.answer", {
      id,
      person: author,
      case_id: answer.case_id,
    });
  }
  return answered.ok
    ? context.json({ answered: true, by_mail: answered.value !== null }, 202)
    : complain(context, 404, "id", "must be a case of this shop");
});

export const Asked = v.object({ ...By, message: Filled });

caseApi.post("/:id/ask", async (context) => {
  const { ports, shop } = context.var;
  const read = await readJson(context, Asked, BODY_MAX_BYTES);
  if (!read.ok) return refuse(context, read);
  const { id, message, author } = read.value;
  const case_id = context.req.param("id");
  const asking = { case_id, id, words: message, person: author, then: "ask" } as const;
  const asked = await answerCase(ports, shop, asking, ports.clock());
  if (!asked.ok) return complain(context, 404, "id", "must be a case of this shop");
  await noteAct(context, "case.ask", { id, person: author, case_id });
  return context.json({ asked: true, by_mail: asked.value !== null }, 202);
});

/** A decision about the return of which a case is. */
export const CaseReturnDecision = v.object({
  ...By,
  decision: v.picklist(RETURN_DECISIONS),
  /** Which, where the order has several that can be decided so. */
  return: v.optional(Id),
  /** For the customer, where it is declined. */
  reason: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(500))),
});

caseApi.post("/:id/return", async (context) => {
  const { ports, shop } = context.var;
  const read = await readJson(context, CaseReturnDecision, BODY_MAX_BYTES);
  if (!read.ok) return refuse(context, read);
  const { id, decision, reason, author, return: named } = read.value;
  const loaded = await loadCase(ports, shop.id, context.req.param("id"));
  if (loaded === null) return complain(context, 404, "id", "must be a case of this shop");
  const { order } = loaded;
  const able = order === null ? [] : decidable(order.order, decision);
  const return_id = named ?? (able.length === 1 ? able[0]!.id : undefined);
  if (order === null || return_id === undefined) {
    return able.length > 1
      ? complain(context, 422, "return", `must be one of ${able.map((one) => one.id).join(", ")}`)
      : complain(context, 409, "decision", "must follow the state in which the return is");
  }
  const deciding = { order_id: order.id, return_id, id, person: author, decision, reason };
  const decided = await decideReturn(ports, shop, deciding, ports.clock());
  if (!decided.ok) return refuseReturn(context, decided.reason);
  await noteAct(context, `return.${decision}`, {
    id,
    person: author,
    order_id: order.id,
    case_id: loaded.case.id,
    detail: { about: return_id },
  });
  return context.json({ decided: true }, 202);
});

caseApi.post("/:id/decide", async (context) => {
  const { ports, shop } = context.var;
  const read = await readJson(context, CaseRequestDecision, BODY_MAX_BYTES);
  if (!read.ok) return refuse(context, read);
  const { id, decision, remedy, reason, author } = read.value;
  const decided = await decideRequest(
    ports,
    shop,
    { case_id: context.req.param("id"), id, person: author, decision, remedy, reason },
    ports.clock(),
  );
  if (decided.ok) {
    await noteAct(context, `case.${decision}`, {
      id,
      person: author,
      case_id: context.req.param("id"),
    });
    return context.json({ decided: true }, 202);
  }
  return decided.reason === "unknown"
    ? complain(context, 404, "id", "must be a case of this shop")
    : complain(context, 409, "decision", "must answer a request that is open");
});

caseApi.post("/:id/acts", async (context) => {
  const { ports, shop } = context.var;
  const read = await readJson(context, Act, BODY_MAX_BYTES);
  if (!read.ok) return refuse(context, read);
  const asked = read.value;
  const acting = { case_id: context.req.param("id"), id: asked.id, person: asked.author };
  if (asked.act === "link" && splitOrderId(asked.order).shop_id !== shop.id) {
    return complain(context, 404, "order", "must be an order of this shop");
  }
  const done = asked.act === "solve"
    ? await solveCase(ports, shop, { ...acting, tells: false }, ports.clock())
    : await changeCase(ports, shop, acting, actOf(asked), ports.clock());
  if (done.ok) {
    const { id, author, act } = asked;
    await noteAct(context, `case.${act}`, { id, person: author, case_id: acting.case_id });
    return context.json({ done: true }, 202);
  }
  switch (done.reason) {
    case "unknown":
      return complain(context, 404, "id", "must be a case of this shop");
    case "no_order":
      return complain(context, 404, "order", "must be an order of this shop");
    case "no_target":
      return complain(context, 404, "into", "must be another case of this shop");
    case "past":
      return complain(context, 422, "until", "must lie ahead");
  }
});

function actOf(asked: Exclude<v.InferOutput<typeof Act>, { act: "solve" }>): CaseAct {
  switch (asked.act) {
    case "assign":
      return { type: "assign", to: asked.to };
    case "tag":
      return { type: "tag", tags: asked.tags };
    case "kind":
      return { type: "kind", kind: asked.kind };
    case "note":
      return { type: "note", words: asked.message };
    case "snooze":
      return { type: "snooze", until_ms: Date.parse(asked.until) };
    case "merge":
      return { type: "merge", into: asked.into };
    case "link":
      return { type: "link", order_id: asked.order };
    case "reopen":
    case "dismiss":
      return { type: asked.act };
  }
}

const iso = (at: number | null) => at === null ? null : new Date(at).toISOString();

function caseJson(one: Case) {
  return {
    id: one.id,
    kind: one.kind,
    topic: one.topic,
    state: one.state,
    next: one.next,
    due_at: iso(one.due_at),
    opened_at: iso(one.opened_at),
    changed_at: iso(one.changed_at),
    answered_at: iso(one.answered_at),
    order: one.order_id,
    proven: one.proven,
    customer: one.reader === null ? null : { email: one.reader.email, name: one.reader.name ?? null },
    assignee: one.assignee,
    tags: one.tags,
  };
}

function wholeJson({ case: found, entries, order }: LoadedCase) {
  return {
    ...caseJson(found),
    order_number: order?.number ?? null,
    request: requestJson(found.id, order?.order ?? null),
    returns: found.kind !== "return" || order === null ? [] : order.order.returns.map((one) => ({
      return: one.id,
      status: one.status,
      refund: refundJson(order.order, one),
    })),
    entries: entries.map(entryJson),
  };
}

/** What the customer asks for, and what was decided of it; null for a case that asks for nothing. */
function requestJson(id: string, order: Order | null) {
  const open = order?.open_requests?.find((one) => one.id === id);
  const decided = order?.decided_requests?.find((one) => one.id === id);
  const request = open ?? decided;
  if (request === undefined) return null;
  return {
    about: request.about,
    remedy: request.remedy ?? null,
    until: open?.until ?? null,
    state: open !== undefined ? "open" : decided?.is_granted === true ? "granted" : "declined",
    decided_at: open === undefined ? decided?.at ?? null : null,
    reason: open === undefined ? decided?.reason ?? null : null,
  };
}

function entryJson({ at, id, type, author, person, words, detail }: CaseEntry) {
  return {
    id,
    at: iso(at),
    type,
    author,
    person,
    message: words,
    from: detail.from ?? null,
    proven_by: detail.proven_by ?? null,
    act: detail.act ?? null,
    files: (detail.files ?? []).map(({ name, type, size }) => ({ name, type, size })),
    message_id: detail.message_id ?? null,
  };
}
