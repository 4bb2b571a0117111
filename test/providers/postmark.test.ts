import { describe, expect, test } from "vitest";
import { postmark } from "../../src/providers/postmark.ts";
import type { ProviderReading } from "../../src/providers/provider.ts";
import { ADA, fixture, KEY, NO_PORTS, readingOf, webhook } from "../support/providers.ts";

const SECRET = "waybill:correct horse: battery";
const basic = (secret: string) => ({ Authorization: `Basic ${btoa(secret)}` });

async function verified(headers: Record<string, string>, secrets: readonly string[]): Promise<boolean> {
  return (await postmark.verify(webhook(fixture("postmark_bounce.json"), headers), secrets, NO_PORTS)).ok;
}

describe("Postmark's name and password", () => {
  test("are accepted from either of two live pairs, also with a colon in the password", async () => {
    expect(await verified(basic(SECRET), [SECRET])).toBe(true);
    expect(await verified(basic(SECRET), ["waybill:old", SECRET])).toBe(true);
    expect(await verified(basic(SECRET), [SECRET, "waybill:old"])).toBe(true);
    expect(await verified({ authorization: `basic ${btoa(SECRET)}` }, [SECRET])).toBe(true);
  });

  test.each<[string, Record<string, string>, readonly string[]]>([
    ["another password", basic("waybill:wrong"), [SECRET]],
    ["one byte changed", basic(`${SECRET.slice(0, -1)}x`), [SECRET]],
    ["one byte less", basic(SECRET.slice(0, -1)), [SECRET]],
    ["another name", basic(SECRET.replace("waybill", "Waybill")), [SECRET]],
    ["no header", {}, [SECRET]],
    ["another scheme", { Authorization: `Bearer ${btoa(SECRET)}` }, [SECRET]],
    ["no base64", { Authorization: "Basic ???" }, [SECRET]],
    ["nothing in it", { Authorization: "Basic " }, [SECRET]],
    ["no secret", basic(SECRET), []],
    ["an empty secret", basic(""), [""]],
    ["a secret without a password", basic("waybill:"), ["waybill:"]],
  ])("are refused with %s", async (_, headers, secrets) => {
    expect(await verified(headers, secrets)).toBe(false);
  });

  test("are not repeated by a refusal", async () => {
    const refused = await postmark.verify(webhook("", basic("waybill:wrong")), [SECRET], NO_PORTS);
    expect(refused).toEqual({
      ok: false,
      reason: "signature",
      message: "Cannot verify webhook as Authorization must hold a name and password of this shop",
    });
  });
});

describe("Postmark's reports", () => {
  const common = {
    provider: "postmark",
    provider_id: "883953f4-6105-42a2-a16a-77a8eac79483",
    key: KEY,
    recipient: ADA,
    at: "2026-11-22T11:59:54.907Z",
  };

  test("a hard bounce keeps every digit of its id", async () => {
    expect(await readingOf(postmark, webhook(fixture("postmark_bounce.json")))).toEqual({
      type: "events",
      refused: [],
      events: [{
        ...common,
        type: "bounced",
        event_id: "4323372036854775807",
        bounce: {
          class: "hard",
          enhanced_status: "5.1.1",
          diagnostic: "smtp;550 5.1.1 The email account that you tried to reach does not exist.",
        },
      }],
    });
  });

  test("a complaint has an id of its own as well", async () => {
    expect((await readingOf(postmark, webhook(fixture("postmark_spam_complaint.json")))).events).toEqual([
      { ...common, type: "complained", event_id: "692560173" },
    ]);
  });

  test.each([["delivery", "delivered"], ["open", "opened"], ["click", "clicked"]])(
    "a %s has none: the same one gets the same id, another one another",
    async (name, type) => {
      const text = fixture(`postmark_${name}.json`);
      const [event] = (await readingOf(postmark, webhook(text))).events;
      expect(event).toEqual({ ...common, type, event_id: expect.stringMatching(/^[0-9a-f]{64}$/) });
      expect((await readingOf(postmark, webhook(`${text} `))).events[0]!.event_id).toBe(event!.event_id);
      const others = [text.replace("54.9070259Z", "55.9070259Z"), text.replace(ADA, "ben@post.example")];
      for (const other of others) {
        expect((await readingOf(postmark, webhook(other))).events[0]!.event_id).not.toBe(event!.event_id);
      }
    },
  );

  test.each([
    ["HardBounce", "bounced", "hard"],
    ["BadEmailAddress", "bounced", "hard"],
    ["ManuallyDeactivated", "bounced", "hard"],
    ["SoftBounce", "bounced", "soft"],
    ["DnsError", "bounced", "soft"],
    ["SpamNotification", "bounced", "soft"],
    ["Blocked", "bounced", "soft"],
    ["DMARCPolicy", "bounced", "soft"],
    ["Unknown", "bounced", "soft"],
    ["Transient", "deferred", undefined],
    ["SpamComplaint", "complained", undefined],
  ])("a bounce of type %s is %s, %s", async (type, reading, bounce_class) => {
    const text = fixture("postmark_bounce.json").replace('"HardBounce"', JSON.stringify(type));
    const [event] = (await readingOf(postmark, webhook(text))).events;
    expect(event).toMatchObject({ type: reading });
    expect(event!.bounce?.class).toBe(bounce_class);
  });

  test.each([
    ["postmark_bounce.json", "bounced"],
    ["postmark_spam_complaint.json", "complained"],
    ["postmark_delivery.json", "delivered"],
    ["postmark_open.json", "opened"],
    ["postmark_click.json", "clicked"],
  ])(
    "%s without Metadata, or with an empty one, is found by Postmark's own id of the mail",
    async (name, type) => {
      const { Metadata: _, ...rest } = JSON.parse(fixture(name));
      for (const body of [rest, { ...rest, Metadata: null }, { ...rest, Metadata: {} }]) {
        const [event] = (await readingOf(postmark, webhook(JSON.stringify(body)))).events;
        expect(event).toMatchObject({ type, provider_id: common.provider_id, recipient: ADA });
        expect(event!.key).toBeUndefined();
      }
    },
  );

  test.each(["AutoResponder", "AddressChange", "ChallengeVerification", "Unsubscribe"])(
    "a mail that came back as %s is no bounce",
    async (type) => {
      const text = fixture("postmark_bounce.json").replace('"HardBounce"', JSON.stringify(type));
      expect(await postmark.read(webhook(text))).toEqual({
        ok: true,
        value: { type: "ignored", topic: `Bounce ${type}` } satisfies ProviderReading,
      });
    },
  );

  test("a change of subscription is ignored", async () => {
    expect(await postmark.read(webhook('{"RecordType":"SubscriptionChange"}'))).toEqual({
      ok: true,
      value: { type: "ignored", topic: "SubscriptionChange" },
    });
  });

  test.each([
    ["no JSON", "<html>", "unreadable", "Cannot read body as it must be JSON: got 6 bytes that are not"],
    ["no kind", "{}", "invalid", "RecordType must be given: got nothing"],
    [
      "no mail",
      fixture("postmark_delivery.json").replace("MessageID", "Mail"),
      "invalid",
      "MessageID must be given: got nothing",
    ],
  ])("with %s are refused by name", async (_, body, reason, message) => {
    expect(await postmark.read(webhook(body))).toEqual({ ok: false, reason, message });
  });
});
