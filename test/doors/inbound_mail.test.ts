import { env, exports } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import worker from "../../src/index.ts";
import { ADAS_ORDER, NOW, NOW_MS } from "../support/cast.ts";
import { openHouse } from "../support/house.ts";
import { ledgerOf, mailsOf, sendEvent, settled } from "../support/river.ts";

beforeAll(openHouse);
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});

/** A delivery failure as Postfix writes it, about the given mail. */
function bounce(original: string, status = "5.1.1"): string {
  const headers = original.slice(0, original.indexOf("\r\n\r\n"));
  return [
    "From: MAILER-DAEMON@mx.example (Mail Delivery System)",
    "To: orders@kontor.example",
    "Subject: Undelivered Mail Returned to Sender",
    "Auto-Submitted: auto-replied",
    "MIME-Version: 1.0",
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    "Message-ID: <bounce@mx.example>",
    "",
    "--b",
    "Content-Type: text/plain; charset=us-ascii",
    "",
    "This is the mail system at host mx.example. I'm sorry to have to inform you",
    "that your message could not be delivered to one or more recipients.",
    "",
    "--b",
    "Content-Type: message/delivery-status",
    "",
    "Reporting-MTA: dns; mx.example",
    "",
    "Final-Recipient: rfc822; somebody-else@example.net",
    "Action: failed",
    `Status: ${status}`,
    "Diagnostic-Code: smtp; 550 5.1.1 <somebody-else@example.net>: Recipient address rejected",
    "",
    "--b",
    "Content-Type: text/rfc822-headers",
    "",
    headers,
    "",
    "--b--",
    "",
  ].join("\r\n");
}

interface Received {
  readonly rejected: string | null;
}

async function receive(raw: string, from = ""): Promise<Received> {
  let rejected: string | null = null;
  const bytes = new TextEncoder().encode(raw);
  const message = {
    from,
    to: "orders@kontor.example",
    headers: new Headers(),
    raw: new Response(bytes).body!,
    rawSize: bytes.length,
    setReject: (reason: string) => void (rejected = reason),
  } as unknown as ForwardableEmailMessage;
  await worker.email(message, env);
  return { rejected };
}

async function confirmed(id: string): Promise<string> {
  await sendEvent("order.placed", NOW, { order: { ...ADAS_ORDER, id, number: `#${id}` } });
  const [mail] = await mailsOf(`#${id}`, 1);
  await settled(id);
  return mail!.raw;
}

describe("mail that comes in", () => {
  test("a bounce settles the mail that its token names, and suppresses the address we wrote to", async () => {
    const raw = await confirmed("gone");
    expect(await receive(bounce(raw))).toEqual({ rejected: null });
    expect(await ledgerOf("gone")).toMatchObject([{ state: "bounced", reason: "hard: 5.1.1" }]);
    const { results } = await env.DB.prepare("select address, reason from suppressions").all();
    expect(results).toEqual([{ address: "ada@lovelace.example", reason: "bounced" }]);
    await env.DB.prepare("delete from suppressions").run();
  });

  test("a bounce whose token was tampered with changes nothing", async () => {
    const raw = await confirmed("forged");
    const forged = raw.replace(
      /(X-Waybill-Mail: )(.)/,
      (_, name, first) => name + (first === "A" ? "B" : "A"),
    );
    expect(forged).not.toBe(raw);
    await receive(bounce(forged));
    expect(await ledgerOf("forged")).toMatchObject([{ state: "sent" }]);
    expect((await env.DB.prepare("select 1 from suppressions").all()).results).toEqual([]);
  });

  test("a temporary failure counts as soft", async () => {
    const raw = await confirmed("full");
    await receive(bounce(raw, "4.2.2").replace("550 5.1.1", "452 4.2.2"));
    expect(await ledgerOf("full")).toMatchObject([{ state: "bounced", reason: "soft: 4.2.2" }]);
    await env.DB.prepare("delete from suppressions").run();
  });

  test("a warning that a server still tries is no bounce; a report that the mail arrived settles it", async () => {
    const raw = await confirmed("slow");
    const delayed = bounce(raw, "4.4.1").replace("Action: failed", "Action: delayed").replace(
      "Undelivered Mail Returned to Sender",
      "Warning: could not send message for past 4 hours",
    );
    await receive(delayed);
    expect(await ledgerOf("slow")).toMatchObject([{ state: "sent", reason: null }]);
    expect((await env.DB.prepare("select 1 from suppressions").all()).results).toEqual([]);
    const arrived = bounce(raw, "2.1.5").replace("Action: failed", "Action: delivered")
      .replace("550 5.1.1 <somebody-else@example.net>: Recipient address rejected", "250 2.1.5 Ok")
      .replace("could not be delivered to one or more recipients", "was delivered");
    await receive(arrived);
    expect(await ledgerOf("slow")).toMatchObject([{ state: "delivered" }]);
  });

  test("an out-of-office mail is dropped; a person's mail is a case of the shop whose mailbox it came to", async () => {
    vi.spyOn(globalThis, "fetch").mockRejectedValue(new Error("DNS is away"));
    const mail = (headers: string) =>
      `From: ada@lovelace.example\r\nTo: orders@kontor.example\r\nSubject: Re: Order\r\n${headers}\r\n\r\nHello\r\n`;
    expect(await receive(mail("Auto-Submitted: auto-replied"), "ada@lovelace.example")).toEqual({
      rejected: null,
    });
    expect(await receive(mail("X-Mailer: Apple Mail"), "ada@lovelace.example")).toEqual({ rejected: null });
    const { results } = await env.DB.prepare("select topic, proven from cases where topic = 'Order'").all();
    expect(results).toEqual([{ topic: "Order", proven: 0 }]);
  });
});

test("the entry point for mail belongs to the Worker", () => {
  expect(exports.default).toHaveProperty("fetch");
  expect(worker).toHaveProperty("email");
});
