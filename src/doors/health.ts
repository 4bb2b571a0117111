/** `GET /healthz`: whether the database answers, and how long the oldest open mail has been waiting. */
import type { Context } from "hono";
import { version } from "../../package.json";
import { selectOldestDue } from "../store/messages.ts";
import { logFailure } from "./log.ts";
import { portsOf } from "./ports.ts";
import type { WaybillHono } from "./web.ts";

/** 200, or 503 when D1 cannot be asked. `oldest_owed_s` is null when nothing waits. */
export async function health(context: Context<WaybillHono>): Promise<Response> {
  const ports = portsOf(context.env);
  context.header("Cache-Control", "no-store");
  try {
    const oldest = await selectOldestDue(ports.db, "urgent").first<{ due_at: number }>();
    const waited_ms = oldest === null ? null : Math.max(0, ports.clock() - oldest.due_at);
    const oldest_owed_s = waited_ms === null ? null : Math.round(waited_ms / 1_000);
    return context.json({ ok: true, database: "ok", oldest_owed_s, version });
  } catch (error) {
    logFailure("health_database", {}, error);
    return context.json({ ok: false, database: "unreachable", oldest_owed_s: null, version }, 503);
  }
}
