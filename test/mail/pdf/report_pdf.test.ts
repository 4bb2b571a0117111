import { PDF } from "@libpdf/core";
import { describe, expect, test } from "vitest";
import { reportPdf } from "../../../src/mail/pdf/report_pdf.ts";
import { disputeReport, type Evidence } from "../../../src/mail/view/dispute_report.ts";
import { fold } from "../../../src/orders/fold/fold.ts";
import type { OrderEvent } from "../../../src/orders/event.ts";
import { ADAS_ORDER, hours, NOW, NOW_MS } from "../../support/cast.ts";

const EVENTS: readonly OrderEvent[] = [
  { type: "order.placed", at: NOW, order: { ...ADAS_ORDER, id: "1", number: "#1" } },
  {
    type: "payment.succeeded",
    at: hours(1),
    payment: { id: "pay-1", amount_minor: 8_990, transaction_id: "ch_4711", statement_name: "KONTOR" },
  },
  {
    type: "shipment.delivered",
    at: hours(30),
    shipment: { id: "p1", lines: [], tracking: [] },
    proof: { signed_by: "A. Lovelace", left_at: "Front door" },
  },
] as unknown as readonly OrderEvent[];

const EVIDENCE: Evidence = {
  made_at: NOW,
  shop: { name: "Kontor", url: null, legal_lines: [], time_zone: "UTC" },
  id: "demo/standard/1",
  number: "#1",
  order: fold(EVENTS)!,
  events: EVENTS.map((event) => ({
    at: event.at,
    received_at: event.at,
    source: "standard",
    webhook: "w",
    event,
  })),
  mails: [{
    key: "demo/standard/1/order_confirmation/",
    kind: "order_confirmation",
    about: "",
    state: "delivered",
    reason: null,
    channel: "ses",
    attempts: 1,
    provider_id: "010001-ses",
    sent_at: NOW,
    delivered_at: hours(1),
    bounced_at: null,
    complained_at: null,
    opened_at: null,
    clicked_at: hours(2),
    copy: { name: "messages/001.eml", sha256: "ab".repeat(32), size: 4_711 },
  }],
  conversation: [],
  policy: { window_days: 30, excluded_skus: [], conditions: "Unworn." },
  left_out: ["3 files, as a pack is bounded."],
};

async function pagesOf(evidence: Evidence): Promise<readonly string[]> {
  const pdf = await PDF.load(await reportPdf(disputeReport(evidence), "Kontor", NOW_MS));
  return pdf.getPages().map((page) => page.extractText().text.replaceAll("\u00a0", " "));
}

describe("the report for a bank", () => {
  test("says what was paid, delivered, told and promised, what was done on the page, and what is not recorded", async () => {
    const text = (await pagesOf(EVIDENCE)).join("\n");
    for (
      const words of [
        "Evidence for order #1",
        "ch_4711",
        "On the statement: KONTOR",
        "Signed by: A. Lovelace",
        "Left at: Front door",
        "SHA-256",
        "30 days from the arrival of everything",
        "Unworn.",
        "does not record that a page was looked at",
        "3 files, as a pack is bounded.",
      ]
    ) expect(text.replaceAll(/\s+/g, " ")).toContain(words);
  });

  test("is the same bytes for the same evidence", async () => {
    const [once, again] = await Promise.all(
      [1, 2].map(() => reportPdf(disputeReport(EVIDENCE), "Kontor", NOW_MS)),
    );
    expect(once).toEqual(again);
  });

  test("goes on over as many pages as words of any length and script need, and loses none", async () => {
    const words = Array.from({ length: 150 }, (_, at) => `Zeile ${at} ש 届く`).join("\n");
    const pages = await pagesOf({
      ...EVIDENCE,
      conversation: [{
        case: "c",
        topic: "?",
        at: NOW,
        author: "customer",
        person: null,
        way: "mail",
        words,
        files: [],
      }],
    });
    expect(pages.length).toBeGreaterThan(2);
    const text = pages.join("\n");
    for (let at = 0; at < 150; at++) expect(text).toContain(`Zeile ${at} `);
    for (const [at] of pages.entries()) expect(pages[at]).toContain(`${at + 1} / ${pages.length}`);
  });

  test("of an erased order says that the customer's data is gone", async () => {
    const erased = { ...EVIDENCE, order: { ...EVIDENCE.order, erased_at: NOW } };
    expect((await pagesOf(erased)).join(" ")).toContain("personal data was erased on 2026-11-22");
  });
});
