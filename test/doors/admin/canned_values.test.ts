/** Every name of a canned answer is filled in, in every language; what is not known is seen, and refused when it is sent. */
import { describe, expect, test } from "vitest";
import type { Case } from "../../../src/cases/case.ts";
import { CANNED_NAMES, cannedWords, unfilledNames } from "../../../src/cases/canned.ts";
import { cannedValues } from "../../../src/doors/admin/canned_values.ts";
import type { LoadedCase } from "../../../src/flow/cases/load_case.ts";
import { PROGRESS_STATES } from "../../../src/mail/view/progress.ts";
import { CATALOGUE_NAMES } from "../../../templates/locales/translate.ts";
import { ADAS_ORDER, NOW_MS, SHOP } from "../../support/cast.ts";
import { orderOf, scanned } from "../../mail/views.ts";

const TRACKING = [{ number: "00340434", carrier: "DHL" }];
const EVENTS = {
  preparing: [],
  shipped: [scanned("shipped", 24, { tracking: TRACKING })],
  delivered: [
    scanned("shipped", 24, { tracking: TRACKING }),
    scanned("delivered", 48, { tracking: TRACKING }),
  ],
} as const;

function loaded(locale: string | undefined, events: keyof typeof EVENTS = "shipped"): LoadedCase {
  const order = orderOf(ADAS_ORDER, ...EVENTS[events]);
  return {
    case: { reader: { email: "ada@lovelace.example", first_name: "Ada", locale } } as Case,
    entries: [],
    order: { id: "demo/standard/1", number: "#1001", seq: 1, order, deadline_at: null },
  };
}

const desk = { shop: { id: "demo", settings: SHOP, secrets: {} }, person: "Ben", now_ms: NOW_MS } as const;
const ALL = CANNED_NAMES.map((name) => `{${name}}`).join(" / ");

describe.each(CATALOGUE_NAMES)("a canned answer in %s", (locale) => {
  test.each(Object.keys(EVENTS) as (keyof typeof EVENTS)[])("has every name filled in: %s", (events) => {
    const values = cannedValues(desk, loaded(locale, events));
    const words = cannedWords(ALL, values);
    if (events === "preparing") {
      // Nothing has left yet: the number is unknown, and stays to be seen.
      expect(unfilledNames(words)).toEqual(["tracking"]);
      return;
    }
    expect(words).not.toMatch(/[{}]/);
    expect(unfilledNames(words)).toEqual([]);
    for (const part of ["Ada", "#1001", "00340434", "Ben", SHOP.name]) expect(words).toContain(part);
    expect(values.status.trim()).not.toBe("");
    expect(PROGRESS_STATES as readonly string[]).not.toContain(values.status);
  });

  test("says the order's state in its own language", () => {
    const said = cannedValues(desk, loaded(locale)).status;
    const english = cannedValues(desk, loaded("en")).status;
    if (locale !== "en") expect(said).not.toBe(english);
  });
});

describe("a name that is not known", () => {
  test("stays, of a case without an order and a reader without a name", () => {
    const bare = { case: { reader: { email: "x@lovelace.example" } } as Case, entries: [], order: null };
    const words = cannedWords(ALL, cannedValues(desk, bare));
    expect(unfilledNames(words)).toEqual(["name", "order", "status", "tracking"]);
  });

  test("is every name in braces, also one that no canned answer has", () => {
    expect(unfilledNames("Dear {name}, {nobody} and {name}.")).toEqual(["name", "nobody"]);
    expect(unfilledNames("Braces { as such } say nothing {}.")).toEqual([]);
  });
});
