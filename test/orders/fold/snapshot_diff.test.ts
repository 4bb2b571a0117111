import { describe, expect, test } from "vitest";
import { changesBetween } from "../../../src/orders/fold/snapshot_diff.ts";
import { ADAS_ORDER } from "../../support/cast.ts";

describe("between two snapshots", () => {
  test("an added line is a change, with its title and quantity", () => {
    const filters = { ...ADAS_ORDER.lines[0]!, id: "3", title: "Filter papers", quantity: 4 };
    expect(changesBetween(ADAS_ORDER, { ...ADAS_ORDER, lines: [...ADAS_ORDER.lines, filters] }))
      .toEqual([{ what: "line_added", title: "Filter papers", quantity: 4 }]);
  });

  test("a shipping method that lost its name is no change", () => {
    expect(changesBetween(ADAS_ORDER, { ...ADAS_ORDER, shipping: { amount_minor: 490 } })).toEqual([]);
  });

  test("a space at the end of an address line is no change", () => {
    const shipping_address = { ...ADAS_ORDER.shipping_address!, city: "Berlin " };
    expect(changesBetween(ADAS_ORDER, { ...ADAS_ORDER, shipping_address })).toEqual([]);
  });
});
