/** The sweeps: what the clock alone brings about. Ticks are neither punctual nor exactly once, so each sweep looks at the data. */
import type { Env } from "../config.ts";
import { sweepDue } from "../flow/sweep_due.ts";
import { portsOf } from "./ports.ts";

/** Every cron expression of wrangler.toml and what it starts. */
const SWEEPS = {
  "* * * * *": sweepDue,
} as const;

export async function tick(controller: ScheduledController, env: Env): Promise<void> {
  const ports = portsOf(env);
  const sweep = SWEEPS[controller.cron as keyof typeof SWEEPS];
  if (sweep === undefined) {
    throw new Error(`Cannot sweep as ${controller.cron} must be a cron of wrangler.toml`);
  }
  await sweep(ports, ports.clock());
}
