import { describe, expect, test } from "vitest";
import type { OrderDetails, OrderEvent } from "../../src/orders/event.ts";
import { fold } from "../../src/orders/fold/fold.ts";
import {
  aboutAgain,
  aboutAtFirst,
  correctableParties,
  correctedAt,
  correctionsAfter,
  failedParties,
  hasFailed,
  lastCorrection,
  withCorrections,
} from "../../src/orders/reachable.ts";
import { ADAS_ORDER, GUESTS_ORDER, hours, placed } from "../support/cast.ts";
import { owed, planOf } from "../support/plan_input.ts";

const ADA = "ada@lovelace.example";
const BEA = "bea@lovelace.example";
const NEW = "ada@king.example";
const GIFT: OrderDetails = {
  ...ADAS_ORDER,
  gift: { recipient: { email: BEA, first_name: "Bea" }, message: "Enjoy" },
};
const failed = (email: string, at = 1): OrderEvent => ({
  type: "customer.address_failed",
  at: hours(at),
  email,
});
const corrected = (from: string | undefined, email: string, at = 2): OrderEvent => ({
  type: "customer.address_corrected",
  at: hours(at),
  ...(from === undefined ? {} : { from }),
  email,
});
const state = (details: OrderDetails, ...events: readonly OrderEvent[]) =>
  fold([placed(details), ...events])!;

test("an order of a guest without an address can be planned when an address correction arrives", () => {
  const events = [corrected("guest@first.example", "guest@second.example", 1)];
  expect(() => planOf({ order: GUESTS_ORDER, events, shop: { bounce_sms: true }, at: 2 })).not.toThrow();
});

test.each([[ADA, "Ada@LOVELACE.example"], ["Ada@LOVELACE.example", ADA]])(
  "the address %s gets nothing after %s failed",
  (email, other) => {
    const order = { ...ADAS_ORDER, customer: { ...ADAS_ORDER.customer, email } };
    expect(owed({ order, events: [failed(other, 0)] })).toEqual([]);
  },
);

describe("an address that failed", () => {
  test("is that of the payer, of the gift's recipient, or of both, the payer first", () => {
    expect(failedParties(state(GIFT))).toEqual([]);
    expect(failedParties(state(GIFT, failed(BEA)))).toEqual([{ party: "recipient", email: BEA }]);
    expect(failedParties(state(GIFT, failed(BEA), failed(ADA)))).toEqual([
      { party: "customer", email: ADA },
      { party: "recipient", email: BEA },
    ]);
    expect(failedParties(state(GUESTS_ORDER, failed(ADA)))).toEqual([]);
  });

  test("is no more once it was corrected, and fails again under its new name", () => {
    const order = state(ADAS_ORDER, failed(ADA), corrected("Ada@Lovelace.EXAMPLE", NEW));
    expect(order.details.customer.email).toBe(NEW);
    expect(failedParties(order)).toEqual([]);
    expect(failedParties(state(ADAS_ORDER, failed(ADA), corrected(ADA, NEW), failed(NEW, 3)))).toEqual([
      { party: "customer", email: NEW },
    ]);
    expect(hasFailed({ failed_addresses: [ADA] }, {})).toBe(false);
  });

  test("is trusted again where it is corrected to itself", () => {
    expect(state(ADAS_ORDER, failed(ADA), corrected(ADA, "ADA@lovelace.example")).failed_addresses).toEqual(
      [],
    );
    expect(state(ADAS_ORDER, failed(BEA), corrected(ADA, NEW)).failed_addresses).toEqual([BEA]);
  });
});

describe("who may correct an address", () => {
  test.each([
    ["nobody while all is well", state(GIFT), []],
    ["a guest without one", state(GUESTS_ORDER), [{ party: "customer", email: undefined }]],
    [
      "a customer with one that no provider accepts",
      state({ ...ADAS_ORDER, customer: { email: "deleted@site.invalid" } }),
      [{ party: "customer", email: "deleted@site.invalid" }],
    ],
    ["the recipient whose address failed", state(GIFT, failed(BEA)), [{ party: "recipient", email: BEA }]],
    ["nobody after an erasure", { ...state(GUESTS_ORDER), erased_at: hours(3) }, []],
  ])("%s", (_, order, parties) => expect(correctableParties(order)).toEqual(parties));
});

describe("a correction", () => {
  test("belongs to those who had the address before", () => {
    const order = state(GIFT, corrected(ADA, NEW, 2), corrected(BEA, "bea@king.example", 3));
    expect(order.corrections).toEqual([
      { at: hours(2), from: ADA, email: NEW, of: ["customer"] },
      { at: hours(3), from: BEA, email: "bea@king.example", of: ["recipient"] },
    ]);
    expect(correctedAt(order, "customer")).toBe(hours(2));
    expect(correctedAt(order, "recipient")).toBe(hours(3));
    expect(correctedAt(state(GIFT), "customer")).toBeNull();
    expect(lastCorrection(state(GIFT), "recipient")).toBeUndefined();
  });

  test("of an address that both have is of both; one of a missing address is of who has none", () => {
    const both = { ...GIFT, gift: { recipient: { email: ADA.toUpperCase() } } };
    expect(state(both, corrected(ADA, NEW)).corrections[0]!.of).toEqual(["customer", "recipient"]);
    expect(state(both, corrected(ADA, NEW)).details.gift!.recipient.email).toBe(NEW);
    expect(state({ ...GIFT, customer: {} }, corrected(undefined, NEW)).corrections[0]!.of).toEqual([
      "customer",
    ]);
  });

  test("that an older Waybill kept without its parties is the customer's", () => {
    const old = { corrections: [{ at: hours(2), from: ADA, email: NEW }] };
    expect(correctedAt(old, "customer")).toBe(hours(2));
    expect(correctedAt(old, "recipient")).toBeNull();
  });

  test("is applied to a snapshot that still has the old address, along the whole chain", () => {
    const chain = [
      { at: hours(2), from: ADA, email: "Ada@King.example" },
      { at: hours(3), from: NEW, email: "ada@byron.example" },
    ];
    const { customer, gift } = withCorrections(GIFT, chain);
    expect(customer).toEqual({ ...ADAS_ORDER.customer, email: "ada@byron.example" });
    expect(gift).toEqual(GIFT.gift);
    expect(withCorrections(ADAS_ORDER, chain)).not.toHaveProperty("gift");
    expect(withCorrections(GIFT, [])).toBe(GIFT);
    expect(withCorrections(GIFT, [{ at: hours(2), from: "x@y.example", email: NEW }]).customer).toBe(
      GIFT.customer,
    );
  });

  test("of the storefront's own is in its snapshots already", () => {
    const own = [{ at: hours(2), from: ADA, email: NEW, by: "storefront" } as const];
    expect(withCorrections(ADAS_ORDER, own).customer.email).toBe(ADA);
  });
});

describe("another address in a newer snapshot", () => {
  const after = (before: OrderDetails, details: OrderDetails) =>
    correctionsAfter(state(before), hours(5), details);
  const withEmail = (details: OrderDetails, email: string | undefined) => ({
    ...details,
    customer: { ...details.customer, email },
  });

  test("is a correction by the storefront", () => {
    expect(after(ADAS_ORDER, withEmail(ADAS_ORDER, NEW))).toEqual([
      { at: hours(5), from: ADA, email: NEW, of: ["customer"], by: "storefront" },
    ]);
    expect(after(GUESTS_ORDER, withEmail(GUESTS_ORDER, NEW))).toEqual([
      { at: hours(5), from: undefined, email: NEW, of: ["customer"], by: "storefront" },
    ]);
    expect(after(GIFT, { ...GIFT, gift: { recipient: { email: NEW } } })).toEqual([
      { at: hours(5), from: BEA, email: NEW, of: ["recipient"], by: "storefront" },
    ]);
  });

  test.each([
    ["the same in other letters", ADAS_ORDER, withEmail(ADAS_ORDER, "ADA@Lovelace.example")],
    ["one that cannot be written to", ADAS_ORDER, withEmail(ADAS_ORDER, "deleted@site.invalid")],
    ["none", ADAS_ORDER, withEmail(ADAS_ORDER, undefined)],
    ["that of a recipient who was not known before", ADAS_ORDER, GIFT],
    ["no recipient any more", GIFT, ADAS_ORDER],
  ])("is none where it is %s", (_, before, details) => {
    expect(after(before, details)).toEqual([]);
  });

  test("comes after the corrections before it", () => {
    const before = state(ADAS_ORDER, corrected(ADA, NEW));
    expect(correctionsAfter(before, hours(5), withEmail(ADAS_ORDER, "ada@byron.example"))).toMatchObject([
      { email: NEW },
      { from: NEW, email: "ada@byron.example" },
    ]);
    expect(correctionsAfter(before, hours(5), withEmail(ADAS_ORDER, NEW))).toBe(before.corrections);
  });
});

test.each([
  ["", `~${hours(2)}`],
  ["p1:2", `p1:2~${hours(2)}`],
])("a mail that is sent again after a correction has a key of its own: %j", (about, again) => {
  expect(aboutAgain(about, hours(2))).toBe(again);
  expect(aboutAtFirst(again)).toBe(about);
});

test.each(["p1", "p1~2", `p1~${hours(2)}:2`, "~2026-11-22", `p1${hours(2)}`])(
  "%j was never sent again",
  (about) => {
    expect(aboutAtFirst(about)).toBe(about);
  },
);
