/** Serves and changes the accounts by which a shop's messages leave on short ways. Secrets are sealed and never shown. */
import { type Context, Hono } from "hono";
import * as v from "valibot";
import {
  checkWay,
  CONNECTED_NAMES,
  type ConnectedName,
  connectedWay,
  connectWay,
  disconnectWay,
} from "../../flow/ways/connect_way.ts";
import { noteAct } from "./api_act.ts";
import type { ApiHono } from "./api_env.ts";
import { complain, JSON_MAX_BYTES, readJson, refuse } from "./body.ts";

/** The fields of an account; each service has its own. */
export const WayAccount = v.record(v.string(), v.string());

export const wayApi = new Hono<ApiHono>();

wayApi.get("/", async (context) => {
  const { ports, shop } = context.var;
  return context.json({
    ways: await Promise.all(CONNECTED_NAMES.map((way) => connectedWay(ports, shop, way))),
  });
});

wayApi.put("/:way", async (context) => {
  const { ports, shop } = context.var;
  const way = wayIn(context);
  if (way === null) return unknownWay(context);
  const read = await readJson(context, WayAccount, JSON_MAX_BYTES);
  if (!read.ok) return refuse(context, read);
  const fault = await connectWay(ports, shop, way, read.value);
  if (fault !== null) return complain(context, 422, fault.field || "body", fault.rule);
  await noteAct(context, "way.connect", { detail: { about: way } });
  return context.json({ connected: true, hook_url: `${ports.public_url}/hooks/${shop.id}/${way}` });
});

wayApi.delete("/:way", async (context) => {
  const { ports, shop } = context.var;
  const way = wayIn(context);
  if (way === null || shop.secrets[way] === undefined) {
    return complain(context, 404, "way", "must be one that is connected");
  }
  await disconnectWay(ports, shop, way);
  await noteAct(context, "way.disconnect", { detail: { about: way } });
  return context.json({ disconnected: true });
});

/** Asks the service; it changes nothing here. */
wayApi.post("/:way/check", async (context) => {
  const { ports, shop } = context.var;
  const way = wayIn(context);
  const found = way === null ? null : await checkWay(ports, shop, way);
  return found === null
    ? complain(context, 404, "way", "must be one that is connected")
    : context.json({ ok: found.every(({ ok }) => ok), found });
});

function wayIn(context: Context<ApiHono>): ConnectedName | null {
  return CONNECTED_NAMES.find((name) => name === context.req.param("way")) ?? null;
}

function unknownWay(context: Context<ApiHono>): Response {
  return complain(context, 404, "way", `must be one of ${CONNECTED_NAMES.join(", ")}`);
}
