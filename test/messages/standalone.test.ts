import { describe, expect, test } from "vitest";
import { readStandalone } from "../../src/messages/standalone.ts";

const TO = { email: "ada@lovelace.example", name: "Ada Lovelace", first_name: "Ada" };
const read = (kind: Parameters<typeof readStandalone>[0], stored: unknown) =>
  readStandalone(kind, JSON.stringify(stored));

describe("a mail that no order owes", () => {
  test("is read with its reader, language, link and the facts of its kind", () => {
    const link = { purpose: "history", subject: "demo/~customer/c1", expires_at_ms: 1_795_000_000_000 };
    const stored = { to: TO, locale: "de", link, facts: { orders: 3 } };
    expect(read("history_link", stored)).toEqual(stored);
    expect(read("history_link", { to: { email: TO.email }, facts: { orders: 0 } })).toEqual({
      to: { email: TO.email },
      facts: { orders: 0 },
    });
  });

  test.each(
    [
      ["facts of another kind", "history_link", { to: TO, facts: { order_number: "#1001" } }],
      ["no reader", "history_link", { facts: { orders: 3 } }],
      ["a reader without an address", "history_link", { to: { name: "Ada" }, facts: { orders: 3 } }],
      ["a reader whose address is none", "history_link", { to: { email: "ada" }, facts: { orders: 3 } }],
      ["less than no orders", "history_link", { to: TO, facts: { orders: -1 } }],
      ["half an order", "history_link", { to: TO, facts: { orders: 1.5 } }],
      ["a link for a purpose that no mail has", "history_link", {
        to: TO,
        facts: { orders: 3 },
        link: { purpose: "desk", subject: "demo", expires_at_ms: 1 },
      }],
      ["a link without an end", "history_link", {
        to: TO,
        facts: { orders: 3 },
        link: { purpose: "history", subject: "demo" },
      }],
      ["a topic that no alert has", "shop_alert", { to: TO, facts: { topic: "coffee_empty" } }],
      ["a use that no code has", "verification_code", {
        to: TO,
        facts: { challenge: "c1", use: "login", minutes: 10 },
      }],
      ["a code that is valid for no minute", "verification_code", {
        to: TO,
        facts: { challenge: "c1", use: "export", minutes: 0 },
      }],
      ["an answer without words", "support_reply", { to: TO, facts: { topic: "Mill", message: "" } }],
      ["a picture that is no web page", "back_in_stock", {
        to: TO,
        facts: { product: { title: "Mill", image_url: "data:image/png;base64,AAAA" } },
      }],
    ] as const,
  )("does not leave with %s", (_, kind, stored) => {
    expect(() => read(kind, stored)).toThrow();
  });

  test("has at most ten files and ten reasons, and texts and references of a bounded length", () => {
    const reply = (facts: object) =>
      read("support_reply", { to: TO, facts: { topic: "Mill", message: "Yes", ...facts } });
    const file = { key: "f/1", name: "a.pdf", type: "application/pdf", size: 12 };
    expect(reply({ files: Array(10).fill(file) }).facts).toMatchObject({ files: Array(10).fill(file) });
    expect(() => reply({ files: Array(11).fill(file) })).toThrow();
    expect(() => reply({ message: "a".repeat(10_001) })).toThrow();
    expect(() => reply({ topic: "a".repeat(501) })).toThrow();
    expect(() => reply({ in_reply_to: "a".repeat(901) })).toThrow();
    const digest = { day: "2026-11-21", sent: 9, failed: 0, bounced: 1 };
    const reasons = Array(10).fill({ reason: "too_old", count: 1 });
    expect(read("shop_digest", { to: TO, facts: { ...digest, reasons } }).facts).toEqual({
      ...digest,
      reasons,
    });
    expect(() => read("shop_digest", { to: TO, facts: { ...digest, reasons: [...reasons, reasons[0]] } }))
      .toThrow();
  });

  test("shows no details of a choice where none were stored", () => {
    expect(read("choice_confirmed", { to: TO, facts: { choice: "links_ended" } }).facts).toEqual({
      choice: "links_ended",
      details: [],
    });
  });
});
