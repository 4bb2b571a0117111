import { describe, expect, test } from "vitest";
import { fold } from "../../src/orders/fold/fold.ts";
import type { OrderEvent } from "../../src/orders/event.ts";
import type { Learnt } from "../../src/orders/learnt.ts";
import { expectedWindow, judgedWindow, windowToShow } from "../../src/orders/promise.ts";
import type { ShopSettings } from "../../src/orders/shop.ts";
import { ADAS_ORDER, hours, placed, SHOP } from "../support/cast.ts";

const { promised: _, ...UNDATED } = ADAS_ORDER; // Ordered on Friday 2026-11-20.
const of = (since: string, days_min: number, days_max: number): Learnt[string] => ({
  told: [{ since, days: { days_min, days_max } }],
  cases: 100,
  kept: 0,
  kept_of: 0,
});
const shop = (learnt: Learnt): ShopSettings => ({ ...SHOP, delivery: { days_min: 8, days_max: 10 }, learnt });
const shipped: OrderEvent = {
  type: "shipment.shipped",
  at: hours(20),
  shipment: {
    id: "s1",
    lines: UNDATED.lines.map(({ id, quantity }) => ({ line_id: id, quantity })),
    tracking: [{ carrier: "DHL", number: "00340434161094" }],
  },
};
const order = fold([placed(UNDATED)])!;
const start = UNDATED.placed_at.slice(0, 10);

describe("an order without a date", () => {
  test("is told what the shop's history says of its service and country", () => {
    const learnt = { "|dhl paket|de": of("2026-01-01", 2, 4) };
    expect(judgedWindow(order, shop(learnt))).toMatchObject({ origin: "learnt", key: "|dhl paket|de" });
    expect(windowToShow(fold([placed({ ...UNDATED, payment: { class: "on_delivery" } })])!, shop(learnt)))
      .toEqual(expectedWindow(order, shop(learnt)));
    expect(expectedWindow(order, shop(learnt))).not.toEqual(expectedWindow(order, shop({})));
  });

  test.each([
    ["of another country", { "|dhl paket|at": of("2026-01-01", 2, 4) }],
    ["of a carrier alone", { "dhl|dhl paket|de": of("2026-01-01", 2, 4) }],
    ["learnt after it was ordered", { "|dhl paket|de": of("2027-01-01", 2, 4) }],
    ["of too few cases by then", {
      "|dhl paket|de": {
        ...of("2026-01-01", 2, 4),
        told: [...of("2026-01-01", 2, 4).told, { since: start, days: null }],
      },
    }],
  ])("is told the shop's rule where the history is %s", (_name, learnt) => {
    expect(judgedWindow(order, shop(learnt))).toMatchObject({ origin: "rule" });
  });

  test("is told an earlier end once its carrier is known, and never a later one", () => {
    const general = { "|dhl paket|de": of("2026-01-01", 2, 4) };
    const until = (learnt: Learnt, ...events: readonly OrderEvent[]) =>
      expectedWindow(fold([placed(UNDATED), ...events])!, shop(learnt))!.until;
    const told = until(general);
    expect(until({ ...general, "dhl|dhl paket|de": of("2026-01-01", 1, 2) }, shipped) < told).toBe(true);
    expect(until({ ...general, "dhl|dhl paket|de": of("2026-01-01", 5, 9) }, shipped)).toBe(told);
  });

  test("keeps what it was told when the shop learns something else", () => {
    const first = of("2026-01-01", 2, 4);
    const later = {
      ...first,
      told: [...first.told, { since: "2026-11-30", days: { days_min: 9, days_max: 12 } }],
    };
    expect(expectedWindow(order, shop({ "|dhl paket|de": later })))
      .toEqual(expectedWindow(order, shop({ "|dhl paket|de": first })));
  });
});

test("a sender's date is never replaced by what was learnt", () => {
  const dated = fold([placed({ ...ADAS_ORDER, promised: { from: "2026-12-01", until: "2026-12-03" } })])!;
  expect(judgedWindow(dated, shop({ "|dhl paket|de": of("2026-01-01", 2, 4) }))).toMatchObject({
    origin: "stated",
    window: { from: "2026-12-01", until: "2026-12-03" },
  });
});
