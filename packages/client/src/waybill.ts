/**
 * Sends a shop's events to Waybill: each is kept first and sent afterwards, so that the shop never waits for Waybill and never
 * fails with it. Nothing here throws or rejects, whatever the shop, the outbox or Waybill does.
 */
import { attempt, type Outcome } from "./attempt.ts";
import { AWAY, backoffMs, FAILED } from "./backoff.ts";
import type {
  LogLine,
  SendResult,
  Waybill,
  WaybillEvent,
  WaybillOptions,
  WaybillState,
} from "./client_types.ts";
import { webhookId, wrongDestination } from "./destination.ts";
import { memoryOutbox } from "./memory_outbox.ts";
import type { KeptEvent } from "./outbox.ts";
import { withinTime } from "./within_time.ts";

const DAY_MS = 86_400_000;
const POLL_MS = 30_000;
const TIMEOUT_MS = 10_000;
const GIVE_UP_MS = 14 * DAY_MS;
const REMEMBER_MS = 30 * DAY_MS;
const FORGET_EVERY_MS = 3_600_000;
const FORGET_SHARE = 0.01;
const FLUSH_MS = 10_000;
/** Orders that are sent at the same time. */
const PARALLEL = 4;
/** A claim is good for longer than all tries at it can take. */
const LEASES = 3;
/** After so many events in a row at which Waybill failed, it is taken to be away. */
const FAILED_IN_A_ROW = 3;

/** `T` is what the outbox keeps: whole events, unless `compose` makes them. */
export function createWaybill<T = WaybillEvent>(options: WaybillOptions<T>): Waybill<T> {
  const {
    outbox = memoryOutbox<T>(),
    compose = (kept) => Promise.resolve(kept.event as unknown as WaybillEvent),
    background = true,
    poll_ms = POLL_MS,
    timeout_ms = TIMEOUT_MS,
    give_up_ms = GIVE_UP_MS,
    remember_ms = REMEMBER_MS,
    clock = Date.now,
    random = Math.random,
  } = options;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | null = null;
  let closed = false;
  let woken = false;
  let tries_away = 0;
  let away_since_ms: number | null = null;
  let paused_until_ms = 0;
  let forgotten_at_ms = clock();
  /** How far Waybill's clock is ahead of ours. */
  let skew_ms = 0;
  let last_error: string | null = null;

  function log(level: LogLine["level"], message: string): void {
    try {
      if (options.log !== undefined) options.log({ level, message });
      else console.warn(`Waybill: ${message}`);
    } catch {
      // A log that throws must not reach the shop either.
    }
  }

  function fault(message: string, error: unknown): string {
    last_error = `${message}: ${error instanceof Error ? error.message : String(error)}`;
    log("error", last_error);
    return last_error;
  }

  async function tryAt(event: WaybillEvent): Promise<Outcome> {
    const { url, secret } = options;
    const wrong = wrongDestination(url, secret);
    if (wrong !== null) return { type: "away", error: wrong, is_told: true };
    try {
      const { id, ...body } = event;
      const fetch = options.fetch ?? globalThis.fetch;
      const destination = { url: url!, secret: secret!, fetch, timeout_ms };
      return await attempt(destination, webhookId(id), JSON.stringify(body), clock() + skew_ms);
    } catch (error) {
      return { type: "refused", error: `Cannot sign event: ${(error as Error).message}` };
    }
  }

  async function deliver(kept: KeptEvent<T>): Promise<Outcome> {
    let event: WaybillEvent | null;
    try {
      event = await withinTime(timeout_ms, compose(kept));
    } catch (error) {
      return { type: "failed", error: `Cannot compose event: ${(error as Error).message}` };
    }
    return event === null ? { type: "taken" } : await tryAt(event);
  }

  /** Gives up what has waited for too long, after one more try: a clock that jumped ahead must not lose anything. */
  function givenUp(kept: KeptEvent<T>, outcome: Outcome): Outcome {
    if (outcome.type === "taken" || outcome.type === "refused") return outcome;
    if (kept.kept_at_ms >= clock() - give_up_ms) return outcome;
    return {
      type: "refused",
      error: `Given up after ${Math.round(give_up_ms / DAY_MS)} days: ${outcome.error}`,
    };
  }

  /** Writes into the outbox what became of one event. */
  async function writeOutcome(kept: KeptEvent<T>, outcome: Outcome): Promise<void> {
    const now_ms = clock();
    if (outcome.type !== "taken") last_error = outcome.error;
    switch (outcome.type) {
      case "taken":
        return await outbox.take(kept.id, now_ms);
      case "refused":
        log("error", `Event ${kept.id} is refused and stays in the outbox: ${outcome.error}`);
        return await outbox.refuse(kept.id, outcome.error, now_ms);
      case "failed": {
        const attempts = kept.attempts + 1;
        const due_at_ms = now_ms + backoffMs(FAILED, attempts, random());
        return await outbox.postpone(kept.id, { due_at_ms, attempts, error: outcome.error });
      }
      case "away":
        return await outbox.postpone(kept.id, {
          due_at_ms: now_ms,
          attempts: kept.attempts,
          error: outcome.error,
        });
    }
  }

  function goneAway(
    { error, retry_after_ms = 0 }: { readonly error: string; readonly retry_after_ms?: number },
  ): void {
    tries_away += 1;
    if (away_since_ms === null) {
      away_since_ms = clock();
      log("warn", `${error}. Events wait in the outbox`);
    }
    paused_until_ms = clock() + Math.max(retry_after_ms, backoffMs(AWAY, tries_away, random()));
  }

  /** Signs as of Waybill's clock from now on. */
  function adjustClock(more_ms: number): void {
    skew_ms += more_ms;
    const seconds = Math.round(skew_ms / 1_000);
    log("warn", `This clock differs from Waybill's by ${seconds} s: events are signed by that of Waybill`);
  }

  function isBack(): void {
    if (away_since_ms !== null) {
      log("info", `Waybill is back after ${Math.round((clock() - away_since_ms) / 1_000)} s`);
    }
    tries_away = 0;
    away_since_ms = null;
    paused_until_ms = 0;
  }

  /** Until nothing is due, Waybill is away, or `until_ms` has passed. */
  async function pass(until_ms: number): Promise<void> {
    let failed_in_a_row = 0;
    while (clock() < until_ms) {
      const claimed = await outbox.claim(clock(), PARALLEL, timeout_ms * LEASES);
      if (claimed.length === 0) break;
      const outcomes = await Promise.all(claimed.map(async (kept) => {
        const outcome = givenUp(kept, await deliver(kept));
        if (outcome.type !== "away") await writeOutcome(kept, outcome);
        return { kept, outcome };
      }));
      const is_reached = outcomes.some(({ outcome }) => outcome.type !== "away");
      for (const [index, { kept, outcome }] of outcomes.entries()) {
        if (outcome.type !== "away") continue;
        // Others were answered meanwhile: the way fails at this event alone, and it must not hold them up.
        const became: Outcome = is_reached && !outcome.is_told
          ? { type: "failed", error: outcome.error }
          : outcome;
        await writeOutcome(kept, became);
        outcomes[index] = { kept, outcome: became };
      }
      const away = outcomes.map(({ outcome }) => outcome).find((outcome) => outcome.type === "away");
      if (away !== undefined) {
        if (away.skew_ms !== undefined) adjustClock(away.skew_ms);
        return goneAway(away);
      }
      for (const { outcome } of outcomes) {
        failed_in_a_row = outcome.type === "failed" ? failed_in_a_row + 1 : 0;
        if (outcome.type === "taken") isBack();
        if (outcome.type === "failed" && failed_in_a_row >= FAILED_IN_A_ROW) return goneAway(outcome);
      }
    }
    // A process that lives for one request never gets to its hour.
    if (clock() - forgotten_at_ms >= FORGET_EVERY_MS || random() < FORGET_SHARE) {
      forgotten_at_ms = clock();
      await outbox.forget(clock() - remember_ms);
    }
  }

  /** One pass at a time; never rejects. */
  function run(until_ms: number): Promise<void> {
    running ??= pass(until_ms)
      .catch((error) => goneAway({ error: fault("Cannot read the outbox", error) }))
      .finally(() => {
        running = null;
        if (woken && paused_until_ms <= clock()) schedule(0);
      });
    return running;
  }

  function schedule(delay_ms: number): void {
    if (closed || !background) return;
    clearTimeout(timer);
    timer = setTimeout(tick, Math.max(0, delay_ms));
    // A process that has nothing else to do may end: the outbox remembers.
    (timer as { unref?: () => void }).unref?.();
  }

  async function tick(): Promise<void> {
    woken = false;
    await run(Infinity);
    schedule(paused_until_ms > clock() ? paused_until_ms - clock() : woken ? 0 : poll_ms);
  }

  function wake(): void {
    woken = true;
    // While Waybill is away its pause holds; while a pass runs, the next one follows.
    if (running === null && paused_until_ms <= clock()) schedule(0);
  }

  async function send(event: T & { readonly id: string }, order?: string): Promise<SendResult> {
    try {
      const kept = { id: webhookId(event.id), order: order ?? orderOf(event), event };
      try {
        const is_new = await outbox.put(kept, clock());
        wake();
        return { kept: true, is_new };
      } catch (error) {
        const message = fault("Cannot keep event", error);
        // One try without an outbox is better than none.
        const outcome = await deliver({ ...kept, kept_at_ms: clock(), attempts: 0 });
        return { kept: false, sent: outcome.type === "taken", error: message };
      }
    } catch (error) {
      return { kept: false, sent: false, error: fault("Cannot send event", error) };
    }
  }

  async function state(): Promise<WaybillState> {
    try {
      return { ...await outbox.state(), away_since_ms, last_error };
    } catch (error) {
      fault("Cannot read the outbox", error);
      return { waiting: 0, oldest_at_ms: null, refused: 0, away_since_ms, last_error };
    }
  }

  async function flush({ timeout_ms: within_ms = FLUSH_MS } = {}): Promise<WaybillState> {
    const until_ms = clock() + within_ms;
    // What a pass that runs already may have overlooked is found by the second one.
    if (running !== null) await Promise.race([running, pause(within_ms)]);
    if (clock() < until_ms) await Promise.race([run(until_ms), pause(until_ms - clock())]);
    return await state();
  }

  async function close(within: { readonly timeout_ms?: number } = {}): Promise<WaybillState> {
    closed = true;
    clearTimeout(timer);
    const left = await flush(within);
    await outbox.close?.().catch((error) => fault("Cannot close the outbox", error));
    return left;
  }

  const wrong = wrongDestination(options.url, options.secret);
  if (wrong !== null) fault("Events wait in the outbox", wrong);
  schedule(0);
  return { send, wake, flush, state, close };
}

/** Events of one order stay in order; those of no order have one line for each type. */
function orderOf(event: unknown): string {
  const { type, data } = event as { type?: string; data?: { order_id?: string; order?: { id?: string } } };
  return data?.order?.id ?? data?.order_id ?? `~${type}`;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, Math.min(ms, 2 ** 31 - 1));
    (timer as { unref?: () => void }).unref?.();
  });
}
