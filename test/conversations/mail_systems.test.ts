import { describe, expect, test } from "vitest";
import { classifyInbound } from "../../src/conversations/inbound.ts";
import { readMail } from "../support/inbound.ts";

/** Bounces in words alone, in the forms of mail systems of which no fixture is kept: subject, body, class. */
const FORMS: Readonly<Record<string, readonly [string, string, "hard" | "soft"]>> = {
  "the reason, then who was affected": [
    'Undeliverable Mail: "Your order"',
    `Your message:
   From:    orders@kontor.example
   Subject: Your order

Could not be delivered because of

550 5.1.1 User unknown

The following recipients were affected:

    ada@lovelace.example
`,
    "hard",
  ],
  "a dialogue of two lines": [
    "Mail could not be delivered",
    `Unable to deliver message to <ada@lovelace.example>
Sent <<< RCPT TO:<ada@lovelace.example>
Received >>> 550 <ada@lovelace.example>... user unknown
`,
    "hard",
  ],
  "a server that failed with a full box": [
    "Message delivery has failed",
    `Unable to deliver message to: <ada@lovelace.example>
Delivery failed for the following reason:
Server mx.lovelace.example[192.0.2.22] failed with: 552 <ada@lovelace.example>... mailbox is full

This has been a permanent failure.  No further delivery attempts will be made.
`,
    "soft",
  ],
  "the command in brackets": [
    "Failure Notice",
    `Sorry, we were unable to deliver your message to the following address.

<ada@lovelace.example>:
Remote host said: 550 5.2.1 <ada@lovelace.example>... User Unknown [RCPT_TO]
`,
    "hard",
  ],
  "a details section": [
    "Delivery status notification",
    `Delivery to the following recipients failed permanently:

  * ada@lovelace.example

Technical details:

SMTP:RCPT host 192.0.2.8: 553 5.3.0 <ada@lovelace.example>... No such user here
`,
    "hard",
  ],
  "a directory that does not have the name": [
    "Undeliverable: Your order",
    `Your message to ada@lovelace.example couldn't be delivered.

The recipient name is not recognized.
`,
    "hard",
  ],
  "a full box in the reader's language": [
    "Unzustellbar: Ihre Bestellung",
    `Fehler bei der Nachrichtenzustellung an folgende Empfänger:

ada@lovelace.example
Das Postfach des Empfängers ist voll und kann zurzeit keine Nachrichten annehmen.
`,
    "soft",
  ],
  "a provider's inbox that has no room": [
    "Delivery Status Notification (Failure)",
    `** Recipient inbox full **

Your message couldn't be delivered to ada@lovelace.example. Their inbox is full, or it's getting too much mail right now.

The response was:

552 5.2.2 The email account that you tried to reach is over quota.
`,
    "soft",
  ],
};

describe("a bounce in words names its recipient and the class", () => {
  test.each(Object.entries(FORMS))("%s", async (_, [subject, body, expected]) => {
    const mail = await readMail(
      `From: Mail Delivery System <MAILER-DAEMON@gate.example>\r\nTo: orders@kontor.example\r\nSubject: ${subject}\r\n` +
        `Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n${
          body.replaceAll("\n", "\r\n")
        }`,
    );
    expect(classifyInbound(mail)).toMatchObject({
      type: "bounce",
      reports: [{ recipient: "ada@lovelace.example", class: expected }],
    });
  });
});

describe("a report of one recipient", () => {
  const report = (words: string, diagnostic: string) =>
    readMail(
      `From: MAILER-DAEMON@gate.example\r\nTo: orders@kontor.example\r\nSubject: Returned mail\r\n` +
        `Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\r\n${words}\r\n` +
        `--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; gate.example\r\n\r\n` +
        `Final-Recipient: rfc822; ada@lovelace.example\r\nAction: failed\r\nStatus: 5.1.1\r\n` +
        `Diagnostic-Code: smtp; ${diagnostic}\r\n\r\n--b--\r\n`,
    );

  test("is soft where its own words say that there is no space, whatever code it repeats", async () => {
    const mail = await report(
      "Your message to <ada> was automatically rejected:\r\nNot enough disk space",
      "550 5.1.1 <ada@lovelace.example>... User unknown",
    );
    expect(classifyInbound(mail)).toMatchObject({ type: "bounce", reports: [{ class: "soft" }] });
  });

  test("is hard where its words only mention a full mailbox as possible", async () => {
    const mail = await report(
      "Your message could not be delivered.\r\nThe mailbox may be full, or the address does not exist.",
      "550 5.1.1 <ada@lovelace.example>... User unknown",
    );
    expect(classifyInbound(mail)).toMatchObject({ type: "bounce", reports: [{ class: "hard" }] });
  });

  test("uses the address as we wrote it where its words and its fields name two addresses", async () => {
    const mail = await report(
      "Your message was not delivered to:\r\n\r\n  countess@lovelace.example\r\n\r\nbecause: user unknown",
      "550 5.1.1 User unknown",
    );
    expect(classifyInbound(mail)).toMatchObject({
      reports: [{ recipient: "ada@lovelace.example", original_recipient: "countess@lovelace.example" }],
    });
  });
});
