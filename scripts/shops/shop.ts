/** Actions that every real shop must support in the play. */

export interface PlacedOrder {
  /** The shop's own id of the order, for the calls below. */
  readonly id: string;
  /** Number that the customer sees. */
  readonly number: string;
  readonly email: string;
}

/** Tracking number of every shipment in the play. */
export const TRACKING_NUMBER = "00340434161094042557";

export interface OutboxFigures {
  readonly waiting: number;
  readonly refused: number;
  readonly last_error: string | null;
}

export interface RealShop {
  /** Name and version: `vendure 3.7.3 on SQLite`. */
  readonly name: string;
  start(): Promise<void>;
  /** Kills the shop with SIGKILL, like a machine that fails. */
  kill(): Promise<void>;
  /** Places and pays an order, beginning with an empty cart. */
  place(email: string): Promise<PlacedOrder>;
  ship(order: PlacedOrder): Promise<void>;
  deliver(order: PlacedOrder): Promise<void>;
  /** Changes the city of the delivery address. */
  move(order: PlacedOrder): Promise<void>;
  /** Refunds a part of the order. */
  refund(order: PlacedOrder): Promise<void>;
  cancel(order: PlacedOrder): Promise<void>;
  /** Deletes the customer of the order. */
  forget(order: PlacedOrder): Promise<void>;
  /** Sends all orders of today again; resolves to their number. */
  backfill(): Promise<number>;
  outbox(): Promise<OutboxFigures>;
  /** Stops all processes and removes the run's files. */
  stop(): Promise<void>;
}
