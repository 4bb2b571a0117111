/** Serves the requests of storefronts to erase all of their orders: lists them, stops one. */
import { Hono } from "hono";
import * as v from "valibot";
import { stopErasure } from "../../flow/privacy/held_requests.ts";
import { type HeldRow, selectHeldRequests } from "../../sql/held_requests.ts";
import { noteAct } from "./api_act.ts";
import type { ApiHono } from "./api_env.ts";
import { complain, JSON_MAX_BYTES, readJson, refuse } from "./body.ts";

export const ErasureSource = v.object({ source: v.string() });

export const erasureApi = new Hono<ApiHono>();

erasureApi.get("/", async (context) => {
  const { ports, shop } = context.var;
  const { results } = await selectHeldRequests(ports.db, shop.id).all<HeldRow>();
  const timeOf = (at_ms: number | null) => at_ms === null ? null : new Date(at_ms).toISOString();
  return context.json({
    erasures: results.map(({ source, state, asked_at, due_at, settled_at }) => ({
      source,
      state,
      asked_at: timeOf(asked_at),
      due_at: timeOf(due_at),
      settled_at: timeOf(settled_at),
    })),
  });
});

erasureApi.post("/stop", async (context) => {
  const { ports, shop } = context.var;
  const read = await readJson(context, ErasureSource, JSON_MAX_BYTES);
  if (!read.ok) return refuse(context, read);
  if (await stopErasure(ports, shop.id, read.value.source, ports.clock())) {
    await noteAct(context, "erasure.stop", { detail: { about: read.value.source } });
    return context.json({ stopped: true }, 202);
  }
  return complain(context, 404, "source", "must be one whose request to erase its orders waits");
});
