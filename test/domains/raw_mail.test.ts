/** Where a mail's header ends and what its fields are, byte for byte; and the two forms in which DKIM signs them. */
import { describe, expect, test } from "vitest";
import { base64Bytes } from "../../src/domains/base64.ts";
import { canonicalBody, canonicalField } from "../../src/domains/dkim_canonical.ts";
import { rsaBits } from "../../src/domains/dkim.ts";
import { fieldValue, rawMail } from "../../src/domains/raw_mail.ts";
import { tags } from "../../src/domains/tags.ts";

const bytes = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));
const text = (of: Uint8Array) => String.fromCharCode(...of);

describe("a mail", () => {
  test.each<[string, string, readonly string[], string]>([
    ["with line breaks of two bytes", "A: b\r\nC: d\r\n\r\nhello\r\n", ["a|A: b", "c|C: d"], "hello\r\n"],
    ["with bare line feeds", "A: b\nC: d\n\nhello", ["a|A: b", "c|C: d"], "hello"],
    ["with a bare line feed before an empty line", "A: b\n\r\nhello", ["a|A: b"], "hello"],
    ["with an empty line of one byte", "A: b\r\n\nhello", ["a|A: b"], "hello"],
    ["without a header", "\n\nhello", [], "hello"],
    ["without a body", "A: b\r\nC: d", ["a|A: b", "c|C: d"], ""],
    ["that ends with its header", "A: b\r\n\r\n", ["a|A: b"], ""],
    ["with a folded field", "A: b\r\n c\n\td\r\nE: f\r\n\r\n", ["a|A: b\r\n c\r\n\td", "e|E: f"], ""],
    ["with a line of one letter", "A: b\nC\nD: e\n\nx", ["a|A: b", "d|D: e"], "x"],
    ["with a lone carriage return", "A: b\n\rC: d\n\nx", ["a|A: b"], "x"],
    ["with blanks before the colon", "A \t: b\n\nx", ["a|A \t: b"], "x"],
    ["with eleven blanks before the colon", `A${" ".repeat(11)}: b\n\nx`, [], "x"],
    ["with a name that holds a blank", "A b: c\n\nx", [], "x"],
    ["with no name", ": c\nnothing\n\nx", [], "x"],
    ["with a name of 201 letters", `${"a".repeat(201)}: c\n\nx`, [], "x"],
    ["with letters beyond ASCII", "A: \xe9\n\n\xe9", ["a|A: \xe9"], "\xe9"],
  ])("%s", (_, raw, fields, body) => {
    const read = rawMail(bytes(raw));
    expect(read.fields.map(({ name, raw }) => `${name}|${raw}`)).toEqual(fields);
    expect(text(read.body)).toBe(body);
  });

  test("has its first thousand fields read, and of a header its first 262,144 bytes", () => {
    expect(rawMail(bytes(`${"A: b\n".repeat(1_001)}\nx`)).fields).toHaveLength(1_000);
    const long = rawMail(bytes(`A: ${"x".repeat(262_140)}yz\nB: c\n\nx`));
    expect(long.fields.map(({ raw }) => raw.slice(-3))).toEqual(["xxy"]);
  });

  test("has values without their names, folds and outer blanks", () => {
    const value = (raw: string) => fieldValue({ name: "", raw });
    expect(value("A:  b\r\n c:d \t")).toBe("b c:d");
    expect(value("A:b")).toBe("b");
    expect(value("A:")).toBe("");
  });
});

describe("in the form relaxed", () => {
  test.each([
    ["Subject \t:  Two   words \t", "subject:Two words"],
    ["SUBJECT:a\r\n\tb\r\n c", "subject:a b c"],
    ["A:\xa0b\xa0", "a:\xa0b\xa0"],
    ["A:b: c", "a:b: c"],
    ["A:", "a:"],
  ])("the field %j is %j", (raw, form) => {
    expect(canonicalField(raw, "relaxed")).toBe(form);
    expect(canonicalField(raw, "simple")).toBe(raw);
  });

  test.each([
    ["a \t b\r\n", "a b\r\n", "a \t b\r\n"],
    ["\ta \r\n \r\nb", " a\r\n\r\nb\r\n", "\ta \r\n \r\nb\r\n"],
    ["a\r\n\r\n\r\n", "a\r\n", "a\r\n"],
    ["a\nb\n\nc\n", "a\r\nb\r\n\r\nc\r\n", "a\r\nb\r\n\r\nc\r\n"],
    ["a\nb\nc\nd", "a\r\nb\r\nc\r\nd\r\n", "a\r\nb\r\nc\r\nd\r\n"],
    ["\na", "\r\na\r\n", "\r\na\r\n"],
    ["a\rb", "a\rb\r\n", "a\rb\r\n"],
    ["a\r\n ", "a\r\n", "a\r\n \r\n"],
    [" \r\n\t", "", " \r\n\t\r\n"],
    ["\r\n\r\n", "", "\r\n"],
    ["", "", "\r\n"],
  ])("the body %j is %j, and simple %j", (raw, relaxed, simple) => {
    expect(text(canonicalBody(bytes(raw), "relaxed"))).toBe(relaxed);
    expect(text(canonicalBody(bytes(raw), "simple"))).toBe(simple);
  });
});

test("tags are the first under each name, in lower case and without blanks", () => {
  expect([...tags(" V = 1 ;p=a=b;; x ;=y; P=c;q=")]).toEqual([["v", "1"], ["p", "a=b"], ["q", ""]]);
  expect(tags(`${" ".repeat(8_190)}a=`).has("a")).toBe(true);
  expect(tags(`${" ".repeat(8_191)}a=`).has("a")).toBe(false);
});

test("base64 has its blanks left out, and is bytes or nothing", () => {
  expect(base64Bytes(" AQ\r\n\t ID ", 4)).toEqual(Uint8Array.of(1, 2, 3));
  for (const broken of ["", "  ", "A", "AQID=", "A*==", "AQIDBAU=", "ÄQID"]) {
    expect(base64Bytes(broken, 4)).toBeUndefined();
  }
});

describe("the bits of a key", () => {
  const integer = (size: number, first: number) => [0x02, size, first, ...Array<number>(size - 1).fill(0x11)];
  test.each<[string, readonly number[], number | undefined]>([
    ["are those of its first long integer", [0x30, 0x70, ...integer(64, 0x80)], 512],
    ["begin with its first bit", [0x30, 0x70, ...integer(64, 0x01)], 505],
    ["do not hold a leading zero", [0x30, 0x70, 0x02, 65, 0, 0xff, ...Array<number>(63).fill(1)], 512],
    ["are of 48 bytes and more", [0x30, 0x70, ...integer(48, 0x80)], 384],
    ["are not of 47 bytes", [0x30, 0x70, ...integer(47, 0x80)], undefined],
    ["are those behind a short integer", [0x30, 0x70, 0x02, 1, 5, ...integer(50, 0x80)], 400],
    ["are of an integer that begins at once", integer(50, 0x80), 400],
    ["may have a length of one byte", [0x30, 0x02, 0x81, 50, 0x80, ...Array<number>(49).fill(1)], 400],
    ["may have a length of two bytes", [0x30, 0x02, 0x82, 1, 0, 0x80, ...Array<number>(255).fill(1)], 2_048],
    ["have no length of three bytes", [0x02, 0x83, 0, 0, 50, 0x80, ...Array<number>(49).fill(1)], undefined],
    ["are none where it is cut off", [0x30, ...integer(64, 0x80).slice(0, -1)], undefined],
    ["are none of nothing", [], undefined],
    ["are none of an end", [0x30, 0x02], undefined],
  ])("%s", (_, key, bits) => {
    expect(rsaBits(Uint8Array.from(key))).toBe(bits);
  });
});
