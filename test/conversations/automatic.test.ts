import { describe, expect, test } from "vitest";
import { automaticReason, hasNullSender } from "../../src/conversations/automatic.ts";
import { classifyInbound } from "../../src/conversations/inbound.ts";
import { personalMail } from "../support/inbound.ts";

describe("a mail of a person", () => {
  test("has an envelope sender", () => {
    expect(hasNullSender(personalMail())).toBe(false);
    expect(classifyInbound(personalMail()).type).toBe("person");
  });

  test.each([
    ["in the envelope", personalMail({ envelope_from: "" })],
    ["in the return path", personalMail({ envelope_from: undefined }, { "return-path": "<>" })],
  ])("has no null sender %s", (_where, mail) => {
    expect(hasNullSender(mail)).toBe(true);
  });

  test.each([
    ["auto-submitted", "no"],
    ["auto-submitted", "no; comment=person"],
    ["x-autoreply", " no "],
  ])("is not automatic by its header %s: %s", (name, value) => {
    expect(automaticReason(personalMail({}, { [name]: value }))).toBeUndefined();
  });
});

describe("a mail of a program", () => {
  test.each([
    ["auto-submitted", "auto-generated; x=no", "auto_submitted"],
    ["x-amz-sns-message-id", "1", "auto_submitted"],
    ["x-auto-response-suppress", "DR, OOF", "auto_submitted"],
    ["x-autoreply", "yes", "responder"],
    ["x-autorespond", "no-false", "responder"],
    ["x-apple-action", "VACATION", "responder"],
    ["list-id", "<news.hoff.example>", "bulk"],
  ])("is automatic by its header %s: %s", (name, value, reason) => {
    expect(automaticReason(personalMail({}, { [name]: value }))).toBe(reason);
  });
});
