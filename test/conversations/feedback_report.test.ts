import { describe, expect, test } from "vitest";
import { complaintIn } from "../../src/conversations/feedback_report.ts";
import type { InboundMail, MailPart } from "../../src/conversations/inbound_mail.ts";
import { personalMail } from "../support/inbound.ts";

const ORIGINAL: MailPart = {
  type: "message/rfc822",
  text: "Message-ID: <m1.waybill@kontor.example>\r\nTo: Ben <ben@okada.example>\r\nSubject: Hi\r\n\r\nBody",
};

function report(fields: string, parts: readonly MailPart[] = [ORIGINAL]): InboundMail {
  return personalMail({ parts: [{ type: "message/feedback-report", text: fields }, ...parts] });
}

describe("a report by the form of RFC 5965", () => {
  test.each<[string, InboundMail, readonly unknown[] | null]>([
    ["names whom it is about", report("Feedback-Type: abuse\r\nOriginal-Rcpt-To: <ada@meadow.example>"), [
      "abuse",
      "ada@meadow.example",
    ]],
    [
      "names it in the list that is to be left",
      report("FEEDBACK-TYPE:  Opt-Out \nRemoval-Recipient: ada@meadow.example"),
      [
        "opt-out",
        "ada@meadow.example",
      ],
    ],
    [
      "names the recipient before the list",
      report(
        "feedback-type: fraud\nremoval-recipient: no@meadow.example\noriginal-rcpt-to: ada@meadow.example",
      ),
      ["fraud", "ada@meadow.example"],
    ],
    ["leaves it to the returned mail", report("Feedback-Type: abuse"), ["abuse", "ben@okada.example"]],
    [
      "leaves it to a header of Hotmail's own",
      report("Feedback-Type: abuse", [{
        type: "text/rfc822-headers",
        text: "Subject: x\nX-HmXmrOriginalRecipient: \tada@meadow.example\nTo: Ben <ben@okada.example>",
      }]),
      ["abuse", "ada@meadow.example"],
    ],
    [
      "names nobody where the returned mail has two",
      report("Feedback-Type: abuse", [{
        ...ORIGINAL,
        text: ORIGINAL.text.replace("Ben <ben@okada.example>", "ben@okada.example, ada@meadow.example"),
      }]),
      ["abuse", undefined],
    ],
    ["without a type is none", report("Original-Rcpt-To: ada@meadow.example"), null],
    ["of a type that stands in a later field is none", report("Comment: feedback-type: abuse"), null],
    ["that praises is none", report("Feedback-Type: Not-Spam\nOriginal-Rcpt-To: ada@meadow.example"), null],
    ["about a signature is none", report("Feedback-Type: auth-failure"), null],
    ["about a policy is none", report("Feedback-Type: dmarc"), null],
  ])("%s", (_, mail, found) => {
    const complaint = complaintIn(mail);
    expect(complaint === undefined ? null : [complaint.feedback_type, complaint.recipient]).toEqual(found);
  });

  test("names our mail, by which it is found where the recipient is hidden", () => {
    expect(complaintIn(report("Feedback-Type: abuse"))?.original_message_id).toContain(
      "m1.waybill@kontor.example",
    );
    expect(complaintIn(report("Feedback-Type: abuse", []))).toEqual({
      feedback_type: "abuse",
      recipient: undefined,
      original_message_id: undefined,
    });
  });
});

describe("a complaint that Hotmail forwards", () => {
  const SUBJECT = "complaint about message from 192.0.2.1";
  const forwarded = (from: string, subject: string, parts: readonly MailPart[] = [ORIGINAL]) =>
    complaintIn({ ...personalMail({ subject, parts }), headers: [{ name: "from", value: from }] });

  test.each([
    ["staff@hotmail.com", SUBJECT],
    ["Hotmail <STAFF@HOTMAIL.COM>", `  ${SUBJECT}`],
    ["staff@outlook.com", `Fw: ${SUBJECT}`],
    ["staff@live.com", `FWD: ${SUBJECT}`],
    ["staff@msn.com", "Complaint about message from"],
  ])("comes from %s: %s", (from, subject) => {
    expect(forwarded(from, subject)).toMatchObject({
      feedback_type: "abuse",
      recipient: "ben@okada.example",
    });
  });

  test.each([
    ["xstaff@hotmail.com", SUBJECT],
    ["staff@hotmail.com.evil.example", SUBJECT],
    ["staff@yahoo.com", SUBJECT],
    ["", SUBJECT],
    ["staff@hotmail.com", "Re: complaint about message from 192.0.2.1"],
    ["staff@hotmail.com", "complaint about messages"],
    ["staff@hotmail.com", "a complaint about message from 192.0.2.1"],
  ])("does not come from %j: %s", (from, subject) => {
    expect(forwarded(from, subject)).toBeUndefined();
  });

  test("names the recipient by a header of its own, in a part or in the text, and nobody among two", () => {
    const header = { type: "message/rfc822", text: "X-HMXMROriginalRecipient: ada@meadow.example\n" };
    expect(forwarded("staff@hotmail.com", SUBJECT, [header])?.recipient).toBe("ada@meadow.example");
    const in_text = complaintIn({
      ...personalMail({ subject: SUBJECT, text: "Hello\nx-hmxmroriginalrecipient:ada@meadow.example" }),
      headers: [{ name: "from", value: "staff@hotmail.com" }],
    });
    expect(in_text?.recipient).toBe("ada@meadow.example");
    const quoted = {
      type: "message/rfc822",
      text: "Subject: X-HMXMROriginalRecipient: ada@meadow.example\n",
    };
    expect(forwarded("staff@hotmail.com", SUBJECT, [quoted])?.recipient).toBeUndefined();
    const two = { ...ORIGINAL, text: "To: ben@okada.example, ada@meadow.example\n\n" };
    expect(forwarded("staff@hotmail.com", SUBJECT, [two])?.recipient).toBeUndefined();
  });
});
