import https from "node:https";
import MessageValidator from "sns-validator";
import { describe, expect, test, vi } from "vitest";
import { publicKeyOf } from "../../src/providers/certificate.ts";
import type { ProviderPorts } from "../../src/providers/provider.ts";
import { ses } from "../../src/providers/ses.ts";
import {
  ADA,
  CERTIFICATE_URL,
  fixture,
  KEY,
  NO_PORTS,
  notification,
  NOW_S,
  readingOf,
  SNS_PORTS,
  snsEnvelope,
  TOPIC,
  webhook,
} from "../support/providers.ts";

const BOUNCE = notification(fixture("ses_bounce.json"));
const CONFIRMATION = {
  Type: "SubscriptionConfirmation",
  MessageId: "165545c9-2a5c-472c-8df2-7ff2be2b3b1b",
  Token: "2336412f37fb687f5d51e6e241d09c805a5a57b30d712f794cc5f6a988666d92",
  TopicArn: TOPIC,
  Message: `You have chosen to subscribe to the topic ${TOPIC}.`,
  SubscribeURL:
    `https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=${TOPIC}&Token=2336412f37fb687f5d51e6e2`,
  Timestamp: "2026-11-22T11:59:52.123Z",
};

const verify = async (
  envelope: Record<string, unknown>,
  topics: readonly string[] = [TOPIC],
  ports: ProviderPorts = SNS_PORTS,
) => await ses.verify(webhook(JSON.stringify(envelope), { "Content-Type": "text/plain" }), topics, ports);

const { Subject: _, ...UNTITLED } = BOUNCE as Record<string, string>;

describe("SNS's signature", () => {
  test.each(["1", "2"] as const)(
    "of version %s is taken, of notifications and of subscriptions",
    async (version) => {
      for (
        const fields of [BOUNCE, UNTITLED, CONFIRMATION, { ...CONFIRMATION, Type: "UnsubscribeConfirmation" }]
      ) {
        expect(await verify(await snsEnvelope(fields, version))).toEqual({ ok: true, value: null });
      }
    },
  );

  test("is accepted or refused as by Amazon's own library", async () => {
    const spy = vi.spyOn(https, "get").mockImplementation(answerWithCertificate);
    const judged = (message: Record<string, unknown>) =>
      new Promise<boolean>((resolve) =>
        new MessageValidator().validate(message, (error) => resolve(error === null))
      );
    for (const version of ["1", "2"] as const) {
      for (const fields of [BOUNCE, UNTITLED, CONFIRMATION]) {
        const envelope = await snsEnvelope(fields, version);
        for (const message of [envelope, { ...envelope, Message: "x" }, { ...envelope, MessageId: "x" }]) {
          expect((await verify(message)).ok).toBe(message === envelope);
          expect(await judged(message)).toBe(message === envelope);
        }
      }
    }
    expect(spy).toHaveBeenCalled();
    spy.mockRestore();
  });

  test("is refused under the other signature version", async () => {
    const envelope = await snsEnvelope(BOUNCE, "1");
    expect((await verify({ ...envelope, SignatureVersion: "2" })).ok).toBe(false);
    expect((await verify({ ...envelope, SignatureVersion: "3" })).ok).toBe(false);
  });

  test.each(["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"])(
    "covers %s",
    async (name) => {
      const envelope = await snsEnvelope(BOUNCE);
      const changed = name === "Timestamp"
        ? "2026-11-22T11:59:52.124Z"
        : name === "Type"
        ? "UnsubscribeConfirmation"
        : `${envelope[name]}x`;
      const more = { Token: "t", SubscribeURL: "https://sns.eu-central-1.amazonaws.com/" };
      const given = { ...envelope, ...more, [name]: changed };
      expect(await verify(given, [TOPIC, `${TOPIC}x`])).toMatchObject({ ok: false, reason: "signature" });
    },
  );

  test.each(["Token", "SubscribeURL"])("covers %s of a subscription", async (name) => {
    const envelope = await snsEnvelope(CONFIRMATION);
    expect((await verify({ ...envelope, [name]: `${envelope[name]}x` })).ok).toBe(false);
  });

  test("is made without the subject where there is none, so that a subject cannot be added", async () => {
    expect((await verify({ ...await snsEnvelope(UNTITLED), Subject: "x" })).ok).toBe(false);
    expect((await verify({ ...await snsEnvelope(UNTITLED), Subject: null })).ok).toBe(true);
  });

  test.each([
    ["no topic", []],
    ["another topic", ["arn:aws:sns:eu-central-1:123456789012:other"]],
    ["what only begins alike", [TOPIC.slice(0, -1)]],
    ["what is no topic at all", ["ses-events"]],
  ])("does not count for a shop with %s, and nothing is fetched", async (_, topics) => {
    expect((await verify(await snsEnvelope(BOUNCE), topics, NO_PORTS)).ok).toBe(false);
  });

  test("is refused for a topic name that is not valid, though the shop's settings name it", async () => {
    const envelope = await snsEnvelope({ ...BOUNCE, TopicArn: "topic" });
    expect((await verify(envelope, ["topic"], NO_PORTS)).ok).toBe(false);
  });

  test.each([
    ["a day and a minute old", new Date((NOW_S - 86_460) * 1_000).toISOString()],
    ["of a clock that is ahead", new Date((NOW_S + 360) * 1_000).toISOString()],
    ["without a time", "now"],
  ])("is refused %s, and nothing is fetched", async (_, Timestamp) => {
    expect((await verify(await snsEnvelope({ ...BOUNCE, Timestamp }), [TOPIC], NO_PORTS)).ok).toBe(false);
  });

  test.each([
    ["another host", CERTIFICATE_URL.replace("amazonaws.com", "amazonaws.com.evil.example")],
    ["a host that ends alike", CERTIFICATE_URL.replace("sns.", "evil-sns.")],
    ["another region", CERTIFICATE_URL.replace("eu-central-1", "us-east-1")],
    ["China", CERTIFICATE_URL.replace("amazonaws.com", "amazonaws.com.cn")],
    ["another service", CERTIFICATE_URL.replace("sns.", "s3.")],
    ["a user", CERTIFICATE_URL.replace("https://", "https://sns.eu-central-1.amazonaws.com/@evil.example/")],
    ["a port", CERTIFICATE_URL.replace(".com/", ".com:8443/")],
    ["another path", CERTIFICATE_URL.replace("/Simple", "/bucket/Simple")],
    ["a path that climbs", CERTIFICATE_URL.replace("/Simple", "/x/../Simple")],
    ["a query", `${CERTIFICATE_URL}?x=.pem`],
    ["no TLS", CERTIFICATE_URL.replace("https:", "http:")],
    ["a backslash", CERTIFICATE_URL.replace(".com/", ".com\\@evil.example/")],
    ["nothing", ""],
  ])("leads to no certificate at %s", async (_, SigningCertURL) => {
    const refused = await verify({ ...await snsEnvelope(BOUNCE), SigningCertURL }, [TOPIC], NO_PORTS);
    expect(refused).toEqual({
      ok: false,
      reason: "signature",
      message: "Cannot verify webhook as SigningCertURL must be SNS's own in the region of the topic",
    });
  });

  test.each([
    ["no certificate", null],
    ["another page", "<html>"],
    ["an empty certificate", "-----BEGIN CERTIFICATE-----\n\n-----END CERTIFICATE-----"],
    ["a broken one", "-----BEGIN CERTIFICATE-----\nMIIDGzCC\n-----END CERTIFICATE-----"],
  ])("is refused where the address has %s", async (_, pem) => {
    const ports = { ...NO_PORTS, sns_certificate: () => Promise.resolve(pem) };
    expect((await verify(await snsEnvelope(BOUNCE), [TOPIC], ports)).ok).toBe(false);
  });

  test("throws where the certificate cannot be fetched: that is an outage and no refusal", async () => {
    const ports = { ...NO_PORTS, sns_certificate: () => Promise.reject(new Error("no route")) };
    await expect(verify(await snsEnvelope(BOUNCE), [TOPIC], ports)).rejects.toThrow("no route");
  });

  test.each(["<html>", "7", "{}", "[]", '{"Type":"Notification"}'])("is not in %s", async (body) => {
    expect(await ses.verify(webhook(body), [TOPIC], NO_PORTS)).toMatchObject({
      ok: false,
      reason: "signature",
    });
  });
});

describe("the key of a certificate", () => {
  const pem = fixture("sns_certificate.pem");
  const der = Uint8Array.fromBase64(pem.replace(/-----[A-Z ]+-----|\s/g, ""));
  const wrapped = (bytes: Uint8Array) =>
    `-----BEGIN CERTIFICATE-----\n${bytes.toBase64()}\n-----END CERTIFICATE-----`;

  test("can be imported by WebCrypto", async () => {
    const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
    const key = await crypto.subtle.importKey("spki", publicKeyOf(pem)!, algorithm, true, ["verify"]);
    expect(key.algorithm).toMatchObject({ modulusLength: 2048 });
  });

  test("is read from the first certificate of several", () => {
    expect(publicKeyOf(`${pem}\n${wrapped(new Uint8Array([0x30, 0]))}`)).toEqual(publicKeyOf(pem));
  });

  test("is null or bytes wherever a certificate is cut or changed, and reading it never throws", () => {
    for (let at = 0; at < der.length; at++) {
      publicKeyOf(wrapped(der.slice(0, at)));
      publicKeyOf(wrapped(der.with(at, 0x80)));
      publicKeyOf(wrapped(der.with(at, 0x84)));
    }
    expect(publicKeyOf(wrapped(der.slice(0, der.length / 2)))).toBeNull();
  });
});

describe("a subscription", () => {
  const read = async (change: Record<string, string>) =>
    await ses.read(webhook(JSON.stringify(await snsEnvelope({ ...CONFIRMATION, ...change }))));

  test("to a topic of this shop is to be confirmed at SNS's own address", async () => {
    expect(await read({})).toEqual({ ok: true, value: { type: "confirm", url: CONFIRMATION.SubscribeURL } });
  });

  test.each([
    ["another host", "sns.eu-central-1.amazonaws.com", "sns.eu-central-1.amazonaws.com.evil.example"],
    ["another region", "eu-central-1.amazonaws", "us-east-1.amazonaws"],
    ["another topic", `TopicArn=${TOPIC}`, `TopicArn=${TOPIC}x`],
    ["two topics", `TopicArn=${TOPIC}`, `TopicArn=${TOPIC}&TopicArn=x`],
    ["another action", "ConfirmSubscription", "DeleteTopic"],
    ["no TLS", "https://", "http://"],
  ])("that leads to %s is refused", async (_, from, to) => {
    expect(await read({ SubscribeURL: CONFIRMATION.SubscribeURL.replace(from, to) })).toMatchObject({
      ok: false,
      reason: "invalid",
      message: expect.stringMatching(
        /^SubscribeURL must confirm the topic at SNS's own address: got text of /,
      ),
    });
  });

  test("that ended needs no action", async () => {
    expect(await read({ Type: "UnsubscribeConfirmation" })).toEqual({
      ok: true,
      value: { type: "ignored", topic: "UnsubscribeConfirmation" },
    });
  });
});

describe("SES's reports", () => {
  const readEvents = async (message: string) =>
    (await readingOf(ses, webhook(JSON.stringify(await snsEnvelope(notification(message)))))).events;
  const read = async (message: string) =>
    await ses.read(webhook(JSON.stringify(await snsEnvelope(notification(message)))));
  const common = {
    provider: "ses",
    event_id: "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
    provider_id: "010701984a2b3c4d-5e6f7a8b-9c0d-1e2f-3a4b-5c6d7e8f9a0b-000000",
    key: KEY,
    recipient: ADA,
  };

  test("a bounce gives the reason for each recipient", async () => {
    const bounce = { class: "hard", enhanced_status: "5.1.1", diagnostic: "smtp; 550 5.1.1 user unknown" };
    const message = fixture("ses_bounce.json");
    expect(await readEvents(message)).toEqual([{
      ...common,
      type: "bounced",
      at: "2026-11-22T11:59:50.669Z",
      bounce,
    }]);
    for (const type of ["Transient", "Undetermined"]) {
      expect((await readEvents(message.replace("Permanent", type)))[0]!.bounce!.class).toBe("soft");
    }
    const two = JSON.parse(message);
    two.bounce.bouncedRecipients.push({ emailAddress: "ben@post.example" });
    expect((await readEvents(JSON.stringify(two)))[1]).toMatchObject({
      event_id: `${common.event_id}/1`,
      recipient: "ben@post.example",
      bounce: { class: "hard" },
    });
  });

  test.each([
    ["no type", { bounceType: undefined }, "hard"],
    ["the subtype Suppressed", { bounceType: "Undetermined", bounceSubType: "Suppressed" }, "hard"],
    ["a type in small letters", { bounceType: "transient" }, "soft"],
  ])("a bounce with %s", async (_, change, expected) => {
    const message = JSON.parse(fixture("ses_bounce.json"));
    const [event] = await readEvents(
      JSON.stringify({ ...message, bounce: { ...message.bounce, ...change } }),
    );
    expect(event!.bounce!.class).toBe(expected);
  });

  test("a bounce without a type for a full mailbox is soft", async () => {
    const message = JSON.parse(fixture("ses_bounce.json"));
    const bounce = {
      ...message.bounce,
      bounceType: undefined,
      bouncedRecipients: [{ emailAddress: ADA, status: "5.2.2" }],
    };
    expect((await readEvents(JSON.stringify({ ...message, bounce })))[0]!.bounce!.class).toBe("soft");
  });

  test("a notification of an identity becomes the same provider event, without Waybill's tag", async () => {
    const { tags: _, ...mail } = JSON.parse(fixture("ses_bounce.json")).mail;
    const message = {
      ...JSON.parse(fixture("ses_bounce.json")),
      mail,
      eventType: undefined,
      notificationType: "Bounce",
    };
    const [event] = await readEvents(JSON.stringify(message));
    expect(event).toMatchObject({ type: "bounced", provider_id: common.provider_id });
    expect(event!.key).toBeUndefined();
  });

  test.each([
    ["ses_complaint.json", "complained", "2026-11-22T11:59:50.669Z"],
    ["ses_delivery.json", "delivered", "2026-11-22T11:59:50.669Z"],
    ["ses_delivery_delay.json", "deferred", "2026-11-22T11:59:50.095Z"],
    ["ses_open.json", "opened", "2026-11-22T11:59:50.652Z"],
    ["ses_click.json", "clicked", "2026-11-22T11:59:50.570Z"],
  ])("%s is %s", async (name, type, at) => {
    expect(await readEvents(fixture(name))).toEqual([{ ...common, type, at }]);
  });

  test("a complaint from the account's own suppression list is a mail that was not sent", async () => {
    const message = fixture("ses_complaint.json").replace(
      '"complaintSubType": null',
      '"complaintSubType": "OnAccountSuppressionList"',
    );
    expect(await readEvents(message)).toMatchObject([
      { type: "bounced", bounce: { class: "hard", diagnostic: "OnAccountSuppressionList" } },
    ]);
  });

  test("a rejected mail is a soft bounce", async () => {
    expect(await readEvents(fixture("ses_reject.json"))).toMatchObject([
      {
        type: "bounced",
        at: "2026-11-22T11:59:40.012Z",
        bounce: { class: "soft", diagnostic: "Bad content" },
      },
    ]);
  });

  test.each([
    ["Successfully validated SNS topic for Amazon SES event publishing.", "text"],
    [
      '{"notificationType":"AmazonSnsSubscriptionSucceeded","message":"ok"}',
      "AmazonSnsSubscriptionSucceeded",
    ],
    ['{"eventType":"Send"}', "Send"],
    ['{"eventType":"Rendering Failure"}', "Rendering Failure"],
    ['{"hello":"world"}', "no event"],
  ])("%s is ignored", async (message, topic) => {
    expect(await read(message)).toEqual({ ok: true, value: { type: "ignored", topic } });
  });

  test.each([
    ["mail.messageId", { mail: { destination: [ADA] } }],
    ["mail", { mail: "m" }],
    ["bounce", { bounce: null }],
  ])("without a right %s are refused by name", async (field, change) => {
    expect(await read(JSON.stringify({ ...JSON.parse(fixture("ses_bounce.json")), ...change })))
      .toMatchObject({
        ok: false,
        reason: "invalid",
        message: expect.stringMatching(`^${field} must `),
      });
  });
});

/** As `https.get` would answer. */
function answerWithCertificate(...[, answer]: unknown[]): unknown {
  const response = {
    statusCode: 200,
    on(name: string, listener: (data?: string) => void) {
      listener(name === "data" ? fixture("sns_certificate.pem") : undefined);
      return response;
    },
  };
  (answer as (given: typeof response) => void)(response);
  return { on: () => undefined };
}
