import { describe, expect, test } from "vitest";
import type { OrderEvent } from "../../../src/orders/event.ts";
import { hours, NOW_MS, SHOP } from "../../support/cast.ts";
import {
  back,
  cancelled,
  DAY,
  entry,
  find,
  type Given,
  owed,
  planOf,
  scan,
  withdrawn,
} from "../../support/plan_input.ts";

const HOUR_MS = 3_600_000;
const home = [scan("shipment.shipped", 1), scan("shipment.delivered", 2)];
const refunded: OrderEvent = {
  type: "payment.refunded",
  at: hours(30),
  refund: { id: "re_1", amount_minor: 350, lines: [] },
};

describe("a return", () => {
  test.each(
    [
      ["requested", "return_received_request"],
      ["approved", "return_approved"],
      ["declined", "return_declined"],
      ["received", "return_arrived"],
    ] as const,
  )("that is %s owes its present state alone", (step, kind) => {
    const steps = ["requested", "approved", "declined", "received"] as const;
    const events = steps.slice(0, steps.indexOf(step) + 1).map((one, at) => back(one, at + 1));
    const planned = planOf({ events: [...home, ...events], at: 5 }).filter((one) =>
      one.kind.startsWith("return_") && one.kind !== "return_window_closing"
    );
    expect(planned.map((one) => [one.kind, one.about, one.against])).toEqual([[kind, "r1", null]]);
  });

  test("has mails of its own beside another; a withdrawal is acknowledged each time", () => {
    const events = [back("requested", 1), back("approved", 2, { id: "r2" }), withdrawn(3)];
    const planned = planOf({ events, at: 4 }).map(({ kind, about }) => `${kind} ${about}`);
    expect(planned).toContain("return_received_request r1");
    expect(planned).toContain("return_approved r2");
    expect(planned).toContain("withdrawal_acknowledged w1");
    expect(owed({ events: [cancelled(1), withdrawn(3)], at: 4 })).toContain("withdrawal_acknowledged");
  });
});

describe("the reminder that the return window closes", () => {
  const returns = (window_days: number) => ({ window_days, excluded_skus: [] });
  const due = (given: Given) => {
    const mail = find({ events: home, told: true, at: 3, ...given }, "return_window_closing");
    return mail === undefined ? null : [(mail.due_at_ms - NOW_MS) / HOUR_MS, mail.against];
  };
  const lead = (return_window_closing_days: number | null) => ({
    ...SHOP.schedule,
    return_window_closing_days,
  });

  test.each<readonly [string, Given, readonly [number, string | null] | null]>([
    ["comes five days before the end", {}, [25 * DAY + 2, null]],
    ["comes as many days before as the shop says", { shop: { schedule: lead(10) } }, [20 * DAY + 2, null]],
    ["does not come where the shop says none", { shop: { schedule: lead(null) } }, null],
    ["does not come where the shop takes nothing back", { shop: { returns: undefined } }, null],
    ["does not come before everything is home", { events: home.slice(0, 1) }, null],
    ["comes in a window a little longer than its lead", { shop: { returns: returns(6) } }, [DAY + 2, null]],
    ["does not come in a window as short as its lead", { shop: { returns: returns(5) } }, null],
    ["does not come in a shorter one", { shop: { returns: returns(3) } }, null],
    ["does not come after the end", { at: 30 * DAY + 2.01 }, null],
    ["is overtaken by a return", { events: [...home, back("requested", 30)] }, [25 * DAY + 2, "overtaken"]],
    ["is overtaken by a return that was declined", { events: [...home, back("declined", 30)] }, [
      25 * DAY + 2,
      "overtaken",
    ]],
    ["is overtaken by a withdrawal", { events: [...home, withdrawn(30)] }, [25 * DAY + 2, "overtaken"]],
    ["is overtaken by a cancellation", { events: [...home, cancelled(30)] }, [25 * DAY + 2, "overtaken"]],
    ["is overtaken by a refund of what was kept", { events: [...home, refunded] }, [
      25 * DAY + 2,
      "overtaken",
    ]],
  ])("%s", (_, given, expected) => {
    expect(due(given)).toEqual(expected);
  });

  test("is due on its day until the window ends", () => {
    const at_end = find({ events: home, told: true, at: 30 * DAY + 2 }, "return_window_closing")!;
    expect(at_end.due_at_ms).toBe(NOW_MS + (30 * DAY + 2) * HOUR_MS);
    expect(owed({ events: home, told: true, at: 25 * DAY + 1.9 })).not.toContain("return_window_closing");
    expect(owed({ events: home, told: true, at: 25 * DAY + 2 })).toContain("return_window_closing");
  });

  test("comes a day after a delivery that was told late, if the window is still open then", () => {
    const told = (at: number) => [
      entry("order_confirmation", "sent", 0),
      entry("shipment_delivered", "sent", at, { about: "p1" }),
    ];
    expect(due({ ledger: told(26 * DAY), at: 26 * DAY })).toEqual([27 * DAY, null]);
    expect(due({ ledger: told(29 * DAY + 2), at: 29 * DAY + 3 })).toEqual([30 * DAY + 2, null]);
    expect(due({ ledger: told(29 * DAY + 3), at: 29 * DAY + 3 })).toBeNull();
  });
});
