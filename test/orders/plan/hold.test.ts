import { describe, expect, test } from "vitest";
import type { OrderEvent } from "../../../src/orders/event.ts";
import { decideSend } from "../../../src/orders/plan/decide_send.ts";
import { nextDeadline } from "../../../src/orders/plan/deadline.ts";
import { hours, NOW_MS } from "../../support/cast.ts";
import { cancelled, find, inputOf, scan } from "../../support/plan_input.ts";

const HOUR_MS = 3_600_000;
const held = (at: number, until: number): OrderEvent => ({
  type: "messages.held",
  at: hours(at),
  hold: { by: "Kaja", reason: "Calls first", until: hours(until) },
});
const released = (at: number): OrderEvent => ({ type: "messages.released", at: hours(at) });
const asked = (at: number): OrderEvent => ({ type: "customer.link_requested", at: hours(at) });
const left = scan("shipment.shipped", 2);

describe("while somebody holds an order's messages", () => {
  test("what is owed waits until the hold ends, and says so", () => {
    expect(find({ events: [held(1, 30), left], at: 3 }, "shipment_shipped")).toMatchObject({
      against: null,
      due_at_ms: NOW_MS + 30 * HOUR_MS,
      waits: "held",
    });
    expect(find({ events: [left], at: 3 }, "shipment_shipped")).not.toHaveProperty("waits");
  });

  test("a link that the customer asks for leaves", () => {
    const link = find({ events: [held(1, 30), asked(2)], at: 3 }, "order_link");
    expect(link).toMatchObject({ against: null, due_at_ms: NOW_MS + 3 * HOUR_MS });
    expect(link).not.toHaveProperty("waits");
  });

  test("what is due later than the hold keeps its time", () => {
    const events = [scan("shipment.shipped", 1), scan("shipment.delivered", 2), held(3, 30)];
    const follow_up = find({ events, told: true, at: 4 }, "follow_up")!;
    expect(follow_up.due_at_ms).toBeGreaterThan(NOW_MS + 30 * HOUR_MS);
    expect(follow_up).not.toHaveProperty("waits");
  });

  test("the order is looked at again when the hold ends", () => {
    expect(nextDeadline(inputOf({ events: [held(1, 2)], at: 1.5 }))).toBe(NOW_MS + 2 * HOUR_MS);
  });

  test("a message that is just being sent waits too", () => {
    const input = inputOf({ events: [held(1, 30), left], at: 3 });
    const { about } = find({ events: [held(1, 30), left], at: 3 }, "shipment_shipped")!;
    expect(decideSend({ kind: "shipment_shipped", about }, input)).toEqual({
      send: false,
      due_at_ms: NOW_MS + 30 * HOUR_MS,
      waits: "held",
    });
  });
});

describe("after a hold", () => {
  test.each<readonly [string, readonly OrderEvent[], number]>([
    ["it ended", [held(1, 5), left], 6],
    ["somebody let the messages go", [held(1, 30), left, released(4)], 6],
  ])("what is still true is due at once: %s", (_, events, at) => {
    const shipped = find({ events, at }, "shipment_shipped");
    expect(shipped).toMatchObject({ against: null, due_at_ms: NOW_MS + at * HOUR_MS });
  });

  test("what is no longer true does not go", () => {
    const input = inputOf({ events: [held(1, 30), cancelled(3), released(4)], at: 6 });
    expect(decideSend({ kind: "shipment_shipped", about: "p1" }, input)).toEqual({
      send: false,
      against: "overtaken",
    });
  });

  test("a second hold takes the place of the first", () => {
    expect(find({ events: [held(1, 30), held(2, 10), left], at: 3 }, "shipment_shipped")!.due_at_ms)
      .toBe(NOW_MS + 10 * HOUR_MS);
  });
});
