import { describe, expect, test } from "vitest";
import {
  askedAgainAt,
  isGrantedAtOnce,
  missedParcel,
  openWait,
  waitUntil,
} from "../../src/customers/missing.ts";
import { fold } from "../../src/orders/fold/fold.ts";
import type { OrderEvent } from "../../src/orders/event.ts";
import { ADAS_ORDER, hours, NOW_MS, placed, SHOP } from "../support/cast.ts";

const LEFT: OrderEvent = {
  type: "shipment.shipped",
  at: hours(1),
  shipment: { id: "p1", lines: [], tracking: [{ carrier: "DHL", number: "4711" }] },
};
const HOME: OrderEvent = {
  type: "shipment.delivered",
  at: hours(20),
  shipment: { id: "p1", lines: [], tracking: [] },
};
const left = fold([placed(ADAS_ORDER), LEFT])!;
const home = fold([placed(ADAS_ORDER), LEFT, HOME])!;
const MILL = [{ line_id: "1", quantity: 1 }];
const shop = (claims: Partial<typeof SHOP.claims>) => ({ ...SHOP, claims: { ...SHOP.claims, ...claims } });

describe("a parcel that its customer misses", () => {
  test("is the last that arrived, else the last that left", () => {
    expect(missedParcel(home)).toMatchObject({ has_arrived: true, shipment: { id: "p1" } });
    expect(missedParcel(left)).toMatchObject({ has_arrived: false });
    expect(missedParcel(fold([placed(ADAS_ORDER)])!)).toBeNull();
  });

  test("is waited for the shop's days after it arrived, and never where its carrier still has it", () => {
    expect(waitUntil(missedParcel(home), SHOP, Date.parse(hours(21)))).toBe("2026-11-25");
    expect(waitUntil(missedParcel(home), SHOP, Date.parse(hours(20 + 72)))).toBeNull();
    expect(waitUntil(missedParcel(home), shop({ wait_days: 0 }), Date.parse(hours(21)))).toBeNull();
    expect(waitUntil(missedParcel(left), SHOP, NOW_MS)).toBeNull();
  });

  test("is asked for again in the morning of the shop's day", () => {
    expect(new Date(askedAgainAt("2026-11-25", SHOP)).toISOString()).toBe("2026-11-25T09:00:00.000Z");
  });

  test("waits while its request says until when", () => {
    const opened = { id: "c1", about: "not_arrived" as const };
    const waits = fold([placed(ADAS_ORDER), LEFT, HOME, {
      type: "conversation.opened",
      at: hours(22),
      conversation: { ...opened, until: "2026-11-25" },
    }])!;
    expect(openWait(waits)).toMatchObject({ id: "c1", until: "2026-11-25" });
    const claimed = fold([placed(ADAS_ORDER), LEFT, HOME, {
      type: "conversation.opened",
      at: hours(22),
      conversation: { ...opened, until: "2026-11-25" },
    }, { type: "conversation.opened", at: hours(23), conversation: { ...opened, remedy: "refund" } }])!;
    expect(openWait(claimed)).toBeNull();
    expect(claimed.open_requests).toEqual([{
      id: "c1",
      about: "not_arrived",
      remedy: "refund",
      at: hours(23),
    }]);
  });
});

describe("a claim is granted at once", () => {
  const rule = shop({ decided: "at_once", at_once_up_to_minor: 8_990 });

  test("where the shop says so, up to its value", () => {
    expect(isGrantedAtOnce(home, rule, MILL, "refund")).toBe(true);
    expect(isGrantedAtOnce(home, shop({ decided: "at_once", at_once_up_to_minor: 8_989 }), MILL, "refund"))
      .toBe(false);
    expect(
      isGrantedAtOnce(
        home,
        shop({ decided: "at_once" }),
        [...MILL, { line_id: "2", quantity: 2 }],
        "send_again",
      ),
    )
      .toBe(true);
  });

  test("not where a person decides, nothing is named, or a claim was granted before", () => {
    expect(isGrantedAtOnce(home, SHOP, MILL, "refund")).toBe(false);
    expect(isGrantedAtOnce(home, rule, [], "refund")).toBe(false);
    expect(isGrantedAtOnce(home, rule, MILL, null)).toBe(false);
    const before = fold([placed(ADAS_ORDER), LEFT, HOME, {
      type: "request.granted",
      at: hours(22),
      request: { id: "c1", about: "damaged", remedy: "send_again" },
    }])!;
    expect(isGrantedAtOnce(before, rule, MILL, "refund")).toBe(false);
  });
});
