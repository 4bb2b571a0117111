import { describe, expect, test } from "vitest";
import { parseInbound } from "../../../src/mail/mime/parse.ts";
import { readMail } from "../../support/inbound.ts";

describe("a mail from outside", () => {
  test("keeps every header, the envelope's sender and the parts that a rule can read", async () => {
    const parsed = await parseInbound(
      new TextEncoder().encode(
        "Received: b\r\nReceived: a\r\nFrom: x@y.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" +
          "--b\r\nContent-Type: text/plain\r\n\r\nhello\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nAction: failed\r\n" +
          "--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0=\r\n--b--\r\n",
      ),
      "",
    );
    expect(parsed).toMatchObject({ ok: true, value: { envelope_from: "", text: "hello\n" } });
    const { headers, parts } = parsed.ok ? parsed.value : expect.unreachable();
    expect(headers.filter(({ name }) => name === "received").map(({ value }) => value)).toEqual(["b", "a"]);
    expect(parts.map(({ type, text }) => [type, text.trim()])).toEqual([[
      "message/delivery-status",
      "Action: failed",
    ]]);
  });

  test("holds a mail inside a mail as a part and takes none of its parts for its own", async () => {
    const mail = await readMail(
      "From: x@y.example\r\nContent-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\nContent-Type: message/rfc822\r\n\r\n" +
        "From: d@e.example\r\nContent-Type: multipart/report; boundary=i\r\n\r\n--i\r\nContent-Type: message/delivery-status\r\n\r\n" +
        "Action: failed\r\n--i--\r\n--o--\r\n",
    );
    expect(mail.parts.map(({ type }) => type)).toEqual(["message/rfc822"]);
  });

  test("of more than 10,000 lines is read from its beginning", async () => {
    const mail = await readMail(`Subject: long\r\n\r\nfirst\r\n${"\r\n".repeat(50_000)}last`);
    expect(mail.subject).toBe("long");
    expect(mail.text.startsWith("first")).toBe(true);
    expect(mail.text).not.toContain("last");
  });
});
