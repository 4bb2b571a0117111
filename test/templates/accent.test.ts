import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contrast, DARK, darkAccent, LIGHT, lightAccent } from "../../templates/parts/accent.ts";
import { devStylesheet, pageStylesheet, pageStylesheetPath } from "../../templates/pages/stylesheet.ts";

const colours = fc.integer({ min: 0, max: 0xffffff }).map((value) =>
  `#${value.toString(16).padStart(6, "0")}`
);

describe("a shop's accent", () => {
  test("whatever the colour is, a button's label and accented text are readable on both backgrounds", () => {
    fc.assert(fc.property(colours, (accent) => {
      for (const [tones, ground] of [[lightAccent(accent), LIGHT], [darkAccent(accent), DARK]] as const) {
        expect(contrast(tones.fill, tones.on_fill)).toBeGreaterThanOrEqual(4.5);
        expect(contrast(tones.text, ground.card)).toBeGreaterThanOrEqual(4.5);
        expect(contrast(tones.text, ground.soft)).toBeGreaterThanOrEqual(4.5);
        expect(contrast(tones.fill, ground.card)).toBeGreaterThanOrEqual(1.25);
      }
    }));
  });

  test("a colour that can be seen is not changed, and text on it is black or white", () => {
    expect(lightAccent("#1f6f54")).toMatchObject({ fill: "#1f6f54", on_fill: "#ffffff" });
    expect(lightAccent("#ffd400")).toMatchObject({ fill: "#ffd400", on_fill: "#000000" });
  });

  test("black becomes white in dark mode, where it could not be seen", () => {
    expect(darkAccent("#141414")).toEqual({ fill: "#ffffff", on_fill: "#000000", text: "#ffffff" });
  });

  test("the fixed greys are readable on every background on which they are used", () => {
    for (const { canvas, card, soft, ink, muted } of [LIGHT, DARK]) {
      for (const ground of [canvas, card, soft]) {
        expect(contrast(ink, ground)).toBeGreaterThanOrEqual(7);
        expect(contrast(muted, ground)).toBeGreaterThanOrEqual(4.5);
      }
    }
  });
});

describe("the stylesheets", () => {
  test("a shop's accent in the address is used as a colour", () => {
    expect(pageStylesheetPath("#FFD400")).toMatch(/^\/assets\/page\.css\?v=[0-9a-f]{8}&accent=ffd400$/);
    expect(pageStylesheet("ffd400")).toContain("--fill:#ffd400");
  });

  test("anything else in the address gives the default colour", () => {
    for (const query of [null, "", "fff", "#ffd400", "red;}body{display:none", "ffd4000", "gggggg"]) {
      expect(pageStylesheet(query)).toBe(pageStylesheet("1f6f54"));
    }
  });

  test("a stylesheet loads nothing, and every brace is closed", () => {
    for (const css of [pageStylesheet("ffd400"), devStylesheet.text()]) {
      expect(css).not.toMatch(/url\(|@import/);
      expect(css.split("{").length).toBe(css.split("}").length);
    }
    expect(devStylesheet.path()).toMatch(/^\/assets\/dev\.css\?v=[0-9a-f]{8}$/);
  });
});
