import { describe, expect, test } from "vitest";
import { readCloudflareMessage } from "../../src/providers/cloudflare.ts";
import { ADA, eventsIn, fixture } from "../support/providers.ts";

const MESSAGES = JSON.parse(fixture("cloudflare_messages.json")) as Record<string, unknown>[];

const readEvents = (message: unknown) => {
  const reading = readCloudflareMessage(message);
  if (!reading.ok) throw new Error(reading.message);
  return eventsIn(reading.value).events[0]!;
};

describe("Cloudflare's messages", () => {
  test.each([
    ["delivered", 0, "delivered", undefined],
    ["deferred", 1, "deferred", undefined],
    ["bounced", 2, "bounced", {
      class: "hard",
      enhanced_status: "5.1.1",
      diagnostic: "550 5.1.1 User unknown",
    }],
    ["failed", 3, "bounced", { class: "soft", diagnostic: "delivery_failed" }],
    ["rejected, as the address is suppressed", 4, "bounced", {
      class: "hard",
      diagnostic: "Recipient is suppressed",
    }],
    ["complained", 5, "complained", undefined],
  ])("%s", (_, index, type, bounce) => {
    expect(readEvents(MESSAGES[index])).toEqual({
      provider: "cloudflare",
      event_id: `0190d0c4-7e9a-7b3c-9f12-1a2b3c4d5e0${index + 1}`,
      provider_id: "0101018f7d0c4d9a-msg-deadbeef",
      type,
      recipient: ADA,
      bounce,
      at: "2026-11-22T11:59:57.132Z",
    });
  });

  test("a bounce after the last attempt is soft, and so is a refusal because of the mail's content", () => {
    const text = JSON.stringify(MESSAGES);
    const soft = JSON.parse(text.replaceAll('"hard"', '"soft"').replaceAll('"suppressed"', '"spam"'));
    expect(readEvents(soft[2]).bounce!.class).toBe("soft");
    expect(readEvents(soft[4]).bounce!.class).toBe("soft");
  });

  test.each([
    ["no type", { bounce: { reason: "550 5.1.1 User unknown" } }, "hard"],
    ["null for the bounce", { bounce: null, delivery: null }, "hard"],
    [
      "no type and the code of a full mailbox",
      { bounce: {}, delivery: { smtpResponse: "552 5.2.2 full" } },
      "soft",
    ],
    ["the type in capitals", { bounce: { type: "SOFT" } }, "soft"],
  ])("a bounce with %s", (_, change, expected) => {
    const message = MESSAGES[2] as { readonly payload: object };
    expect(readEvents({ ...message, payload: { ...message.payload, ...change } }).bounce!.class).toBe(
      expected,
    );
  });

  test("a mail that failed because its address is on the suppression list is a hard bounce", () => {
    const message = MESSAGES[3] as { readonly payload: object };
    const payload = { ...message.payload, failure: { reason: "recipient_suppressed" } };
    expect(readEvents({ ...message, payload }).bounce!.class).toBe("hard");
  });

  test.each(["cf.email.sending.message.queued", "cf.kv.namespace.created", "delivered", "__proto__"])(
    "%s is ignored",
    (type) => {
      expect(readCloudflareMessage({ ...MESSAGES[0], type })).toEqual({
        ok: true,
        value: { type: "ignored", topic: type },
      });
    },
  );

  test.each([
    [null, "body must be an object: got null"],
    ["text", "body must be an object: got text of 4 characters"],
    [{}, "type must be given: got nothing"],
    [{ ...MESSAGES[0], payload: {} }, "payload.eventId must be given: got nothing"],
    [
      { ...MESSAGES[0], metadata: { eventTimestamp: 5 } },
      "metadata.eventTimestamp must be text: got a whole number",
    ],
  ])("%o is refused by name", (message, rule) => {
    expect(readCloudflareMessage(message)).toEqual({ ok: false, reason: "invalid", message: rule });
  });
});
