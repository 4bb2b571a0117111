import { describe, expect, test } from "vitest";
import type { OrderDetails } from "../../../src/orders/event.ts";
import type { Change } from "../../../src/orders/change.ts";
import { changesBetween } from "../../../src/orders/fold/snapshot_diff.ts";
import { ADAS_ORDER } from "../../support/cast.ts";

const [MILL, BEANS] = ADAS_ORDER.lines;
const FILTERS = { ...MILL!, id: "3", title: "Filter papers", quantity: 4 };
const ADDRESS = ADAS_ORDER.shipping_address!;
const at = (changes: Partial<typeof ADDRESS>): Partial<OrderDetails> => ({
  shipping_address: { ...ADDRESS, ...changes },
});
const between = (before: Partial<OrderDetails>, after: Partial<OrderDetails>) =>
  changesBetween({ ...ADAS_ORDER, ...before }, { ...ADAS_ORDER, ...after });

describe("between two snapshots", () => {
  test.each<readonly [string, Partial<OrderDetails>, readonly Change[]]>([
    ["nothing", {}, []],
    ["an added line", { lines: [MILL!, BEANS!, FILTERS] }, [
      { what: "line_added", line_id: FILTERS.id, title: "Filter papers", quantity: 4 },
    ]],
    ["a removed line", { lines: [BEANS!] }, [{ what: "line_removed", title: MILL!.title, quantity: 1 }]],
    ["a replaced line: the removed one is told first", { lines: [FILTERS, BEANS!] }, [
      { what: "line_removed", title: MILL!.title, quantity: 1 },
      { what: "line_added", line_id: FILTERS.id, title: "Filter papers", quantity: 4 },
    ]],
    ["more pieces of a line", { lines: [MILL!, { ...BEANS!, quantity: 5 }] }, [
      { what: "quantity", title: BEANS!.title, before: 2, after: 5 },
    ]],
    ["fewer pieces of a line under another title", {
      lines: [MILL!, { ...BEANS!, title: "Beans", quantity: 1 }],
    }, [
      { what: "quantity", title: "Beans", before: 2, after: 1 },
    ]],
    ["another sequence of the lines, prices or titles", {
      lines: [BEANS!, { ...MILL!, title: "Mill", unit_price_minor: 1, discount_minor: 1 }],
    }, []],
    ["another street", at({ lines: ["Torstraße 2"] }), [{ what: "shipping_address" }]],
    ["another name", at({ name: "Ada King" }), [{ what: "shipping_address" }]],
    ["a company", at({ company: "Kontor" }), [{ what: "shipping_address" }]],
    ["another city", at({ city: "Potsdam" }), [{ what: "shipping_address" }]],
    ["a region", at({ region: "BE" }), [{ what: "shipping_address" }]],
    ["another postal code", at({ postal_code: "10117" }), [{ what: "shipping_address" }]],
    ["another country", at({ country: "AT" }), [{ what: "shipping_address" }]],
    ["a space at the end of an address line", at({ city: "Berlin " }), []],
    ["no delivery address any more", { shipping_address: undefined }, []],
    ["another way of shipping", { shipping: { label: "Express", amount_minor: 490 } }, [
      { what: "shipping_method", after: "Express" },
    ]],
    ["another price of shipping", { shipping: { label: "DHL Paket", amount_minor: 990 } }, []],
    ["a way of shipping that lost its name", { shipping: { amount_minor: 490 } }, []],
    ["no shipping at all", { shipping: undefined }, []],
    ["another total", { total_minor: 13_000 }, [{
      what: "total",
      before_minor: 12_890,
      after_minor: 13_000,
    }]],
    ["another total in another currency", { total_minor: 13_000, currency: "CHF" }, []],
    ["another currency", { currency: "CHF" }, []],
  ])("%s", (_, after, changes) => {
    expect(between({}, after)).toEqual(changes);
  });

  test("what was unknown before is no change", () => {
    expect(between({ shipping_address: undefined }, {})).toEqual([]);
    expect(between({ shipping: { amount_minor: 490 } }, {})).toEqual([]);
    expect(between({ shipping: undefined }, {})).toEqual([]);
    expect(changesBetween(ADAS_ORDER, ADAS_ORDER)).toEqual([]);
  });

  test("a word that moves from one line of the address to the next is a change", () => {
    expect(between(at({ name: "Ada", company: "Kontor" }), at({ name: "AdaKontor" }))).toEqual([
      { what: "shipping_address" },
    ]);
  });

  test("all of it is told, lines first", () => {
    const after = {
      lines: [MILL!],
      ...at({ city: "Potsdam" }),
      shipping: { label: "GLS", amount_minor: 0 },
      total_minor: 1,
    };
    expect(between({}, after).map(({ what }) => what)).toEqual([
      "line_removed",
      "shipping_address",
      "shipping_method",
      "total",
    ]);
  });
});
