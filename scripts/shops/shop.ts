/** What a real shop must do in the play, whatever it is. */

export interface PlacedOrder {
  /** The shop's own handle for the calls below. */
  readonly id: string;
  /** As the customer sees it. */
  readonly number: string;
  readonly email: string;
}

/** Of every parcel in the play. */
export const TRACKING_NUMBER = "00340434161094042557";

export interface OutboxFigures {
  readonly waiting: number;
  readonly refused: number;
  readonly last_error: string | null;
}

export interface RealShop {
  /** `vendure 3.7.3 on SQLite`. */
  readonly name: string;
  start(): Promise<void>;
  /** SIGKILL, as a machine that goes away. */
  kill(): Promise<void>;
  /** From an empty cart to placed and paid. */
  place(email: string): Promise<PlacedOrder>;
  ship(order: PlacedOrder): Promise<void>;
  deliver(order: PlacedOrder): Promise<void>;
  /** Another city in the address of delivery. */
  move(order: PlacedOrder): Promise<void>;
  /** A part of it. */
  refund(order: PlacedOrder): Promise<void>;
  cancel(order: PlacedOrder): Promise<void>;
  /** Deletes the customer of the order. */
  forget(order: PlacedOrder): Promise<void>;
  /** Has all orders of today sent again; resolves to their number. */
  backfill(): Promise<number>;
  outbox(): Promise<OutboxFigures>;
  /** Removes what the run left, processes included. */
  stop(): Promise<void>;
}
