/** Counts in the background what a webhook came to, for the desk's list of senders. */
import { forgetGathered, gather, writeGathered } from "../../flow/connect/sender_counts.ts";
import type { Counted } from "../../sql/sender_counts.ts";
import { logFailure } from "../log.ts";
import type { Ports } from "../ports.ts";
import type { Answer } from "./answer.ts";
import type { Arrival } from "./arrival.ts";
import { senderIn } from "./sender_secrets.ts";

/** Returns `answer`. A webhook that is taken again, and one that somebody else may have sent, do not count. */
export function counted(arrival: Arrival, outcome: Counted, answer: Answer): Answer {
  const { ports, shop, name, now_ms, waits_since_ms, background } = arrival;
  if (shop.is_moving === true) forgetGathered(ports.sender_tally, shop.id);
  if (waits_since_ms !== undefined || shop.is_moving === true) return answer;
  // What names a sender that the shop does not have is a stranger's.
  if (senderIn(name) === null || (shop.secrets[name] ?? []).length === 0) return answer;
  gather(ports.sender_tally, shop.id, name, outcome, now_ms);
  background(writeCounts(ports, now_ms));
  return answer;
}

/** Writes what this isolate has gathered of a cell and is due. */
async function writeCounts(ports: Ports, now_ms: number): Promise<void> {
  try {
    await writeGathered(ports.db, ports.sender_tally, now_ms);
  } catch (error) {
    logFailure("webhooks_not_counted", {}, error);
  }
}
