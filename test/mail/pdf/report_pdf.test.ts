import { PDF } from "@libpdf/core";
import { describe, expect, test } from "vitest";
import { reportPdf } from "../../../src/mail/pdf/report_pdf.ts";
import { disputeReport, type Evidence } from "../../../src/mail/view/dispute_report.ts";
import { inDeskWords } from "../../../src/mail/view/finding_words.ts";
import { isWritable } from "../../../src/mail/pdf/scripts.ts";
import { providerEvents } from "../../../src/mail/view/provider_events.ts";
import { DESK_LANGUAGES, wordFor } from "../../../templates/admin/words.ts";
import { fold } from "../../../src/orders/fold/fold.ts";
import { OrderEvent } from "../../../src/orders/event.ts";
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
  left_out: [{ what: "files", count: 3, most: 200, megabytes: 20 }],
};

const EVENT_TYPES = OrderEvent.options.flatMap(({ entries: { type } }): readonly string[] =>
  "options" in type ? type.options : [type.literal]
);

async function pagesOf(evidence: Evidence, locale = "en"): Promise<readonly string[]> {
  const report = await inDeskWords(locale, () => disputeReport(evidence));
  const pdf = await PDF.load(await reportPdf(report, "Kontor", NOW_MS));
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
        "3 files, as a pack holds at most 200 files and 20 MB",
      ]
    ) expect(text.replaceAll(/\s+/g, " ")).toContain(words);
  });

  test.each([
    ["de", "Nachweise zur Bestellung #1", "Unterschrieben von: A. Lovelace", "30 Tage ab Ankunft"],
    ["fr", "Justificatifs de la commande #1", "Signé par : A. Lovelace", "30 jours à partir"],
    ["es", "Pruebas del pedido #1", "Firmado por: A. Lovelace", "30 días desde la llegada"],
    ["ja", "注文#1の証拠資料", "署名：A. Lovelace", "すべての到着から30日"],
  ])("speaks %s, from its title to what it leaves out", async (locale, ...said) => {
    const report = await inDeskWords(locale, () => disputeReport(EVIDENCE));
    expect(report.language).toBe(locale);
    const texts = report.sections.flatMap(({ title, lead, rows, table }) => [
      title,
      ...lead,
      ...rows.flatMap(({ name, value }) => [name, value]),
      ...table?.rows.flat() ?? [],
    ]);
    const all = [report.title, ...texts].join("\n").replaceAll("\u00a0", " ");
    for (const words of said) expect(all).toContain(words);
    expect(isWritable(all.replaceAll("\n", " "))).toBe(true);
    const english = disputeReport(EVIDENCE);
    for (const [at, { title, lead }] of report.sections.entries()) {
      expect(title).not.toBe(english.sections[at]!.title);
      for (const [line, text] of lead.entries()) expect(text).not.toBe(english.sections[at]!.lead[line]);
    }
    expect((await pagesOf(EVIDENCE, locale)).length).toBeGreaterThan(0);
  });

  test("in Japanese is written with the fonts of Japan", async () => {
    const report = await inDeskWords("ja", () => disputeReport(EVIDENCE));
    const bytes = new TextDecoder("latin1").decode(await reportPdf(report, "Kontor", NOW_MS));
    expect(bytes).toContain("HeiseiKakuGo-W5");
    expect(bytes).toContain("/Lang (ja)");
  });

  test("lists in a table what the providers reported, with time, id and words", async () => {
    const bounced = {
      ...EVIDENCE.mails[0]!,
      state: "bounced",
      reason: "550 5.1.1 unknown user",
      provider_id: "re_77",
      delivered_at: null,
      bounced_at: hours(3),
      clicked_at: null,
    };
    const text = (await pagesOf({ ...EVIDENCE, mails: [...EVIDENCE.mails, bounced] })).join(" ");
    for (const words of ["What the mail providers reported", "re_77", "010001-ses", "550 5.1.1 unknown"]) {
      expect(text.replaceAll(/\s+/g, " ")).toContain(words);
    }
    expect(providerEvents([bounced]).map(({ event, reason }) => [event, reason])).toEqual([
      ["accepted", null],
      ["bounced", "550 5.1.1 unknown user"],
    ]);
  });

  test("has a word in every language of the desk for each event of an order", async () => {
    for (const locale of Object.keys(DESK_LANGUAGES)) {
      const unnamed = await inDeskWords(
        locale,
        () => EVENT_TYPES.filter((type) => wordFor("event", type) === type),
      );
      expect(unnamed).toEqual([]);
    }
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
