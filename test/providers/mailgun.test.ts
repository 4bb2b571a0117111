import { describe, expect, test } from "vitest";
import { mailgun } from "../../src/providers/mailgun.ts";
import { ADA, fixture, hmacHex, KEY, NO_PORTS, NOW_S, readingOf, webhook } from "../support/providers.ts";

const SECRET = "key-not-a-real-signing-key";
const TOKEN = "e0b5477167110d68991efc6b9f89f0a11066af27834600e123";
const FAILED = fixture("mailgun_failed_permanent.json");

interface Signing {
  readonly secret?: string;
  readonly timestamp?: number | string;
  readonly token?: string;
}

async function signed(body: string, { secret = SECRET, timestamp = NOW_S, token = TOKEN }: Signing = {}) {
  const signature = await hmacHex(secret, `${timestamp}${token}`);
  return { ...JSON.parse(body), signature: { timestamp: String(timestamp), token, signature } };
}

const verify = (body: unknown, secrets: readonly string[] = [SECRET]) =>
  mailgun.verify(webhook(typeof body === "string" ? body : JSON.stringify(body)), secrets, NO_PORTS);

describe("Mailgun's signature", () => {
  test("is accepted from either of two live keys, for as long as Mailgun tries", async () => {
    expect(await verify(await signed(FAILED))).toEqual({ ok: true, value: null });
    expect((await verify(await signed(FAILED), ["old", SECRET])).ok).toBe(true);
    expect((await verify(await signed(FAILED, { timestamp: NOW_S - 8 * 3_600 }))).ok).toBe(true);
  });

  test.each<[string, () => Promise<unknown> | unknown, (readonly string[])?]>([
    ["of another key", () => signed(FAILED, { secret: "other" })],
    ["of a day and a second ago", () => signed(FAILED, { timestamp: NOW_S - 86_401 })],
    ["of a clock that is 301 s ahead", () => signed(FAILED, { timestamp: NOW_S + 301 })],
    ["with no key", () => signed(FAILED), []],
    ["with an empty key", () => signed(FAILED, { secret: "\0" }), [""]],
    ["that is missing", () => JSON.parse(FAILED)["event-data"]],
    ["in no JSON", () => "<html>"],
    ["in a list", () => []],
  ])("%s is refused", async (_, body, secrets = [SECRET]) => {
    expect(await verify(await body(), secrets)).toMatchObject({ ok: false, reason: "signature" });
  });

  test.each(["timestamp", "token", "signature"])("covers every character of %s", async (name) => {
    const body = await signed(FAILED);
    const value = body.signature[name];
    for (
      const changed of [
        `${value.slice(0, -1)}${value.endsWith("0") ? "1" : "0"}`,
        value.slice(1),
        `${value}0`,
      ]
    ) {
      expect((await verify({ ...body, signature: { ...body.signature, [name]: changed } })).ok).toBe(false);
    }
  });

  test("cannot be used again under another token, by moving a digit from the time into the token", async () => {
    const body = await signed(FAILED);
    const { timestamp, token, signature } = body.signature;
    const moved = { timestamp: timestamp.slice(0, 9), token: `${timestamp.slice(9)}${token}`, signature };
    expect(await verify({ ...body, signature: moved })).toMatchObject({
      ok: false,
      message: "Cannot verify webhook as signature.timestamp must be Unix seconds: got text of 9 characters",
    });
    const back = { timestamp: `${timestamp}${token.slice(0, 1)}`, token: token.slice(1), signature };
    expect((await verify({ ...body, signature: back })).ok).toBe(false);
  });
});

describe("Mailgun's reports", () => {
  const readEvents = async (body: unknown) =>
    await readingOf(mailgun, webhook(typeof body === "string" ? body : JSON.stringify(body)));
  const changed = (change: Record<string, unknown>) => {
    const body = JSON.parse(FAILED);
    return { ...body, "event-data": { ...body["event-data"], ...change } };
  };

  test("are accepted once for each token, because the body is not signed and could be changed by anyone who has the token", async () => {
    expect(await readEvents(FAILED)).toEqual({
      type: "events",
      once: TOKEN,
      refused: [],
      events: [{
        provider: "mailgun",
        event_id: "G9Bn5sl1TC6nu79C8C0bwg",
        provider_id: "<20261122115940.1.20287@mg.linden.example>",
        key: KEY,
        type: "bounced",
        recipient: ADA,
        bounce: {
          class: "hard",
          enhanced_status: "5.1.1",
          diagnostic: "5.1.1 The email account that you tried to reach does not exist.",
        },
        at: "2026-11-22T11:59:50.375Z",
      }],
    });
  });

  test.each([
    ["a temporary failure", fixture("mailgun_failed_temporary.json"), "deferred", undefined],
    ["a delivery", fixture("mailgun_delivered.json"), "delivered", undefined],
    ["a complaint", changed({ event: "complained" }), "complained", undefined],
    ["an opening", changed({ event: "opened" }), "opened", undefined],
    ["a click", changed({ event: "clicked" }), "clicked", undefined],
    ["a soft bounce", changed({ "delivery-status": { "bounce-type": "soft" } }), "bounced", "soft"],
    ["a bounce that does not say", changed({ "delivery-status": undefined }), "bounced", "hard"],
    ["an old mail", changed({ reason: "old", "delivery-status": { code: 602 } }), "bounced", "soft"],
    [
      "a suppressed mail",
      changed({ reason: "suppress-complaint", "delivery-status": {} }),
      "bounced",
      "hard",
    ],
    ["a bounce with null for its status", changed({ "delivery-status": null }), "bounced", "hard"],
    ["a failure without a reason", changed({ reason: undefined, "delivery-status": {} }), "bounced", "hard"],
    [
      "a full mailbox",
      changed({ "delivery-status": { "enhanced-code": "5.2.2", message: "552 full" } }),
      "bounced",
      "soft",
    ],
    [
      "an address that had bounced before",
      changed({ reason: "generic", "delivery-status": { code: 605 } }),
      "bounced",
      "hard",
    ],
    [
      "a mail that Mailgun refused",
      changed({ event: "rejected", reject: { reason: "Spam" }, "delivery-status": undefined }),
      "bounced",
      "soft",
    ],
  ])("of %s are told as it is", async (_, body, type, bounce_class) => {
    const { events: [event] } = await readEvents(body);
    expect(event!.type).toBe(type);
    expect(event!.bounce?.class).toBe(bounce_class);
  });

  test.each(["accepted", "unsubscribed", "stored"])("of what is %s are ignored", async (event) => {
    expect(await mailgun.read(webhook(JSON.stringify(changed({ event }))))).toEqual({
      ok: true,
      value: { type: "ignored", topic: event },
    });
  });

  test.each([
    ["event-data.id", changed({ id: undefined }), "must be given: got nothing"],
    ["signature", { "event-data": {} }, "must be given: got nothing"],
  ])("without a right %s are refused by name", async (field, body, rule) => {
    expect(await mailgun.read(webhook(JSON.stringify(body)))).toEqual({
      ok: false,
      reason: "invalid",
      message: `${field} ${rule}`,
    });
  });
});
