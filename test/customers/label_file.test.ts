import { expect, test } from "vitest";
import { LABEL_MAX_BYTES, readLabel } from "../../src/customers/label_file.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const PDF = "%PDF-1.7\n1 0 obj\nendobj\ntrailer\n%%EOF\n";
const PNG = Uint8Array.fromBase64(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
);

test("a whole PDF and a picture are labels, whatever they are called", () => {
  expect(readLabel(bytes(PDF))?.type).toBe("application/pdf");
  expect(readLabel(PNG)?.type).toBe("image/png");
});

test.each([
  ["nothing", new Uint8Array()],
  ["a PDF that is cut off", bytes(PDF.slice(0, 20))],
  ["a page", bytes("<html><script>alert(1)</script>%PDF-1.7 %%EOF")],
  ["a picture that is cut off", PNG.slice(0, 40)],
  ["a drawing", bytes('<svg xmlns="http://www.w3.org/2000/svg"/>')],
  [
    "a PDF that is too large",
    new Uint8Array([...bytes("%PDF-"), ...new Uint8Array(LABEL_MAX_BYTES), ...bytes("%%EOF")]),
  ],
])("%s is none", (_, given) => {
  expect(readLabel(given)).toBeNull();
});
