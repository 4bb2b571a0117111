import { describe, expect, test } from "vitest";
import { classifyInbound } from "../../src/conversations/inbound.ts";
import { classified, fixtureMail, INBOUND_FIXTURES, personalMail, reportsOf } from "../support/inbound.ts";

const MESSAGE_ID = "<confirmation.1001@kontor.example>";

/** The beginning of a fixture's name says what it is. */
const TYPE_OF = {
  bounce: "bounce",
  delayed: "bounce",
  delivered: "delivered",
  complaint: "complaint",
  person: "person",
  auto: "auto_reply",
};

describe("every fixture is recognized as what it is", () => {
  for (const name of Object.keys(INBOUND_FIXTURES)) {
    const type = TYPE_OF[name.split("_")[0] as keyof typeof TYPE_OF];
    test(`${name} is ${type}`, async () => {
      expect((await classified(name)).type).toBe(type);
    });
  }

  test("there are fixtures to read", () => {
    expect(Object.keys(INBOUND_FIXTURES).length).toBeGreaterThan(50);
  });
});

describe("what a bounce says", () => {
  test("two recipients of one report each have their own class, codes and words", async () => {
    expect(await reportsOf("bounce_postfix")).toEqual([
      {
        recipient: "ada@lovelace.example",
        original_recipient: undefined,
        action: "failed",
        class: "hard",
        reply_code: "550",
        enhanced_status: "5.1.1",
        diagnostic:
          "550 5.1.1 <ada@lovelace.example>: Recipient address rejected: User unknown in virtual mailbox table",
        original_message_id: MESSAGE_ID,
      },
      {
        recipient: "ben@okada.example",
        original_recipient: "teapots@okada.example",
        action: "failed",
        class: "soft",
        reply_code: "452",
        enhanced_status: "4.2.2",
        diagnostic: "452 4.2.2 Mailbox full",
        original_message_id: MESSAGE_ID,
      },
    ]);
  });

  test("a multipart mail whose boundary never appears is read as plain text, including its fields", async () => {
    expect(await outcomes("bounce_broken_multipart")).toEqual([
      ["ada@lovelace.example", "hard", "failed"],
      ["ben@okada.example", "soft", "delayed"],
    ]);
  });

  test.each([
    ["bounce_exim", "ada@lovelace.example", "hard"],
    ["bounce_exchange_german", "ada@lovelace.example", "hard"],
    ["bounce_html_only", "ada@lovelace.example", "hard"],
    ["bounce_japanese", "ben@okada.example", "hard"],
    ["bounce_session_transcript", "ada@lovelace.example", "hard"],
    ["bounce_ses_by_sns", "ada@lovelace.example", "hard"],
    ["bounce_reason_before_address", "ada@lovelace.example", "soft"],
    ["bounce_policy", "ada@lovelace.example", "soft"],
    ["bounce_sendmail_data", "ben@okada.example", "soft"],
    ["bounce_provider_no_reply", "ben@okada.example", "soft"],
  ])("%s: %s, %s", async (name, recipient, expected) => {
    expect(await outcomes(name)).toEqual([[recipient, expected, "failed"]]);
  });

  test("qmail's paragraphs are kept apart", async () => {
    expect(await outcomes("bounce_qmail")).toEqual([
      ["ada@lovelace.example", "hard", "failed"],
      ["ben@okada.example", "soft", "failed"],
    ]);
  });

  test.each(["delayed", "delayed_in_words"])("%s is soft whatever else it says", async (name) => {
    expect(await outcomes(name)).toEqual([["ada@lovelace.example", "soft", "delayed"]]);
  });

  test("a bounce that names no recipient is about the addressee of the mail that it returns, and is no proof against that address", async () => {
    expect(await outcomes("bounce_names_nobody")).toEqual([["ada@lovelace.example", "soft", "failed"]]);
  });

  test.each([
    "bounce_exim",
    "bounce_qmail",
    "bounce_sendmail_data",
    "bounce_exchange_german",
    "bounce_ses_by_sns",
    "bounce_session_transcript",
    "delayed",
  ])("%s gives our own Message-ID back", async (name) => {
    expect((await reportsOf(name))[0]!.original_message_id).toBe(MESSAGE_ID);
  });

  test("a report of success names who got the mail, and no class", async () => {
    expect(await classified("delivered")).toMatchObject({
      type: "delivered",
      reports: [{ recipient: "ada@lovelace.example", action: "delivered", class: null }],
    });
  });
});

describe("Amazon's notifications", () => {
  test.each([
    ["Permanent", "OnAccountSuppressionList", "hard"],
    ["Permanent", "General", "soft"],
    ["Transient", "Suppressed", "soft"],
  ])("%s, %s without a code is %s", async (bounceType, bounceSubType, expected) => {
    const mail = await fixtureMail("bounce_ses_by_sns");
    const text = JSON.stringify({
      notificationType: "Bounce",
      mail: { messageId: "0101" },
      bounce: { bounceType, bounceSubType, bouncedRecipients: [{ emailAddress: "ada@lovelace.example" }] },
    });
    expect(classifyInbound({ ...mail, text })).toMatchObject({
      type: "bounce",
      reports: [{ class: expected }],
    });
  });
});

describe("complaints", () => {
  test("a feedback report names the recipient and the mail", async () => {
    expect(await classified("complaint_arf")).toEqual({
      type: "complaint",
      complaints: [{
        recipient: "ada@lovelace.example",
        feedback_type: "abuse",
        original_message_id: MESSAGE_ID,
      }],
    });
  });

  test("where the provider hides the recipient, the mail is found by its Message-ID", async () => {
    expect(await classified("complaint_arf_redacted")).toEqual({
      type: "complaint",
      complaints: [{ recipient: undefined, feedback_type: "abuse", original_message_id: MESSAGE_ID }],
    });
  });
});

describe("programs and people", () => {
  test.each([
    ["auto_reply_exchange_de", "responder"],
    ["auto_reply_fr_without_header", "responder"],
    ["auto_reply_ticket", "responder"],
    ["auto_reply_newsletter", "bulk"],
    ["auto_reply_mailing_list", "bulk"],
    ["auto_reply_read_receipt", "read_receipt"],
    ["auto_reply_not_read", "read_receipt"],
    ["auto_reply_calendar", "calendar"],
    ["auto_reply_null_sender_left", "auto_submitted"],
  ])("%s is automatic by %s", async (name, reason) => {
    expect(await classified(name)).toEqual({ type: "auto_reply", reason });
  });

  test("the envelope's null sender makes a mail without any header a program's", async () => {
    const mail = await fixtureMail("person_new_mail");
    expect(classifyInbound(mail)).toEqual({ type: "person" });
    expect(classifyInbound({ ...mail, envelope_from: "" })).toEqual({
      type: "auto_reply",
      reason: "null_sender",
    });
  });

  test("the same words are a bounce when a mail system sends them and a question when a customer does", async () => {
    const bounce = await fixtureMail("bounce_qmail");
    const headers = [{ name: "from", value: "Clara Hoff <clara@hoff.example>" }, {
      name: "subject",
      value: "failure notice",
    }];
    expect(classifyInbound(bounce).type).toBe("bounce");
    expect(classifyInbound({ ...bounce, headers }).type).toBe("person");
  });

  test("a notification that only pretends to come from Amazon is not believed", async () => {
    const mail = await fixtureMail("bounce_ses_by_sns");
    const headers = mail.headers.map((header) =>
      header.name === "from" ? { ...header, value: "a@amazonaws.com.example" } : header
    );
    expect(classifyInbound({ ...mail, headers }).type).not.toBe("bounce");
  });

  test("a report in which one recipient failed and one did not is a bounce", () => {
    const text = "Final-Recipient: rfc822; ben@okada.example\nAction: failed\nStatus: 5.1.1\n\n" +
      "Final-Recipient: rfc822; clara@hoff.example\nAction: delivered\nStatus: 2.0.0";
    const report = personalMail(
      { envelope_from: "", parts: [{ type: "message/delivery-status", text }] },
      { "content-type": "multipart/report; report-type=delivery-status", from: "MAILER-DAEMON@hoff.example" },
    );
    expect(classifyInbound(report).type).toBe("bounce");
  });
});

async function outcomes(name: string): Promise<readonly unknown[]> {
  return (await reportsOf(name)).map(({ recipient, class: failed, action }) => [recipient, failed, action]);
}
