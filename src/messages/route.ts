/** Decides which channels a mail may take now and in which order, or until when it waits. Pure. */
import { type Circuit, isOpen } from "./circuit.ts";
import type { Lane } from "./kinds/definition.ts";
import { type ChannelQuota, type Quota, roomFor } from "./quota.ts";

export interface Ways {
  /** The shop's channels in order of preference. */
  readonly channels: readonly string[];
  readonly circuits: readonly Circuit[];
  /** Quotas of the channels that have one. */
  readonly quotas: readonly ChannelQuota[];
  /** Warm-up quota of a new domain over all channels; null once it is warm. */
  readonly warm_up: Quota | null;
}

export type Route =
  | { readonly channels: readonly string[] }
  /** No channel accepts the mail before `wait_until_ms`, in milliseconds since the epoch. */
  | { readonly wait_until_ms: number; readonly reason: string };

/** `stay_with`: an idempotent channel that may already have the mail; no other channel is used then. */
export function routeOf(ways: Ways, lane: Lane, now_ms: number, stay_with: string | null): Route {
  const warm_ms = ways.warm_up === null || lane === "urgent" ? now_ms : roomFor(ways.warm_up, lane, now_ms);
  if (warm_ms > now_ms) return { wait_until_ms: warm_ms, reason: "the domain is still warming up" };
  const usable = stay_with === null ? ways.channels : [stay_with];
  const waits = usable.map((channel) => {
    const circuit = ways.circuits.find((one) => one.channel === channel);
    const open_ms = isOpen(circuit, now_ms) ? circuit!.open_until : now_ms;
    const quota = ways.quotas.find((one) => one.channel === channel);
    const room_ms = quota === undefined ? now_ms : roomFor(quota, lane, now_ms);
    return { channel, until_ms: Math.max(open_ms, room_ms), is_full: room_ms > open_ms };
  });
  const free = waits.filter(({ until_ms }) => until_ms <= now_ms).map(({ channel }) => channel);
  if (free.length > 0) return { channels: free };
  const first = waits.toSorted((a, b) => a.until_ms - b.until_ms)[0];
  if (first === undefined) throw new Error("Cannot route a mail as its shop must have >= 1 channel");
  const reason = first.is_full
    ? `the daily quota of ${first.channel} is used up`
    : `${first.channel} is left alone after failures`;
  return { wait_until_ms: first.until_ms, reason };
}
