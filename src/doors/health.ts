/** `GET /healthz`: whether the database answers, and how long the oldest open mail has waited. */
import type { Context } from "hono";
import { version } from "../../package.json";
import { LANES } from "../messages/kinds/definition.ts";
import { readClock } from "../flow/clock/read_clock.ts";
import { LANE_LIMIT_MS } from "../messages/mail_class.ts";
import { logFailure } from "./log.ts";
import { portsOf } from "./ports.ts";
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
    const { waited_ms } = await readClock(ports.db, ports.clock());
    const overdue = LANES.filter((lane) => (waited_ms[lane] ?? 0) > LANE_LIMIT_MS[lane]);
    const urgent_ms = waited_ms.urgent;
    const oldest_owed_s = urgent_ms === null ? null : Math.round(urgent_ms / 1_000);
    const ok = !overdue.includes("urgent");
    return context.json({ ok, database: "ok", overdue, oldest_owed_s, version }, ok ? 200 : 503);
  } catch (error) {
    logFailure("health_database", {}, error);
    const unknown = { overdue: null, oldest_owed_s: null };
    return context.json({ ok: false, database: "unreachable", ...unknown, version }, 503);
  }
}
