import { EventWebhook } from "@sendgrid/eventwebhook";
import { describe, expect, test } from "vitest";
import { rawSignature } from "../../src/providers/ecdsa.ts";
import { sendgrid } from "../../src/providers/sendgrid.ts";
import {
  ADA,
  derSignature,
  encode,
  fixture,
  KEY,
  NO_PORTS,
  NOW_S,
  readingOf,
  webhook,
} from "../support/providers.ts";

const CURVE = { name: "ECDSA", namedCurve: "P-256" };
const pair = async () => await crypto.subtle.generateKey(CURVE, true, ["sign", "verify"]) as CryptoKeyPair;
const KEYS = await pair();
const OTHER_KEYS = await pair();

/** As SendGrid shows its verification key. */
async function shown({ publicKey }: CryptoKeyPair): Promise<string> {
  return new Uint8Array(await crypto.subtle.exportKey("spki", publicKey) as ArrayBuffer).toBase64();
}

const BODY = fixture("sendgrid_events.json");
const SECRET = await shown(KEYS);

async function signed(
  body: string,
  at_s: number | string = NOW_S,
  keys = KEYS,
): Promise<Record<string, string>> {
  const algorithm = { name: "ECDSA", hash: "SHA-256" };
  const raw = await crypto.subtle.sign(algorithm, keys.privateKey, encode(`${at_s}${body}`));
  return {
    "X-Twilio-Email-Event-Webhook-Timestamp": String(at_s),
    "X-Twilio-Email-Event-Webhook-Signature": derSignature(new Uint8Array(raw)).toBase64(),
  };
}

const verify = (body: string, headers: Record<string, string>, secrets: readonly string[] = [SECRET]) =>
  sendgrid.verify(webhook(body, headers), secrets, NO_PORTS);

describe("SendGrid's signature", () => {
  test("matches the published example", async () => {
    const headers = {
      "X-Twilio-Email-Event-Webhook-Timestamp": "1588788367",
      "X-Twilio-Email-Event-Webhook-Signature":
        "MEUCIQCtIHJeH93Y+qpYeWrySphQgpNGNr/U+UyUlBkU6n7RAwIgJTz2C+8a8xonZGi6BpSzoQsbVRamr2nlxFDWYNH2j/0=",
    };
    const body = '{"category":"example_payload","event":"test_event","message_id":"message_id"}';
    const key =
      "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEEDr2LjtURuePQzplybdC+u4CwrqDqBaWjcMMsTbhdbcwHBcepxo7yAQGhHPTnlvFYPAZFceEu/1FwCM/QmGUhA==";
    const given = { ...webhook(body, headers), received_at_ms: 1_588_788_367_000 };
    expect(await sendgrid.verify(given, [key], NO_PORTS)).toEqual({ ok: true, value: null });
    const pem = `-----BEGIN PUBLIC KEY-----\n${key}\n-----END PUBLIC KEY-----\n`;
    expect((await sendgrid.verify(given, [pem], NO_PORTS)).ok).toBe(true);
    expect((await sendgrid.verify({ ...given, body: encode(`${body} `) }, [key], NO_PORTS)).ok).toBe(false);
  });

  test("is accepted or refused as by SendGrid's own library", async () => {
    const library = new EventWebhook();
    for (const keys of [KEYS, OTHER_KEYS]) {
      for (let round = 0; round < 8; round++) {
        const headers = await signed(BODY, NOW_S - round, keys);
        const agreed = library.verifySignature(
          library.convertPublicKeyToECDSA(SECRET),
          BODY,
          headers["X-Twilio-Email-Event-Webhook-Signature"]!,
          headers["X-Twilio-Email-Event-Webhook-Timestamp"]!,
        );
        expect(agreed).toBe(keys === KEYS);
        expect((await verify(BODY, headers)).ok).toBe(agreed);
      }
    }
  });

  test("is accepted from either of two live keys", async () => {
    const other = await shown(OTHER_KEYS);
    expect((await verify(BODY, await signed(BODY), [other, SECRET])).ok).toBe(true);
    expect((await verify(BODY, await signed(BODY), ["no key", "AAAA", SECRET])).ok).toBe(true);
  });

  test.each<[string, () => Promise<Record<string, string>>, (readonly string[])?]>([
    ["of another key", () => signed(BODY, NOW_S, OTHER_KEYS)],
    ["of another body", () => signed(BODY.replace("open", "Open"))],
    [
      "of another time",
      async () => ({ ...await signed(BODY), "X-Twilio-Email-Event-Webhook-Timestamp": String(NOW_S - 1) }),
    ],
    ["of a day and a second ago", () => signed(BODY, NOW_S - 86_401)],
    ["of a clock that is 301 s ahead", () => signed(BODY, NOW_S + 301)],
    ["of a time with other digits than ten", () => signed(BODY, `0${NOW_S}`)],
    [
      "that is no base64",
      async () => ({ ...await signed(BODY), "X-Twilio-Email-Event-Webhook-Signature": "???" }),
    ],
    ["that is empty", async () => ({ ...await signed(BODY), "X-Twilio-Email-Event-Webhook-Signature": "" })],
    ["that is missing", () => Promise.resolve({})],
    ["with no key", () => signed(BODY), []],
    ["with keys that are none", () => signed(BODY), ["", "AAAA", "???"]],
  ])("%s is refused", async (_, headers, secrets = [SECRET]) => {
    expect(await verify(BODY, await headers(), secrets)).toMatchObject({ ok: false, reason: "signature" });
  });

  test("is not valid for a body into which a digit of the time was moved", async () => {
    // Time and body are signed as one text: 1795348800 and `5[…]` have the bytes of 179534880 and `05[…]`.
    const headers = await signed(`0${BODY}`, String(NOW_S).slice(0, 9));
    expect((await verify(`0${BODY}`, headers)).ok).toBe(false);
  });
});

describe("a signature in DER", () => {
  const half = (byte: number) => new Uint8Array(32).fill(byte);
  const small = Uint8Array.from({ length: 32 }, (_, at) => at === 31 ? 5 : 0);

  test.each([
    ["of full halves", half(0x7f), half(0x01)],
    ["of halves that would be negative", half(0xff), half(0x80)],
    ["of short halves", small, small],
    ["of a short and a full half", small, half(0xc1)],
  ])("%s becomes r‖s", (_, r, s) => {
    const raw = Uint8Array.from([...r, ...s]);
    expect(rawSignature(derSignature(raw))).toEqual(raw);
  });

  const der = derSignature(Uint8Array.from([...half(0xff), ...half(0x01)]));
  const changed = (at: number, byte: number) => der.with(at, byte);
  test.each([
    ["nothing", new Uint8Array()],
    ["r‖s", half(0xff)],
    ["no sequence", changed(0, 0x31)],
    ["a sequence of another length", changed(1, der[1]! - 1)],
    ["no integers", changed(2, 0x03)],
    ["an integer that ends beyond", changed(3, 0x7f)],
    ["an empty integer", Uint8Array.from([0x30, 4, 2, 0, 2, 0])],
    ["a negative integer", Uint8Array.from([0x30, 6, 2, 1, 0x80, 2, 1, 1])],
    ["a needless zero", Uint8Array.from([0x30, 7, 2, 2, 0, 1, 2, 1, 1])],
    ["an integer of 34 bytes", Uint8Array.from([0x30, 39, 2, 34, ...new Uint8Array(34).fill(1), 2, 1, 1])],
    ["one integer", Uint8Array.from([0x30, 3, 2, 1, 1])],
    ["bytes after the end", Uint8Array.from([...der, 0])],
  ])("is not %s", (_, bytes) => {
    expect(rawSignature(bytes)).toBeNull();
  });
});

describe("SendGrid's reports", () => {
  const readEvents = async (body: string) => await readingOf(sendgrid, webhook(body));
  const [template] = JSON.parse(BODY) as [Record<string, unknown>];
  const one = async (change: Record<string, unknown>) =>
    (await readEvents(JSON.stringify([{ ...template, ...change }]))).events[0]!;

  test("become provider events, one for each, with the mail named as in the receipt", async () => {
    const { events, refused } = await readEvents(BODY);
    expect(refused).toEqual([]);
    expect(events.map(({ type, bounce }) => bounce === undefined ? type : `${type} ${bounce.class}`)).toEqual(
      [
        "deferred",
        "delivered",
        "opened",
        "clicked",
        "bounced hard",
        "bounced soft",
        "bounced hard",
        "complained",
      ],
    );
    expect(events[4]).toEqual({
      provider: "sendgrid",
      event_id: "ZGVsaXZlcmVkLTAtMTIzNDU2Nzg5",
      provider_id: "Ua9z9lSTSaqYBWJe_Xfc-Q",
      key: KEY,
      type: "bounced",
      recipient: ADA,
      bounce: {
        class: "hard",
        enhanced_status: "5.1.1",
        diagnostic: "550 5.1.1 The email account that you tried to reach does not exist",
      },
      at: "2026-11-22T11:59:55.000Z",
    });
    expect(new Set(events.map(({ event_id }) => event_id)).size).toBe(8);
  });

  test.each([
    ["14c5d75ce93.dfd.64b469.filter0001.16648.5515E0B88.0", "14c5d75ce93.dfd.64b469"],
    ["Ua9z9lSTSaqYBWJe_Xfc-Q.filterdrecv-p3mdw1-756b745b58-kmzbl-18-5F5FC76C-9.0", "Ua9z9lSTSaqYBWJe_Xfc-Q"],
    ["Ua9z9lSTSaqYBWJe_Xfc-Q", "Ua9z9lSTSaqYBWJe_Xfc-Q"],
    [".filter0001", ".filter0001"],
  ])("cut %s down to the receipt's id", async (sg_message_id, provider_id) => {
    expect(await one({ event: "delivered", sg_message_id })).toMatchObject({ provider_id });
  });

  test("about a late bounce name the mail by Waybill's key alone", async () => {
    const event = await one({
      event: "bounce",
      sg_message_id: undefined,
      status: "5.0.0",
      reason: undefined,
    });
    expect(event.provider_id).toBeUndefined();
    expect(event).toMatchObject({ key: KEY, bounce: { class: "hard", enhanced_status: "5.0.0" } });
  });

  test.each([
    ["Bounced Address", "hard"],
    ["Spam Reporting Address", "hard"],
    ["Invalid", "hard"],
    ["Recipient List over Package Quota", "soft"],
    ["Spam Content (if spam checker app is enabled)", "soft"],
  ])("of a mail that was dropped for %s are %s", async (reason, bounce_class) => {
    expect((await one({ event: "dropped", reason })).bounce!.class).toBe(bounce_class);
  });

  test.each([
    ["an address that is invalid", { bounce_classification: "Invalid Address" }, "hard"],
    ["a reputation", { bounce_classification: "Reputation" }, "soft"],
    ["content", { bounce_classification: "Content" }, "soft"],
    ["too many mails", { bounce_classification: "Frequency or Volume Too High" }, "soft"],
    ["a technical failure", { bounce_classification: "Technical Failure" }, "soft"],
    ["a full mailbox", { bounce_classification: "Mailbox Unavailable", reason: "552 5.2.2 full" }, "soft"],
    ["no reason", { reason: undefined, status: undefined }, "hard"],
    ["a code for the time being", { reason: "452 4.2.2 full" }, "soft"],
  ])("of a bounce without a type, for %s, are judged by the rest", async (_, change, expected) => {
    const event = await one({ event: "bounce", type: undefined, ...change });
    expect(event.bounce!.class).toBe(expected);
  });

  test("without an id of their own get an id made from their content", async () => {
    const first = await one({ event: "dropped", reason: "Invalid", sg_event_id: undefined });
    expect(first.event_id).toMatch(/^[0-9a-f]{64}$/);
    expect((await one({ event: "dropped", reason: "Invalid", sg_event_id: undefined })).event_id).toBe(
      first.event_id,
    );
    expect((await one({ event: "bounce", sg_event_id: undefined })).event_id).not.toBe(first.event_id);
  });

  test("that cannot be understood do not stop the others", async () => {
    const events = JSON.parse(BODY) as Record<string, unknown>[];
    events[2] = { event: "click", email: "Ada", timestamp: 1_795_348_800 };
    events[3] = { event: ["click"], email: ADA };
    const reading = await readEvents(JSON.stringify(events));
    expect(reading.events).toHaveLength(6);
    expect(reading.refused).toEqual([
      "2.recipient must be an address, as nothing else names the mail: got null",
      "3.event must be an id: got a list of 1 entry",
    ]);
  });

  test.each<[string, unknown, unknown]>([
    ["nothing", [], { ok: true, value: { type: "ignored", topic: "nothing" } }],
    ["what nobody acts on", [{ event: "processed" }], {
      ok: true,
      value: { type: "ignored", topic: "processed" },
    }],
    ["no list", {}, {
      ok: false,
      reason: "invalid",
      message: "body must be a list: got an object of 0 fields",
    }],
    ["nothing right", [{ event: "open" }, 7], {
      ok: false,
      reason: "invalid",
      message: "0.recipient must be an address, as nothing else names the mail: got null",
    }],
    ["too much", Array.from({ length: 2_001 }, () => ({ event: "processed" })), {
      ok: false,
      reason: "invalid",
      message: "body must have <= 2000 entries: got a list of 2001 entries",
    }],
  ])("of %s", async (_, json, reading) => {
    expect(await sendgrid.read(webhook(JSON.stringify(json)))).toEqual(reading);
  });
});
