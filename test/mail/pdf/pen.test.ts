/** A document from right to left is the mirror of one from left to right. */
import type PDFDocument from "pdfkit";
import { expect, test } from "vitest";
import { penFor } from "../../../src/mail/pdf/pen.ts";

const PAGE = 595.28;
const STYLE = { size: 10, colour: "#000000" };

/** Where a pen writes `Ada`, 30 points wide, and from where to where it rules. */
function drawn(dir: "ltr" | "rtl", align: "start" | "end") {
  const at: number[] = [];
  const self = new Proxy({}, {
    get: (_, name) => {
      if (name === "widthOfString") return (text: string) => text.length * 10;
      return (...values: readonly unknown[]) => {
        if (name === "text") at.push(Number(values[1]));
        if (name === "moveTo" || name === "lineTo") at.push(Number(values[0]));
        return self;
      };
    },
  });
  const pen = penFor(self as PDFDocument, "japanese", dir);
  pen.write(pen.set("Ada", 200, STYLE), 100, 0, STYLE, align);
  pen.rule(56, 10, 200, "#000000");
  return at.map((x) => Math.round(x * 100) / 100);
}

test("text begins and ends at the mirrored place, and so does a rule", () => {
  expect(drawn("ltr", "start")).toEqual([100, 56, 256]);
  expect(drawn("ltr", "end")).toEqual([70, 56, 256]);
  expect(drawn("rtl", "start")).toEqual([PAGE - 130, PAGE - 256, PAGE - 56]);
  expect(drawn("rtl", "end")).toEqual([PAGE - 100, PAGE - 256, PAGE - 56]);
});
