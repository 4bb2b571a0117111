import { PDF } from "@libpdf/core";
import { beforeAll, describe, expect, test } from "vitest";
import type { Attachment } from "../../../src/mail/mime/attachment.ts";
import { attachmentsFor } from "../../../src/mail/mime/attachments.ts";
import { mailView } from "../../../src/mail/content/mail_content.ts";
import { invoicePdf } from "../../../src/mail/pdf/invoice_pdf.ts";
import type { OrderDetails } from "../../../src/orders/event.ts";
import type { ShopSettings } from "../../../src/orders/shop.ts";
import { BENS_ORDER, NOW_MS, SHOP } from "../../support/cast.ts";
import { sampleFor, sampleView } from "../kind_samples.ts";
import { PAGE_URL } from "../views.ts";

// The first file loads the library and its fonts.
beforeAll(async () => void await invoicePdf(sampleView("invoice"), NOW_MS), 60_000);

/** What another library reads on each page. */
async function pagesOf({ content }: Attachment): Promise<readonly string[]> {
  const pdf = await PDF.load(content);
  return pdf.getPages().map((page) => page.extractText().text.replaceAll("\u00a0", " "));
}

async function written(
  locale?: string,
  changed?: (details: OrderDetails) => OrderDetails,
  shop: ShopSettings = SHOP,
): Promise<readonly string[]> {
  const { order, message: { about } } = sampleFor("invoice", locale, changed);
  const view = mailView(order, shop, { kind: "invoice", about }, {}, { page_url: PAGE_URL }, NOW_MS);
  return await pagesOf(await invoicePdf(view, NOW_MS));
}

function withLines(count: number): (details: OrderDetails) => OrderDetails {
  return (details) => ({
    ...details,
    lines: Array.from({ length: count }, (_, index) => ({
      ...details.lines[0]!,
      id: String(index),
      title: `Line number ${index + 1}`,
    })),
  });
}

describe("an invoice's file", () => {
  test("holds who bills whom, what for, what it comes to, until when and how it is paid", async () => {
    const pay_to = ["Kontor & Söhne GmbH", "IBAN DE02 1203 0000 0000 2020 51"];
    const [text, ...others] = await written("en", undefined, { ...SHOP, pay_to });
    expect(others).toEqual([]);
    for (
      const words of [
        "Kontor & Söhne",
        "Speicherstadt 1, 20457 Hamburg",
        "Invoice RE 2026/0012",
        "Ada Lovelace",
        "Torstraße 1",
        "November 22, 2026",
        "December 6, 2026",
        "#1001",
        "Kaffeemühle „Mahlwerk“ 1 €89.90 €89.90",
        "Espressobohnen, 1 kg 2 €24.50 €44.10",
        "€4.90 off",
        "Discount (WILLKOMMEN)",
        "−€10.00",
        "Includes €20.70 tax",
        "Please pay €128.90 by December 6, 2026.",
        "IBAN DE02 1203 0000 0000 2020 51",
        "https://pay.example/1001",
        "Page 1 of 1",
      ]
    ) expect(text).toContain(words);
  });

  test("holds each part of the total, the tax by rate, and what the customer wrote", async () => {
    const [text] = await written("en", (details) => ({
      ...details,
      tax: {
        amount_minor: 2_070,
        included: true,
        rates: [
          { label: "VAT", percent: "19", amount_minor: 1_650 },
          { label: "VAT", percent: "7", amount_minor: 420 },
        ],
      },
      gift_cards: [{ label: "…7781", amount_minor: 2_000 }],
      rounding_minor: -1,
      total_minor: 10_889,
      note: "Ring twice.\nThe bell is loud.",
      gift_message: "For Nora",
      po_number: "PO-7714",
    }));
    for (
      const words of [
        "Gift card (…7781) −€20.00",
        "Rounding −€0.01",
        "€108.89",
        "Includes VAT 19% €16.50",
        "Includes VAT 7% €4.20",
        "Ring twice.\nThe bell is loud.",
        "For Nora",
        "PO-7714",
      ]
    ) expect(text).toContain(words);
  });

  test("whose parts are far from the total shows the total alone", async () => {
    const [text] = await written("en", (details) => ({ ...details, total_minor: 90_000 }));
    expect(text).toContain("€900.00");
    expect(text).toContain("Kaffeemühle „Mahlwerk“");
    expect(text).not.toMatch(/Subtotal|€44\.10|Other adjustments/);
  });

  test("is a file that its name and type say, small, with a title and a language, and nothing that runs", async () => {
    const file = await invoicePdf(sampleView("invoice", "de"), NOW_MS);
    expect(file).toMatchObject({ filename: "Rechnung RE 2026/0012.pdf", content_type: "application/pdf" });
    expect(file.content.length).toBeLessThan(40_000);
    const source = new TextDecoder("latin1").decode(file.content);
    expect(source.startsWith("%PDF-1.")).toBe(true);
    expect(source).toMatch(/\/Lang \(de\)/);
    expect(source).toContain("/DisplayDocTitle true");
    expect(source).not.toMatch(/\/JavaScript|\/JS |\/Launch|\/OpenAction/);
    expect(source).toContain("(Rechnung RE 2026/0012)");
  });

  test("has the same bytes each time: a mail that is tried again is the same mail", async () => {
    const view = sampleView("invoice", "ja");
    expect((await invoicePdf(view, NOW_MS)).content).toEqual((await invoicePdf(view, NOW_MS)).content);
  });

  test("goes over as many pages as it needs, each with the names of its columns and its number, no line lost", async () => {
    const pages = await written("en", withLines(120));
    expect(pages.length).toBeGreaterThan(3);
    const all = pages.join("\n");
    for (let line = 1; line <= 120; line++) {
      expect(all.match(new RegExp(`Line number ${line}\\b`, "g"))).toHaveLength(1);
    }
    for (const [index, page] of pages.entries()) {
      expect(page).toContain(`Page ${index + 1} of ${pages.length}`);
      if (page.includes("Line number")) expect(page).toContain("Item Quantity Unit price Amount");
    }
    expect(pages.at(-1)).toContain("Please pay");
  });

  test("keeps everything on the paper, whatever the names", async () => {
    const long = "Donaudampfschifffahrtsgesellschaftskapitänsmützenhalterung ".repeat(6);
    const file = await invoicePdf(
      sampleView("invoice", "de", (details) => ({
        ...withLines(30)(details),
        number: "#".padEnd(60, "9"),
        billing_address: { name: long, company: long, lines: [long, long], city: long, country: "DE" },
        discounts: [{ label: long, amount_minor: 1_000 }],
        lines: withLines(30)(details).lines.map((line) => ({
          ...line,
          title: long,
          variant: long,
          sku: long,
        })),
      })),
      NOW_MS,
    );
    for (const page of (await PDF.load(file.content)).getPages()) {
      for (const { bbox } of page.extractText().lines) {
        expect(bbox.x).toBeGreaterThanOrEqual(50);
        expect(bbox.x + bbox.width).toBeLessThanOrEqual(595.28 - 50);
        expect(bbox.y).toBeGreaterThanOrEqual(20);
        expect(bbox.y + bbox.height).toBeLessThanOrEqual(841.89 - 50);
      }
    }
  });
});

describe("whatever the script", () => {
  test("a Japanese customer's invoice is in Japanese, with the reader's own font for it", async () => {
    const name = (details: OrderDetails): OrderDetails => ({
      ...details,
      currency: "JPY",
      billing_address: { ...BENS_ORDER.shipping_address!, name: "岡田 弁" },
      shipping_address: { ...BENS_ORDER.shipping_address!, name: "岡田 弁" },
    });
    const view = sampleView("invoice", "ja-JP", name);
    expect(view.content.is_attached).toBe(true);
    const file = await invoicePdf(view, NOW_MS);
    const [text] = await pagesOf(file);
    for (
      const words of ["請求書", "RE 2026/0012", "岡田 弁", "大阪市梅田1-1", "ご請求先", "合計", "¥12,890"]
    ) {
      expect(text).toContain(words);
    }
    const source = new TextDecoder("latin1").decode(file.content);
    expect(source).toMatch(/\/Ordering \(Japan1\)/);
    expect(source).toMatch(/\/BaseFont \/HeiseiKakuGo-W5-UniJIS-UTF16-H/);
  });

  test("names in other scripts of Europe, in Hebrew, Arabic, Chinese and Korean are written and can be found", async () => {
    const names = ["Łukasz Żółć", "Ελένη Παπά", "Ђорђе Петровић", "Nguyễn Thị Ánh", "王伟", "홍길동"];
    for (const name of names) {
      const [text] = await written("en", (details) => ({
        ...details,
        billing_address: { ...details.billing_address!, name },
      }));
      expect(text).toContain(name);
    }
    const [rtl] = await written("en", (details) => ({
      ...details,
      lines: [{ ...details.lines[0]!, title: "שמיכת צמר", variant: "عائشة" }],
    }));
    // Whoever reads a file back may turn the words round; their letters are there.
    for (const letter of "שמיכתצרعائشة") expect(rtl).toContain(letter);
  });

  test("where a letter has no font there is no file, and the mail does not speak of one", async () => {
    const thai = (details: OrderDetails): OrderDetails => ({
      ...details,
      billing_address: { ...details.billing_address!, name: "สมชาย" },
    });
    const view = sampleView("invoice", "en", thai);
    expect(view.content.is_attached).toBe(false);
    expect(await attachmentsFor("invoice", view, NOW_MS)).toEqual([]);
    expect(await attachmentsFor("invoice", sampleView("invoice"), NOW_MS)).toHaveLength(1);
    expect(await attachmentsFor("payment_receipt", sampleView("payment_receipt"), NOW_MS)).toEqual([]);
  });
});
