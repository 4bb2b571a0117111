import { describe, expect, test } from "vitest";
import type { OrderDetails, OrderEvent } from "../../../src/orders/event.ts";
import { planned, unreachable } from "../../../src/orders/plan/planned_message.ts";
import { ADAS_ORDER, GUESTS_ORDER, hours, NOW_MS, SHOP } from "../../support/cast.ts";
import { DAY, find, type Given, inputOf, owed, scan } from "../../support/plan_input.ts";

const HOUR_MS = 3_600_000;
const home = [scan("shipment.shipped", 1), scan("shipment.delivered", 2)];
const corrected = (at: number): OrderEvent => ({
  type: "customer.address_corrected",
  at: hours(at),
  from: "ada@lovelace.example",
  email: "ada@king.example",
});
const failed: OrderEvent = { type: "customer.address_failed", at: hours(1), email: "ada@lovelace.example" };
const buyer = (email: string): OrderDetails => ({
  ...ADAS_ORDER,
  customer: { ...ADAS_ORDER.customer, email },
});
const RELAYED = buyer("x7@marketplace.amazon.de");

test("a mail whose due date is later than the age limit of mails is not too old while it waits", () => {
  const schedule = { ...SHOP.schedule, follow_up_days: 14 };
  expect(find({ events: home, shop: { schedule }, at: 10 * DAY }, "follow_up")!.against).toBeNull();
});

test("events before an address was corrected have no mail of their own after it", () => {
  expect(owed({ events: [...home, corrected(3)], at: 3 })).not.toContain("shipment_delivered");
});

describe("a reader", () => {
  test.each<readonly [string, Given, string | null]>([
    ["can be written to", {}, null],
    ["has no address", { order: GUESTS_ORDER }, "no_address"],
    ["has the address of a marketplace", { order: RELAYED }, "relay_address"],
    [
      "has such an address, and the shop writes to it",
      { order: RELAYED, shop: { marketplace_relays: true } },
      null,
    ],
    ["has an address that failed", { events: [failed] }, "bounced"],
    ["has a marketplace's address that failed", {
      order: RELAYED,
      shop: { marketplace_relays: true },
      events: [{ ...failed, email: "x7@marketplace.amazon.de" } as OrderEvent],
    }, "bounced"],
  ])("%s", (_, given, expected) => expect(unreachable(inputOf(given), "order_confirmation")).toBe(expected));
});

describe("what speaks against a mail", () => {
  const against = (given: Given, fact_at: number, own: "not_concluded" | null = null, due_at?: number) => {
    const input = inputOf(given);
    const due_ms = due_at === undefined ? undefined : NOW_MS + due_at * HOUR_MS;
    return planned(input, "order_changed", "x", hours(fact_at), own, due_ms).against;
  };
  const old = { at: 8 * DAY };

  test.each<readonly [string, Parameters<typeof against>, string | null]>([
    ["nothing", [{ at: 1 }, 0], null],
    ["the address before all else", [{ order: GUESTS_ORDER, ...old }, 0, "not_concluded"], "no_address"],
    ["its own reason before its age", [old, 0, "not_concluded"], "not_concluded"],
    ["a correction since", [{ events: [corrected(2)], at: 3 }, 1.99], "overtaken"],
    ["a correction since before its age", [{ events: [corrected(2)], ...old }, 1], "overtaken"],
    ["no correction of the same moment", [{ events: [corrected(2)], at: 3 }, 2], null],
    ["no age of seven days", [{ at: 7 * DAY }, 0], null],
    ["an age of more", [{ at: 7 * DAY + 0.001 }, 0], "too_old"],
    ["no age while it waits", [old, 0, null, 9 * DAY], null],
    ["no age where it fell due lately", [old, 0, null, 7 * DAY], null],
    ["its age where it fell due long ago too", [{ at: 20 * DAY }, 0, null, 7 * DAY], "too_old"],
  ])("%s", (_, given, expected) => expect(against(...given)).toBe(expected));

  test("its end before its age", () => {
    const input = inputOf({ at: 9 * DAY });
    expect(planned(input, "shipment_attempted", "p1:1", hours(5)).against).toBe("expired");
    expect(planned(inputOf({ at: 5 }), "shipment_attempted", "p1:1", hours(5)).against).toBeNull();
  });

  test("no correction of the customer's address where the recipient of a gift reads it", () => {
    const order = { ...ADAS_ORDER, gift: { recipient: { email: "bea@lovelace.example" } } };
    const input = inputOf({ order, events: [corrected(2)], at: 3 });
    expect(planned(input, "shipment_delivered", "p1", hours(1)).against).toBeNull();
    expect(planned(input, "order_changed", "x", hours(1)).against).toBe("overtaken");
  });
});

describe("a mail is due", () => {
  // Ten in the evening in Berlin.
  const NIGHT = 9;
  const due = (kind: "order_changed" | "follow_up", at: number, due_at?: number) =>
    (planned(
      inputOf({ at }),
      kind,
      "x",
      hours(0),
      null,
      due_at === undefined ? undefined : NOW_MS + due_at * HOUR_MS,
    )
      .due_at_ms - NOW_MS) / HOUR_MS;

  test("at once, or at its own time where that is later", () => {
    expect(due("order_changed", 1)).toBe(1);
    expect(due("order_changed", 1, 0)).toBe(1);
    expect(due("order_changed", 1, 5)).toBe(5);
    expect(due("order_changed", NIGHT)).toBe(NIGHT);
  });

  test("in the morning where it can wait and it is night", () => {
    expect(due("follow_up", 1)).toBe(1);
    expect(due("follow_up", NIGHT)).toBe(19);
    expect(due("follow_up", NIGHT, 2)).toBe(19);
    expect(due("follow_up", 1, NIGHT)).toBe(19);
    expect(due("follow_up", 1, 20)).toBe(20);
  });
});
