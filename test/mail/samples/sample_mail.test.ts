import { describe, expect, test } from "vitest";
import { sampleMail } from "../../../src/mail/samples/sample_mail.ts";
import { MAIL_KINDS } from "../../../src/messages/message.ts";
import { CATALOGUES } from "../../../templates/locales/translate.ts";
import type { OrderEvent } from "../../../src/orders/event.ts";
import { fold } from "../../../src/orders/fold/fold.ts";
import { ADAS_ORDER, hours, NOW_MS, placed, SHOP } from "../../support/cast.ts";

const LANGUAGES = Object.keys(CATALOGUES);
const shipped: OrderEvent = {
  type: "shipment.shipped",
  at: hours(1),
  shipment: { id: "p1", lines: [], tracking: [{ carrier: "DHL", number: "JJD7" }] },
};
const own = { order: fold([placed(ADAS_ORDER), shipped])!, ledger: [] };

describe("a sample", () => {
  test.each(MAIL_KINDS)("of %s is written in every language", (kind) => {
    for (const language of LANGUAGES) {
      const { mail, is } = sampleMail(kind, language, SHOP, null, NOW_MS);
      expect(is).toBe("sample");
      expect(mail.subject.trim(), language).not.toBe("");
      expect(mail.html).toContain(`lang="${language}`);
      expect(`${mail.subject}${mail.text}`, language).not.toMatch(/\{\w+\}|undefined|Invalid Date|NaN/);
    }
  });

  test("of an order that owes the mail is that order's own", () => {
    const { mail, is } = sampleMail("shipment_shipped", "en", SHOP, own, NOW_MS + 3_600_000);
    expect(is).toBe("own");
    expect(mail.text).toContain("JJD7");
  });

  test("of an order that owes no such mail has its goods in a situation that is made up", () => {
    const { mail, is } = sampleMail("shipment_attempted", "en", SHOP, own, NOW_MS + 3_600_000);
    expect(is).toBe("told");
    expect(mail.text).toContain("#1001");
  });

  test("has the shop's own words", () => {
    const brand = { ...SHOP.brand, texts: { en: { order_confirmation: { subject: "Got it: {number}" } } } };
    expect(sampleMail("order_confirmation", "en", { ...SHOP, brand }, null, NOW_MS).mail.subject)
      .toMatch(/^Got it: #1499/);
  });
});
