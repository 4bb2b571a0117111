/** What a client is told, what it answers, and what it can do. */
import type { EventBody } from "./event_types.ts";
import type { KeptEvent, Outbox, OutboxState } from "./outbox.ts";

/** An event in Waybill's own format, with the id under which it is sent and sent again. */
export type WaybillEvent = EventBody & {
  /** The same whenever the same event is sent again. An id with other signs, or of over 128, is sent with a hash. */
  readonly id: string;
};

export interface LogLine {
  readonly level: "info" | "warn" | "error";
  readonly message: string;
}

export interface WaybillOptions<T = WaybillEvent> {
  /** `https://<your worker>/hooks/<shop>/standard`. While it is missing or wrong, events are kept. */
  readonly url: string | undefined;
  /** `whsec_` and the base64 of 24 to 64 random bytes, the same in Waybill. */
  readonly secret: string | undefined;
  /** In memory unless given: then what waits is gone with the process. */
  readonly outbox?: Outbox<T>;
  /**
   * Makes the event of what was kept, just before it is sent; null where nothing is to be sent any more. Needed only where
   * something else than the event itself is kept.
   */
  readonly compose?: (kept: KeptEvent<T>) => Promise<WaybillEvent | null>;
  /** Sends by itself whenever something waits. False on Workers, where a request or a cron calls `flush`. */
  readonly background?: boolean;
  /** How often the outbox is looked through for what another process kept, in milliseconds. */
  readonly poll_ms?: number;
  /** After which a try counts as failed, in milliseconds. */
  readonly timeout_ms?: number;
  /** Events that wait for longer are given up, in milliseconds. */
  readonly give_up_ms?: number;
  /** How long the id of a taken event is remembered, in milliseconds. */
  readonly remember_ms?: number;
  /** Told when Waybill goes away and comes back, and of each event that is refused. Without it, `console.warn`. */
  readonly log?: (line: LogLine) => void;
  readonly fetch?: typeof globalThis.fetch;
  /** Milliseconds since the epoch. */
  readonly clock?: () => number;
  /** In [0, 1). */
  readonly random?: () => number;
}

export type SendResult =
  /** It will be sent. `is_new` is false for an id that is known. */
  | { readonly kept: true; readonly is_new: boolean }
  /** The outbox could not keep it; whether Waybill took it at once. */
  | { readonly kept: false; readonly sent: boolean; readonly error: string };

export interface WaybillState extends OutboxState {
  /** Since when Waybill cannot be reached, in milliseconds since the epoch; null while it can. */
  readonly away_since_ms: number | null;
  /** The last thing that went wrong, at whatever time; null where nothing did. */
  readonly last_error: string | null;
}

export interface Waybill<T = WaybillEvent> {
  /** Keeps the event, and wakes the sending. Resolves as soon as it is kept. */
  send(event: T & { readonly id: string }, order?: string): Promise<SendResult>;
  /** Sends soon: for whoever put something into the outbox without `send`. */
  wake(): void;
  /** Sends what is due, until nothing is, Waybill cannot be reached, or the time is over. */
  flush(options?: { readonly timeout_ms?: number }): Promise<WaybillState>;
  state(): Promise<WaybillState>;
  /** Stops sending by itself, after a last `flush`. What still waits is sent after the next start. */
  close(options?: { readonly timeout_ms?: number }): Promise<WaybillState>;
}
