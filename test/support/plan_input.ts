/** What a plan is made from: an order after some events, a shop, and the mails that left before. The cast's order is placed at `NOW`. */
import type { Ledger, LedgerEntry } from "../../src/messages/ledger.ts";
import { factsShownBy } from "../../src/orders/plan/facts_shown.ts";
import { isSmsKind, type OrderKind } from "../../src/messages/message.ts";
import type { OrderDetails, OrderEvent, Payment, Return, Shipment } from "../../src/orders/event.ts";
import { fold } from "../../src/orders/fold/fold.ts";
import { planMessages } from "../../src/orders/plan/plan.ts";
import { type PlanInput, type PlannedMessage } from "../../src/orders/plan/plan_input.ts";
import type { ShopSettings } from "../../src/orders/shop.ts";
import { ADAS_ORDER, hours, NOW_MS, placed, SHOP } from "./cast.ts";

/** In hours. */
export const DAY = 24;
const HOUR_MS = 3_600_000;

export interface Given {
  readonly order?: OrderDetails;
  /** What came after the order. */
  readonly events?: readonly OrderEvent[];
  /** Kinds that have been sent after the first so many of the events. */
  readonly sent?: readonly (readonly [kind: OrderKind, known: number, about?: string])[];
  /** Whatever the order and each event called for at once was sent then. */
  readonly told?: true;
  /** The ledger as it stands, in place of `sent`. */
  readonly ledger?: Ledger;
  readonly shop?: Partial<ShopSettings>;
  /** Settings that were made after all that was sent. */
  readonly then?: Partial<ShopSettings>;
  /** Hours after the order. */
  readonly at?: number;
}

export function inputOf(given: Given): PlanInput {
  const { order = ADAS_ORDER, events = [], sent = [], shop = {}, then = {}, at = 0 } = given;
  const settings = { ...SHOP, ...shop };
  const whole = [placed(order), ...events];
  const ledger: Ledger = sent.map(([kind, known, about = ""], index) => {
    const then = { order: fold(whole.slice(0, known + 1))!, shop: settings, ledger: [], now_ms: NOW_MS };
    return {
      kind,
      about,
      state: "sent",
      closed_at: NOW_MS + index,
      facts_shown: factsShownBy(kind, about, then),
    };
  });
  return {
    order: fold(whole)!,
    shop: { ...settings, ...then },
    ledger: given.ledger ?? (given.told === true ? toldOf(whole, settings) : ledger),
    now_ms: NOW_MS + at * HOUR_MS,
  };
}

/** The ledger of a shop whose mails left at the time of each event. */
function toldOf(whole: readonly OrderEvent[], shop: ShopSettings): Ledger {
  return whole.reduce<Ledger>((ledger, { at }, index) => {
    const now_ms = Date.parse(at);
    const input = { order: fold(whole.slice(0, index + 1))!, shop, ledger, now_ms };
    const known = new Set(ledger.map(({ kind, about }) => `${kind}/${about}`));
    const left = planMessages(input).filter(({ kind, about, against, due_at_ms }) =>
      against === null && due_at_ms <= now_ms && !isSmsKind(kind) && !known.has(`${kind}/${about}`)
    );
    return [
      ...ledger,
      ...left.map(({ kind, about }): LedgerEntry => ({
        kind,
        about,
        state: "sent",
        closed_at: now_ms,
        facts_shown: factsShownBy(kind as OrderKind, about, input),
      })),
    ];
  }, []);
}

export function planOf(given: Given): readonly PlannedMessage[] {
  return planMessages(inputOf(given));
}

/** Kinds that would leave now. */
export function owed(given: Given): readonly PlannedMessage["kind"][] {
  const { now_ms } = inputOf(given);
  return planOf(given).filter(({ against, due_at_ms }) => against === null && due_at_ms <= now_ms)
    .map(({ kind }) => kind);
}

export function find(given: Given, kind: PlannedMessage["kind"]): PlannedMessage | undefined {
  return planOf(given).find((message) => message.kind === kind);
}

/** What the messages of one kind are about. */
export function aboutsOf(given: Given, kind: PlannedMessage["kind"]): readonly string[] {
  return planOf(given).filter((message) => message.kind === kind).map(({ about }) => about);
}

/** One line of a ledger, closed so many hours after the order. */
export function entry(
  kind: LedgerEntry["kind"],
  state: LedgerEntry["state"],
  closed_after_h: number | null,
  changes: Partial<LedgerEntry> = {},
): LedgerEntry {
  const closed_at = closed_after_h === null ? null : NOW_MS + closed_after_h * HOUR_MS;
  return { kind, about: "", state, closed_at, facts_shown: null, ...changes };
}

export const CONFIRMED = [["order_confirmation", 0]] as const;
export const UNPAID: OrderDetails = { ...ADAS_ORDER, payment: { status: "pending" } };
/** The shipment of `scan`. */
export const SHIPMENT: Shipment = {
  id: "p1",
  lines: [],
  tracking: [{ number: "JD0146", carrier: "DHL", url: "https://dhl.example/JD0146" }],
};

type ScanType = Extract<OrderEvent, { shipment: { lines: unknown } }>["type"];

export function scan(type: ScanType, at: number, changes: Partial<Shipment> = {}): OrderEvent {
  return { type, at: hours(at), shipment: { ...SHIPMENT, ...changes } };
}

export function cancelled(at: number): OrderEvent {
  return { type: "order.cancelled", at: hours(at) };
}

export function promisedFor(at: number, until: string): OrderEvent {
  return { type: "shipment.promise_changed", at: hours(at), promised: { until } };
}

export function back(
  step: "requested" | "approved" | "declined" | "received",
  at: number,
  changes: Partial<Return> = {},
): OrderEvent {
  return { type: `return.${step}`, at: hours(at), return: { id: "r1", lines: [], steps: [], ...changes } };
}

export function withdrawn(at: number): OrderEvent {
  return {
    type: "order.withdrawn",
    at: hours(at),
    withdrawal: {
      id: "w1",
      lines: [{ line_id: "1", quantity: 1 }],
      statement: "I withdraw",
      hash: "0".repeat(64),
    },
  };
}

/** A payment of the whole order, unless `payment` says otherwise. */
export function paid(id: string, at: number, payment: Partial<Payment> = {}): OrderEvent {
  const amount_minor = ADAS_ORDER.total_minor;
  return { type: "payment.succeeded", at: hours(at), payment: { id, amount_minor, ...payment } };
}

/** What the cast's order costs, paid at once. */
export const PAYMENT = { id: "pay_1", amount_minor: 12_890 };

export const INVOICE = { number: "2026/0012", issued_on: "2026-11-22", due_on: "2026-12-06" };
export const BILLED: OrderDetails = { ...UNPAID, invoice: INVOICE };

export const changed = (at: number, changes: Partial<OrderDetails>): OrderEvent => ({
  type: "order.changed",
  at: hours(at),
  order: { ...ADAS_ORDER, ...changes },
});
export const restored = (at: number): OrderEvent => ({ type: "order.restored", at: hours(at) });
export const allocated = (at: number, available: boolean, ...line_ids: readonly string[]): OrderEvent => ({
  type: "stock.allocated",
  at: hours(at),
  lines: line_ids.map((line_id) => ({ line_id, available })),
});
