/** Runs the ticks of the clock. They are neither punctual nor exactly once, so each decides by the data. */
import type { Env } from "../config.ts";
import { noteTick } from "../flow/clock/last_tick.ts";
import { tickErasures, tickListed, tickMinute, tickMoves, tickRound } from "../flow/clock/tick.ts";
import { deleteExpiredLetters } from "../flow/privacy/erase_dead_letters.ts";
import { type Ports, portsOf } from "./ports.ts";
import { sweepSpill } from "./webhooks/sweep_spill.ts";

/** Every cron expression of wrangler.toml and what it starts. */
const TICKS = {
  "* * * * *": [inEachCell(tickMinute), tickMoves, sweepSpill],
  "*/30 * * * *": [inEachCell(deleteExpiredLetters), tickRound],
  // Alone, since one run of an erasure may take all statements of an invocation.
  "*/2 * * * *": [inEachCell(tickListed), inEachCell(tickErasures)],
} as const;

const EVERY_MINUTE = "* * * * *";

/** A cell that cannot be reached does not hold up another. */
function inEachCell(run: (ports: Ports, now_ms: number) => Promise<void>) {
  return async ({ cells }: Ports, now_ms: number): Promise<void> => {
    const failures: unknown[] = [];
    for (const here of cells) await run(here, now_ms).catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw new AggregateError(failures, `${failures.length} cells failed`);
  };
}

export async function tick(controller: ScheduledController, env: Env): Promise<void> {
  const ports = portsOf(env);
  const ticks = TICKS[controller.cron as keyof typeof TICKS];
  if (ticks === undefined) {
    throw new Error(`Cannot tick as ${controller.cron} must be a cron of wrangler.toml`);
  }
  const failures: unknown[] = [];
  if (controller.cron === EVERY_MINUTE) {
    await noteTick(ports.mail, ports.clock()).catch((error: unknown) => failures.push(error));
  }
  for (const one of ticks) {
    await one(ports, ports.clock()).catch((error: unknown) => failures.push(error));
  }
  // All have run; the next tick finds again what failed.
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} works of the tick failed`);
}
