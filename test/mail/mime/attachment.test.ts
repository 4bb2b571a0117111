/** Shows that files arrive as they were, under a name that every reader shows, and change nothing of a mail without any. */
import { describe, expect, test } from "vitest";
import { type Attachment, fileName } from "../../../src/mail/mime/attachment.ts";
import { compose } from "../../../src/mail/mime/compose.ts";
import { HeaderRefused } from "../../../src/mail/mime/header_refused.ts";
import { lintBytes } from "../../support/byte_lint.ts";
import { MAIL } from "../../support/ordinary_mail.ts";
import { readBack } from "../../support/read_back.ts";

const PDF: Attachment = {
  filename: "Rechnung 1001.pdf",
  content_type: "application/pdf",
  content: new TextEncoder().encode("%PDF-1.7 not really"),
};

/** Every byte, in an order in which base64 shows all of its alphabet. */
const BYTES = Uint8Array.from({ length: 70_000 }, (_, at) => at * 7 + (at >> 8));

async function readFiles(...attachments: Attachment[]) {
  const raw = await compose({ ...MAIL, attachments });
  expect(lintBytes(raw)).toEqual([]);
  const read = await readBack(raw);
  expect(read.text).toBe(MAIL.text);
  expect(read.html).toBe(MAIL.html);
  return read.attachments;
}

describe("a mail with files", () => {
  test("holds its two bodies first, then each file under its name and type", async () => {
    const raw = await compose({ ...MAIL, attachments: [PDF] });
    const [head, ...parts] = raw.split("\r\n\r\n");
    expect(head!.split("\r\n").at(-1)).toBe(
      "Content-Type: multipart/mixed; boundary=waybill-9ac31c1d795557851155",
    );
    expect(parts[0]).toBe(
      "--waybill-9ac31c1d795557851155\r\n" +
        "Content-Type: multipart/alternative; boundary=waybill-6b5bbe8d32407d96ef0a",
    );
    expect(parts.slice(-2).join("\r\n\r\n").split("\r\n").slice(-12)).toEqual([
      "<p>Thank you, Ada.</p>",
      "--waybill-6b5bbe8d32407d96ef0a--",
      "--waybill-9ac31c1d795557851155",
      "Content-Type: application/pdf;",
      ' name="Rechnung 1001.pdf"',
      "Content-Transfer-Encoding: base64",
      "Content-Disposition: attachment;",
      ' filename="Rechnung 1001.pdf"',
      "",
      "JVBERi0xLjcgbm90IHJlYWxseQ==",
      "--waybill-9ac31c1d795557851155--",
      "",
    ]);
  });

  test("gives every byte back, also of an empty file and of several", async () => {
    const files = await readFiles(
      { ...PDF, content: BYTES },
      { ...PDF, filename: "empty.txt", content_type: "text/plain", content: new Uint8Array() },
      { ...PDF, filename: "labels.zip", content_type: "application/zip" },
    );
    expect(files.map(({ filename, mimeType, disposition }) => [filename, mimeType, disposition])).toEqual([
      ["Rechnung 1001.pdf", "application/pdf", "attachment"],
      ["empty.txt", "text/plain", "attachment"],
      ["labels.zip", "application/zip", "attachment"],
    ]);
    const contents = files.map(({ content }) => new Uint8Array(content as ArrayBuffer));
    expect(contents[0]).toEqual(BYTES);
    expect(contents[1]).toEqual(new Uint8Array());
    expect(contents[2]).toEqual(PDF.content);
  });

  test("has the same bytes at every attempt", async () => {
    const mail = { ...MAIL, attachments: [PDF] };
    expect(await compose(mail)).toBe(await compose(structuredClone(mail)));
  });

  test("ends no body early where a body or a file holds its boundaries", async () => {
    const [outer, inner] = ["waybill-9ac31c1d795557851155", "waybill-6b5bbe8d32407d96ef0a"];
    const text = `--${outer}--\n--${inner}--\n--${outer}\n`;
    const content = new TextEncoder().encode(text);
    const raw = await compose({ ...MAIL, text, attachments: [{ ...PDF, content }] });
    expect(lintBytes(raw)).toEqual([]);
    const read = await readBack(raw);
    expect(read.text).toBe(text);
    expect(new Uint8Array(read.attachments[0]!.content as ArrayBuffer)).toEqual(content);
  });
});

test("a mail with an empty list of files has the bytes of one without", async () => {
  expect(await compose({ ...MAIL, attachments: [] })).toBe(await compose(MAIL));
});

describe("the name of a file", () => {
  test.each([
    ["in ASCII", 'Invoice #1001 (copy), "final".pdf', "Invoice #1001 (copy), -final-.pdf"],
    ["in German", "Rechnung für Käthe Weiß.pdf"],
    ["in Japanese", "請求書_2026年11月22日_株式会社リンデン御中_ご注文番号1001.pdf"],
    ["with emoji", "📦 parcel 👩🏽‍🌾.pdf"],
    ["with percent signs", "100%25 %2e.pdf"],
    ["like an encoded word", "=?utf-8?q?=2e=2e?=.pdf", "=-utf-8-q-=2e=2e-=.pdf"],
    ["that 2231 readers might cut", "a'b''c*0*=UTF-8''d.pdf", "a'b''c-0-=UTF-8''d.pdf"],
    ["with an invoice's number", "Rechnung 2026/0001.pdf", "Rechnung 2026-0001.pdf"],
    ["that climbs", "..\\../etc/passwd", "..-..-etc-passwd"],
    ["that is turned round", "invoice\u202efdp.exe", "invoice-fdp.exe"],
    ["with line breaks", "a\r\nBcc: eve@evil.example\r\n\r\n.pdf", "a Bcc- eve@evil.example .pdf"],
    ["with half a character", "a\ud83d.pdf", "a\ufffd.pdf"],
    ["of nothing", " \r\n", "attachment"],
    ["of dots", "..", "attachment"],
    ["of 60 characters", `${"文".repeat(56)}.pdf`],
    ["of 61 characters", `${"文".repeat(57)}.pdf`, `${"文".repeat(56)}.pdf`],
    ["that is endless and has no ending", "x".repeat(5_000), "x".repeat(60)],
    ["whose ending is too long for one", `a.${"x".repeat(70)}`, `a.${"x".repeat(58)}`],
  ])("%s arrives", async (_, filename, shown = filename) => {
    expect(fileName({ ...PDF, filename })).toBe(shown);
    expect((await readFiles({ ...PDF, filename })).map((file) => file.filename)).toEqual([shown]);
  });
});

test.each([
  "",
  "pdf",
  "application/",
  "application/pdf; name=x",
  "a/b\r\nBcc: x",
  "multipart/mixed",
  "message/rfc822",
])(
  "the type %j is refused, and the refusal does not repeat it",
  async (content_type) => {
    const composing = compose({ ...MAIL, attachments: [{ ...PDF, content_type }] });
    await expect(composing).rejects.toThrow(HeaderRefused);
    await expect(composing).rejects.toThrow(
      "Cannot compose the mail as the content type of an attachment must be type/subtype of one file",
    );
  },
);
