import { describe, expect, test } from "vitest";
import { readTnef } from "../../../src/mail/mime/tnef.ts";

const u16 = (value: number) => [value & 255, value >> 8 & 255];
const u32 = (value: number) => [...u16(value & 0xffff), ...u16(value >>> 16)];
const ascii = (text: string) => [...new TextEncoder().encode(text)];
const utf16 = (text: string) => [...text].flatMap((char) => u16(char.charCodeAt(0)));
const pad = (bytes: readonly number[]) => [...bytes, ...Array(-bytes.length & 3).fill(0)];

function attribute(level: 1 | 2, id: number, data: readonly number[]): number[] {
  return [level, ...u32(id), ...u32(data.length), ...data, ...u16(data.reduce((sum, one) => sum + one, 0))];
}
const variable = (type: number, name: number, value: readonly number[]) => [
  ...u16(type),
  ...u16(name),
  ...u32(1),
  ...u32(value.length),
  ...pad(value),
];
const properties = (...all: readonly (readonly number[])[]) => [...u32(all.length), ...all.flat()];
const tnef = (...attributes: readonly (readonly number[])[]) =>
  Uint8Array.from([...u32(0x223e9f78), ...u16(1), ...attributes.flat()]);

/** A property with a name of its own, which must be passed over. */
const named = [
  ...u16(3),
  ...u16(0x8001),
  ...Array(16).fill(7),
  ...u32(1),
  ...u32(6),
  ...pad(utf16("abc")),
  ...u32(9),
];
const file = (title: string, long: string, content: string) => [
  ...attribute(2, 0x00069002, Array(14).fill(0)),
  ...attribute(2, 0x00018010, ascii(`${title}\0`)),
  ...attribute(2, 0x0006800f, ascii(content)),
  ...attribute(2, 0x00069005, properties(named, variable(0x1f, 0x3707, utf16(`${long}\0`)))),
];

describe("winmail.dat", () => {
  test("gives its text, in the sender's code page or in Unicode, and its files by their whole names", () => {
    const packed = readTnef(tnef(
      attribute(1, 0x00069007, [...u32(1251), ...u32(0)]),
      attribute(
        1,
        0x00069003,
        properties(named, variable(0x1e, 0x1000, [0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2, 0])),
      ),
      file("RECHNU~1.PDF", "Rechnung März.pdf", "%PDF-1.4"),
      file("b.txt", "", "hello"),
    ));
    expect(packed.text).toBe("Привет");
    expect(packed.files.map(({ name, content }) => [name, new TextDecoder().decode(content)])).toEqual([
      ["Rechnung März.pdf", "%PDF-1.4"],
      ["b.txt", "hello"],
    ]);
  });

  test("gives HTML that stands in it as bytes", () => {
    const page = variable(0x102, 0x1013, ascii("<p>Moss</p>"));
    expect(readTnef(tnef(attribute(1, 0x00069003, properties(page)))).html).toBe("<p>Moss</p>");
  });

  test("that is cut or wrong anywhere gives what stands before, and never throws", () => {
    const whole = tnef(
      attribute(1, 0x00069003, properties(named, variable(0x1e, 0x1000, ascii("Moss\0")))),
      file("a.txt", "a.txt", "hello"),
    );
    for (let length = 0; length < whole.length; length++) {
      expect(() => readTnef(whole.slice(0, length))).not.toThrow();
      const wrong = whole.slice();
      wrong[length] = 255;
      expect(() => readTnef(wrong)).not.toThrow();
    }
    expect(readTnef(Uint8Array.of(1, 2, 3))).toEqual({ text: "", html: "", files: [] });
  });
});
