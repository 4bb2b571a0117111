import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { MailSettings } from "../../../src/orders/mail_settings.ts";
import type { OrderDetails } from "../../../src/orders/event.ts";
import { planMessages } from "../../../src/orders/plan/plan.ts";
import { ADAS_ORDER, GUESTS_ORDER } from "../../support/cast.ts";
import {
  changed,
  DAY,
  entry,
  find,
  inputOf,
  owed,
  paid,
  promisedFor,
  scan,
} from "../../support/plan_input.ts";

const mails = (given: v.InferInput<typeof MailSettings>) => ({ mails: v.parse(MailSettings, given) });
const order = (changes: Partial<OrderDetails>): OrderDetails => ({ ...ADAS_ORDER, ...changes });

describe("a kind that the shop has switched off", () => {
  const shop = mails({ kinds: { order_confirmation: "off" } });

  test("is not owed, and says that the shop does not want it", () => {
    expect(owed({ shop })).toEqual([]);
    expect(find({ shop }, "order_confirmation")!.against).toBe("switched_off");
  });

  test("leaves every other kind as it was", () => {
    const events = [scan("shipment.shipped", 1)];
    expect(owed({ shop, events, at: 2 })).toEqual(
      owed({ events, at: 2 }).filter((kind) => kind !== "order_confirmation"),
    );
    expect(owed({ shop, events, at: 2 })).toContain("shipment_shipped");
  });

  test("says what speaks against it besides, where that is no matter of the address", () => {
    const left = order({ payment: { status: "unfinished" } });
    expect(find({ shop, order: left }, "order_confirmation")!.against).toBe("not_concluded");
    expect(find({ shop, order: GUESTS_ORDER }, "order_confirmation")!.against).toBe("switched_off");
  });

  test.each([
    ["a later date", promisedFor(2, "2026-12-04"), "delay_notice"],
    [
      "another line",
      changed(2, { lines: ADAS_ORDER.lines.slice(0, 1), total_minor: 9_480 }),
      "order_changed",
    ],
  ])("is the ground on which %s is news: the shop's own system told the first", (_, event, kind) => {
    const confirmation = find({ shop }, "order_confirmation")!;
    const ledger = [entry("order_confirmation", "suppressed", 0, { facts_shown: confirmation.kept_back! })];
    expect(owed({ shop, ledger, events: [event], at: 3 })).toContain(kind);
  });

  test("is owed until its time comes, so that the shop may still decide otherwise", () => {
    const off = mails({ kinds: { feedback_request: "off" } });
    const events = [scan("shipment.shipped", 1), scan("shipment.delivered", 2)];
    const waiting = find({ shop: off, events, told: true, at: 3 }, "feedback_request")!;
    expect(waiting.against).toBeNull();
    const due = (waiting.due_at_ms - inputOf({}).now_ms) / 3_600_000;
    expect(find({ shop: off, events, told: true, at: due }, "feedback_request")!.against).toBe(
      "switched_off",
    );
  });
});

describe("orders that owe no mails", () => {
  test.each<[string, v.InferInput<typeof MailSettings>["not_owed"], Partial<OrderDetails>, boolean]>([
    ["of a channel", [{ channels: ["pos"] }], { channel: "shopify:pos" }, true],
    ["of a channel in other letters", [{ channels: ["POS"] }], { channel: "shopify:Pos" }, true],
    ["of a channel at one storefront", [{ channels: ["shopify:pos"] }], { channel: "shopify:pos" }, true],
    ["of the same channel at another", [{ channels: ["shopify:pos"] }], { channel: "standard:pos" }, false],
    ["of channels that begin alike", [{ channels: ["amazon-*"] }], { channel: "shopify:amazon-de" }, true],
    [
      "of every channel of a storefront",
      [{ channels: ["woocommerce:*"] }],
      { channel: "woocommerce:rest" },
      true,
    ],
    ["of one of several channels", [{ channels: ["web", "pos"] }], { channel: "shopify:pos" }, true],
    [
      "of channels that begin alike for a letter",
      [{ channels: ["amazon-*"] }],
      { channel: "shopify:apple" },
      false,
    ],
    ["with one of several tags", [{ tags: ["press", "gift"] }], { tags: ["gift"] }, true],
    [
      "of one of several kinds of customer",
      [{ customers: ["staff", "guest"] }],
      { customer: { ...ADAS_ORDER.customer, kinds: ["guest"] } },
      true,
    ],
    ["of a longer channel", [{ channels: ["pos"] }], { channel: "shopify:pos-mobile" }, false],
    ["without a channel", [{ channels: ["pos"] }], {}, false],
    ["with a tag", [{ tags: ["Kein Versand"] }], { tags: ["vip", "kein versand"] }, true],
    ["of a customer with a tag", [{ tags: ["press"] }], {
      customer: { ...ADAS_ORDER.customer, tags: ["Press"] },
    }, true],
    [
      "of a kind of customer",
      [{ customers: ["wholesale"] }],
      { customer: { ...ADAS_ORDER.customer, kinds: ["account", "wholesale"] } },
      true,
    ],
    ["of nobody's kind", [{ customers: ["staff"] }], {}, false],
    [
      "of which one condition fails",
      [{ channels: ["pos"], tags: ["gift"] }],
      { channel: "shopify:pos" },
      false,
    ],
    [
      "of the second rule",
      [{ channels: ["pos"] }, { tags: ["gift"] }],
      { channel: "shopify:web", tags: ["gift"] },
      true,
    ],
  ])("%s", (_, not_owed, changes, is_meant) => {
    const shop = mails({ not_owed });
    const events = [scan("shipment.shipped", 1), paid("p", 1)];
    const planned = planMessages(inputOf({ shop, order: order(changes), events, at: 2 }));
    expect(planned.some(({ against }) => against === "by_rule")).toBe(is_meant);
    expect(planned.some(({ against }) => against === null)).toBe(!is_meant);
  });

  test("may owe some kinds all the same", () => {
    const shop = mails({
      not_owed: [{ channels: ["pos"], kinds: ["feedback_request", "order_confirmation"] }],
    });
    const till = order({ channel: "shopify:pos" });
    expect(find({ shop, order: till }, "order_confirmation")!.against).toBe("by_rule");
    expect(owed({ shop, order: till, events: [scan("shipment.shipped", 1)], at: 2 })).toContain(
      "shipment_shipped",
    );
  });

  test("are parts of a split order, unless the shop says otherwise", () => {
    const part = order({ parent: "990" });
    expect(find({ order: part }, "order_confirmation")!.against).toBe("sub_order");
    expect(owed({ order: part, shop: mails({ sub_orders: true }) })).toEqual(["order_confirmation"]);
  });
});

test("nothing is held back at a shop without such settings", () => {
  const events = [scan("shipment.shipped", 1), scan("shipment.delivered", 30), paid("p", 1)];
  const given = { order: order({ channel: "shopify:pos", tags: ["gift"] }), events, at: 4 * DAY };
  expect(planMessages(inputOf(given)).every(({ kept_back }) => kept_back === undefined)).toBe(true);
});
