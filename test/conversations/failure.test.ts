import { describe, expect, test } from "vitest";
import { type Failure, failureClass } from "../../src/conversations/failure.ts";
import { codesIn, preferredStatus } from "../../src/conversations/failure_codes.ts";
import { phaseIn } from "../../src/conversations/failure_phase.ts";

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
    ["hard", "5.2.1", "550 5.2.1 <ada@lovelace.example>... User unknown", RCPT],
    ["hard", "5.7.1", "550 5.7.1 recipient not found", RCPT],
    [
      "hard",
      "5.4.1",
      "550 5.4.1 Recipient address rejected: Access denied. [prod.protection.outlook.com]",
      "",
    ],
    ["hard", "5.0.0", "550 5.0.0 Unknown user ada@lovelace.example (state 14).", ""],
    ["hard", "5.4.4", "", ""],
    ["hard", "5.1.1", "550 User unknown", DATA],
    ["hard", undefined, "User Ada (ada@lovelace.example) not listed in Domino Directory", ""],
    ["hard", undefined, "MSEXCH:IMS:KONTOR:BERLIN 0 (000C05A6) Unknown Recipient", ""],
    ["hard", undefined, "The account or domain may not exist, they may be blacklisted", ""],
    ["hard", undefined, "550 Host does not accept mail", ""],
    ["hard", "5.7.1", "550 ada@lovelace.example has been replaced by ada@babbage.example", ""],
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
      "a policy beside the words that every 550 has",
      undefined,
      "550-Requested action not taken: mailbox unavailable 550 Reject due to policy restrictions",
      RCPT,
    ],
    ["too many unknown users at once", undefined, "550 5.0.350 Too many invalid recipients", RCPT],
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
    [
      "an unknown sender whom the server looked up only at RCPT",
      "5.1.0",
      "550 5.1.0 <orders@kontor.example>: Sender address rejected: User unknown in local table",
      RCPT,
    ],
    ["a disabled box", "5.2.1", "550 5.2.1 The email account that you tried to reach is disabled", ""],
    ["a size", "5.3.4", "552 5.3.4 Message too big", ""],
    ["a timeout", "5.4.1", "connect to mx.lovelace.example[192.0.2.10]:25: Connection timed out", ""],
    ["no words at all", undefined, "", ""],
    ["an unknown user in words, at an unknown command", undefined, "The email account does not exist.", ""],
    [
      "an unknown user under a path, at an unknown command",
      undefined,
      "550 <ada@a.example>... User unknown",
      "",
    ],
    ["a resting account", "5.1.1", "550 5.1.1 This account has been disabled or discontinued", RCPT],
    ["a relay that is none", "5.1.1", "550 5.1.1 <ada@lovelace.example>... Relaying denied", RCPT],
    ["what the addressee wants", "5.1.1", "550 5.1.1 Refused due to recipient preferences", RCPT],
    [
      "a sender refused with the code of a mailbox",
      "5.1.1",
      "550 5.1.1 unknown",
      "(in reply to MAIL FROM command)",
    ],
    ["a name refused at HELO", undefined, "501 Invalid domain name", "but my name was rejected."],
    ["a refusal for the time being that ended as 5.0.0", "5.0.0", "450 greylisted", RCPT],
    [
      "a search that failed this time",
      "5.4.4",
      "Name service error: Malformed or unexpected name server reply",
      "",
    ],
    ["a loop", "5.4.4", "554 5.4.4 SMTPSEND.DNS.MxLoopback", ""],
    ["a group that may not exist", undefined, "", "the group you tried to contact may not exist"],
    [
      "an account that EZweb found disabled",
      "5.0.0",
      "550 user unknown",
      `The user(s) account is disabled.\n${RCPT}`,
    ],
  ])("soft for %s", (_, status, diagnostic, context) => {
    expect(failureClass(failed({ status, diagnostic, context }))).toBe("soft");
  });

  test.each([
    ["550 5.1.1 user over quota"],
    ["550 5.1.1 Recipient's mailbox has no space left"],
    ["550 5.1.1 insufficient storage for ada"],
    ["550 5.1.1 Le quota de cette boîte est dépassé"],
    ["550 5.1.1 La bandeja de entrada está llena"],
    ["550 5.1.1 La casella del destinatario è piena"],
    ["550 5.1.1 A caixa do destinatário está cheia"],
    ["550 5.1.1 De postbus van de ontvanger is vol"],
    ["550 5.1.1 Почтовый ящик переполнен"],
    ["550 5.1.1 受信者のメールボックスの容量を超えました"],
    ["550 5.1.1 收件人邮箱空间已满"],
    ["550 5.1.1 MAILBOX_FULL"],
  ])("soft for a box without room, even under the code of an unknown one: %s", (diagnostic) => {
    expect(failureClass(failed({ status: "5.1.1", diagnostic, context: RCPT }))).toBe("soft");
  });

  test("soft where the relay's own code means a full mailbox", () => {
    expect(failureClass(failed({ status: "5.2.2", diagnostic: "550 5.1.1 User unknown", context: RCPT })))
      .toBe("soft");
  });

  test.each([
    ["Unknown user: ada@lovelace.example"],
    ["Invalid final delivery userid: ada@lovelace.example"],
    ["The recipient name is not recognized"],
    ["ada@lovelace.example is not in our directory"],
    ["The address is not registered"],
  ])("hard where the reporting system does not find the user itself: %s", (diagnostic) => {
    expect(failureClass(failed({ diagnostic }))).toBe("hard");
  });

  test.each([
    ["ada@lovelace.example [User unknown]"],
    ["The email account that you tried to reach does not exist."],
    ["ERROR_CODE :550, Requested action not taken: mailbox unavailable"],
  ])("soft where it repeats a server's words without their command: %s", (diagnostic) => {
    expect(failureClass(failed({ diagnostic }))).toBe("soft");
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

test.each([
  "550 Requested action not taken: mailbox unavailable",
  "550 5.7.1 No such user!",
  "550 This mailbox has been deleted",
  "550 Cet utilisateur n'existe pas chez nous",
  "550 Empfänger unbekannt",
])("after RCPT the address is hard for: %s", (diagnostic) => {
  expect(failureClass(failed({ status: undefined, diagnostic, context: RCPT }))).toBe("hard");
});

describe("what providers report by codes of their own", () => {
  test.each<[string, string]>([
    ["hard", "550 5.1.1 RCP-P1 http://postmaster.facebook.com/response_codes"],
    ["soft", "550 5.1.1 RCP-P2 http://postmaster.facebook.com/response_codes"],
    ["hard", "550 5.0.0 Adresse d au moins un destinataire invalide. OFR_416 [416]"],
    ["soft", "550 5.1.1 Boite du destinataire pleine. OFR_417 [417]"],
    ["soft", "550 5.1.0 <ada@lovelace.example> sender rejected. AUP#I-1310"],
    ["hard", "550 <ada@ezweb.ne.jp>: User unknown"],
    ["soft", "550 : User unknown"],
    ["hard", "554 delivery error: dd This user doesn't have a yahoo.com account (ada@lovelace.example)"],
    ["hard", "550 Requested action not taken: mailbox unavailable (-1915321397:308:-2147467259)"],
    ["soft", "550 Requested action not taken: mailbox unavailable"],
    ["soft", "550 Mailbox unavailable or access denied https://service.mail.qq.com/detail/122"],
    [
      "hard",
      "550 The recipient may contain a non-existent account. https://service.mail.qq.com/detail/0/310",
    ],
    ["hard", "smtp; 554 no (bad-mailbox)"],
  ])("%s: %s", (expected, diagnostic) => {
    expect(failureClass(failed({ diagnostic }))).toBe(expected);
  });
});

describe("of two enhanced codes", () => {
  test.each([
    ["the refusing side's own", "5.2.2", "5.1.1", "5.2.2"],
    ["the relay's where the other is vague", "5.0.0", "5.1.1", "5.1.1"],
    ["the relay's where the other is of the order of commands", "5.5.1", "5.1.1", "5.1.1"],
    ["the refusing side's where only it is temporary", "4.0.0", "5.1.1", "4.0.0"],
    ["the only one", undefined, "5.1.1", "5.1.1"],
  ])("%s is believed", (_, said, reported, expected) => {
    expect(preferredStatus(said, reported)).toBe(expected);
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
    ["rcpt", "550 550 Unknown user (state 14)."],
    ["data", "550 550 Unknown user (state 18)."],
    ["data", "192.0.2.10 failed after I sent the message."],
    ["connect", "Connected to 192.0.2.10 but my name was rejected."],
    ["rcpt", "550 <ada@lovelace.example>... User Unknown  in RCPT TO"],
    ["rcpt", "rejected recipient (Error following RCPT command). It responded"],
    ["rcpt", "SMTP:RCPT host 192.0.2.8: 553 5.3.0 No such user here"],
    [undefined, "User unknown"],
  ])("is %s in %j", (phase, text) => {
    expect(phaseIn(text)).toBe(phase);
  });
});

function failed(said: Partial<Failure> & { readonly diagnostic: string }): Failure {
  return { action: "failed", status: undefined, context: "", ...said };
}
