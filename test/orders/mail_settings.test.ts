import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { MESSAGE_KINDS } from "../../src/messages/message.ts";
import {
  copiesOf,
  copyAddresses,
  MailSettings,
  OrderRule,
  stateOf,
  SWITCHABLE_KINDS,
  UNSWITCHABLE,
} from "../../src/orders/mail_settings.ts";

const settings = (given: v.InferInput<typeof MailSettings>) => v.parse(MailSettings, given);
/** The messages of the errors, each once. */
const refused = (schema: v.GenericSchema, given: unknown) => {
  const { issues } = v.safeParse(schema, given);
  return [...new Set((issues ?? []).map(({ message }) => message))];
};

describe("whether a kind leaves", () => {
  const given = settings({ kinds: { follow_up: "off", order_changed: "shadow", invoice: "on" } });
  const shadow = settings({
    shadow: true,
    kinds: { follow_up: "off", order_changed: "shadow", invoice: "on" },
  });

  test.each(
    [
      ["order_confirmation", "on", "shadow"],
      ["invoice", "on", "shadow"],
      ["order_changed", "shadow", "shadow"],
      ["follow_up", "off", "off"],
      ["shipment_sms", "on", "shadow"],
      // A person waits for it, or the law or the shop itself asks for it.
      ["verification_code", "on", "on"],
      ["support_reply", "on", "on"],
      ["shop_alert", "on", "on"],
    ] as const,
  )("%s: %s, and in shadow mode %s", (kind, usually, in_shadow) => {
    expect(stateOf(given, kind)).toBe(usually);
    expect(stateOf(shadow, kind)).toBe(in_shadow);
  });

  test("is on for every kind where a shop says nothing", () => {
    expect(MESSAGE_KINDS.filter((kind) => stateOf(settings({}), kind) !== "on")).toEqual([]);
    expect(settings({})).toEqual({
      shadow: false,
      kinds: {},
      copies: {},
      not_owed: [],
      product_in_subject: true,
      receipt_in_confirmation: true,
      sub_orders: false,
    });
  });

  test("may be switched for every mail but those that always leave", () => {
    expect(UNSWITCHABLE.filter((kind) => (SWITCHABLE_KINDS as readonly string[]).includes(kind))).toEqual([]);
    expect(SWITCHABLE_KINDS).toContain("order_confirmation");
    expect(SWITCHABLE_KINDS).toContain("back_in_stock");
    expect(SWITCHABLE_KINDS).not.toContain("shipment_sms");
  });
});

describe("copies of a kind", () => {
  const given = settings({
    copies: { order_confirmation: ["Box@Reviews.example", "b@x.example"], invoice: ["b@x.example"] },
  });

  test("go to the addresses that the shop names for it", () => {
    expect(copiesOf(given, "order_confirmation")).toEqual(["Box@Reviews.example", "b@x.example"]);
    expect(copiesOf(given, "order_changed")).toEqual([]);
  });

  test("are told apart from customers' mail, in any letter case", () => {
    expect([...copyAddresses(given)]).toEqual(["box@reviews.example", "b@x.example"]);
    expect(copyAddresses(settings({})).size).toBe(0);
  });

  test.each([[[]], [Array(6).fill("b@x.example")], [["nobody"]]])("are refused: %j", (addresses) => {
    expect(v.is(MailSettings, { copies: { invoice: addresses } })).toBe(false);
  });
  test("go to five at most", () => {
    expect(v.is(MailSettings, { copies: { invoice: Array(5).fill("b@x.example") } })).toBe(true);
  });
});

describe("a setting of a kind", () => {
  test("that always leaves says why it is refused", () => {
    const message = "Must be a kind that may be switched off: this one answers a person or the shop";
    expect(refused(MailSettings, { kinds: { shop_alert: "off" } })).toEqual([message]);
    expect(refused(MailSettings, { not_owed: [{ tags: ["b2b"], kinds: ["order_link"] }] })).toEqual([
      message,
    ]);
  });
  test("that nobody knows says where the kinds are listed", () => {
    expect(refused(MailSettings, { kinds: { birthday: "off" } })).toEqual([
      "Must be a kind of docs/mails.md",
    ]);
    expect(refused(MailSettings, { kinds: { shipment_sms: "off" } })).toEqual([
      "Must be a kind of docs/mails.md",
    ]);
  });
  test("is one of three states", () =>
    expect(v.is(MailSettings, { kinds: { invoice: "maybe" } })).toBe(false));
});

describe("a rule by which orders owe no mails", () => {
  test("is kept in lower case, on one line, without space around it", () => {
    expect(v.parse(OrderRule, { channels: [" Amazon-* "], tags: [" Kein Versand "], customers: ["guest"] }))
      .toEqual({
        channels: ["amazon-*"],
        tags: ["kein versand"],
        customers: ["guest"],
      });
  });

  test.each([[{ channels: ["pos"] }], [{ tags: ["b2b"] }], [{ customers: ["staff"] }], [{
    tags: ["b2b"],
    kinds: ["follow_up"],
  }]])("names what it is about: %j", (rule) => expect(v.is(OrderRule, rule)).toBe(true));

  test.each([[{}], [{ kinds: ["follow_up"] }]])("is refused where it names nothing: %j", (rule) => {
    expect(refused(OrderRule, rule)).toEqual(["Must name channels, tags or customers"]);
  });

  test.each([
    [{ channels: [] }],
    [{ tags: [] }],
    [{ tags: [""] }],
    [{ tags: ["x".repeat(129)] }],
    [{ tags: Array(51).fill("b2b") }],
    [{ customers: ["aliens"] }],
    [{ tags: ["b2b"], kinds: [] }],
  ])("is refused: %j", (rule) => expect(v.is(OrderRule, rule)).toBe(false));

  test.each([
    ["pos", true],
    ["amazon-*", true],
    ["*", false],
    ["shopify:pos", true],
    ["shopify:amazon-*", true],
    ["woocommerce:*", true],
    [":pos", false],
    ["shopify:", false],
    ["a:b:c", false],
    ["a*b", false],
    ["pos**", false],
    ["shopify:**", false],
  ])("knows the channel %s: %s", (channel, known) => {
    expect(refused(OrderRule, { channels: [channel] })).toEqual(
      known
        ? []
        : ["Must be a channel such as pos or amazon-*, with the storefront and a colon before it or not"],
    );
  });

  test("is one of fifty at most", () => {
    expect(v.is(MailSettings, { not_owed: Array(50).fill({ tags: ["b2b"] }) })).toBe(true);
    expect(v.is(MailSettings, { not_owed: Array(51).fill({ tags: ["b2b"] }) })).toBe(false);
  });
});
