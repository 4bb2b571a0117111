import { describe, expect, test } from "vitest";
import { codesIn, type Failure, failureClass, phaseIn } from "../../src/conversations/failure.ts";

const RCPT = "(in reply to RCPT TO command)";
const DATA = "(in reply to end of DATA command)";

describe("given a failed delivery, then the address is", () => {
  test.each<[string, string | undefined, string, string]>([
    ["hard", "5.1.1", "550 5.1.1 <ada@lovelace.example>... User unknown", ""],
    ["hard", "5.0.0", "550 No such user here", RCPT],
    ["hard", "5.7.1", "554 5.7.1 <ada@lovelace.example>: Recipient address rejected: Access denied", RCPT],
    ["hard", undefined, "550 <ada@lovelace.example>: User unknown", ""],
    ["hard", undefined, "Unknown user: ada@lovelace.example", ""],
    ["hard", "5.1.2", "550 Host unknown", ""],
    ["hard", "5.1.6", "551 not our customer", ""],
    ["hard", "5.1.10", "", ""],
    ["hard", "5.4.4", "Host or domain name not found. Name service error for name=lovelace.example", ""],
    ["hard", undefined, "556 5.1.10 Recipient address has null MX", ""],
    ["hard", "5.1.1", "Empfänger unbekannt", ""],
    ["hard", undefined, "L'adresse de messagerie que vous avez entrée est introuvable", ""],
  ])("%s: %s %s", (expected, status, diagnostic, context) => {
    expect(failureClass(failed({ status, diagnostic, context }))).toBe(expected);
  });

  test.each<[string, string | undefined, string, string]>([
    ["a temporary code", "4.1.1", "450 4.1.1 User unknown, try again", RCPT],
    ["a full box", "5.2.2", "552 5.2.2 Mailbox full", RCPT],
    ["a full box in words", undefined, "552 disk quota exceeded", RCPT],
    ["a full box under the code of an unknown one", "5.1.1", "550 5.2.2 over quota", RCPT],
    ["a blocked server", "5.1.1", "550 5.7.1 IP address blocklisted", RCPT],
    [
      "an authentication",
      "5.7.26",
      "550 5.7.26 Unauthenticated email is not accepted due to domain's DMARC policy",
      DATA,
    ],
    ["a filter that says unknown after DATA", "5.2.0", "550 Unknown user ben@okada.example", DATA],
    ["an unknown user whom nobody names, at an unknown command", "5.0.0", "550 : User unknown", ""],
    [
      "an unknown sender",
      "5.1.8",
      "501 5.1.8 Sender address rejected: domain not found",
      "(in reply to MAIL FROM command)",
    ],
    ["a failed callout", undefined, "550 Sender verify failed: no such user", RCPT],
    ["a disabled box", "5.2.1", "550 5.2.1 The email account that you tried to reach is disabled", ""],
    ["a size", "5.3.4", "552 5.3.4 Message too big", ""],
    ["a timeout", "5.4.1", "connect to mx.lovelace.example[192.0.2.10]:25: Connection timed out", ""],
    ["no words at all", undefined, "", ""],
  ])("soft for %s", (_, status, diagnostic, context) => {
    expect(failureClass(failed({ status, diagnostic, context }))).toBe("soft");
  });

  test("soft while it is only delayed", () => {
    expect(
      failureClass({
        ...failed({ status: "5.1.1", diagnostic: "550 5.1.1 User unknown" }),
        action: "delayed",
      }),
    ).toBe("soft");
  });
});

describe("codes", () => {
  test.each([
    ["550 5.1.1 <a@b.example>", "550", "5.1.1"],
    ["550-5.7.26 Unauthenticated", "550", "5.7.26"],
    ["5.1.0 - Unknown address error 550-'5.2.2 <a@b.example>... Mailbox Full'", "550", "5.2.2"],
    ["said: 421 Service not available", "421", undefined],
    ["Sorry, no mailbox here by that name. (#5.1.1)", undefined, "5.1.1"],
    ["connect to mx[192.0.2.4]:25: timed out, (Exim 4.80), id 15.0.1178.4", undefined, undefined],
  ])("in %s", (text, reply_code, enhanced_status) => {
    expect(codesIn(text)).toEqual({ reply_code, enhanced_status });
  });
});

describe("the refused command", () => {
  test.each([
    ["rcpt", "said: 550 no (in reply to\n    RCPT TO command)"],
    ["data", "said: 550 no (in reply to end of DATA command)"],
    ["rcpt", "SMTP error from remote mail server after RCPT TO:<a@b.example>:"],
    ["connect", "SMTP error from remote mail server after initial connection:"],
    ["rcpt", "192.0.2.10 does not like recipient."],
    ["data", ">>> DATA\n<<< 550 no"],
    ["rcpt", "Sent <<< RCPT TO:<a@b.example>\nReceived >>> 550 no"],
    ["mail", "Remote host said: 501 5.1.8 no [MAIL_FROM]"],
    [undefined, "User unknown"],
  ])("is %s in %j", (phase, text) => {
    expect(phaseIn(text)).toBe(phase);
  });
});

function failed(said: Partial<Failure> & { readonly diagnostic: string }): Failure {
  return { action: "failed", status: undefined, context: "", ...said };
}
