/** `GET /healthz`: whether the database answers, and how long the oldest open mail has waited. */
import type { Context } from "hono";
import { version } from "../../package.json";
import { type Lane, LANES } from "../messages/kinds/definition.ts";
import { LANE_LIMIT_MS } from "../messages/mail_class.ts";
import { selectOldestDue } from "../sql/messages.ts";
import { logFailure } from "./log.ts";
import { type Ports, portsOf } from "./ports.ts";
import type { WaybillHono } from "./hono.ts";

/**
 * Answers 503 when D1 cannot be reached, or an urgent mail is overdue for longer than its lane allows, since a
 * monitor reads only the status. `overdue` names every lane with such mails. `oldest_owed_s` is null when no urgent
 * mail waits.
 */
export async function health(context: Context<WaybillHono>): Promise<Response> {
  const ports = portsOf(context.env);
  context.header("Cache-Control", "no-store");
  try {
    const waited_ms = await Promise.all(LANES.map((lane) => waitedFor(ports, lane)));
    const overdue = LANES.filter((lane, at) => (waited_ms[at] ?? 0) > LANE_LIMIT_MS[lane]);
    const urgent_ms = waited_ms[0] ?? null;
    const oldest_owed_s = urgent_ms === null ? null : Math.round(urgent_ms / 1_000);
    const ok = !overdue.includes("urgent");
    return context.json({ ok, database: "ok", overdue, oldest_owed_s, version }, ok ? 200 : 503);
  } catch (error) {
    logFailure("health_database", {}, error);
    const unknown = { overdue: null, oldest_owed_s: null };
    return context.json({ ok: false, database: "unreachable", ...unknown, version }, 503);
  }
}

async function waitedFor({ db, clock }: Ports, lane: Lane): Promise<number | null> {
  const oldest = await selectOldestDue(db, lane).first<{ due_at: number }>();
  return oldest === null ? null : Math.max(0, clock() - oldest.due_at);
}
