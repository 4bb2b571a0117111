/** What a bounce says of each recipient, where report, text, headers and the returned mail name them. */
import { describe, expect, test } from "vitest";
import type { Failure } from "../../src/conversations/failure.ts";
import { failureReports } from "../../src/conversations/failure_reports.ts";
import { recipientStatuses } from "../../src/conversations/delivery_status.ts";
import { complaintIn } from "../../src/conversations/feedback_report.ts";
import { personalMail } from "../support/inbound.ts";

const DAEMON = { from: "Mail Delivery System <mailer-daemon@mx.example>", to: "help@kontor.example" };

function read(
  text: string,
  { status, headers = {}, subject = "Delivery failure" }: {
    status?: string;
    headers?: Readonly<Record<string, string>>;
    subject?: string;
  } = {},
) {
  const asked: Failure[] = [];
  const parts = status === undefined ? [] : [{ type: "message/delivery-status", text: status }];
  const mail = personalMail({ envelope_from: "", subject, text, parts }, { ...DAEMON, ...headers });
  const read = failureReports(mail, text, (failure) => {
    asked.push(failure);
    return "soft";
  });
  return { reports: read?.reports ?? [], ids: read?.message_ids, asked };
}

describe("a report's recipient", () => {
  const status = (...lines: readonly string[]) =>
    ["Final-Recipient: rfc822; ada@vale.example", ...lines].join("\n");

  test.each<[string, readonly string[], string, string | null]>([
    ["failed as it says", ["Action: failed", "Status: 5.1.1"], "failed", "soft"],
    ["is delayed as it says", ["Action: delayed", "Status: 4.1.1"], "delayed", "soft"],
    ["got it as it says", ["Action: delivered", "Status: 2.0.0"], "delivered", null],
    ["got it elsewhere", ["Action: relayed"], "relayed", null],
    ["got it by a status alone", ["Status: 2.1.5"], "delivered", null],
    ["failed by a status alone", ["Status: 5.2.1"], "failed", "soft"],
    ["failed by a status that is none", ["Status: no"], "failed", "soft"],
  ])("%s", (_, lines, action, failed) => {
    const { reports } = read("It is as follows.", { status: status(...lines) });
    expect(reports).toMatchObject([{ recipient: "ada@vale.example", action, class: failed }]);
  });

  test("has the words of the report, and of the text where the report has none", () => {
    const text = "<ada@vale.example>: the mailbox is closed for good";
    const words = (code: string) =>
      read(text, { status: status("Action: failed", "Status: 5.0.0", `Diagnostic-Code: smtp; ${code}`) })
        .reports[0]!;
    expect(words("550 5.1.1 gone")).toMatchObject({
      diagnostic: "550 5.1.1 gone",
      reply_code: "550",
      enhanced_status: "5.1.1",
    });
    expect(words("550 no")).toMatchObject({ diagnostic: "550 no", enhanced_status: "5.0.0" });
    expect(words("5500").diagnostic).toBe("5500");
    expect(words("550").diagnostic).toBe(text);
    expect(words("").diagnostic).toBe(text);
    expect(read("Nothing.", { status: status("Action: failed") }).reports[0]!.diagnostic).toBe("");
  });

  test("of whom the text tells is judged by that, and of several each by its own", () => {
    const text = "<ada@vale.example>: the mailbox is closed\n\n<ben@vale.example>: the mailbox is large";
    const one = read(text, { status: status("Action: failed", "Status: 5.2.1") }).asked[0]!;
    expect(one).toMatchObject({ action: "failed", status: "5.2.1", remark: text });
    expect(one.context).toContain("is closed");
    const two = `${status("Action: failed")}\n\nFinal-Recipient: rfc822; ben@vale.example\nAction: failed`;
    const both = read(text, { status: two }).asked;
    expect(both.map(({ remark }) => remark)).toEqual(["<ada@vale.example>: the mailbox is closed\n", text]);
    const eve = `${two}\n\nFinal-Recipient: rfc822; eve@vale.example\nAction: failed`;
    expect(read(text, { status: eve }).asked[2]).toMatchObject({ context: text, remark: undefined });
    const long = `${text}\n${"x".repeat(9_000)}`;
    expect(read(long, { status: status("Action: failed") }).asked[0]!.context.length).toBeLessThanOrEqual(
      8_000,
    );
  });

  test("is the one to whom the mail was sent, where its text alone names that", () => {
    const renamed = (text: string, more: readonly string[] = []) =>
      read(text, { status: status("Action: failed", ...more) }).reports[0]!.original_recipient;
    expect(renamed("<ada@shop.example>: gone away")).toBe("ada@shop.example");
    expect(renamed("<ada@vale.example>: gone away")).toBeUndefined();
    expect(renamed("<ada@shop.example>: gone away\n<ben@shop.example>: gone too")).toBeUndefined();
    expect(renamed("Nobody.")).toBeUndefined();
    expect(renamed("<ada@shop.example>: gone away", ["Original-Recipient: rfc822; a@old.example"])).toBe(
      "a@old.example",
    );
  });
});

describe("a notice without a report", () => {
  test("is about whom its header names, with the words about each", () => {
    const { reports } = read("Sorry.\n<ada@vale.example>: 550 5.1.1 user unknown", {
      headers: { "x-failed-recipients": "ada@vale.example, ben@vale.example" },
    });
    expect(reports).toMatchObject([
      { recipient: "ada@vale.example", reply_code: "550", enhanced_status: "5.1.1", action: "failed" },
      // Of whom the text says nothing, its code counts.
      { recipient: "ben@vale.example", reply_code: "550", diagnostic: expect.stringContaining("Sorry.") },
    ]);
  });

  test("is about whom its text names, its quotation aside", () => {
    const { reports, asked } = read(
      "This could not be delivered.\n> <eve@vale.example>: x\n>>> RCPT TO:<ada@vale.example>\n<<< 550 5.1.1 user unknown",
    );
    expect(reports).toMatchObject([{
      recipient: "ada@vale.example",
      enhanced_status: "5.1.1",
      class: "soft",
    }]);
    expect(asked[0]!.context).not.toContain("eve");
  });

  test("keeps the dialogue with one mark and drops what a person quoted", () => {
    const text = "> RCPT TO:<ada@vale.example>\n> 550 5.1.1 user unknown\n>hello <eve@vale.example>";
    expect(read(text).asked[0]!.context).toBe("> RCPT TO:<ada@vale.example>");
  });

  test.each<[string, string, string]>([
    ["Warning: message delayed", "<ada@vale.example>: 451 try again", "delayed"],
    ["Delivery failure", "<ada@vale.example>: 451 we will keep trying", "delayed"],
    ["Delivery failure", "<ada@vale.example>: 451 will be retried", "delayed"],
    ["Delivery failure", "<ada@vale.example>: 451 still undelivered", "delayed"],
    ["Delivery failure", "<ada@vale.example>: 451 not delivered", "failed"],
    ["Delivery failure", "<ada@vale.example>: 451 not been delivered yet", "delayed"],
    ["Delivery failure", "<ada@vale.example>: 550 delayed, a permanent error", "failed"],
    ["Delivery failure", "<ada@vale.example>: 550 user unknown", "failed"],
    ["Delivery failure", `<ada@vale.example>: 550 user unknown\n${"x ".repeat(2_100)}\ndelayed`, "failed"],
  ])("titled %s with %j is %s", (subject, text, action) => {
    expect(read(text, { subject }).reports[0]).toMatchObject({ action });
  });

  test("that names nobody is about the mail that it answers, by a mail system's code alone", () => {
    const headers = { "in-reply-to": "<m1@kontor.example>" };
    const { reports, ids } = read("It could not be delivered. 550 5.1.1 no", { headers });
    expect(ids).toEqual(["<m1@kontor.example>"]);
    expect(reports).toEqual([{
      recipient: undefined,
      original_recipient: undefined,
      action: "failed",
      class: "soft",
      reply_code: "550",
      enhanced_status: "5.1.1",
      diagnostic: "It could not be delivered. 550 5.1.1 no",
      original_message_id: "<m1@kontor.example>",
    }]);
    expect(read("It could not be delivered.", { headers }).reports[0]).toMatchObject({ diagnostic: "" });
    expect(read("It could not be delivered.").reports).toEqual([]);
  });

  test("is about whom the returned mail was for", () => {
    const text =
      "It could not be delivered to ada@vale.example or another.\n\nReceived: x\nTo: ada@vale.example\nSubject: y";
    expect(read(text).reports).toMatchObject([{ recipient: "ada@vale.example" }]);
  });

  test("that returns a bounce is about whom that names", () => {
    const text =
      "It could not be delivered.\n\n----- Original message -----\nFinal-Recipient: rfc822; ada@vale.example\nAction: failed\nStatus: 5.1.1";
    expect(read(text).reports).toMatchObject([{ recipient: "ada@vale.example", enhanced_status: "5.1.1" }]);
  });

  test("may hold a report's lines in its text", () => {
    const { reports } = read(
      "Final-Recipient: rfc822; ada@vale.example\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 no",
    );
    expect(reports).toMatchObject([{
      recipient: "ada@vale.example",
      diagnostic: "550 no",
      action: "failed",
    }]);
  });
});

describe("the lines of a report", () => {
  test("of one recipient end at an empty line or a second of its name, and go on in folded ones", () => {
    expect(recipientStatuses(
      "Action: failed\n  and more\nhello\n  no more\nFinal-Recipient: rfc822; ada@vale.example\n \nAction: delayed\nFinal-Recipient: rfc822; b@vale.example",
    )).toMatchObject([
      { recipient: "ada@vale.example", action: "failed" },
      { recipient: "b@vale.example", action: "delayed" },
    ]);
    expect(
      recipientStatuses(
        "  folded\nFinal-Recipient: rfc822;\n ada@vale.example\nDiagnostic-Code: smtp; a\n\tb  \n c",
      ),
    )
      .toMatchObject([{ recipient: "ada@vale.example", diagnostic: "a b c" }]);
  });

  test.each<[string, string | undefined]>([
    ["Failed", "failed"],
    ["failure", "failed"],
    ["undeliverable", "failed"],
    ["deferred", "delayed"],
    ["deliverable", "delivered"],
    ["expanded (list)", "expanded"],
    ["relayed", "relayed"],
    ["x failed", undefined],
    ["", undefined],
  ])("have the action %j: %s", (action, expected) => {
    expect(recipientStatuses(`Final-Recipient: rfc822; a@vale.example\nAction: ${action}`)[0]!.action).toBe(
      expected,
    );
  });

  test("name the recipient by the first of three, and another original one", () => {
    const [one] = recipientStatuses("X-Actual-Recipient: rfc822; x@vale.example\nStatus: 5.1.1.2");
    expect(one).toMatchObject({
      recipient: "x@vale.example",
      original_recipient: undefined,
      status: "5.1.1",
    });
    expect(
      recipientStatuses(
        "Original-Recipient: rfc822; O@vale.example\nFinal-Recipient: rfc822; o@vale.example",
      ),
    )
      .toMatchObject([{ recipient: "o@vale.example", original_recipient: undefined }]);
    expect(recipientStatuses("Original-Recipient: p@vale.example\nFinal-Recipient: rfc822; o@vale.example"))
      .toMatchObject([{ recipient: "o@vale.example", original_recipient: "p@vale.example" }]);
    expect(
      recipientStatuses(
        "Final-Recipient: o@vale.example\nStatus: x5.1.1\nX-PowerMTA-BounceCategory: bad-mailbox",
      ),
    )
      .toMatchObject([{ status: undefined, diagnostic: "(bad-mailbox)" }]);
    expect(
      recipientStatuses(
        "Final-Recipient: o@vale.example\nDiagnostic-Code: x-y; no\nX-PowerMTA-BounceCategory: full",
      ),
    )
      .toMatchObject([{ diagnostic: "no (full)" }]);
  });
});

describe("a complaint", () => {
  const arf = (report: string, original = "") =>
    complaintIn(personalMail({
      parts: [
        { type: "message/feedback-report", text: report },
        ...(original === "" ? [] : [{ type: "message/rfc822", text: original }]),
      ],
    }));

  test.each<[string, string, string | undefined]>([
    [
      "the one whom it names",
      "Feedback-Type: abuse\nOriginal-Rcpt-To: <ada@vale.example>\nRemoval-Recipient: b@vale.example",
      "ada@vale.example",
    ],
    ["the one to be removed", "Feedback-Type: abuse\r\nRemoval-Recipient: b@vale.example", "b@vale.example"],
    ["the only one of the mail", "Feedback-Type: abuse", "to@vale.example"],
  ])("is by %s", (_, report, recipient) => {
    expect(arf(report, "To: to@vale.example\nMessage-ID: <m@vale.example>")).toEqual({
      recipient,
      feedback_type: "abuse",
      original_message_id: "<m@vale.example>",
    });
  });

  test("is by nobody known where the mail has several, and by Hotmail's own where its header names that", () => {
    expect(arf("Feedback-Type: Fraud", "To: a@vale.example, b@vale.example")).toMatchObject({
      recipient: undefined,
      feedback_type: "fraud",
    });
    const headers = "To: a@vale.example, b@vale.example\nX-HmXmrOriginalRecipient: c@vale.example";
    expect(arf("Feedback-Type: abuse", headers)).toMatchObject({ recipient: "c@vale.example" });
    expect(arf("Feedback-Type: abuse", `${"x".repeat(16_384)}\n${headers}`)).toMatchObject({
      recipient: undefined,
    });
  });

  test.each(["not-spam", "auth-failure", "DMARC", ""])("is none of the kind %j", (kind) => {
    expect(arf(kind === "" ? "Version: 1" : `Feedback-Type: ${kind}`)).toBeUndefined();
  });

  test.each<[string, string, boolean]>([
    ["staff@hotmail.com", "complaint about message from 192.0.2.1", true],
    ["Staff <STAFF@outlook.com>", " Fwd: Complaint about message from x", true],
    ["staff@live.com", "Fw: complaint about message from x", true],
    ["staff@msn.com", "complaint about message from x", true],
    ["staff@hotmail.com.evil.example", "complaint about message from x", false],
    ["xstaff@hotmail.com", "complaint about message from x", false],
    ["staff@hotmail.com", "A complaint about message from x", false],
    ["staff@hotmail.com", "complaint about messages", false],
    ["staff@gmail.com", "complaint about message from x", false],
  ])("of %s titled %j is Hotmail's: %s", (from, subject, expected) => {
    const parts = [{ type: "message/rfc822", text: "To: a@vale.example\nMessage-ID: <m@vale.example>" }];
    const mail = personalMail({ subject, parts }, { from });
    expect(complaintIn(mail)).toEqual(
      expected
        ? { recipient: "a@vale.example", feedback_type: "abuse", original_message_id: "<m@vale.example>" }
        : undefined,
    );
  });
});
