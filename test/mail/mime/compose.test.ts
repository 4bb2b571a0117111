/** Shows that a composed mail says what it was given, in bytes that every relay and reader takes, and nothing besides. */
import { describe, expect, test } from "vitest";
import { compose, type Mail } from "../../../src/mail/mime/compose.ts";
import { HeaderRefused } from "../../../src/mail/mime/header_refused.ts";
import { messageId } from "../../../src/mail/mime/message_id.ts";
import { lintBytes } from "../../support/byte_lint.ts";
import { examine, HOSTILE_FIELDS, seeded } from "../../support/hostile_headers.ts";
import { MAIL } from "../../support/ordinary_mail.ts";
import { readBack } from "../../support/read_back.ts";

/** The unfolded value of one header as it is written. */
async function header(name: string, mail: Mail): Promise<string> {
  const raw = await compose(mail);
  expect(lintBytes(raw)).toEqual([]);
  return new RegExp(`^${name}: ([^\\r]*(?:\\r\\n [^\\r]*)*)`, "m").exec(raw)![1]!.replaceAll("\r\n", "");
}

/** What the mail is refused for, undefined when it is not. */
async function refusal(
  mail: Mail,
): Promise<{ readonly field: string; readonly message: string } | undefined> {
  try {
    await compose(mail);
    return undefined;
  } catch (error) {
    if (error instanceof HeaderRefused) return error;
    throw error;
  }
}

test("a plain mail reads as RFC 5322 would have it", async () => {
  expect(await compose(MAIL)).toBe([
    "From: =?UTF-8?Q?Blumen_=26_S=C3=B6hne?= <shop@example.com>",
    'To: "Ada Lovelace" <ada@example.org>',
    'Reply-To: "Blumen" <reply+1001@example.com>',
    "Subject: Order #1001",
    "Date: Sun, 22 Nov 2026 09:05:07 +0000",
    "Message-ID: <58f6bc315ad4462807ff800ef125b146@example.com>",
    "X-Order: #1001",
    "Auto-Submitted: auto-generated",
    "MIME-Version: 1.0",
    "Content-Type: multipart/alternative; boundary=waybill-6b5bbe8d32407d96ef0a",
    "",
    "--waybill-6b5bbe8d32407d96ef0a",
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: quoted-printable",
    "",
    "Thank you, Ada.",
    "--waybill-6b5bbe8d32407d96ef0a",
    "Content-Type: text/html; charset=utf-8",
    "Content-Transfer-Encoding: quoted-printable",
    "",
    "<p>Thank you, Ada.</p>",
    "--waybill-6b5bbe8d32407d96ef0a--",
    "",
  ].join("\r\n"));
});

describe("what is said reads back exactly", () => {
  const SAYINGS = {
    German: "Grüße aus Köln: Ihre Größe „XXL“ ist unterwegs – für 12,50 €",
    Japanese: "ご注文ありがとうございます。商品は大阪から発送されました。お届けは十一月二十四日の予定です。",
    Arabic: "شكراً لطلبك! تم شحن الطرد رقم ١٠٠١ وسيصل غداً إن شاء الله",
    Russian: "Спасибо за заказ, он уже в пути и прибудет в среду",
    Thai: "ขอบคุณสำหรับคำสั่งซื้อของคุณ พัสดุของคุณกำลังเดินทาง",
    Hindi: "आपके ऑर्डर के लिए धन्यवाद, आपका पार्सल रास्ते में है",
    emoji: "👩‍👩‍👧‍👦 📦🚚💨 𝔸𝔹ℂ 🏳️‍🌈 👍🏽 unterwegs! 🇩🇪🇯🇵",
    "one long word": "Donaudampfschifffahrtsgesellschaft".repeat(40),
    "one long word of umlauts": "ÄÖÜ".repeat(300),
    "one long ASCII text": "word and word and word ".repeat(60).trim(),
    "spaces in a row": `a  b   c${" ".repeat(200)}d`,
    "quotes, brackets and commas": 'Smith, "Joe" \\ <joe@example.net>; (Inc.): x',
    "text like an encoded word": "=?utf-8?q?=0d=0aBcc:_eve=40evil.example?= =?x?=",
  };
  for (const [script, saying] of Object.entries(SAYINGS)) {
    test(script, async () => {
      const html = `<p title="${saying}">${saying}</p>\n`.repeat(20);
      const text = `${saying}\n\n${saying}\n`;
      const mailbox = (email: string) => ({ name: saying, email });
      const raw = await compose({
        ...MAIL,
        from: mailbox("shop@example.com"),
        to: mailbox("ada@example.org"),
        reply_to: mailbox("reply@example.com"),
        subject: saying,
        text,
        html,
        headers: { "X-Note": saying },
      });
      expect(lintBytes(raw)).toEqual([]);
      const read = await readBack(raw);
      expect(read.subject).toBe(saying);
      expect(read.from).toEqual({ name: saying, address: "shop@example.com" });
      expect(read.to).toEqual([{ name: saying, address: "ada@example.org" }]);
      expect(read.replyTo).toEqual([{ name: saying, address: "reply@example.com" }]);
      expect(read.text).toBe(text);
      expect(read.html).toBe(html);
    });
  }
});

describe("the same key", () => {
  test("gives the same bytes, and another key other names", async () => {
    const raw = await compose(MAIL);
    const other = await compose({ ...MAIL, key: "demo/shopify/1002/order_confirmation/" });
    expect(await compose({ ...MAIL })).toBe(raw);
    expect(/boundary=\S+/.exec(other)).not.toEqual(/boundary=\S+/.exec(raw));
    expect(/Message-ID: \S+/.exec(other)).not.toEqual(/Message-ID: \S+/.exec(raw));
  });

  test("gives the Message-ID that the mail bears, at the sender's domain", async () => {
    expect(await messageId(MAIL.key, "example.com")).toBe(await header("Message-ID", MAIL));
    const shop = { email: "shop@bücher.example" };
    expect(await header("Message-ID", { ...MAIL, from: shop })).toBe(
      await messageId(MAIL.key, "bücher.example"),
    );
    await expect(messageId(MAIL.key, "example.com>\r\nBcc: eve")).rejects.toThrow(HeaderRefused);
  });
});

describe("subjects and names", () => {
  test("a line break becomes a space, so the mail still goes out and says no more", async () => {
    const evil = "Ada\r\nBcc: eve@evil.example\r\n\r\n<script>";
    const raw = await compose({ ...MAIL, subject: evil, to: { ...MAIL.to, name: evil } });
    expect(lintBytes(raw)).toEqual([]);
    const read = await readBack(raw);
    expect(read.subject).toBe("Ada Bcc: eve@evil.example <script>");
    expect(read.to).toEqual([{ name: "Ada Bcc: eve@evil.example <script>", address: "ada@example.org" }]);
    expect(read.bcc).toBeUndefined();
  });

  test("what may not stand in one line is replaced, never passed on", async () => {
    const subject = "\0 a\tb\x0b\x85c\u2028d\u2029e\ud800f\ufeffg\x7f ";
    expect((await readBack(await compose({ ...MAIL, subject }))).subject).toBe("a b c d e\ufffdfg");
  });

  test("a name of nothing but blanks is no name", async () => {
    expect(await header("To", { ...MAIL, to: { name: " \r\n\t", email: "ada@example.org" } })).toBe(
      "<ada@example.org>",
    );
    expect(await header("To", { ...MAIL, to: { name: "", email: "ada@example.org" } })).toBe(
      "<ada@example.org>",
    );
  });

  test("ASCII is not encoded without need", async () => {
    expect(await header("Subject", { ...MAIL, subject: "50 % off: a=b?" })).toBe("50 % off: a=b?");
    const to = { name: 'Lovelace, "Ada"', email: "ada@example.org" };
    expect(await header("To", { ...MAIL, to })).toBe('"Lovelace, \\"Ada\\"" <ada@example.org>');
  });
});

describe("further headers", () => {
  const withHeaders = (headers: Record<string, string>): Mail => ({ ...MAIL, headers });

  test("long ones are folded between words and read back whole", async () => {
    const references = Array.from({ length: 12 }, (_, at) => `<0123456789abcdef-${at}@mail.example.com>`)
      .join(" ");
    expect(await header("References", withHeaders({ References: references }))).toBe(references);
    const url = `<https://example.com/unsubscribe/${"x".repeat(300)}>`;
    expect(await header("List-Unsubscribe", withHeaders({ "List-Unsubscribe": url }))).toBe(url);
  });

  const REFUSED: readonly (readonly [string, string, string])[] = [
    ["a line break in a value", "X-Note", "a\r\nBcc: eve@evil.example"],
    ["a NUL in a value", "X-Note", "a\0b"],
    ["a separator of lines in a value", "X-Note", "a\u2028b"],
    ["an empty value", "X-Note", " "],
    ["a structured value beyond ASCII", "List-Id", "Bücher <list.example.com>"],
    ["a structured value with an encoded word", "List-Id", "=?utf-8?q?=0d=0a?= <list.example.com>"],
    [
      "a structured value that cannot be folded",
      "List-Unsubscribe",
      `<https://example.com/${"x".repeat(1000)}>`,
    ],
    ["a second recipient", "Bcc", "eve@evil.example"],
    ["a second sender", "FROM", "eve@evil.example"],
    ["another content type", "Content-Type", "text/html"],
    ["another transfer encoding", "content-transfer-encoding", "7bit"],
    ["a line break in a name", "X-Note\r\nBcc", "eve@evil.example"],
    ["a colon in a name", "X-Note:", "a"],
    ["an empty name", "", "a"],
    ["a name of 51 characters", `X-${"n".repeat(49)}`, "a"],
  ];
  for (const [what, name, value] of REFUSED) {
    test(`${what} is refused, and the refusal does not repeat it`, async () => {
      const refused = await refusal(withHeaders({ [name]: value }));
      expect(refused?.message).toMatch(/^Cannot compose the mail as [ -~]+ must [ -~]+$/);
      expect(refused?.message).not.toContain("evil");
    });
  }

  test("the same name twice is refused, however it is spelt", async () => {
    expect((await refusal(withHeaders({ "X-Note": "a", "x-note": "b" })))?.field).toBe("x-note");
  });

  test("a name of 50 characters is the longest", async () => {
    const name = `X-${"n".repeat(48)}`;
    expect(lintBytes(await compose(withHeaders({ [name]: "😀".repeat(30) })))).toEqual([]);
  });
});

test("a date outside RFC 5322 is refused", async () => {
  for (const date_ms of [Number.NaN, Infinity, -1e13, 1e15]) {
    expect((await refusal({ ...MAIL, date_ms }))?.field).toBe("Date");
  }
});

for (const [index, field] of HOSTILE_FIELDS.entries()) {
  test(`no text in ${field.name} adds a header, a recipient or a fault`, async () => {
    const random = seeded(1001 + index);
    for (let made = 0; made < 400; made++) {
      const value = field.value(random);
      const examination = await examine(field.mail(value));
      if (examination.outcome === "refused") expect(field.free_text, JSON.stringify(value)).toBe(false);
      else {expect({ ...examination, raw: "" }, JSON.stringify(value)).toEqual({
          outcome: "composed",
          raw: "",
          extra_headers: [],
          misread: [],
          faults: [],
        });}
    }
  });
}
