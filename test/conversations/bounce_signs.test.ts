import { describe, expect, test } from "vitest";
import { isBounceMail, isDeliveryReport } from "../../src/conversations/bounce_signs.ts";
import type { InboundMail, MailPart } from "../../src/conversations/inbound_mail.ts";
import { personalMail } from "../support/inbound.ts";

const FAILED = "Your message could not be delivered.";
const RETURNED: MailPart = { type: "message/rfc822", text: "Subject: Hi" };
const ABOUT = { names_recipient: true, answers_mail: false };
const NOTHING = { names_recipient: false, answers_mail: false };

interface Given {
  readonly from?: string;
  readonly subject?: string;
  readonly text?: string;
  readonly envelope?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly parts?: readonly MailPart[];
  readonly about?: typeof ABOUT;
}

function mailOf(
  { from = "it@vale.example", subject = "Hello", envelope = "it@vale.example", headers = {}, parts = [] }:
    Given,
): InboundMail {
  return personalMail({ subject, envelope_from: envelope, parts }, { from, ...headers });
}

function isBounce(given: Given): boolean {
  return isBounceMail(mailOf(given), given.text ?? FAILED, given.about ?? ABOUT);
}

describe("a mail system's notice", () => {
  test.each([
    "MAILER-DAEMON",
    `"mailer-daemon" <>`,
    "<>",
    "",
    "MAILER-DAEMON@vale.example",
    "Mail Delivery Subsystem <mail-delivery-subsystem@vale.example>",
    "<postmaster@vale.example>",
    "poostmaster@vale.example",
    "mdn@vale.example",
    "MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@vale.example",
    "double-bounce@vale.example",
    "Mail System < mailsystem @vale.example>",
    `<"System Administrator"@vale.example>`,
    "Postmaster <>",
    "V20_SMTP_Mail_Service@vale.example",
    "imss@vale.example",
    "Vale_AntiVirus_for_SMTP_Gateways@vale.example",
    "mailsweeper@vale.example",
  ])("comes from %j", (from) => {
    expect(isBounce({ from })).toBe(true);
    expect(isBounce({ from, about: NOTHING })).toBe(false);
    expect(isBounce({ from, about: NOTHING, subject: "Undelivered Mail Returned to Sender", text: "" })).toBe(
      true,
    );
    expect(isBounce({ from, text: "550 5.1.1 unknown" })).toBe(true);
    expect(isBounce({ from, text: "Nothing of the kind" })).toBe(false);
    expect(isBounce({ from, about: { names_recipient: false, answers_mail: true } })).toBe(true);
  });

  test.each([
    "Ida <ida@vale.example>",
    "postmasters@vale.example",
    "mailer@vale.example",
    "smtpanja@vale.example",
    "MicrosoftExchange12@vale.example",
  ])("does not come from %j", (from) => {
    expect(isBounce({ from, text: `${FAILED} 550 5.1.1 unknown` })).toBe(false);
  });

  test("may be known by the name of its system, with the subject of one", () => {
    const from = "Internet Mail Delivery <no-reply@vale.example>";
    expect(isBounce({ from, subject: "Delivery Status Notification (Failure)", text: "" })).toBe(true);
    expect(isBounce({ from, subject: "Delivery Status Notification (Failure)", text: "", about: NOTHING }))
      .toBe(false);
    expect(isBounce({ from, subject: "Hello", text: "" })).toBe(false);
    // The name counts, not the same words within the address.
    expect(isBounce({ from: "Ida <postmaster.ida@vale.example>", subject: "Delivery Status", text: "" }))
      .toBe(false);
  });

  test("is one where Exim names whom it failed for, whatever else it says", () => {
    const headers = { "x-failed-recipients": "ada@meadow.example" };
    expect(isBounce({ headers, text: "", about: NOTHING })).toBe(true);
  });

  test("from an empty sender needs a recipient, a failure and a server's reply", () => {
    const reply = `${FAILED} 550 5.1.1 unknown`;
    expect(isBounce({ envelope: "", text: reply })).toBe(true);
    expect(isBounce({ envelope: "", text: FAILED })).toBe(false);
    expect(isBounce({ envelope: "", text: reply, about: NOTHING })).toBe(false);
    expect(isBounce({ envelope: "", text: "Back on Monday, room 550 5.1.1" })).toBe(false);
    expect(isBounce({ envelope: "", text: "550 5.1.1", subject: "Undeliverable: Hi" })).toBe(true);
  });

  test("of a provider's no-reply returns our mail, as no person does", () => {
    const program = { "auto-submitted": "auto-replied" };
    expect(isBounce({ headers: program, parts: [RETURNED] })).toBe(true);
    expect(isBounce({ headers: program, parts: [{ ...RETURNED, type: "text/rfc822-headers" }] })).toBe(true);
    expect(isBounce({ headers: program })).toBe(false);
    expect(isBounce({ parts: [RETURNED] })).toBe(false);
    expect(isBounce({ headers: program, parts: [RETURNED], about: NOTHING })).toBe(false);
    expect(isBounce({ headers: program, parts: [RETURNED], text: "I am away" })).toBe(false);
  });

  test("is no complaint, which is a report and quotes our mail too", () => {
    const from = "MAILER-DAEMON";
    expect(isBounce({ from, parts: [{ type: "message/feedback-report", text: "" }] })).toBe(false);
  });
});

describe("a delivery report", () => {
  const status = { type: "message/delivery-status", text: "" };
  const report = { "content-type": " multipart/report; report-type=delivery-status" };
  test.each<[string, Given, boolean]>([
    ["says so in its type", { headers: report, parts: [status] }, true],
    ["may speak of addresses in any script", {
      headers: report,
      parts: [{ ...status, type: "message/global-delivery-status" }],
    }, true],
    ["has its part in a mail of a system", { from: "MAILER-DAEMON", parts: [status] }, true],
    ["has its part in a mail from nobody", { envelope: "", parts: [status] }, true],
    ["that a person forwards is none", { parts: [status] }, false],
    ["in a type that only names one is none", {
      headers: { "content-type": "text/plain; x=multipart/report" },
      parts: [status],
    }, false],
    ["without its part is none", { headers: report }, false],
  ])("%s", (_, given, is_one) => {
    expect(isDeliveryReport(mailOf(given))).toBe(is_one);
  });
});
