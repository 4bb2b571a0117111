/** Where events wait until Waybill has taken them. An outbox keeps and hands out; it decides nothing about retries and sends nothing. */

/** One event that waits. `T` is what was kept: a whole event, or a note from which a connector makes one. */
export interface KeptEvent<T> {
  /** The `webhook-id`: the same whenever the same event is sent again. */
  readonly id: string;
  /** Events that share this name leave one after the other, in the order in which they were kept. */
  readonly order: string;
  readonly event: T;
  /** Milliseconds since the epoch. */
  readonly kept_at_ms: number;
  /** How often Waybill answered that it failed at this one. */
  readonly attempts: number;
}

/** A later moment for one event, after an attempt at it or after a try that did not reach Waybill. */
export interface Postponed {
  readonly due_at_ms: number;
  readonly attempts: number;
  readonly error: string;
}

/** An event that Waybill will never take, with its reason; it is kept to be looked at, and nothing waits for it. */
export interface RefusedEvent {
  readonly id: string;
  readonly order: string;
  readonly error: string;
}

export interface OutboxState {
  /** Number of events that wait. */
  readonly waiting: number;
  /** When the oldest of them was kept, in milliseconds since the epoch. */
  readonly oldest_at_ms: number | null;
  /** Number of events that Waybill refused for good. */
  readonly refused: number;
}

export interface Outbox<T> {
  /** Keeps the event. Resolves to false when its `id` is known already; rejects when it could not be kept. */
  put(kept: Pick<KeptEvent<T>, "id" | "order" | "event">, now_ms: number): Promise<boolean>;
  /**
   * The oldest waiting event of each order, where it is due, at most `limit`. Nobody else is given them for `lease_ms`, or
   * until they are taken, postponed or refused.
   */
  claim(now_ms: number, limit: number, lease_ms: number): Promise<readonly KeptEvent<T>[]>;
  /** Waybill has it. */
  take(id: string, now_ms: number): Promise<void>;
  postpone(id: string, postponed: Postponed): Promise<void>;
  refuse(id: string, error: string, now_ms: number): Promise<void>;
  state(): Promise<OutboxState>;
  /** The newest refused events, at most `limit`. */
  refused(limit: number): Promise<readonly RefusedEvent[]>;
  /** Removes what was taken or refused before `before_ms`. */
  forget(before_ms: number): Promise<void>;
  /** Leaves what waits to another process; called at shutdown. */
  close?(): Promise<void>;
}

/**
 * No wait is longer: a time farther ahead was written by a clock that has gone back since, and would hold its event for as
 * long as that clock was wrong.
 */
export const AHEAD_MAX_MS = 2 * 3_600_000;
