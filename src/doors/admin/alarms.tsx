/** Takes the desk's form that puts an alarm or advice of the first page aside. */
import { Hono } from "hono";
import { ALARM_NAMES, dismissAlarm } from "../../flow/desk/dismiss_alarm.ts";
import { problemPage } from "../error_page.tsx";
import { field } from "../forms/form.ts";
import { noteAct } from "./desk_act.ts";
import { openForm, stale } from "./desk_form.tsx";
import { homeOf } from "./desk_view.ts";
import type { DeskHono } from "./desk_env.ts";

export const alarmPages = new Hono<DeskHono>();

alarmPages.post("/dismiss", async (context) => {
  const opened = await openForm(context, "alarm");
  if (opened === null) return stale(context);
  const { desk } = context.var;
  const asked = field(opened.form, "alarm", 40);
  const alarm = ALARM_NAMES.find((name) => name === asked);
  if (alarm === undefined) return problemPage(context, 404);
  await dismissAlarm(desk.ports.db, desk.shop.id, alarm, desk.now_ms);
  await noteAct(desk, opened.id, "alarm.dismiss", { detail: { about: alarm } });
  return context.redirect(homeOf(desk), 303);
});
