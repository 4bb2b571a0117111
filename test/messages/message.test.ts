import { describe, expect, test } from "vitest";
import {
  isKind,
  isOrderKind,
  isShortAnswerKind,
  isSmsKind,
  isStandaloneKind,
  keyText,
  kindName,
  MAIL_GROUPS,
  MAIL_KINDS,
  MESSAGE_KINDS,
  MESSAGES,
  ORDER_KINDS,
  SMS_KINDS,
  STANDALONE_KINDS,
} from "../../src/messages/message.ts";

describe("each kind of message", () => {
  test("belongs to an order, stands alone or is a short message, and is one of these alone", () => {
    for (const kind of MESSAGE_KINDS) {
      const homes = [isOrderKind(kind), isStandaloneKind(kind), isSmsKind(kind), isShortAnswerKind(kind)];
      expect(homes.filter((home) => home), kind).toHaveLength(1);
      expect(isOrderKind(kind), kind).toBe(ORDER_KINDS.some((one) => one === kind));
      expect(isStandaloneKind(kind), kind).toBe(STANDALONE_KINDS.some((one) => one === kind));
      expect(isSmsKind(kind), kind).toBe(SMS_KINDS.some((one) => one === kind));
    }
    expect(isOrderKind("shipment_delivered")).toBe(true);
    expect(isStandaloneKind("support_reply")).toBe(true);
    expect(isSmsKind("bounce_sms")).toBe(true);
  });

  test("that is a mail stands in one group, but for those to the shop", () => {
    const grouped = MAIL_GROUPS.flatMap(({ kinds }): readonly string[] => kinds);
    expect(new Set(grouped).size).toBe(grouped.length);
    expect(MAIL_KINDS.filter((kind) => !grouped.includes(kind))).toEqual(["shop_alert", "shop_digest"]);
    expect(MAIL_GROUPS.map(({ name, kinds }) => [name, kinds[0]])).toEqual([
      ["order", "order_confirmation"],
      ["payment", "invoice"],
      ["shipment", "shipment_shipped"],
      ["returns", "return_received_request"],
      ["care", "follow_up"],
      ["customer", "back_in_stock"],
      ["support", "support_received"],
      ["program", "sent_code"],
    ]);
  });

  test("has a name of its own at the desk; a kind of another release keeps its stored text", () => {
    const names = MESSAGE_KINDS.map(kindName);
    expect(new Set(names).size).toBe(MESSAGE_KINDS.length);
    expect(kindName("order_cancelled")).toBe("Cancellation");
    expect(kindName("shipment_sms")).toBe("Text: news of the parcel");
    expect(kindName("birthday_wishes")).toBe("birthday_wishes");
    expect(kindName("toString")).toBe("toString");
    expect([isKind("invoice"), isKind("toString"), isKind("")]).toEqual([true, false, false]);
  });

  test("is sent by a fixed rule: what is news or care is never sent twice, and what carries a time says so", () => {
    for (const kind of MESSAGE_KINDS) {
      if (MESSAGES[kind].class !== "essential") expect(MESSAGES[kind].may_come_twice, kind).toBe(false);
      expect(MESSAGES[kind].true_until === "overtaken", kind).toBe(
        !isStandaloneKind(kind) && !isShortAnswerKind(kind),
      );
    }
  });
});

test("a message key is its owner, kind and what it is about", () => {
  const subject = "demo/shopify/1001";
  expect(keyText({ subject, kind: "shipment_shipped", about: "f1" })).toBe(
    "demo/shopify/1001/shipment_shipped/f1",
  );
  expect(keyText({ subject, kind: "order_confirmation", about: "" })).toBe(
    "demo/shopify/1001/order_confirmation/",
  );
});
