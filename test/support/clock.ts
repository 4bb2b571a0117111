/** The clock as a test lets it run: one tick, and every errand that it and its errands put into the queue. */
import type { Errand } from "../../src/flow/clock/errand.ts";
import { type ErrandPorts, serveErrand } from "../../src/flow/clock/serve_errand.ts";
import { tickErasures, tickMinute, tickRound } from "../../src/flow/clock/tick.ts";

export interface ErrandQueue extends Queue<Errand> {
  readonly waiting: Errand[];
}

/** A queue that keeps what is put into it. */
export function errandQueue(): ErrandQueue {
  const waiting: Errand[] = [];
  const sendBatch = (batch: Iterable<MessageSendRequest<Errand>>) => {
    waiting.push(...[...batch].map(({ body }) => body));
    return Promise.resolve();
  };
  return { waiting, sendBatch } as unknown as ErrandQueue;
}

/** More errands than any test brings: one more is an errand that never ends. */
const ERRANDS_MAX = 5_000;

/**
 * Ticks once and does all errands, first in first out. Returns how many were done by the queue; throws at the end what
 * the tick and the errands threw. `before_each` runs before each errand, which the platform starts as an invocation of
 * its own.
 */
async function pass(
  tick: (ports: ErrandPorts, now_ms: number) => Promise<void>,
  given: Omit<ErrandPorts, "errand_queue">,
  now_ms: number,
  before_each: () => void = () => undefined,
): Promise<number> {
  const errand_queue = errandQueue();
  const ports: ErrandPorts = { ...given, errand_queue } as ErrandPorts;
  const failures: unknown[] = [];
  await tick(ports, now_ms).catch((error) => failures.push(error));
  let done = 0;
  for (let next = errand_queue.waiting.shift(); next !== undefined; next = errand_queue.waiting.shift()) {
    before_each();
    await serveErrand(ports, next, now_ms).catch((error) => failures.push(error));
    if (++done > ERRANDS_MAX) throw new Error("Cannot pass as the errands must come to an end");
  }
  if (failures.length === 1) throw failures[0];
  if (failures.length > 1) throw new AggregateError(failures, failures.map(String).join("; "));
  return done;
}

/** What only a storefront or a chat that is asked needs. */
type OfStorefronts =
  | "fetch_chat"
  | "fetch_endpoint"
  | "public_url"
  | "fetch_changed_orders"
  | "change_order"
  | "refresh_token"
  | "check_webhooks"
  | "sealing_keys"
  | "random";
type Given = Omit<ErrandPorts, "errand_queue" | OfStorefronts> & Partial<Pick<ErrandPorts, OfStorefronts>>;

const noStorefront = () => Promise.reject(new Error("No storefront and no chat is expected to be asked"));
/** For shops whose storefronts must not be asked anything. */
export const NO_STOREFRONT: Pick<ErrandPorts, OfStorefronts> = {
  fetch_chat: noStorefront,
  fetch_endpoint: noStorefront,
  public_url: "https://waybill.test",
  fetch_changed_orders: noStorefront,
  change_order: noStorefront,
  refresh_token: noStorefront,
  check_webhooks: noStorefront,
  sealing_keys: [],
  random: (count) => new Uint8Array(count),
};

export function passMinute(ports: Given, now_ms: number, before_each?: () => void): Promise<number> {
  return pass(tickMinute, { ...NO_STOREFRONT, ...ports }, now_ms, before_each);
}

export function passHalfHour(ports: Given, now_ms: number): Promise<number> {
  return pass(tickRound, { ...NO_STOREFRONT, ...ports }, now_ms);
}

export function passErasures(ports: Given, now_ms: number): Promise<number> {
  return pass(tickErasures, { ...NO_STOREFRONT, ...ports }, now_ms);
}
