import { describe, expect, test } from "vitest";
import type { OrderDetails, OrderEvent } from "../../../src/orders/event.ts";
import { fold } from "../../../src/orders/fold/fold.ts";
import { ADAS_ORDER, hours, placed } from "../../support/cast.ts";
import { allocated, changed } from "../../support/plan_input.ts";

const state = (...events: readonly OrderEvent[]) => fold([placed(ADAS_ORDER), ...events])!;
const stocked = (...available: readonly (boolean | undefined)[]): OrderDetails["lines"] =>
  ADAS_ORDER.lines.map((line, at) => {
    const one = available[at];
    return one === undefined ? line : { ...line, stock: { available: one } };
  });

describe("the time at which the goods changed", () => {
  test.each<readonly [string, readonly OrderEvent[], string | undefined]>([
    ["is unknown while nobody says anything", [changed(1, {})], undefined],
    ["is that of the snapshot that says so", [changed(1, { lines: stocked(false) })], hours(1)],
    ["stays where a later snapshot says the same", [
      changed(1, { lines: stocked(false) }),
      changed(2, { lines: stocked(false), total_minor: 1 }),
    ], hours(1)],
    ["is that of Waybill's own finding", [allocated(3, false, "1")], hours(3)],
    [
      "stays where the finding is found again",
      [allocated(3, false, "1"), allocated(4, false, "1")],
      hours(3),
    ],
    [
      "is the last of both",
      [allocated(3, false, "1"), changed(5, { lines: stocked(undefined, false) })],
      hours(5),
    ],
  ])("%s", (_, events, at) => expect(state(...events).stock_changed_at).toBe(at));
});

test("a picture stays where a later snapshot says nothing of it, and gives way to another one", () => {
  const pictured = (image_url: string | undefined): OrderDetails["lines"] =>
    ADAS_ORDER.lines.map((line, at) => at === 0 && image_url !== undefined ? { ...line, image_url } : line);
  const first = changed(1, { lines: pictured("https://cdn.kontor.example/1.jpg") });
  const silent = changed(2, { lines: pictured(undefined) });
  const other = changed(3, { lines: pictured("https://cdn.kontor.example/2.jpg") });
  expect(state(first, silent).details.lines[0]!.image_url).toBe("https://cdn.kontor.example/1.jpg");
  expect(state(first, silent, other).details.lines[0]!.image_url).toBe("https://cdn.kontor.example/2.jpg");
});

describe("what Waybill found about lines", () => {
  test("is kept for each line with its time, the newest last", () => {
    const order = state(allocated(1, false, "1", "2"), allocated(2, true, "1"));
    expect(order.allocated).toEqual([
      { line_id: "2", available: false, at: hours(1) },
      { line_id: "1", available: true, at: hours(2) },
    ]);
    expect(order.details.lines.map(({ stock }) => stock)).toEqual([{ available: true }, {
      available: false,
    }]);
  });

  test("of a line that is gone changes no other", () => {
    const order = state(allocated(1, false, "9"));
    expect(order.details.lines).toEqual(ADAS_ORDER.lines);
    expect(order.stock_changed_at).toBeUndefined();
  });
});

describe("the customer's marks", () => {
  const customer = (changes: Partial<OrderDetails["customer"]>) => ({
    customer: { ...ADAS_ORDER.customer, ...changes },
  });
  const after = (...snapshots: readonly Partial<OrderDetails["customer"]>[]) => {
    const { kinds, tags } =
      state(...snapshots.map((one, at) => changed(at + 1, customer(one)))).details.customer;
    return { kinds, tags };
  };

  test.each<readonly [string, readonly Partial<OrderDetails["customer"]>[], object]>([
    ["stay where a snapshot says nothing of them", [{ kinds: ["staff"], tags: ["vip"] }, {}], {
      kinds: ["staff"],
      tags: ["vip"],
    }],
    ["are those of the snapshot that names kinds", [{ kinds: ["staff"], tags: ["vip"] }, {
      kinds: ["guest"],
    }], { kinds: ["guest"], tags: undefined }],
    ["stay without tags", [{ kinds: ["staff"] }, {}], { kinds: ["staff"], tags: undefined }],
    ["are the later tags where no kinds are known", [{ tags: ["vip"] }, { tags: ["b2b"] }], {
      kinds: undefined,
      tags: ["b2b"],
    }],
    ["keep the later tags where the earlier kinds had none", [{ kinds: ["staff"] }, { tags: ["b2b"] }], {
      kinds: ["staff"],
      tags: ["b2b"],
    }],
  ])("%s", (_, snapshots, marks) => expect(after(...snapshots)).toEqual(marks));
});

describe("the time of ordering", () => {
  const ordered = (first: string | undefined, later: string | undefined) =>
    fold([
      placed({ ...ADAS_ORDER, ...(first === undefined ? {} : { ordered_at: first }) }),
      changed(9, later === undefined ? {} : { ordered_at: later }),
    ])!.details;

  test.each([
    [hours(2), undefined, hours(2)],
    [hours(2), hours(8), hours(2)],
    [hours(2), hours(2), hours(2)],
    [undefined, undefined, undefined],
  ])("is that of the first snapshot: %s, then %s", (first, later, expected) => {
    expect(ordered(first, later).ordered_at).toBe(expected);
  });

  test("stays absent where only a later snapshot names one", () => {
    expect(ordered(undefined, hours(8))).not.toHaveProperty("ordered_at");
  });
});
