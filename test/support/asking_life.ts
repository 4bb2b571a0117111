/** Random lives of an order whose customer asks for things: claims, cancellations, returns and withdrawals, and what the shop decides. */
import fc from "fast-check";
import type { OrderEvent, Remedy, Request } from "../../src/orders/event.ts";
import { REMEDIES, REQUESTS } from "../../src/orders/event.ts";
import { fold } from "../../src/orders/fold/fold.ts";
import { piecesKept, piecesWithCustomer } from "../../src/orders/goods/ended.ts";
import type { Order, OrderReturn } from "../../src/orders/state.ts";
import type { Step } from "./lived.ts";
import { ADAS_ORDER, hours, NOW_MS, placed } from "./cast.ts";
import { anyLife } from "./random_life.ts";

const HOUR_MS = 3_600_000;

const WISHES = [
  "ask",
  "decide",
  "close",
  "answer_delay",
  "withdraw",
  "return",
  "decide_return",
  "label",
  "hand_in",
  "deliver_back",
  "receive",
  "refund",
  "go_on",
  "wait",
] as const;
const WEIGHTS: Partial<Readonly<Record<(typeof WISHES)[number], number>>> = {
  ask: 4,
  decide: 3,
  return: 5,
  decide_return: 5,
  hand_in: 4,
  receive: 5,
  refund: 6,
  go_on: 14,
  wait: 2,
};

interface Wish {
  readonly what: (typeof WISHES)[number];
  readonly after_hours: number;
  readonly which: number;
  readonly is_so: boolean;
}

const wish: fc.Arbitrary<Wish> = fc.record({
  what: fc.oneof(...WISHES.map((what) => ({ arbitrary: fc.constant(what), weight: WEIGHTS[what] ?? 1 }))),
  after_hours: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 200 })),
  which: fc.nat({ max: 1_000 }),
  is_so: fc.boolean(),
});

/** An order that is home: here most is asked. */
const homeLife: fc.Arbitrary<readonly Step[]> = fc.record({ quantity: fc.integer({ min: 1, max: 3 }) }).map(
  ({ quantity }) => {
    const lines = ["Mug", "Jug"].map((title, index) => ({
      ...ADAS_ORDER.lines[0]!,
      id: String(index + 1),
      title,
      quantity,
      unit_price_minor: 1_000,
    }));
    const total_minor = 2_000 * quantity;
    const whole = { lines, total_minor, locale: "en", discounts: [], shipping: undefined, tax: undefined };
    const shipment = { id: "p1", lines: [], tracking: [{ carrier: "DHL", number: "JD0146" }] };
    const step = (after_hours: number, event: OrderEvent) => ({
      at_ms: NOW_MS + after_hours * HOUR_MS,
      events: [event],
    });
    return [
      step(0, placed({ ...ADAS_ORDER, ...whole })),
      step(1, { type: "payment.succeeded", at: hours(1), payment: { id: "p", amount_minor: total_minor } }),
      step(24, { type: "shipment.shipped", at: hours(24), shipment }),
      step(48, { type: "shipment.delivered", at: hours(48), shipment }),
    ];
  },
);

/** The goods' own life up to some point, then what is asked; what the storefront reports later comes in between. */
export const anyAskingLife: fc.Arbitrary<readonly Step[]> = fc.tuple(
  fc.oneof(anyLife, homeLife.map((steps) => [...steps])),
  // Where in the goods' life the first wish comes: often at its end.
  fc.oneof(fc.nat({ max: 1_000 }), fc.constant(-1)),
  fc.array(wish, { minLength: 1, maxLength: 16 }),
).map(([steps, from, wishes]) => {
  const all: Step[] = [...steps];
  let now_ms = steps.at(from < 0 ? -1 : from % steps.length)!.at_ms;
  let count = 0;
  for (const { what, after_hours, which, is_so } of wishes) {
    // Long enough for a label to be over.
    now_ms += (what === "wait" ? after_hours + 15 * 24 : after_hours) * HOUR_MS;
    const known = all.filter(({ at_ms }) => at_ms <= now_ms).flatMap(({ events }) => events);
    const order = fold(known)!;
    const at = new Date(now_ms).toISOString();
    const events = made(order, what, `w${++count}`, at, which, is_so);
    if (events.length > 0 || what === "wait") all.push({ at_ms: now_ms, events });
  }
  return all.toSorted((a, b) => a.at_ms - b.at_ms);
});

function made(
  order: Order,
  what: Wish["what"],
  id: string,
  at: string,
  which: number,
  is_so: boolean,
): readonly OrderEvent[] {
  const day = (days: number) => new Date(Date.parse(at) + days * 24 * HOUR_MS).toISOString().slice(0, 10);
  const number = `BACK${id}`;
  switch (what) {
    case "ask": {
      const about = pick<Request>(REQUESTS, which)!;
      const is_claim = ["not_arrived", "missing", "damaged", "wrong_item"].includes(about);
      const waits = about === "not_arrived" && is_so;
      const wished = is_claim && !waits ? { remedy: pick<Remedy>(REMEDIES, which)! } : {};
      return [{
        type: "conversation.opened",
        at,
        conversation: { id, about, ...wished, ...(waits ? { until: day(3) } : {}) },
      }];
    }
    case "decide": {
      const open = pick(order.open_requests ?? [], which);
      if (open === undefined) return [];
      const { about, remedy } = open;
      const request = { id: open.id, about, ...(remedy === undefined ? {} : { remedy }) };
      return [
        { type: is_so ? "request.granted" : "request.declined", at, request },
        { type: "conversation.closed", at, conversation: { id: open.id } },
      ];
    }
    case "close": {
      const open = pick(order.open_requests ?? [], which);
      return open === undefined ? [] : [{ type: "conversation.closed", at, conversation: { id: open.id } }];
    }
    case "answer_delay":
      return [{ type: "customer.delay_answered", at, answer: is_so ? "accepted" : "cancel" }];
    case "withdraw": {
      const [kept] = piecesKept(order);
      if (kept === undefined || order.cancelled !== undefined) return [];
      const lines = [{ line_id: kept.line.id, quantity: 1 }];
      return [{
        type: "order.withdrawn",
        at,
        withdrawal: { id, lines, statement: "I withdraw", hash: "0".repeat(64) },
      }];
    }
    case "return": {
      const here = pick(piecesWithCustomer(order), which);
      if (here === undefined || order.cancelled !== undefined) return [];
      const line = { line_id: here.line.id, quantity: 1, ...(is_so ? {} : { exchange_for: "Blue / L" }) };
      return [{ type: "return.requested", at, return: { id, lines: [line], steps: [] } }];
    }
    case "decide_return": {
      const one = pick(order.returns.filter(({ status }) => status === "requested"), which);
      if (one === undefined) return [];
      const described = { id: one.id, lines: [], steps: [] };
      if (which % 4 === 0) {
        return [{
          type: "return.declined",
          at,
          return: described,
          ...(is_so ? { reason: "It is worn." } : {}),
        }];
      }
      const label = {
        label_url: "https://labels.example/1.pdf",
        tracking: [{ number }],
        ...(which % 3 === 0 ? { label_until: day(4) } : {}),
      };
      return [{
        type: "return.approved",
        at,
        return: { ...described, ...(is_so ? label : {}), send_by: day(14) },
      }];
    }
    case "label": {
      const one = pick(order.returns.filter(({ status }) => status === "approved"), which);
      if (one === undefined) return [];
      return [{
        type: "return.label_added",
        at,
        return: { id: one.id, lines: [], steps: [], tracking: [{ number }], label_until: day(9) },
        label_file: { name: id, type: "application/pdf", use: is_so ? "label" : "code" },
      }];
    }
    case "hand_in":
    case "deliver_back": {
      const one = pick(
        order.returns.filter(({ status, tracking }) => status === "approved" && tracking !== undefined),
        which,
      );
      const [tracking] = one?.tracking ?? [];
      if (tracking?.number === undefined) return [];
      return [{
        type: what === "hand_in" ? "shipment.in_transit" : "shipment.delivered",
        at,
        shipment: { id: tracking.number, lines: [], tracking: [{ number: tracking.number }] },
      }];
    }
    case "receive": {
      const one = pick(order.returns.filter(({ status }) => status === "approved"), which);
      return one === undefined
        ? []
        : [{ type: "return.received", at, return: { id: one.id, lines: [], steps: [] } }];
    }
    case "refund": {
      const one = pick(order.returns.filter(({ status }) => status === "received"), which);
      if (one === undefined) return [];
      const lines = one.lines.map(({ line_id, quantity }) => ({ line_id, quantity }));
      const refund = {
        id,
        amount_minor: 1_000,
        lines,
        status: which % 3 === 0 ? "pending" as const : "succeeded" as const,
      };
      return [{ type: "payment.refunded", at, refund }];
    }
    case "go_on": {
      const one = order.returns.find(({ status }) => status !== "declined");
      return one === undefined ? [] : made(order, nextOf(one), id, at, which, is_so);
    }
    case "wait":
      return [];
  }
}

/** What usually comes next of a return. */
function nextOf({ status, tracking, scans = [] }: OrderReturn): Wish["what"] {
  if (status === "requested") return "decide_return";
  if (status === "received") return "refund";
  if (tracking === undefined) return "receive";
  return scans.length === 0 ? "hand_in" : scans.length === 1 ? "deliver_back" : "receive";
}

function pick<Of>(all: readonly Of[], which: number): Of | undefined {
  return all[which % Math.max(1, all.length)];
}
