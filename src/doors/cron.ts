/** Runs the sweeps of a cron tick. Ticks are neither punctual nor exactly once, so each sweep decides by the data. */
import type { Env } from "../config.ts";
import { alertOverdue } from "../flow/clock/alert_overdue.ts";
import { sweepDue } from "../flow/clock/sweep_due.ts";
import { sweepShops } from "../flow/clock/sweep_shops.ts";
import { sweepReconciliations } from "../flow/clock/reconcile.ts";
import { sweepParked } from "../flow/clock/sweep_parked.ts";
import { sweepErasures } from "../flow/privacy/sweep_erasures.ts";
import { sweepRetention } from "../flow/privacy/sweep_retention.ts";
import { sweepStock } from "../flow/stock/sweep_stock.ts";
import { portsOf } from "./ports.ts";
import { sweepSpill } from "./webhooks/sweep_spill.ts";

/** Every cron expression of wrangler.toml and what it starts. */
const SWEEPS = {
  "* * * * *": [sweepDue, sweepStock, sweepParked, sweepReconciliations, alertOverdue, sweepSpill],
  // Most time zones are whole or half hours away from UTC.
  "*/30 * * * *": [sweepShops, sweepRetention],
  // Alone in its tick, since one run may take all statements of an invocation.
  "*/2 * * * *": [sweepErasures],
} as const;

export async function tick(controller: ScheduledController, env: Env): Promise<void> {
  const ports = portsOf(env);
  const sweeps = SWEEPS[controller.cron as keyof typeof SWEEPS];
  if (sweeps === undefined) {
    throw new Error(`Cannot sweep as ${controller.cron} must be a cron of wrangler.toml`);
  }
  const failures: unknown[] = [];
  for (const sweep of sweeps) {
    await sweep(ports, ports.clock()).catch((error: unknown) => failures.push(error));
  }
  // All sweeps have run; the next tick finds again what failed.
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} sweeps failed`);
}
