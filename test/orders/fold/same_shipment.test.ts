import { describe, expect, test } from "vitest";
import {
  allNumbers,
  type AnyShipment,
  informed,
  isNumberOf,
  named,
  sameShipments,
} from "../../../src/orders/fold/same_shipment.ts";

const INSIDE = [{ line_id: "1", quantity: 1 }];
const shipment = (id: string, changes: Partial<AnyShipment> = {}): AnyShipment => ({
  id,
  lines: [],
  tracking: [],
  ...changes,
});
const numbered = (id: string, ...numbers: readonly string[]) =>
  shipment(id, { tracking: numbers.map((number) => ({ number })) });
const ids = (known: readonly AnyShipment[], reported: AnyShipment) =>
  sameShipments(known, reported).map(({ id }) => id);

describe("a reported shipment is a known one", () => {
  test.each<readonly [string, AnyShipment, AnyShipment, boolean]>([
    ["by its id", shipment("f1"), shipment("f1"), true],
    ["by an id under which it was known", shipment("f1", { other_ids: ["t1", "t2"] }), shipment("t2"), true],
    ["by its number as id", numbered("f1", "JD 01"), shipment("jd01"), true],
    ["where its number was the id before", shipment("jd01"), numbered("f1", "JD 01"), true],
    ["by a common number", numbered("f1", "JD01", "JD02"), numbered("f2", "JD03", "jd-02"), true],
    ["not by another number", numbered("f1", "JD01"), numbered("f2", "JD02"), false],
    ["not by another id", shipment("f1"), shipment("f2"), false],
    [
      "not by a number that is missing",
      shipment("f1", { tracking: [{}] }),
      shipment("f2", { tracking: [{}] }),
      false,
    ],
    [
      "not by a common number where each states its content",
      { ...numbered("f1", "JD01"), lines: INSIDE },
      { ...numbered("f2", "JD01"), lines: INSIDE },
      false,
    ],
    [
      "by a common number where one states its content",
      { ...numbered("f1", "JD01"), lines: INSIDE },
      numbered("f2", "JD01"),
      true,
    ],
    [
      "by its id where each states its content",
      shipment("f1", { lines: INSIDE }),
      shipment("f1", { lines: INSIDE }),
      true,
    ],
  ])("%s", (_, known, reported, same) => {
    expect(ids([known], reported)).toEqual(same ? [known.id] : []);
  });

  test("of several with its number: itself, and those that state no content", () => {
    const box = [
      { ...numbered("f1", "JD01"), lines: INSIDE },
      { ...numbered("f2", "JD01"), lines: INSIDE },
      numbered("jd01", "JD01"),
    ];
    expect(ids(box, numbered("f1", "JD01"))).toEqual(["f1", "jd01"]);
    expect(ids(box, numbered("f9", "JD01"))).toEqual(["f1", "f2", "jd01"]);
  });
});

describe("the id of a shipment", () => {
  const FULL = shipment("f1", { lines: INSIDE });
  const NUMBER = numbered("jd01", "JD01");
  const TRACKER = shipment("t1");

  test.each<readonly [string, AnyShipment, AnyShipment, string, readonly string[] | undefined]>([
    ["with content beats any other", TRACKER, FULL, "f1", ["t1"]],
    ["with content stays", FULL, TRACKER, "f1", ["t1"]],
    ["with content beats a number", NUMBER, FULL, "f1", ["jd01"]],
    ["that is no number beats a number", NUMBER, TRACKER, "t1", ["jd01"]],
    ["that is no number stays", TRACKER, NUMBER, "t1", ["jd01"]],
    ["that was first stays among equals", TRACKER, shipment("t2"), "t1", ["t2"]],
    ["of both is one", TRACKER, shipment("t1"), "t1", undefined],
    [
      "is kept with all others, each once",
      shipment("t1", { other_ids: ["a", "b"] }),
      shipment("f1", { lines: INSIDE, other_ids: ["b", "c"] }),
      "f1",
      ["a", "b", "t1", "c"],
    ],
  ])("%s", (_, before, reported, id, other_ids) => {
    expect(named(before, reported)).toEqual({ id, other_ids });
  });
});

describe("tracking numbers", () => {
  test("are the same in groups and in either case; nothing is no number", () => {
    expect(isNumberOf("jd-01 46", [{ number: "x" }, { number: "JD0146" }])).toBe(true);
    expect(isNumberOf("JD0147", [{ number: "JD0146" }])).toBe(false);
    expect(isNumberOf("", [{}, { number: "" }])).toBe(false);
    expect(isNumberOf("-", [{}])).toBe(false);
  });

  test("learn carrier and page of the same number, and keep their own", () => {
    const beside = [
      { number: "JD02", carrier: "GLS", url: "https://gls.example/JD02" },
      { number: "JD01", carrier: "DHL", url: "https://dhl.example/JD01" },
      { carrier: "UPS" },
    ];
    expect(informed([{ number: "jd 01" }], beside)).toEqual([
      { number: "jd 01", carrier: "DHL", url: "https://dhl.example/JD01" },
    ]);
    expect(informed([{ number: "JD01", carrier: "DHL Paket", url: "https://x.example" }], beside)).toEqual([
      { number: "JD01", carrier: "DHL Paket", url: "https://x.example" },
    ]);
    expect(informed([{ number: "JD03" }, {}], beside)).toEqual([{ number: "JD03" }, {}]);
  });

  test("of two senders are all of them, the reported ones first", () => {
    const one = [{ number: "JD01", carrier: "DHL" }];
    const other = [{ number: "JD02" }, { number: "jd01", url: "https://dhl.example/JD01" }, {
      carrier: "GLS",
    }];
    expect(allNumbers(one, other)).toEqual([
      { number: "JD01", carrier: "DHL", url: "https://dhl.example/JD01" },
      { number: "JD02" },
    ]);
    expect(allNumbers([], other)).toEqual(other);
    expect(allNumbers(one, [])).toEqual(one);
  });

  test("of one shipment are fifty at most", () => {
    const many = (prefix: string) => Array.from({ length: 40 }, (_, at) => ({ number: `${prefix}${at}` }));
    const all = allNumbers(many("A"), many("B"));
    expect(all).toHaveLength(50);
    expect(all.at(-1)!.number).toBe("B9");
  });
});
