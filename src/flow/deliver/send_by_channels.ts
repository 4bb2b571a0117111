/** Hands one mail to the first of its channels that takes it, and says what that teaches about the channels. */
import type { OutgoingMail } from "../../channels/channel.ts";
import { type ChannelName, openChannel, type Ways } from "../../channels/table.ts";
import { afterFailure, type Circuit } from "../../messages/circuit.ts";
import type { Receipt } from "../../messages/receipt.ts";

/** Each failure costs time within one lease. */
export const TRIED_MAX = 3;

export interface Handed {
  readonly receipt: Receipt;
  /** Who answered last. */
  readonly channel: string;
  readonly idempotent: boolean;
  /** Circuits that changed; one without failures is closed again. */
  readonly circuits: readonly Circuit[];
}

/** A channel that did not take the mail leaves it to the next; one that may have it does not. */
export async function sendByChannels(
  ways: Ways,
  channels: readonly string[],
  circuits: readonly Circuit[],
  outgoing: OutgoingMail,
  now_ms: number,
): Promise<Handed> {
  const changed: Circuit[] = [];
  let handed: Omit<Handed, "circuits"> | undefined;
  for (const name of channels.slice(0, TRIED_MAX)) {
    const before = circuits.find(({ channel }) => channel === name);
    const channel = openChannel(name as ChannelName, ways);
    const receipt: Receipt = channel.ok
      ? await channel.value.send(outgoing)
      : { outcome: "deferred", reason: channel.message };
    handed = { receipt, channel: name, idempotent: channel.ok && channel.value.idempotent };
    if (receipt.outcome === "accepted" || receipt.outcome === "rejected") {
      if (before !== undefined) changed.push({ ...before, failures: 0 });
      break;
    }
    changed.push(afterFailure(name, before, receipt, now_ms));
    if (receipt.outcome === "unknown") break;
  }
  if (handed === undefined) throw new Error("Cannot send a mail as there must be >= 1 channel to try");
  return { ...handed, circuits: changed };
}
