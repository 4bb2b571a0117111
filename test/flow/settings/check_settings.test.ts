import { expect, test } from "vitest";
import { checkSettings } from "../../../src/flow/settings/check_settings.ts";
import { SHOP } from "../../support/cast.ts";

const STOREFRONTS = ["shopify", "woocommerce"];
const check = (mails: unknown) => checkSettings({ ...SHOP, mails }, STOREFRONTS);

test.each([
  [{ kinds: { order_confirmation: "off", feedback_request: "shadow" }, shadow: true }],
  [{ copies: { shipment_delivered: ["a@reviews.example", "b@books.example"] } }],
  [{ not_owed: [{ channels: ["amazon-*", "shopify:pos"], kinds: ["order_confirmation"] }] }],
  [{ not_owed: [{ customers: ["wholesale"], tags: ["no mail"] }], sub_orders: true }],
])("%j may be kept", (mails) => {
  expect(check(mails).ok).toBe(true);
});

test.each<[unknown, string, string]>([
  [{ kinds: { order_confirmed: "off" } }, "mails.kinds.order_confirmed", "must be a kind of docs/mails.md"],
  [
    { kinds: { verification_code: "off" } },
    "mails.kinds.verification_code",
    "must be a kind that may be switched off",
  ],
  [
    { kinds: { order_confirmation: false } },
    "mails.kinds.order_confirmation",
    'must be "on" or "off" or "shadow"',
  ],
  [{ copies: { reviews: ["a@b.example"] } }, "mails.copies.reviews", "must be a kind of docs/mails.md"],
  [
    { copies: { order_confirmation: ["nobody"] } },
    "mails.copies.order_confirmation.0",
    "must be one mail address",
  ],
  [
    { not_owed: [{ channels: ["shopfy:pos"] }] },
    "mails.not_owed.0.channels.0",
    "must begin with one of shopify, woo",
  ],
  [{ not_owed: [{ channels: ["*"] }] }, "mails.not_owed.0.channels.0", "must be a channel such as"],
  [{ not_owed: [{ customers: ["vips"] }] }, "mails.not_owed.0.customers.0", 'must be "guest" or "account"'],
  [
    { not_owed: [{ kinds: ["order_confirmation"] }] },
    "mails.not_owed.0",
    "must name channels, tags or customers",
  ],
  [
    { not_owed: [{ tags: ["a"], kinds: ["nothing"] }] },
    "mails.not_owed.0.kinds.0",
    "must be a kind of docs/mails.md",
  ],
  [{ shadow: "yes" }, "mails.shadow", "must be true or false"],
  [{ shadowed: true }, "mails.shadowed", "must be a setting"],
])("%j is refused by field and rule", (mails, field, rule) => {
  expect(check(mails)).toMatchObject({ ok: false, field, rule: expect.stringContaining(rule) });
});

test("a mail channel that does not exist is refused", () => {
  expect(checkSettings({ ...SHOP, channels: ["pigeon"] }, STOREFRONTS)).toMatchObject({
    field: "channels.0",
  });
});
