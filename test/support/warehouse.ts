/**
 * A warehouse that moves the pieces of one order about, knows where each of them is, and tells of each move as storefronts and carriers
 * do. Nothing here asks the code that is tested.
 */
import type { DeliveryWay, Line, OrderDetails, OrderEvent, Shipment } from "../../src/orders/event.ts";
import type { ShipmentStatus } from "../../src/orders/state.ts";
import { ADAS_ORDER, NOW_MS, placed } from "./cast.ts";
import type { Step } from "./lived.ts";

/** Where the pieces of one line are. */
export interface TrueLine {
  readonly title: string;
  readonly way: DeliveryWay;
  readonly ordered: number;
  due: number;
  withdrawn: number;
  /** In a shipment that neither arrived nor turned back. */
  moving: number;
  with_customer: number;
  coming_back: number;
  returned: number;
}

export interface TrueShipment {
  readonly id: string;
  readonly way: DeliveryWay;
  /** By the index of the line. */
  readonly pieces: readonly number[];
  readonly is_told: boolean;
  number: string | null;
  state: "moving" | "arrived" | "coming_back" | "sent_again" | "taken_back";
}

/** What is so after one step. */
export interface Truth {
  readonly lines: readonly TrueLine[];
  readonly shipments: readonly TrueShipment[];
  readonly is_cancelled: boolean;
  readonly is_completed: boolean;
  /** Of what is still wanted, what nobody has paid. */
  readonly owed_minor: number;
}

export interface TrueStep extends Step {
  readonly truth: Truth;
}

export const MOVES = [
  "pay",
  "send",
  "send_again",
  "scan",
  "stray_scan",
  "date",
  "promise",
  "renumber",
  "take_back",
  "remove",
  "refund_due",
  "send_back",
  "cancel",
  "complete",
] as const;

export interface Move {
  readonly what: (typeof MOVES)[number];
  readonly after_hours: number;
  /** How long before it was told it happened. */
  readonly lag_minutes: number;
  /** Decides which line, shipment or status it is about. */
  readonly which: number;
  readonly count: number;
  readonly is_whole: boolean;
}

export interface Beginning {
  readonly lines: readonly { readonly way: DeliveryWay; readonly ordered: number }[];
  readonly is_paid: boolean;
  readonly is_promised: boolean;
}

const TITLES = ["Mug", "Jug", "Bowl", "Plate"] as const;
const PRICE_MINOR = 1_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const BY_CARRIER: readonly ShipmentStatus[] = [
  "in_transit",
  "out_for_delivery",
  "attempted",
  "exception",
  "ready_for_pickup",
  "delivered",
  "delivered",
  "picked_up",
  "returned_to_sender",
];
const BY_DRIVER: readonly ShipmentStatus[] = ["out_for_delivery", "attempted", "delivered", "delivered"];

/** Makes what a move says as far as it is possible, and tells of it. */
export class Warehouse {
  readonly #lines: TrueLine[];
  readonly #shipments: TrueShipment[] = [];
  readonly #details: Partial<OrderDetails>;
  #is_cancelled = false;
  #completed_at: string | undefined;
  #paid_minor = 0;
  #refunded_minor = 0;
  /** Lines of which a refund may mean a piece that its customer has, or one that is due. */
  readonly #unclear = new Set<unknown>();
  /** Pieces that a snapshot lists no more, by the index of the line. */
  readonly #removed: number[];
  #now_ms = NOW_MS;
  #count = 0;

  constructor({ lines, is_paid, is_promised }: Beginning) {
    this.#lines = lines.map(({ way, ordered }, index) => ({
      title: TITLES[index]!,
      way,
      ordered,
      due: way === "till" ? 0 : ordered,
      withdrawn: 0,
      moving: 0,
      with_customer: way === "till" ? ordered : 0,
      coming_back: 0,
      returned: 0,
    }));
    this.#removed = lines.map(() => 0);
    if (is_paid) this.#paid_minor = this.#total();
    this.#details = {
      locale: "en",
      discounts: [],
      shipping: undefined,
      tax: undefined,
      promised: is_promised ? { until: day(NOW_MS + 3 * DAY_MS) } : undefined,
    };
  }

  life(moves: readonly Move[]): readonly TrueStep[] {
    const first = this.#step([placed(this.#snapshot())]);
    return [
      first,
      ...moves.flatMap((move) => {
        this.#now_ms += move.after_hours * HOUR_MS;
        const at = new Date(this.#now_ms - move.lag_minutes * 60_000).toISOString();
        const events = this.#make(move, at);
        return events.length === 0 ? [] : [this.#step(events)];
      }),
    ];
  }

  #step(events: readonly OrderEvent[]): TrueStep {
    const truth: Truth = structuredClone({
      lines: this.#lines,
      shipments: this.#shipments,
      is_cancelled: this.#is_cancelled,
      is_completed: this.#completed_at !== undefined,
      owed_minor: this.#is_cancelled ? 0 : Math.max(0, this.#total() - this.#paid_minor),
    });
    return { at_ms: this.#now_ms, events, truth };
  }

  #make(move: Move, at: string): readonly OrderEvent[] {
    const { what } = move;
    const is_over = this.#is_cancelled || this.#completed_at !== undefined;
    switch (what) {
      case "pay":
        return this.#pay(at);
      case "send":
        return is_over ? [] : this.#send(move, at);
      case "send_again":
        return is_over ? [] : this.#sendAgain(move, at);
      case "scan":
        return this.#scan(move, at);
      case "stray_scan":
        return this.#strayScan(move, at);
      case "date":
        return this.#date(move, at);
      case "promise":
        return is_over ? [] : [{ type: "shipment.promise_changed", at, promised: this.#window(move) }];
      case "renumber":
        return this.#renumber(move, at);
      case "take_back":
        return is_over ? [] : this.#takeBack(move, at);
      case "remove":
        return is_over ? [] : this.#remove(move, at);
      case "refund_due":
        return is_over ? [] : this.#refundDue(move, at);
      case "send_back":
        return this.#sendBack(move, at);
      case "cancel":
        return is_over ? [] : this.#cancel(at);
      case "complete":
        return is_over ? [] : this.#complete(at);
    }
  }

  #pay(at: string): readonly OrderEvent[] {
    const amount_minor = this.#total() - this.#paid_minor;
    if (this.#is_cancelled || this.#refunded_minor > 0 || amount_minor <= 0) return [];
    this.#paid_minor += amount_minor;
    return [{ type: "payment.succeeded", at, payment: { id: `pay${++this.#count}`, amount_minor } }];
  }

  #send({ which, count, is_whole }: Move, at: string): readonly OrderEvent[] {
    const ways = [...new Set(this.#lines.filter(({ due }) => due > 0).map(({ way }) => way))];
    const way = chosen(ways, which);
    if (way === undefined) return [];
    const pieces = this.#lines.map((line, index) => {
      if (line.way !== way) return 0;
      return is_whole ? line.due : index % 2 === which % 2 ? Math.min(line.due, count) : 0;
    });
    if (pieces.every((some) => some === 0)) return [];
    const holds_all = this.#shipments.length === 0 && is_whole &&
      this.#lines.every((line) => line.way === way);
    return this.#dispatch(way, pieces, !holds_all || which % 3 > 0, at);
  }

  #sendAgain({ which }: Move, at: string): readonly OrderEvent[] {
    // While more of a line is due, nobody could tell a piece that is sent again from the next one.
    const back = chosen(
      this.#shipments.filter(({ state, is_told, pieces }) =>
        state === "coming_back" && is_told &&
        pieces.every((count, index) => count === 0 || this.#lines[index]!.due === 0)
      ),
      which,
    );
    if (back === undefined) return [];
    back.state = "sent_again";
    this.#shift(back.pieces, "coming_back", "due");
    return this.#dispatch(back.way, back.pieces, true, at);
  }

  #dispatch(
    way: DeliveryWay,
    pieces: readonly number[],
    is_told: boolean,
    at: string,
  ): readonly OrderEvent[] {
    const id = `s${++this.#count}`;
    const number = way === "carrier" && this.#count % 3 !== 0 ? `JD01460000${this.#count}` : null;
    const is_handed_over = way === "digital" || way === "pickup" && this.#count % 4 === 0;
    const shipment: TrueShipment = {
      id,
      way,
      pieces,
      is_told,
      number,
      state: is_handed_over ? "arrived" : "moving",
    };
    this.#shipments.push(shipment);
    this.#shift(pieces, "due", is_handed_over ? "with_customer" : "moving");
    const type = way === "pickup" && !is_handed_over ? "shipment.ready_for_pickup" : "shipment.shipped";
    return [{ type, at, shipment: this.#told(shipment, is_told) }];
  }

  #scan({ which, count }: Move, at: string): readonly OrderEvent[] {
    const shipment = chosen(this.#shipments.filter(({ state }) => state === "moving"), which);
    if (shipment === undefined) return [];
    const statuses = shipment.way === "carrier"
      ? BY_CARRIER
      : shipment.way === "local"
      ? BY_DRIVER
      : ["picked_up" as const];
    const has_returns = shipment.pieces.some((pieces, index) =>
      pieces > 0 && this.#lines[index]!.returned > 0
    );
    const status = has_returns ? "delivered" as const : chosen(statuses, which + count)!;
    if (status === "delivered" || status === "picked_up") {
      shipment.state = "arrived";
      this.#shift(shipment.pieces, "moving", "with_customer");
    }
    if (status === "returned_to_sender") {
      shipment.state = "coming_back";
      this.#shift(shipment.pieces, "moving", "coming_back");
    }
    return [{ type: `shipment.${status}`, at, shipment: this.#told(shipment, false) }];
  }

  /** A carrier's scans come late, and go on for a parcel that its shop knows nothing of any more. */
  #strayScan({ which }: Move, at: string): readonly OrderEvent[] {
    const over = this.#shipments.filter(({ way, state }) =>
      way === "carrier" && (state === "arrived" || state === "taken_back")
    );
    const shipment = chosen(over, which);
    if (shipment === undefined) return [];
    const type = which % 2 === 0 ? "shipment.in_transit" : "shipment.out_for_delivery";
    return [{ type, at, shipment: this.#told(shipment, false) }];
  }

  #date(move: Move, at: string): readonly OrderEvent[] {
    const brought = this.#shipments.filter(({ way, state }) => way === "carrier" && state === "moving");
    const shipment = chosen(brought, move.which);
    return shipment === undefined ? [] : [
      { type: "shipment.promise_changed", at, shipment: { id: shipment.id }, promised: this.#window(move) },
    ];
  }

  #window({ which, is_whole }: Move): { from?: string; until: string } {
    const until = day(this.#now_ms + (which % 8) * DAY_MS);
    return is_whole ? { from: day(this.#now_ms), until } : { until };
  }

  #renumber({ which }: Move, at: string): readonly OrderEvent[] {
    const shipment = chosen(
      this.#shipments.filter(({ way, state }) => way === "carrier" && state === "moving"),
      which,
    );
    if (shipment === undefined) return [];
    shipment.number = `JD01460000${++this.#count}`;
    return [{ type: "shipment.shipped", at, shipment: this.#told(shipment, shipment.is_told) }];
  }

  #takeBack({ which }: Move, at: string): readonly OrderEvent[] {
    // What was in one that came back before is back at the shop then, and nobody says that it goes out again.
    const again = this.#shipments.filter(({ state }) => state === "sent_again");
    const shipment = chosen(
      this.#shipments.filter(({ state, pieces }) =>
        state === "moving" &&
        !again.some((one) => one.pieces.some((count, index) => count > 0 && pieces[index]! > 0))
      ),
      which,
    );
    if (shipment === undefined) return [];
    shipment.state = "taken_back";
    this.#shift(shipment.pieces, "moving", "due");
    return [{ type: "shipment.withdrawn", at, shipment: { id: shipment.id, lines: [], tracking: [] } }];
  }

  #remove({ which, count }: Move, at: string): readonly OrderEvent[] {
    // An order of nothing is a cancelled one.
    if (this.#wanted() <= 1 || this.#refunded_minor > 0) return [];
    // What is taken off after it was sent back would be the same piece.
    const line = chosen(this.#lines.filter(({ due, returned }) => due > 0 && returned === 0), which);
    if (line === undefined) return [];
    const taken = Math.min(line.due, count, this.#wanted() - 1);
    line.due -= taken;
    line.withdrawn += taken;
    this.#removed[this.#lines.indexOf(line)]! += taken;
    return [{ type: "order.changed", at, order: this.#snapshot() }];
  }

  #refundDue({ which, count }: Move, at: string): readonly OrderEvent[] {
    // What was taken off and is paid back later would be the same piece.
    const index = this.#lines.findIndex(({ due }, at_index) => due > 0 && this.#removed[at_index] === 0);
    const line = this.#lines[index];
    if (line === undefined || this.#paid_minor < this.#total() || this.#wanted() <= 1) return [];
    const quantity = Math.min(line.due, count, this.#wanted() - 1);
    line.due -= quantity;
    line.withdrawn += quantity;
    // Of a line of which a piece has come back nobody could tell whether that piece is paid back.
    if (which % 2 === 0 || line.returned > 0) return [this.#refund(at, index, quantity, "cancelled")];
    if (line.with_customer > 0) this.#unclear.add(line);
    return [this.#refund(at, index, quantity, undefined)];
  }

  /** Its customer sends it back, and gets the money for it. */
  #sendBack({ count }: Move, at: string): readonly OrderEvent[] {
    // Of a line that comes back by itself, or was refunded without a word about which piece, nobody could tell which one it is.
    const index = this.#lines.findIndex((line) =>
      line.with_customer > 0 && line.coming_back === 0 && !this.#unclear.has(line)
    );
    const line = this.#lines[index];
    if (line === undefined || this.#is_cancelled || this.#paid_minor < this.#total()) return [];
    const quantity = Math.min(line.with_customer, count);
    line.with_customer -= quantity;
    line.returned += quantity;
    // Who tells of both tells of the same piece twice.
    if (index % 2 === 0) return [this.#refund(at, index, quantity, "returned")];
    const lines = [{ line_id: String(index + 1), quantity }];
    return [{ type: "return.received", at, return: { id: `r${++this.#count}`, lines, steps: [] } }];
  }

  #refund(
    at: string,
    index: number,
    quantity: number,
    restock: "cancelled" | "returned" | undefined,
  ): OrderEvent {
    const amount_minor = quantity * PRICE_MINOR;
    this.#refunded_minor += amount_minor;
    const lines = [{ line_id: String(index + 1), quantity, restock }];
    return { type: "payment.refunded", at, refund: { id: `f${++this.#count}`, amount_minor, lines } };
  }

  #cancel(at: string): readonly OrderEvent[] {
    this.#is_cancelled = true;
    for (const shipment of this.#shipments) {
      if (shipment.way !== "pickup" || shipment.state !== "moving") continue;
      shipment.state = "taken_back";
      this.#shift(shipment.pieces, "moving", "due");
    }
    for (const line of this.#lines) {
      // A sale at the till is undone there and then.
      const from = line.way === "till" ? "with_customer" : "due";
      line.withdrawn += line[from];
      line[from] = 0;
    }
    return [{ type: "order.cancelled", at }];
  }

  /** The shop says that all is done: what was due has left without anybody telling how. */
  #complete(at: string): readonly OrderEvent[] {
    this.#completed_at = at;
    for (const line of this.#lines) {
      line[line.way === "carrier" || line.way === "local" ? "moving" : "with_customer"] += line.due;
      line.due = 0;
    }
    for (const shipment of this.#shipments) {
      if (shipment.way !== "pickup" || shipment.state !== "moving") continue;
      shipment.state = "arrived";
      this.#shift(shipment.pieces, "moving", "with_customer");
    }
    return [{ type: "order.changed", at, order: this.#snapshot() }];
  }

  #shift(
    pieces: readonly number[],
    from: "due" | "moving" | "coming_back",
    to: "due" | "moving" | "with_customer" | "coming_back",
  ): void {
    for (const [index, count] of pieces.entries()) {
      this.#lines[index]![from] -= count;
      this.#lines[index]![to] += count;
    }
  }

  #told({ id, pieces, number }: TrueShipment, with_content: boolean): Shipment {
    const lines = pieces.flatMap((quantity, index) =>
      with_content && quantity > 0 ? [{ line_id: String(index + 1), quantity }] : []
    );
    return { id, lines, tracking: number === null ? [] : [{ number, carrier: "DHL" }] };
  }

  /** What the storefront lists: what was refunded stays in it, what was removed does not. */
  #snapshot(): OrderDetails {
    const lines = this.#lines.map(({ title, way }, index): Line => ({
      id: String(index + 1),
      title,
      quantity: this.#listed(index),
      unit_price_minor: PRICE_MINOR,
      discount_minor: 0,
      requires_shipping: way !== "digital",
      way,
    })).filter(({ quantity }) => quantity > 0);
    return {
      ...ADAS_ORDER,
      ...this.#details,
      lines,
      total_minor: this.#total(),
      payment: { status: this.#paid_minor >= this.#total() ? "paid" : "pending" },
      ...(this.#completed_at === undefined ? {} : { completed_at: this.#completed_at }),
    };
  }
  #listed(index: number): number {
    return this.#lines[index]!.ordered - this.#removed[index]!;
  }

  #total(): number {
    return this.#lines.reduce((sum, _, index) => sum + this.#listed(index) * PRICE_MINOR, 0);
  }

  /** Pieces that the customer has or waits for. */
  #wanted(): number {
    return this.#lines.reduce(
      (sum, { ordered, withdrawn, returned }) => sum + ordered - withdrawn - returned,
      0,
    );
  }
}

function chosen<Value>(all: readonly Value[], which: number): Value | undefined {
  return all.length === 0 ? undefined : all[which % all.length];
}

function day(at_ms: number): string {
  return new Date(at_ms).toISOString().slice(0, 10);
}

/** A life in a few lines: the hour, what was told, and what is so then. */
export function inShort(steps: readonly TrueStep[]): string {
  return steps.map(({ at_ms, events, truth }) => {
    const hour = ((at_ms - NOW_MS) / HOUR_MS).toFixed(0);
    const told = events.map(({ at: _, type, ...said }) =>
      `${type} ${"order" in said ? "" : JSON.stringify(said)}`
    );
    const lines = truth.lines.map(({ title, way, ordered: _, ...counts }) =>
      `${title} (${way}) ${
        Object.entries(counts).filter(([, count]) => count > 0).map(([fate, count]) => `${count} ${fate}`)
          .join(", ")
      }`
    );
    return `${hour} h: ${told.join("; ")}\n      ${lines.join(" · ")}`;
  }).join("\n");
}
