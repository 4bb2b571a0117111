/** Finds the mails that are due and that nobody woke or finished, oldest first, and nudges them. */
import type { MessageKey } from "../messages/message.ts";
import { selectDue } from "../store/messages.ts";
import { nudge } from "./nudge.ts";
import type { SweepPorts } from "./ports.ts";

/** A tick takes what one minute of deliveries can clear; the rest is older still at the next tick. */
const DUE_MAX = 1_000;

/** How many were nudged. A mail nudged twice is sent once: the claim decides. */
export async function sweepDue(
  ports: SweepPorts,
  now_ms: number,
): Promise<number> {
  const { results } = await selectDue(ports.db, now_ms, DUE_MAX).all<MessageKey>();
  await nudge(ports.nudges, results);
  return results.length;
}
