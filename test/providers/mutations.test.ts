import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { readCloudflareMessage } from "../../src/providers/cloudflare.ts";
import {
  type Provider,
  ProviderEvent,
  type ProviderPorts,
  type ProviderReading,
} from "../../src/providers/provider.ts";
import { PROVIDERS } from "../../src/providers/table.ts";
import type { Result } from "../../src/result.ts";
import type { Webhook } from "../../src/sources/source.ts";
import { BODY_MAX, CANARY, mutated, mutations } from "../support/mutation.ts";
import { fixture, notification, SNS_PORTS, snsEnvelope, TOPIC, webhook } from "../support/providers.ts";
import { runs } from "../support/runs.ts";

const { mailchannels, mailgun, postmark, resend, sendgrid, ses } = PROVIDERS;

/** Whatever is read is whole events, or a refusal without a word of what was sent. */
function expectWhole(reading: Result<ProviderReading>): void {
  const messages = reading.ok
    ? reading.value.type === "events" ? reading.value.refused : []
    : [reading.message];
  for (const message of messages) {
    expect(message).not.toContain(CANARY);
    expect(message.length).toBeLessThan(300);
  }
  if (!reading.ok) expect(["unreadable", "invalid"]).toContain(reading.reason);
  else if (reading.value.type === "events") {
    const { events } = reading.value;
    expect(v.parse(v.array(ProviderEvent), events)).toEqual(events);
  }
}

const posted = (body: unknown): Webhook => webhook(JSON.stringify(body) ?? "", { "svix-id": "msg_1" });

/** Unsigned: `read` comes after the signature was checked. */
const notified = (message: unknown): Webhook =>
  posted({
    ...notification(JSON.stringify(message) ?? ""),
    Signature: "AAAA",
    SignatureVersion: "2",
    SigningCertURL: "https://sns.eu-central-1.amazonaws.com/x.pem",
  });

const read = (provider: Provider, given: (body: unknown) => Webhook) => (body: unknown) =>
  provider.read(given(body));

describe.each<[string, (body: unknown) => Promise<Result<ProviderReading>>]>([
  ["postmark_bounce.json", read(postmark, posted)],
  ["postmark_delivery.json", read(postmark, posted)],
  ["postmark_open.json", read(postmark, posted)],
  ["resend_bounced.json", read(resend, posted)],
  ["resend_suppressed.json", read(resend, posted)],
  ["sendgrid_events.json", read(sendgrid, posted)],
  ["ses_bounce.json", read(ses, notified)],
  ["ses_complaint.json", read(ses, notified)],
  ["ses_delivery.json", read(ses, notified)],
  ["ses_reject.json", read(ses, notified)],
  ["mailchannels_events.json", read(mailchannels, posted)],
  ["mailgun_failed_permanent.json", read(mailgun, posted)],
  ["mailgun_delivered.json", read(mailgun, posted)],
  [
    "cloudflare_messages.json",
    (body) => Promise.resolve(readCloudflareMessage(Array.isArray(body) ? body[2] : body)),
  ],
])("%s, damaged in any place", (name, reading) => {
  test("is read as complete provider events, or refused without repeating any of its content", async () => {
    const payload = JSON.parse(fixture(name));
    expect(await reading(payload)).toMatchObject({ ok: true, value: { type: "events" } });
    await fc.assert(
      fc.asyncProperty(mutations, async (changes) => {
        const body = changes.reduce(mutated, payload);
        fc.pre((JSON.stringify(body) ?? "").length <= BODY_MAX);
        expectWhole(await reading(body));
      }),
      { numRuns: runs({ commit: 100, full: 1_000 }) },
    );
  });
});

/** Ports that answer with anything but a key. */
const rubbish: ProviderPorts = {
  sns_certificate: () => Promise.resolve("-----BEGIN CERTIFICATE-----\nMIIDGzCC\n-----END CERTIFICATE-----"),
  mailchannels_key: () => Promise.resolve("MIIDGzCC"),
};

describe("any bytes and headers at all", () => {
  const headers = fc.dictionary(
    fc.constantFrom(
      "authorization",
      "svix-id",
      "svix-timestamp",
      "svix-signature",
      "x-twilio-email-event-webhook-timestamp",
      "x-twilio-email-event-webhook-signature",
      "content-digest",
      "signature-input",
      "signature",
    ),
    fc.oneof(
      fc.stringMatching(/^[ -~]{0,80}$/),
      fc.constantFrom(
        "1795348800",
        "Basic YTpi",
        "v1,AAAA",
        "AAAA",
        "sig=:AAAA:",
        `sha-256=:${"A".repeat(43)}=:`,
      ),
    ),
  );
  test.each(Object.values(PROVIDERS).map((provider) => [provider]))(
    "are never verified by $name and never make it throw",
    async (provider) => {
      await fc.assert(fc.asyncProperty(fc.uint8Array(), headers, async (body, given) => {
        const secrets = ["AAAA", "whsec_AAAA", TOPIC, "x:y"];
        const verified = await provider.verify({ ...webhook("", given), body }, secrets, rubbish);
        expect(verified).toMatchObject({ ok: false, reason: "signature" });
        expectWhole(await provider.read({ ...webhook("", given), body }));
      }));
    },
  );
});

test(
  "a damaged signed envelope of SNS is refused, unless the damage is in a part that is not signed",
  async () => {
    const envelope = await snsEnvelope(notification(fixture("ses_bounce.json")));
    const unsigned = ["UnsubscribeURL"];
    const { UnsubscribeURL: _, ...needed } = envelope;
    await fc.assert(
      fc.asyncProperty(mutations, async (changes) => {
        const damaged = changes.reduce(mutated, envelope);
        const verified = await ses.verify(webhook(JSON.stringify(damaged) ?? ""), [TOPIC], SNS_PORTS);
        if (!verified.ok) {
          expect(verified.message).not.toContain(CANARY);
          return;
        }
        const left = Object.entries(damaged as Record<string, unknown>).filter(([name]) =>
          !unsigned.includes(name)
        );
        expect(Object.fromEntries(left)).toMatchObject(needed);
      }),
      { numRuns: runs({ commit: 100, full: 1_000 }) },
    );
  },
);
