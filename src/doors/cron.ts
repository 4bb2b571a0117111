/** The sweeps: what the clock alone brings about. Ticks are neither punctual nor exactly once, so each sweep looks at the data. */
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

/** Every cron expression of wrangler.toml and what it starts. */
const SWEEPS = {
  "* * * * *": [sweepDue, sweepStock, sweepParked, sweepReconciliations, alertOverdue],
  // Zones are whole or half hours away from UTC, but for a few.
  "*/30 * * * *": [sweepShops, sweepRetention],
  // By itself: one run takes as many queries as an invocation may make.
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
  // Each has had its turn; what failed is found again at the next tick.
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} sweeps failed`);
}
