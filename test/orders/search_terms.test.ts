import { describe, expect, test } from "vitest";
import type { OrderDetails, OrderEvent } from "../../src/orders/event.ts";
import { fold } from "../../src/orders/fold/fold.ts";
import { dueOn, hasWords, searchTerms, soughtTerms } from "../../src/orders/search_terms.ts";
import { ADAS_ORDER, hours, placed, SHOP } from "../support/cast.ts";
import { back, cancelled, paid, scan, UNPAID } from "../support/plan_input.ts";

const ordered = (changes: Partial<OrderDetails> = {}, ...events: readonly OrderEvent[]) =>
  fold([placed({ ...ADAS_ORDER, ...changes }), ...events])!;
const PLAIN: OrderDetails = {
  ...ADAS_ORDER,
  customer: {},
  billing_address: undefined,
  shipping_address: undefined,
};
/** The terms that a change of an order without people adds to those of its number. */
const found = (changes: Partial<OrderDetails>, ...events: readonly OrderEvent[]) =>
  searchTerms(fold([placed({ ...PLAIN, ...changes }), ...events])!)
    .filter((term) => !term.startsWith("~") && term !== "number:1001");

describe("the lists that hold an order", () => {
  const lists = (...events: readonly OrderEvent[]) =>
    searchTerms(ordered({}, ...events)).filter((term) => /^~[a-z]+$/.test(term));
  const talk = (type: "opened" | "closed", at: number): OrderEvent => ({
    type: `conversation.${type}`,
    at: hours(at),
    conversation: { id: "c" },
  });
  const held: OrderEvent = {
    type: "messages.held",
    at: hours(1),
    hold: { by: "Kaja", reason: "Calls first", until: hours(9) },
  };

  test.each<readonly [string, readonly OrderEvent[], readonly string[]]>([
    ["a new one is to be packed", [], ["~all", "~todo"]],
    ["what has left is on its way", [scan("shipment.shipped", 1)], ["~all", "~way"]],
    ["what has arrived is done", [scan("shipment.shipped", 1), scan("shipment.delivered", 2)], ["~all"]],
    ["somebody waits for an answer", [talk("opened", 1)], ["~all", "~todo", "~case"]],
    ["they have it", [talk("opened", 1), talk("closed", 2)], ["~all", "~todo"]],
    ["its messages are held", [held], ["~all", "~todo", "~held"]],
    ["and let go", [held, { type: "messages.released", at: hours(2) }], ["~all", "~todo"]],
    ["a cancelled one is not to be packed", [cancelled(1)], ["~all", "~cancelled"]],
    ["a return that was asked for", [back("requested", 9)], ["~all", "~todo", "~returns"]],
    ["a return under way", [back("requested", 9), back("approved", 10)], ["~all", "~todo", "~returns"]],
    ["a return that was declined", [back("requested", 9), back("declined", 10)], ["~all", "~todo"]],
    ["a return that came", [back("approved", 9), back("received", 10)], ["~all", "~todo"]],
  ])("%s", (_, events, expected) => expect(lists(...events)).toEqual(expected));

  test("an unpaid one is among those until it is paid or cancelled", () => {
    const unpaid = (...events: readonly OrderEvent[]) =>
      searchTerms(fold([placed(UNPAID), ...events])!).includes("~unpaid");
    expect([unpaid(), unpaid(paid("p", 1)), unpaid(cancelled(1))]).toEqual([true, false, false]);
    expect(unpaid(paid("p", 1, { amount_minor: 1 }))).toBe(true);
  });
});

describe("the terms by which an order is found", () => {
  test("are its number, names, address of mail and post, telephone and goods", () => {
    const customer = { name: "Ada Lovelace", email: " Ada@Lovelace.example", phone: "+49 30 1234567" };
    const lines = ADAS_ORDER.lines.map((line, at) => ({ ...line, sku: ["ML-100 b", undefined][at] }));
    const shipping_address = {
      name: "Béa King",
      company: "Analytical Engines",
      lines: [],
      postal_code: "SW1A 1AA",
    };
    expect(searchTerms(ordered({ customer, lines, shipping_address, number: "#NL-1499" }))).toEqual([
      "~all",
      "~todo",
      "number:nl1499",
      "number:1499",
      "name:ada",
      "name:lovelace",
      "name:bea",
      "name:king",
      "name:analytical",
      "name:engines",
      "email:ada@lovelace.example",
      "phone:301234567",
      "post:sw1a1aa",
      "post:10119",
      "sku:ml100b",
    ]);
  });

  test.each<readonly [string, Partial<OrderDetails>, readonly OrderEvent[], readonly string[]]>([
    ["a tracking number in groups", {}, [
      scan("shipment.shipped", 1, { tracking: [{ number: "JD 01_46" }, {}] }),
    ], ["tracking:jd0146"]],
    ["the provider's id of a payment", {}, [paid("p", 1, { transaction_id: "pi_3.A" })], ["payment:pi3a"]],
    ["no payment that has no such id", {}, [paid("p", 1)], []],
    ["nine digits of a telephone number", { customer: { phone: "0049 (0)30 / 1234567-8" } }, [], [
      "phone:012345678",
    ]],
    ["no number of less than six digits", { customer: { phone: "110 12" } }, [], []],
    ["a number of six digits", { customer: { phone: "110 123" } }, [], ["phone:110123"]],
    ["no word of one letter", { customer: { name: "J. R. Hartley" } }, [], ["name:hartley"]],
    [
      "the first eight words of the names",
      { customer: { name: "aa bb cc dd ee ff gg hh ii jj" } },
      [],
      ["aa", "bb", "cc", "dd", "ee", "ff", "gg", "hh"].map((word) => `name:${word}`),
    ],
    ["a billing address too", { billing_address: { lines: [], name: "Ada", postal_code: "101-19" } }, [], [
      "name:ada",
      "post:10119",
    ]],
    ["a number without digits at its end", { number: "1001-A" }, [], ["number:1001a"]],
    ["a short number as a whole", { number: "A-7" }, [], ["number:a7"]],
  ])("hold %s", (_, changes, events, expected) => {
    expect(found(changes, ...events)).toEqual(expected);
  });

  test("are limited to the first SKUs and to sixty terms, each once", () => {
    const lines = Array.from(
      { length: 80 },
      (_, at) => ({ ...ADAS_ORDER.lines[0]!, id: `${at}`, sku: `S${at}` }),
    );
    expect(found({ lines })).toHaveLength(25);
    expect(found({ lines }).at(-1)).toBe("sku:s24");
    const tracking = Array.from({ length: 50 }, (_, at) => ({ number: `JD${at}` }));
    expect(searchTerms(fold([placed({ ...PLAIN, lines }), scan("shipment.shipped", 1, { tracking })])!))
      .toHaveLength(60);
    expect(found({ lines: lines.map((line) => ({ ...line, sku: "SAME" })) })).toEqual(["sku:same"]);
  });
});

describe("what a typed text may mean", () => {
  test.each<readonly [string, readonly string[]]>([
    ["", []],
    ["   ", []],
    [" Ada@Lovelace.example ", ["email:ada@lovelace.example"]],
    ["#NL-1499", [
      "number:nl1499",
      "number:1499",
      "tracking:nl1499",
      "payment:nl1499",
      "sku:nl1499",
      "post:nl1499",
      "name:1499",
    ]],
    ["+49 30 123456", [
      "number:+4930123456",
      "number:4930123456",
      "tracking:+4930123456",
      "payment:+4930123456",
      "sku:+4930123456",
      "post:+4930123456",
      "phone:930123456",
      "name:123456",
    ]],
    ["A", ["tracking:a", "payment:a", "sku:a", "post:a"]],
  ])("%j", (text, terms) => expect(soughtTerms(text)).toEqual(terms));

  test("is looked up by its longest word, without accents", () => {
    expect(soughtTerms("Ada Lövelace").at(-1)).toBe("name:lovelace");
    expect(soughtTerms("Lövelace, Ada").at(-1)).toBe("name:lovelace");
  });

  test("is forgiven full-width letters, and cut to a bounded length", () => {
    expect(soughtTerms("１００１")).toContain("number:1001");
    expect(soughtTerms("9".repeat(300))[0]).toBe(`number:${"9".repeat(200)}`);
    expect(soughtTerms("12345").some((term) => term.startsWith("phone:"))).toBe(false);
    expect(soughtTerms("123456").some((term) => term.startsWith("phone:"))).toBe(true);
  });
});

describe("an order among several", () => {
  const ada = ordered({ number: "#NL 1499" }, scan("shipment.shipped", 1));
  test.each([
    ["Ada Lovelace", true],
    ["lovelace ada", true],
    ["Ada King", false],
    // One word alone was looked up already.
    ["King", true],
    ["NL 1499", true],
    ["NL 1498", false],
    ["JD 0146", true],
    // The longest word alone would be found.
    ["Lovelace Bea", false],
    ["Lovelace B", true],
  ])("has the words %j: %s", (text, has) => expect(hasWords(ada, text)).toBe(has));
});

describe("the day under which an order stands by its promise", () => {
  test.each<readonly [string, readonly OrderEvent[], string | null]>([
    ["is the last that its customer was promised", [], ADAS_ORDER.promised!.until],
    ["stays while it is on its way", [scan("shipment.shipped", 1)], ADAS_ORDER.promised!.until],
    ["ends when everything has arrived", [scan("shipment.shipped", 1), scan("shipment.delivered", 2)], null],
    ["ends with a cancellation", [cancelled(1)], null],
  ])("%s", (_, events, day) => expect(dueOn(ordered({}, ...events), SHOP)).toBe(day));
});

test("channel and country are terms of their own, in plain words, since they name no customer", () => {
  const terms = searchTerms(ordered({ channel: "Shopify:POS" }));
  expect(terms).toContain("~channel:shopify:pos");
  expect(terms).toContain("~country:DE");
});
