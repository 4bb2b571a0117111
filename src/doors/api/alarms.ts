/** Puts an alarm or advice of the desk's first page aside. */
import { Hono } from "hono";
import * as v from "valibot";
import { ALARM_NAMES, dismissAlarm } from "../../flow/desk/dismiss_alarm.ts";
import { noteAct } from "./api_act.ts";
import type { ApiHono } from "./api_env.ts";
import { JSON_MAX_BYTES, readJson, refuse } from "./body.ts";

export const Alarm = v.object({ alarm: v.picklist(ALARM_NAMES) });

export const alarmsApi = new Hono<ApiHono>();

alarmsApi.post("/dismiss", async (context) => {
  const { ports, shop } = context.var;
  const read = await readJson(context, Alarm, JSON_MAX_BYTES);
  if (!read.ok) return refuse(context, read);
  await dismissAlarm(ports.db, shop.id, read.value.alarm, ports.clock());
  await noteAct(context, "alarm.dismiss", { detail: { about: read.value.alarm } });
  return context.json({ dismissed: true });
});
