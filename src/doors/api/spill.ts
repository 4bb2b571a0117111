/** Serves the shop's kept webhooks: what waits for the database or was set aside, and takes it again. */
import { Hono } from "hono";
import * as v from "valibot";
import { keptJson, keptPage } from "../../flow/record/list_spilled.ts";
import { replaySpill } from "../webhooks/replay_spill.ts";
import { openCursor, sealCursor } from "../cursor.ts";
import { noteAct } from "./api_act.ts";
import type { ApiHono } from "./api_env.ts";
import { complain, JSON_MAX_BYTES, readJson, refuse } from "./body.ts";

const PAGE_MAX = 100;

export const spillApi = new Hono<ApiHono>();

spillApi.get("/", async (context) => {
  const { ports, shop } = context.var;
  const sealed = context.req.query("after");
  const place = sealed === undefined ? [""] : await openCursor(ports, shop.id, "spill", sealed, 1);
  if (place === null) return complain(context, 400, "after", "must be what the page before it gave");
  const { webhooks, after } = await keptPage(ports, shop.id, place[0]!, PAGE_MAX);
  return context.json({
    kept: webhooks.map(keptJson),
    after: after === null ? null : await sealCursor(ports, shop.id, "spill", [after]),
  });
});

export const Which = v.object({ id: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(300))) });

spillApi.post("/replay", async (context) => {
  const { ports, shop } = context.var;
  const read = await readJson(context, Which, JSON_MAX_BYTES);
  if (!read.ok) return refuse(context, read);
  const replayed = await replaySpill(ports, shop.id, read.value.id ?? null);
  if (replayed !== null) await noteAct(context, "spill.replay");
  return replayed === null
    ? complain(context, 404, "id", "must be the id of a kept webhook of this shop")
    : context.json(replayed, 202);
});
