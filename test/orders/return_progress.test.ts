import { describe, expect, test } from "vitest";
import type { OrderEvent, Refund } from "../../src/orders/event.ts";
import { fold } from "../../src/orders/fold/fold.ts";
import { isUnderWay, returnProgress } from "../../src/orders/return_progress.ts";
import { ADAS_ORDER, hours, NOW_MS, placed, SHOP } from "../support/cast.ts";
import { back, scan } from "../support/plan_input.ts";

const HOUR_MS = 3_600_000;
const HOME = [scan("shipment.shipped", 10), scan("shipment.delivered", 40)];
const LINES = [{ line_id: "2", quantity: 1 }];
const NUMBER = { tracking: [{ number: "RR1234" }] };
const tracked = (type: Parameters<typeof scan>[0], at: number) =>
  scan(type, at, { id: "RR1234", tracking: [{ number: "RR1234" }] });

function refund(at: number, given: Partial<Refund> = {}): OrderEvent {
  return {
    type: "payment.refunded",
    at: hours(at),
    refund: { id: `re${at}`, amount_minor: 2_205, lines: [], ...given } as Refund,
  };
}

function progress(at: number, ...events: readonly OrderEvent[]) {
  const order = fold([placed(ADAS_ORDER), ...HOME, ...events])!;
  return returnProgress(order, order.returns.find(({ id }) => id === "r1")!, SHOP, NOW_MS + at * HOUR_MS);
}

const APPROVED = [
  back("requested", 48, { lines: LINES }),
  back("approved", 50, { ...NUMBER, send_by: "2026-12-08", label_until: "2026-12-05" }),
];

describe("a return", () => {
  test.each(
    [
      ["requested", 49, [APPROVED[0]!], hours(48)],
      ["approved", 60, APPROVED, hours(50)],
      ["on_its_way", 80, [...APPROVED, tracked("shipment.in_transit", 70)], hours(70)],
      [
        "arrived",
        110,
        [...APPROVED, tracked("shipment.in_transit", 70), tracked("shipment.delivered", 100)],
        hours(100),
      ],
      ["received", 130, [...APPROVED, back("received", 120)], hours(120)],
      [
        "refunding",
        150,
        [...APPROVED, back("received", 120), refund(140, { status: "pending" })],
        hours(140),
      ],
      ["refunded", 150, [...APPROVED, back("received", 120), refund(140)], hours(140)],
      ["declined", 60, [APPROVED[0]!, back("declined", 50)], hours(50)],
    ] as const,
  )("is %s", (step, now, events, at) => {
    expect(progress(now, ...events)).toMatchObject({ step, at });
  });

  test("is overdue once the sooner of its two last days is over, and not before", () => {
    expect(progress(13 * 24, ...APPROVED)).toMatchObject({
      step: "approved",
      send_by: "2026-12-05",
      label_over: null,
    });
    expect(progress(14 * 24, ...APPROVED)).toMatchObject({ step: "overdue", label_over: "2026-12-05" });
    const late = [...APPROVED, tracked("shipment.in_transit", 70)];
    expect(progress(14 * 24, ...late)).toMatchObject({ step: "on_its_way", label_over: null });
  });

  test("names the day by which it is paid back, from the day on which it is there", () => {
    expect(progress(60, ...APPROVED).settled_by).toBeNull();
    expect(progress(130, ...APPROVED, back("received", 120)).settled_by).toBe("2026-12-11");
  });

  test("is an exchange where something else is wanted for a piece", () => {
    const lines = [{ ...LINES[0]!, exchange_for: "Blue / M" }];
    expect(progress(49, back("requested", 48, { lines })).is_exchange).toBe(true);
    expect(progress(49, APPROVED[0]!).is_exchange).toBe(false);
  });
});

describe("a refund", () => {
  test("of other lines, or from before the return, or that failed, is none of the return", () => {
    const received = [...APPROVED, back("received", 120)];
    const other = [{ line_id: "1", quantity: 1, amount_minor: 100 }] as Refund["lines"];
    expect(progress(150, ...received, refund(140, { lines: other })).step).toBe("received");
    expect(progress(150, ...received, refund(45)).step).toBe("received");
    const failed: OrderEvent = { type: "payment.refund_failed", at: hours(145), refund: { id: "re140" } };
    expect(progress(150, ...received, refund(140), failed).step).toBe("received");
  });

  test("without lines pays back the return that came last before it, and no other", () => {
    const second = [
      back("requested", 60, { id: "r2", lines: [{ line_id: "1", quantity: 1 }] }),
      back("approved", 61, { id: "r2" }),
    ];
    const events = [
      ...APPROVED,
      ...second,
      back("received", 120),
      back("received", 130, { id: "r2" }),
      refund(140),
    ];
    expect(progress(150, ...events).step).toBe("received");
    expect(progress(150, ...APPROVED, ...second, back("received", 120), refund(125)).step).toBe("refunded");
  });

  test("of fewer pieces does not pay back a return that is still to come", () => {
    const lines = [{ line_id: "2", quantity: 2 }];
    const events = [back("requested", 48, { lines }), back("approved", 50)];
    const some = [{ line_id: "2", quantity: 1, amount_minor: 100 }] as Refund["lines"];
    const all = [{ line_id: "2", quantity: 2, amount_minor: 100 }] as Refund["lines"];
    expect(progress(70, ...events, refund(60, { lines: some })).step).toBe("approved");
    expect(progress(70, ...events, refund(60, { lines: all })).step).toBe("refunded");
  });
});

test("nothing of a return that was declined or paid back is under way", () => {
  expect(isUnderWay(progress(60, APPROVED[0]!, back("declined", 50)))).toBe(false);
  expect(isUnderWay(progress(60, ...APPROVED))).toBe(true);
});
