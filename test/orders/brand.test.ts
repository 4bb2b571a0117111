import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { Brand } from "../../src/orders/brand.ts";

describe("a brand", () => {
  test("has a colour though the shop chose none", () =>
    expect(v.parse(Brand, {})).toEqual({ accent: "#1f6f54" }));

  test("keeps its words without turns of direction and without space around them", () => {
    expect(
      v.parse(Brand, { footer: " Danke\u202e! ", texts: { de: { order_link: { subject: " Ihr Link " } } } }),
    )
      .toMatchObject({ footer: "Danke!", texts: { de: { order_link: { subject: "Ihr Link" } } } });
    expect(v.parse(Brand, { footer: { de: "Danke", en: "Thanks" } }).footer).toEqual({
      de: "Danke",
      en: "Thanks",
    });
  });

  test.each([
    [{ accent: "1f6f54" }],
    [{ accent: "#1f6f5" }],
    [{ accent: "#1f6f544" }],
    [{ accent_dark: "green" }],
    [{ font: "comic" }],
    [{ heading_font: "comic" }],
    [{ form_of_address: "loud" }],
    [{ logo_url: "javascript:alert(1)" }],
    [{ logo_url: "ahttps://x.example/logo.png" }],
    [{ footer: "" }],
    [{ social: [{ name: "Mastodon", url: "http://kontor.example" }] }],
    [{ social: [{ name: "\u200b", url: "https://kontor.example" }] }],
    [{ social: Array(9).fill({ name: "M", url: "https://kontor.example" }) }],
    [{ texts: { de: { page: { title: "two\nlines" } } } }],
  ])("is refused: %j", (brand) => expect(v.is(Brand, brand)).toBe(false));

  test.each([
    [{ accent: "#ABCDEF", accent_dark: "#000000", canvas: "#ffffff" }],
    [{ font: "georgia", heading_font: "system", form_of_address: "informal" }],
    [{ logo_url: "HTTP://kontor.example/logo.png" }],
    [{ social: Array(8).fill({ name: "M", url: "https://kontor.example" }) }],
  ])("is accepted: %j", (brand) => expect(v.is(Brand, brand)).toBe(true));
});
