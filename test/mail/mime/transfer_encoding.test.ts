/** Shows that bodies arrive as they were written, whatever is in them. */
import { expect, test } from "vitest";
import { compose } from "../../../src/mail/mime/compose.ts";
import { lintBytes } from "../../support/byte_lint.ts";
import { MAIL } from "../../support/ordinary_mail.ts";
import { readBack } from "../../support/read_back.ts";

const BODIES = {
  "nothing": "",
  "a line break at the end": "Hello\n",
  "many line breaks at the end": "Hello\n\n\n",
  "spaces at the ends of lines": "Hello \n\t\n  world\t \n ",
  "lines of 74 to 78 characters": [74, 75, 76, 77, 78].map((length) => "x".repeat(length)).join("\n"),
  "a space where the line is full": [74, 75, 76, 77].map((length) => `${"x".repeat(length)} \ny`).join(
    "\n",
  ),
  "dots and From at the starts of lines": ".\n..\nFrom here\n>From there\n",
  "equals signs": '<a href="https://example.com/?a=1&b=2">=</a>\n'.repeat(50),
  "control characters": "a\0b\x07c\x1bd\x7f",
  "a character of each length across every column": Array.from(
    { length: 80 },
    (_, at) => `${"x".repeat(at)}é€😀`,
  ).join("\n"),
  "100,000 characters": "Lorem ipsum dolor sit amet, consectetur adipiscing elit. ".repeat(1_755),
  "300,000 Japanese characters": "注文".repeat(150_000),
  "nothing but line breaks": "\n".repeat(200_000),
};
for (const [name, body] of Object.entries(BODIES)) {
  test(`a body of ${name} reads back exactly`, async () => {
    const raw = await compose({ ...MAIL, text: body, html: body });
    expect(lintBytes(raw)).toEqual([]);
    const read = await readBack(raw);
    expect(read.text ?? "").toBe(body);
    expect(read.html ?? "").toBe(body);
  });
}

test("every kind of line break becomes CRLF", async () => {
  const raw = await compose({ ...MAIL, text: "a\rb\r\nc\nd\n\re" });
  expect(raw).toContain("\r\n\r\na\r\nb\r\nc\r\nd\r\n\r\ne\r\n--waybill");
});

test("Latin script stays legible and other scripts stay short", async () => {
  const raw = await compose({
    ...MAIL,
    text: "Grüße aus Köln, bis bald in Berlin",
    html: "注文".repeat(20),
  });
  expect(raw).toContain("Gr=C3=BC=C3=9Fe aus K=C3=B6ln, bis bald in Berlin");
  expect(raw).toContain("Content-Transfer-Encoding: base64");
});

test("a lone surrogate becomes the replacement character", async () => {
  const read = await readBack(
    await compose({ ...MAIL, text: "Hello, dear \ud83d customer", html: "\udc00" }),
  );
  expect(read.text).toBe("Hello, dear \ufffd customer");
  expect(read.html).toBe("\ufffd");
});

test("a body that holds its own boundary cannot end its part", async () => {
  const boundary = /boundary=(\S+)/.exec(await compose(MAIL))![1]!;
  const text = `--${boundary}\nContent-Type: text/html\n\n<b>not ours</b>\n--${boundary}--\n`;
  const raw = await compose({ ...MAIL, text });
  expect(raw).not.toContain(`boundary=${boundary}`);
  expect(lintBytes(raw)).toEqual([]);
  const read = await readBack(raw);
  expect(read.text).toBe(text);
  expect(read.html).toBe(MAIL.html);
});
