/** Lists, makes and changes the endpoints that are told of what happens; shows what they were told, and tells it again. */
import { Hono } from "hono";
import {
  changeEndpoint,
  endEndpoint,
  makeEndpoint,
  replayDeliveries,
  rotateEndpoint,
  ROTATION_MS,
  testEndpoint,
} from "../../flow/programs/endpoints.ts";
import {
  type DeliveryRow,
  type EndpointRow,
  ENDPOINTS_MAX,
  readDeliveries,
  readEndpoints,
  selectDeliveries,
  selectEndpoints,
} from "../../sql/webhooks.ts";
import * as v from "valibot";
import { openCursor, sealCursor } from "../cursor.ts";
import { EndpointChange, NewEndpoint } from "../forms/new_endpoint.ts";
import { noteAct } from "./api_act.ts";
import type { ApiHono } from "./api_env.ts";
import { complain, JSON_MAX_BYTES, readJson, refuse } from "./body.ts";

const PAGE_MAX = 100;
const CURSOR = "webhooks";
const UNKNOWN = "must be one of this shop's endpoints";

export const Replay = v.object({
  /** One event by its id; without it, all that were not taken. */
  event: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(1_000))),
});

export const webhookApi = new Hono<ApiHono>();

webhookApi.get("/", async (context) => {
  const { ports, shop } = context.var;
  const rows = readEndpoints(await selectEndpoints(ports.db, shop.id).all());
  return context.json({ webhooks: rows.map(endpointJson) });
});

webhookApi.post("/", async (context) => {
  const { ports, shop } = context.var;
  const read = await readJson(context, NewEndpoint, JSON_MAX_BYTES);
  if (!read.ok) return refuse(context, read);
  const made = await makeEndpoint(ports, shop, read.value, ports.clock());
  if (made === null) {
    return complain(context, 409, "url", `must be one of at most ${ENDPOINTS_MAX} endpoints`);
  }
  await noteAct(context, "webhook.make", { detail: { about: made.id, name: new URL(read.value.url).host } });
  return context.json(made, 201);
});

webhookApi.patch("/:id", async (context) => {
  const { ports, shop } = context.var;
  const read = await readJson(context, EndpointChange, JSON_MAX_BYTES);
  if (!read.ok) return refuse(context, read);
  const id = context.req.param("id").slice(0, 40);
  const { url, types, state } = read.value;
  const change = { url, types, is_on: state === undefined ? undefined : state === "on" };
  if (!await changeEndpoint(ports, shop, id, change)) return complain(context, 404, "id", UNKNOWN);
  await noteAct(context, "webhook.change", { detail: { about: id } });
  return context.json({ changed: true });
});

webhookApi.delete("/:id", async (context) => {
  const { ports, shop } = context.var;
  const id = context.req.param("id").slice(0, 40);
  if (!await endEndpoint(ports, shop, id)) return complain(context, 404, "id", UNKNOWN);
  await noteAct(context, "webhook.end", { detail: { about: id } });
  return context.json({ ended: true });
});

webhookApi.post("/:id/rotate", async (context) => {
  const { ports, shop } = context.var;
  const id = context.req.param("id").slice(0, 40);
  const now_ms = ports.clock();
  const secret = await rotateEndpoint(ports, shop, id, now_ms);
  if (secret === null) return complain(context, 404, "id", UNKNOWN);
  await noteAct(context, "webhook.rotate", { detail: { about: id } });
  return context.json({ secret, both_until: new Date(now_ms + ROTATION_MS).toISOString() }, 201);
});

webhookApi.post("/:id/test", async (context) => {
  const { ports, shop } = context.var;
  const id = context.req.param("id").slice(0, 40);
  if (!await testEndpoint(ports, shop, id, ports.clock())) return complain(context, 404, "id", UNKNOWN);
  await noteAct(context, "webhook.test", { detail: { about: id } });
  return context.json({ owed: 1 }, 202);
});

webhookApi.post("/:id/replay", async (context) => {
  const { ports, shop } = context.var;
  const read = await readJson(context, Replay, JSON_MAX_BYTES);
  if (!read.ok) return refuse(context, read);
  const id = context.req.param("id").slice(0, 40);
  const owed = await replayDeliveries(ports, shop, id, read.value.event ?? null, ports.clock());
  if (owed === null) return complain(context, 404, "id", UNKNOWN);
  await noteAct(context, "webhook.replay", { detail: { about: id, count: owed } });
  return context.json({ owed }, 202);
});

webhookApi.get("/:id/events", async (context) => {
  const { ports, shop } = context.var;
  const id = context.req.param("id").slice(0, 40);
  const sealed = context.req.query("after");
  const at = sealed === undefined ? null : await openCursor(ports, shop.id, `${CURSOR} ${id}`, sealed, 2);
  if (sealed !== undefined && at === null) {
    return complain(context, 400, "after", "must be what the page before it gave");
  }
  const endpoints = readEndpoints(await selectEndpoints(ports.db, shop.id).all());
  if (!endpoints.some((one) => one.id === id)) return complain(context, 404, "id", UNKNOWN);
  const after = at === null ? null : { at: Number(at[0]), id: at[1]! };
  const rows = readDeliveries(await selectDeliveries(ports.db, shop.id, id, after, PAGE_MAX).all());
  const last = rows.length < PAGE_MAX ? undefined : rows.at(-1);
  return context.json({
    events: rows.map(deliveryJson),
    after: last === undefined
      ? null
      : await sealCursor(ports, shop.id, `${CURSOR} ${id}`, [String(last.at), last.id]),
  });
});

const iso = (at: number | null) => at === null ? null : new Date(at).toISOString();

function endpointJson(row: EndpointRow) {
  return {
    id: row.id,
    url: row.url,
    types: row.types === "" ? [] : row.types.split(" "),
    state: row.state,
    reason: row.reason,
    made_at: iso(row.made_at),
    both_until: iso(row.rotated_until),
    failing_since: iso(row.failing_since),
    told_at: iso(row.told_at),
  };
}

function deliveryJson({ id, type, body, at, due_at, attempts, taken_at, tries }: DeliveryRow) {
  return {
    id,
    type,
    body: JSON.parse(body) as object,
    at: iso(at),
    due_at: iso(due_at),
    attempts,
    taken_at: iso(taken_at),
    tries: tries.map((one) => ({ ...one, at: iso(one.at) })),
  };
}
