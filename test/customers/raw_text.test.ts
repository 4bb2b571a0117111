import { describe, expect, test } from "vitest";
import { NO_IDENTIFIERS } from "../../src/customers/identifiers.ts";
import { rawSpeaksOf } from "../../src/customers/raw_text.ts";

const LENE = { emails: ["lene@höft.example"], traces: ["lene höft"] };

function speaks(body: string | Uint8Array, orders: Parameters<typeof rawSpeaksOf>[2] = []): boolean {
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  return rawSpeaksOf(bytes, orders.length > 0 ? NO_IDENTIFIERS : LENE, orders);
}

describe("a webhook that nobody could read speaks of a customer", () => {
  test.each<[string, string | Uint8Array]>([
    ["as it stands", `{"name": "Lene Höft"`],
    ["escaped", String.raw`{"name": "Lene H\u00f6ft"}`],
    ["escaped with capitals", String.raw`{"name": "Lene H\u00F6ft"}`],
    ["after an escaped line break", String.raw`{"note":"Dear\nLene H\u00f6ft\r\n"}`],
    ["after an escaped tabulator", String.raw`{"note":"Dear\tLene H\u00f6ft\b"}`],
    ["after an escaped form feed", String.raw`{"note":"Dear\fLene H\u00f6ft"}`],
    ["in quotes", String.raw`{"note":"\"Lene Höft\""}`],
    ["in JSON within JSON", String.raw`{"body":"{\"name\":\"Lene H\\u00f6ft\"}"}`],
    ["in a form", "name=Lene+H%C3%B6ft&x=1"],
    ["in a form with small letters", "name=lene+h%c3%b6ft"],
    ["in a form that breaks off", "name=Lene+H%C3%B6ft&x=%C3"],
    [
      "in Latin 1",
      Uint8Array.from([..."name: Lene H"].map((one) => one.charCodeAt(0)).concat(0xf6, 0x66, 0x74)),
    ],
    ["by address", `to=lene@höft.example;`],
    ["by address in a form", "to=lene%40h%C3%B6ft.example"],
  ])("%s", (_, body) => {
    expect(speaks(body)).toBe(true);
  });

  test.each<[string, string]>([
    ["another's name", `{"name": "Helene Höfter"}`],
    ["a name whose letters are apart", "name=Lene&last=H%C3%B6ft"],
    ["a plus that is none of a form", "Lene+Höft"],
  ])("not where it holds %s", (_, body) => {
    expect(speaks(body)).toBe(false);
  });
});

describe("a webhook of several megabytes, which is searched in parts", () => {
  const LONG = '{"sku":"MILL","quantity":1,"title":"Helene Höfter"},';
  const large = (before: number, text: string) =>
    `${LONG.repeat(Math.ceil(before / LONG.length)).slice(-before)}${text}${LONG.repeat(30_000)}`;

  test("speaks of a customer wherever they stand, also where one part ends and the next begins", () => {
    for (const before of [0, 967_990, 968_000, 999_980, 999_990, 1_000_000, 1_900_000, 2_400_000]) {
      expect(speaks(large(before, '"Lene H\\u00f6ft",')), String(before)).toBe(true);
    }
  });

  test("speaks of nobody whose name is a part of a word that lies there", () => {
    for (let at = 0; at < 60; at++) {
      const before = 999_960 + at;
      const cut = large(before, '"Marlene H\\u00f6ft","Lene H\\u00f6fter",').replaceAll(
        "Helene Höfter",
        "Spoon",
      );
      expect(speaks(cut), String(before)).toBe(false);
    }
  });
});

describe("a webhook that nobody could read speaks of an order", () => {
  const SHORT = [{ sender_id: "727", number: "#1001" }];
  const LONG = [{ sender_id: "820982911946154508", number: "A-2026-11-0007" }];

  test.each<[string, string, typeof SHORT]>([
    ["by a short id in a field of ids", `{"order_id": 727`, SHORT],
    ["by a short id as text", `{"id":"727"}`, SHORT],
    ["by its number", `{"name" : "#1001", "x": 1}`, SHORT],
    ["by its number at the end", `{"orderId":"727`, SHORT],
    ["by the name of a checkout", `{"client_reference_id":"#1001"}`, SHORT],
    ["by a long id anywhere", `gid://shopify/Order/820982911946154508`, LONG],
    ["by a long number anywhere", `Re: A-2026-11-0007.`, LONG],
    ["by the second of two orders", `{"number":"#1001"}`, [...LONG, ...SHORT]],
    ["in JSON within JSON", String.raw`{"body":"{\"id\":727}"}`, SHORT],
  ])("%s", (_, body, orders) => {
    expect(speaks(body, orders)).toBe(true);
  });

  test.each<[string, string, typeof SHORT]>([
    ["a short id in another field", `{"quantity": 727}`, SHORT],
    ["a longer id that begins with it", `{"id": 7271}`, SHORT],
    ["a longer id that ends with it", `{"id": 1727}`, SHORT],
    ["a long id within a longer", `18209829119461545080`, LONG],
    ["a long number as a pattern", `A-2026.11.0007`, [{
      sender_id: "A.2026.11.0009",
      number: "A.2026.11.0008",
    }]],
    ["a long id after a letter", `x820982911946154508`, LONG],
  ])("not by %s", (_, body, orders) => {
    expect(speaks(body, orders)).toBe(false);
  });

  test("of eight letters anywhere, of seven in a field alone", () => {
    expect(speaks("see 12345678", [{ sender_id: "12345678", number: "#1" }])).toBe(true);
    expect(speaks("see 1234567", [{ sender_id: "1234567", number: "#1" }])).toBe(false);
  });
});
