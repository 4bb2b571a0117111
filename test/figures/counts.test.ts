import { describe, expect, test } from "vitest";
import { addCounts, bounded, countsOf, keyOf } from "../../src/figures/counts.ts";

describe("counts", () => {
  test("of several days are summed key by key", () => {
    const monday = countsOf([{ what: "sold", key: "mug", count: 2 }, { what: "sold", key: "mug", count: 1 }]);
    const tuesday = countsOf([{ what: "sold", key: "mug", count: 4 }, {
      what: "ordered",
      key: "de",
      count: 1,
    }]);
    expect(addCounts([monday, tuesday])).toEqual({ sold: { mug: 7 }, ordered: { de: 1 } });
  });

  test("have keys in lower case whose parts cannot run into each other", () => {
    expect(keyOf("DHL  Express", "a|b", "x".repeat(60))).toBe(`dhl express|a b|${"x".repeat(48)}`);
  });

  test("name no domain that had fewer than five mails on its day", () => {
    const route = { "ses|own.example|sent": 4, "ses|mail.example|sent": 5, "ses|own.example|bounced": 0 };
    expect(bounded({ route }).route).toEqual({
      "ses|other|sent": 4,
      "ses|mail.example|sent": 5,
      "ses|other|bounced": 0,
    });
  });

  test("keep the largest keys and lose no piece of the others", () => {
    const sold = Object.fromEntries(Array.from({ length: 260 }, (_, at) => [`sku-${at}`, 260 - at]));
    const kept = bounded({ sold }).sold!;
    expect(Object.keys(kept)).toHaveLength(201);
    expect(kept["other"]).toBe(Array.from({ length: 60 }, (_, at) => at + 1).reduce((a, b) => a + b));
  });
});
