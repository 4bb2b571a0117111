/** Hands one message to the first of its channels that takes it, and says what that teaches about the channels. */
import type { Channel, ContentOf } from "../../channels/channel.ts";
import { openChannel, openShort, type Ways } from "../../channels/table.ts";
import { afterFailure, type Circuit } from "../../messages/circuit.ts";
import type { Result } from "../../result.ts";
import type { Receipt } from "../../messages/receipt.ts";
import { type ChannelName, type ShortWay, shortWayOf, type Way } from "../../messages/ways.ts";

/** Most channels tried in one attempt; each failure costs time of the same lease. */
export const TRIED_MAX = 3;

export interface Handed {
  readonly receipt: Receipt;
  /** Who answered last. */
  readonly channel: string;
  readonly idempotent: boolean;
  /** Whether that channel could be asked at all. */
  readonly is_open: boolean;
  /** Circuits that changed; a circuit with 0 failures is closed again. */
  readonly circuits: readonly Circuit[];
}

/** A channel that did not take the message leaves it to the next; one that may have it does not. */
export async function sendByChannels<Of extends Way>(
  ways: Ways,
  channels: readonly string[],
  circuits: readonly Circuit[],
  outgoing: ContentOf<Of>,
  now_ms: number,
): Promise<Handed> {
  const changed: Circuit[] = [];
  let handed: Omit<Handed, "circuits"> | undefined;
  for (const name of channels.slice(0, TRIED_MAX)) {
    const before = circuits.find(({ channel }) => channel === name);
    const channel = await open<Of>(name, ways);
    const receipt: Receipt = channel.ok
      ? await channel.value.send(outgoing)
      : { outcome: "deferred", reason: channel.message };
    handed = {
      receipt,
      channel: channel.ok ? channel.value.name : name,
      idempotent: channel.ok && channel.value.idempotent,
      is_open: channel.ok,
    };
    if (receipt.outcome === "accepted" || receipt.outcome === "rejected") {
      if (before !== undefined) changed.push({ ...before, failures: 0 });
      break;
    }
    changed.push(afterFailure(name, before, receipt, now_ms));
    if (receipt.outcome === "unknown") break;
  }
  if (handed === undefined) throw new Error("Cannot send a message as there must be >= 1 channel to try");
  return { ...handed, circuits: changed };
}

/** A shop's settings and `WAYS` name no channel of another way: it takes what goes out by `Of`. */
async function open<Of extends Way>(name: string, ways: Ways) {
  const opened = shortWayOf(name) === undefined
    ? openChannel(name as ChannelName<"mail">, ways)
    : await openShort(name as ChannelName<ShortWay>, ways);
  return opened as Result<Channel<ContentOf<Of>>, "unavailable">;
}
