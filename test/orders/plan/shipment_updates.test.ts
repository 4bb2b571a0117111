import { describe, expect, test } from "vitest";
import type { Ledger } from "../../../src/messages/ledger.ts";
import type { OrderEvent, Shipment } from "../../../src/orders/event.ts";
import { planUpdated } from "../../../src/orders/plan/shipment_updates.ts";
import { hours } from "../../support/cast.ts";
import { cancelled, entry, type Given, inputOf, scan } from "../../support/plan_input.ts";

/** What the confirmation and the mail about the departure showed. */
const WINDOW = { from: "2026-11-25", until: "2026-11-27" };
function shown(shipments: NonNullable<Ledger[number]["facts_shown"]>["shipments"]): Ledger {
  return [
    entry("order_confirmation", "sent", 0, { facts_shown: { expected: WINDOW } }),
    entry("shipment_shipped", "sent", 1, { about: "p1", facts_shown: { shipments } }),
  ];
}
const dated = (until: string, at = 2): OrderEvent => ({
  type: "shipment.promise_changed",
  at: hours(at),
  shipment: { id: "p1" },
  promised: { until },
});
/** The keys of the mails about the first shipment. */
const updates = (given: Given) => {
  const input = inputOf({ at: 3, ...given });
  return planUpdated(input, input.order.shipments[0]!).map(({ kind, about }) => `${kind} ${about}`);
};
const shipped = (changes: Partial<Shipment> = {}) => scan("shipment.shipped", 1, changes);

describe("a shipment's new date", () => {
  const of_order = shown({ p1: { numbers: ["JD0146"] } });
  const of_shipment = (day: string) => shown({ p1: { numbers: ["JD0146"], expected: { until: day } } });

  test.each<readonly [string, string, Ledger, boolean]>([
    ["before the order's first day is told", "2026-11-24", of_order, true],
    ["on that day is not", "2026-11-25", of_order, false],
    ["after the order's last day is a delay of the order", "2026-11-28", of_order, false],
    ["before the shipment's own day is told", "2026-11-25", of_shipment("2026-11-26"), true],
    ["that is the shipment's own is not", "2026-11-26", of_shipment("2026-11-26"), false],
    [
      "after the shipment's own day, within the order's, is told",
      "2026-11-27",
      of_shipment("2026-11-26"),
      true,
    ],
    ["beyond both is a delay of the order", "2026-11-28", of_shipment("2026-11-26"), false],
    ["without any that was told is no change", "2026-11-24", [
      entry("shipment_shipped", "sent", 1, { facts_shown: { shipments: { p1: {} } } }),
    ], false],
    ["before the mail about the departure is in that mail", "2026-11-24", of_order.slice(0, 1), false],
  ])("%s", (_, day, ledger, told) => {
    expect(updates({ events: [shipped(), dated(day)], ledger })).toEqual(
      told ? [`shipment_updated p1:${day}`] : [],
    );
  });

  test.each(["shipped", "in_transit"] as const)("is told while it is %s", (status) => {
    expect(
      updates({
        events: [shipped(), scan(`shipment.${status}`, 1.5), dated("2026-11-24")],
        ledger: of_order,
      }),
    )
      .toHaveLength(1);
  });
  test.each(
    [
      "out_for_delivery",
      "attempted",
      "exception",
      "delivered",
      "ready_for_pickup",
      "returned_to_sender",
    ] as const,
  )(
    "is not told once it is %s",
    (status) => {
      expect(
        updates({
          events: [shipped(), scan(`shipment.${status}`, 1.5), dated("2026-11-24")],
          ledger: of_order,
        }),
      )
        .toEqual([]);
    },
  );

  test("is told under the ids of today of what was shown under an older id", () => {
    const ledger = shown({ JD0146: { expected: { until: "2026-11-26" } } });
    const events = [
      scan("shipment.in_transit", 0.5, { id: "JD0146" }),
      shipped({ lines: [{ line_id: "1", quantity: 1 }] }),
      dated("2026-11-25"),
    ];
    expect(updates({ events, ledger })).toEqual(["shipment_updated p1:2026-11-25"]);
    const newer = shown({
      JD0146: { expected: { until: "2026-11-26" } },
      p1: { expected: { until: "2026-11-25" } },
    });
    expect(updates({ events, ledger: newer })).toEqual([]);
  });

  test("is not told once the order was cancelled", () => {
    expect(updates({ events: [shipped(), dated("2026-11-24"), cancelled(2.5)], ledger: of_order })).toEqual(
      [],
    );
  });

  test("that is sooner is as old as the scan that it follows; one that is later is new", () => {
    const old = { events: [shipped(), dated("2026-11-24")], at: 8 * 24 };
    const reason = (given: Given) => {
      const input = inputOf(given);
      return planUpdated(input, input.order.shipments[0]!)[0]!.against;
    };
    // Its day has passed, whatever its age.
    expect(reason({ ...old, ledger: of_order })).toBe("expired");
    const schedule = { mail_max_age_days: 1 };
    expect(reason({ ...old, at: 26, shop: schedule, ledger: of_order })).toBe("too_old");
    const later = {
      events: [shipped(), dated("2026-11-27")],
      ledger: of_shipment("2026-11-26"),
      at: 26,
      shop: schedule,
    };
    expect(reason(later)).toBeNull();
  });
});

describe("a shipment's new number", () => {
  const told = (...numbers: readonly string[]) => shown({ p1: { numbers } });
  const numbered = (...numbers: readonly (string | undefined)[]) =>
    shipped({ tracking: numbers.map((number) => ({ number })) });

  test.each<readonly [string, readonly (string | undefined)[], Ledger, readonly string[]]>([
    ["is told", ["JD0147"], told("JD0146"), ["p1:JD0147"]],
    ["is the first of several", ["JD0146", "JD0147", "JD0148"], told("JD0146"), ["p1:JD0147"]],
    ["is the first where none was known", ["JD/01"], told(), ["p1:JD%2F01"]],
    ["is none in other letters and groups", ["jd 01-46"], told("JD0146"), []],
    ["is none where there is none", [undefined], told("JD0146"), []],
    ["is in the mail about the departure where that showed no numbers yet", ["JD0147"], shown({}), []],
    [
      "is in the mail about another shipment's departure",
      ["JD0147"],
      shown({ p2: { numbers: ["JD0146"] } }),
      [],
    ],
  ])("%s", (_, numbers, ledger, abouts) => {
    expect(updates({ events: [numbered(...numbers)], ledger })).toEqual(
      abouts.map((about) => `shipment_updated ${about}`),
    );
  });

  test.each(
    [
      ["shipped", true],
      ["in_transit", true],
      ["out_for_delivery", true],
      ["attempted", true],
      ["exception", true],
      ["ready_for_pickup", false],
      ["delivered", false],
      ["picked_up", false],
      ["returned_to_sender", false],
    ] as const,
  )("is worth a mail while it is %s: %s", (status, told_of) => {
    const events = [numbered("JD0147"), scan(`shipment.${status}`, 2, { tracking: [{ number: "JD0147" }] })];
    expect(updates({ events, ledger: told("JD0146") })).toHaveLength(told_of ? 1 : 0);
  });
});
