import { describe, expect, test } from "vitest";
import { broughtBack, divided, referredIds, returnedMail } from "../../src/conversations/returned_mail.ts";
import { personalMail } from "../support/inbound.ts";

describe("the text of a bounce", () => {
  test("ends where the headers of the returned mail begin", () => {
    const returned =
      "Received: from mx by mail\nFrom: help@kontor.example\nTo: ben@okada.example\nSubject: Hello\n\nBody";
    expect(divided(`Could not deliver.\n\n${returned}`)).toEqual({
      bounce_text: "Could not deliver.\n",
      returned,
    });
  });

  test("goes on where one line alone looks like a header", () => {
    expect(divided("Could not deliver.\nReceived: a complaint\nNothing else").returned).toBe("");
  });

  test("has at least its first line", () => {
    expect(divided("Received: from mx\nFrom: a\nTo: b\nSubject: c").returned).not.toContain("Received");
  });
});

describe("the headers of a returned mail", () => {
  const returned = (text: string) => divided(text).returned.split("\n")[0];

  test.each<[string, string, string]>([
    ["begin with one that two more follow", "No.\nReceived: a\nFrom: b\nTo: c", "Received: a"],
    ["need two more", "No.\nReceived: a\nFrom: b\nHello", ""],
    ["may have others between them", "No.\nReceived: a\n x\nFrom: b\nFoo: x\nX-Y: c", "Received: a"],
    [
      "have the two within fourteen lines",
      `No.\nReceived: a\nFrom: b\n${"x\n".repeat(12)}To: c`,
      "Received: a",
    ],
    ["do not count beyond", `No.\nReceived: a\nFrom: b\n${"x\n".repeat(13)}To: c`, ""],
    ["do not count above", "From: x\nTo: y\nReceived: a\nHello", ""],
    ["begin with no other", "No.\nFrom: b\nTo: c\nSubject: d", ""],
    ["begin at the line's beginning", "No.\n Received: a\nFrom: b\nTo: c", ""],
    [
      "begin below a separator",
      "No.\n--- Below this line is a copy of the message.\nx",
      "--- Below this line is a copy of the message.",
    ],
    ["begin below another", "No.\n----- Original message -----\nx", "----- Original message -----"],
    ["begin below none in a sentence", "No.\nThe original message was nice\nx", ""],
  ])("%s", (_, text, first) => {
    expect(returned(text)).toBe(first);
  });
});

describe("the mail that a bounce returns", () => {
  const part = (type: string, text: string) => personalMail({ parts: [{ type, text }] });

  test.each(["message/rfc822", "text/rfc822-headers", "message/rfc822-headers", "message/partial"])(
    "is read of %s before the text",
    (type) => {
      const mail = part(
        type,
        "To: Ada <ada@vale.example>,\r\n\tben@vale.example\r\nCC: otto@vale.example\r\nMessage-ID:\r\n <m1@vale.example>",
      );
      expect(returnedMail(mail, "Message-ID: <m2@vale.example>\nTo: eve@vale.example")).toEqual({
        message_id: "<m1@vale.example>",
        recipients: ["ada@vale.example", "ben@vale.example", "otto@vale.example"],
      });
    },
  );

  test("is read of the text where it has no part, and of the report where that names none", () => {
    expect(
      returnedMail(personalMail(), "Message-ID: <m2@vale.example>\nTo: eve@vale.example\nx-to: a@b.example"),
    )
      .toEqual({ message_id: "<m2@vale.example>", recipients: ["eve@vale.example"] });
    expect(returnedMail(part("message/delivery-status", "X-Original-Message-ID: <m3@vale.example>"), "To: x"))
      .toEqual({
        message_id: "<m3@vale.example>",
        recipients: [],
      });
    expect(returnedMail(personalMail(), "X-Message-ID: <m2@vale.example>").message_id).toBeUndefined();
    expect(returnedMail(personalMail(), `${"x".repeat(16_384)}\nMessage-ID: <m2@vale.example>`).message_id)
      .toBeUndefined();
  });

  test("is named by each identifier once, the most certain first", () => {
    const mail = personalMail({}, {
      "in-reply-to": "<i1@x.example> <i2@x.example>",
      references: "<r1@x.example> <i1@x.example> <r2@x.example>",
    });
    expect(referredIds(mail)).toEqual([
      "<i1@x.example>",
      "<i2@x.example>",
      "<r2@x.example>",
      "<i1@x.example>",
      "<r1@x.example>",
    ]);
    expect(
      broughtBack(mail, "  > Message ID: <n@x.example>", { message_id: "<m@x.example>", recipients: [] }),
    ).toEqual([
      "<m@x.example>",
      "<n@x.example>",
      "<i1@x.example>",
      "<i2@x.example>",
      "<r2@x.example>",
      "<r1@x.example>",
    ]);
    const none = { message_id: undefined, recipients: [] };
    expect(broughtBack(personalMail(), "Original message-id = <n@x.example>", none)).toEqual([
      "<n@x.example>",
    ]);
    expect(broughtBack(personalMail(), "my Message-ID: <n@x.example>", none)).toEqual([]);
    const many = Array.from({ length: 25 }, (_, at) => `<r${at}@x.example>`).join(" ");
    expect(broughtBack(personalMail({}, { references: many }), "", none)).toHaveLength(20);
  });
});
