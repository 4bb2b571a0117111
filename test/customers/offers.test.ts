import { describe, expect, test } from "vitest";
import {
  type Offer,
  type OfferInput,
  offersOf,
  returnable,
  withdrawable,
} from "../../src/customers/offers.ts";
import type { Line, OrderEvent } from "../../src/orders/event.ts";
import type { ShopSettings } from "../../src/orders/shop.ts";
import { hours, NOW_MS, SHOP } from "../support/cast.ts";
import { line, listed, orderOf, received, refund, scan, shipped } from "../orders/goods/cases.ts";
import { entry } from "../support/plan_input.ts";

const HOUR_MS = 3_600_000;
const DAY = 24;
const LINES = [line("lamp", 2, { sku: "L-1" }), line("shade", 1, { sku: "S-1" })];
const ALL = { lamp: 2, shade: 1 };
const cancelled = (at: number): OrderEvent => ({ type: "order.cancelled", at: hours(at) });
const HOME = [shipped("p1", ALL), scan("shipment.delivered", "p1", 48)];

interface Situation {
  readonly lines?: readonly Line[];
  readonly events?: readonly OrderEvent[];
  readonly ledger?: OfferInput["ledger"];
  readonly shop?: Partial<ShopSettings>;
  /** Hours after the order. */
  readonly at?: number;
}

function given({ lines = LINES, events = [], ledger = [], shop = {}, at = 60 }: Situation): OfferInput {
  return {
    order: orderOf(lines, events),
    shop: { ...SHOP, withdrawal_days: 14, ...shop },
    ledger,
    now_ms: NOW_MS + at * HOUR_MS,
  };
}

describe("the page offers", () => {
  test.each<[string, Situation, readonly Offer[]]>([
    ["before anything leaves, every change", {}, ["ask", "address", "note", "cancel", "withdraw"]],
    ["while a part is under way, no change any more", { events: [shipped("p1", { lamp: 1 })] }, [
      "problem",
      "ask",
      "withdraw",
    ]],
    ["at home, what comes after", { events: HOME }, ["problem", "ask", "return", "rate", "withdraw"]],
    ["of a cancelled order, a question", { events: [cancelled(2)] }, ["ask"]],
    ["of an order that was cancelled at home, help with the goods", { events: [...HOME, cancelled(50)] }, [
      "problem",
      "ask",
    ]],
    ["of goods to collect, no address and no note for the courier", {
      lines: [line("lamp", 1, { way: "pickup" })],
    }, ["ask", "cancel", "withdraw"]],
    ["of goods that the shop brings, both", { lines: [line("lamp", 1, { way: "local" })] }, [
      "ask",
      "address",
      "note",
      "cancel",
      "withdraw",
    ]],
    ["of a shop that grants no withdrawal, none", { shop: { withdrawal_days: null } }, [
      "ask",
      "address",
      "note",
      "cancel",
    ]],
    ["of what is taken along at the till, a return", {
      lines: [line("lamp", 1, { way: "till" })],
      at: 1,
    }, ["problem", "ask", "return", "rate"]],
  ])("%s", (_, situation, offers) => {
    expect(offersOf(given(situation))).toEqual(offers);
  });

  const UNDER_WAY = [shipped("p1", ALL)];
  const answered = (at: number): OrderEvent => ({
    type: "customer.delay_answered",
    at: hours(at),
    answer: "accepted",
  });
  test.each<[string, Situation, boolean]>([
    ["after a delay was told", { events: UNDER_WAY, ledger: [entry("delay_notice", "sent", 30)] }, true],
    [
      "while its notice waits",
      { events: UNDER_WAY, ledger: [entry("delay_notice", "owed", null)] },
      false,
    ],
    ["after another mail", { events: UNDER_WAY, ledger: [entry("shipment_shipped", "sent", 30)] }, false],
    [
      "after its notice bounced",
      { events: UNDER_WAY, ledger: [entry("delay_notice", "bounced", 30)] },
      false,
    ],
    ["once it was answered", {
      events: [...UNDER_WAY, answered(31)],
      ledger: [entry("delay_notice", "sent", 30)],
    }, false],
    ["once it was answered at the same moment", {
      events: [...UNDER_WAY, answered(30)],
      ledger: [entry("delay_notice", "sent", 30)],
    }, false],
    ["again after a second delay", {
      events: [...UNDER_WAY, answered(31)],
      ledger: [entry("delay_notice", "sent", 30), entry("delay_notice", "sent", 50, { about: "2" })],
    }, true],
    ["not of a cancelled order", {
      events: [...UNDER_WAY, cancelled(40)],
      ledger: [entry("delay_notice", "sent", 30)],
    }, false],
    ["not once all is home", { events: HOME, ledger: [entry("delay_notice", "sent", 30)] }, false],
  ])("a choice about a delay %s: %#", (_, situation, offered) => {
    expect(offersOf(given(situation)).includes("delay")).toBe(offered);
  });
});

describe("what may be returned", () => {
  const left = (situation: Situation) => listed(returnable(given({ events: HOME, ...situation })));

  test.each<[string, Situation, string]>([
    ["is all that is at home", {}, "2 lamp, 1 shade"],
    ["ends with the last moment of its time", { at: 48 + 30 * DAY }, "2 lamp, 1 shade"],
    ["is nothing a moment later", { at: 48 + 30 * DAY + 0.001 }, ""],
    ["is nothing before it arrives", { events: [shipped("p1", ALL)] }, ""],
    ["is nothing of a cancelled order", { events: [...HOME, cancelled(50)] }, ""],
    ["is nothing where the shop takes nothing back", { shop: { returns: undefined } }, ""],
    ["leaves out what the shop takes not back", {
      shop: { returns: { window_days: 30, excluded_skus: ["S-1"] } as ShopSettings["returns"] },
    }, "2 lamp"],
    ["leaves out downloads", {
      lines: [...LINES, line("guide", 1, { requires_shipping: false, fulfilled: 1 })],
    }, "2 lamp, 1 shade"],
    ["leaves out what was paid back before it left", {
      events: [refund({ lamp: 1 }, 0.5, "cancelled"), shipped("p1", { lamp: 1, shade: 1 }), HOME[1]!],
    }, "1 lamp, 1 shade"],
    ["leaves out what is asked for already", {
      events: [
        ...HOME,
        {
          type: "return.requested",
          at: hours(50),
          return: { id: "a", lines: [{ line_id: "lamp", quantity: 1 }], steps: [] },
        },
      ],
    }, "1 lamp, 1 shade"],
    ["leaves out what was received back", { events: [...HOME, received({ lamp: 2 }, 55)] }, "1 shade"],
    ["holds again what was declined", {
      events: [
        ...HOME,
        {
          type: "return.requested",
          at: hours(50),
          return: { id: "a", lines: [{ line_id: "shade", quantity: 1 }], steps: [] },
        },
        { type: "return.declined", at: hours(51), return: { id: "a", lines: [], steps: [] } },
      ],
    }, "2 lamp, 1 shade"],
    ["leaves out what was withdrawn", {
      events: [
        ...HOME,
        {
          type: "order.withdrawn",
          at: hours(50),
          withdrawal: {
            id: "w",
            lines: [{ line_id: "lamp", quantity: 2 }],
            statement: "I withdraw",
            hash: "0".repeat(64),
          },
        },
      ],
    }, "1 shade"],
  ])("%s", (_, situation, pieces) => {
    expect(left(situation)).toBe(pieces);
  });

  test("of a line without a SKU is excluded by no SKU", () => {
    const excluded = { window_days: 30, excluded_skus: ["", "undefined"] } as ShopSettings["returns"];
    expect(left({ lines: [line("lamp", 2), line("shade")], shop: { returns: excluded } })).toBe(
      "2 lamp, 1 shade",
    );
  });
});

describe("what may be withdrawn", () => {
  const left = (situation: Situation) => listed(withdrawable(given({ events: HOME, ...situation })));

  test.each<[string, Situation, string]>([
    ["is all of a new order", { events: [] }, "2 lamp, 1 shade"],
    [
      "is all under way, however long it takes",
      { events: [shipped("p1", ALL)], at: 90 * DAY },
      "2 lamp, 1 shade",
    ],
    ["ends fourteen days after the arrival", { at: 48 + 14 * DAY }, "2 lamp, 1 shade"],
    ["is nothing a moment later", { at: 48 + 14 * DAY + 0.001 }, ""],
    ["is nothing where the shop grants no right", { shop: { withdrawal_days: null } }, ""],
    ["is nothing of a cancelled order", { events: [cancelled(1)] }, ""],
    ["leaves out what was bought at the till", {
      lines: [...LINES, line("bulb", 1, { way: "till" })],
    }, "2 lamp, 1 shade"],
    ["leaves out what came back", { events: [...HOME, received({ shade: 1 }, 55)] }, "2 lamp"],
  ])("%s", (_, situation, pieces) => {
    expect(left(situation)).toBe(pieces);
  });
});
