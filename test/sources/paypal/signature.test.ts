import { beforeAll, describe, expect, test } from "vitest";
import { err } from "../../../src/result.ts";
import { crc32 } from "../../../src/sources/verify/crc32.ts";
import { paypal } from "../../../src/sources/paypal/paypal.ts";
import captured from "../../fixtures/paypal/capture_completed.json";
import { makeSigner, type Signer } from "../../support/certificate.ts";
import { CERTIFICATE_PATH, signedByPaypal } from "../../support/paypal.ts";
import { answering, NO_PORTS } from "../../support/source_ports.ts";

const WEBHOOK_ID = "9XL90610J3647323C";
const OTHERS_WEBHOOK_ID = "1JE4291016473214C";

let signer: Signer;
beforeAll(async () => {
  signer = await makeSigner();
});

const signed = (sent_at?: string) => signedByPaypal(captured, signer, WEBHOOK_ID, sent_at);
const paypals = (pem = signer.pem) => answering({ [CERTIFICATE_PATH]: pem });

describe("a PayPal signature", () => {
  test("is verified with the certificate that PayPal's own host returns", async () => {
    const { ports, asked } = paypals();
    expect(await paypal.verify(await signed(), [WEBHOOK_ID], ports)).toEqual({ ok: true, value: null });
    expect(asked).toEqual([{ path: CERTIFICATE_PATH, headers: {} }]);
  });

  test("is verified with the first certificate of a file that holds its issuers too", async () => {
    const issuer = await makeSigner();
    const { ports } = paypals(`${signer.pem}${issuer.pem}`);
    expect((await paypal.verify(await signed(), [WEBHOOK_ID], ports)).ok).toBe(true);
  });

  test("is accepted for either of two webhooks of the shop", async () => {
    const { ports } = paypals();
    expect((await paypal.verify(await signed(), [OTHERS_WEBHOOK_ID, WEBHOOK_ID], ports)).ok).toBe(true);
  });

  test("for a body that differs in one byte is refused", async () => {
    const webhook = await signed();
    const body = webhook.body.slice();
    body[100]! ^= 1;
    expect(await paypal.verify({ ...webhook, body }, [WEBHOOK_ID], paypals().ports)).toMatchObject({
      ok: false,
      reason: "signature",
    });
  });

  test.each([[[OTHERS_WEBHOOK_ID]], [[captured.id]]])(
    "is not verified for the webhook ids %j",
    async (ids) => {
      expect(await paypal.verify(await signed(), ids, paypals().ports)).toMatchObject({
        ok: false,
        reason: "signature",
      });
    },
  );

  test.each([[[]], [[""]]])(
    "without the id of a webhook (%j) is refused before anything is asked",
    async (ids) => {
      expect(await paypal.verify(await signed(), ids, NO_PORTS)).toMatchObject({
        ok: false,
        reason: "signature",
      });
    },
  );

  test("made by another key is refused", async () => {
    const other = await makeSigner();
    expect((await paypal.verify(await signed(), [WEBHOOK_ID], paypals(other.pem).ports)).ok).toBe(false);
  });

  test("of a webhook that PayPal has tried for three days is accepted; an older one is refused", async () => {
    const { ports } = paypals();
    expect((await paypal.verify(await signed("2026-11-19T12:00:00Z"), [WEBHOOK_ID], ports)).ok).toBe(true);
    expect(await paypal.verify(await signed("2026-11-19T10:00:00Z"), [WEBHOOK_ID], NO_PORTS)).toEqual({
      ok: false,
      reason: "signature",
      message: "Cannot verify webhook as its age must be <= 262800 s: current age is 266400 s",
    });
    expect((await paypal.verify(await signed("2026-11-22T12:06:00Z"), [WEBHOOK_ID], NO_PORTS)).ok).toBe(
      false,
    );
  });

  test.each([
    "https://paypal.example/v1/notifications/certs/CERT-1",
    "https://api.paypal.com.evil.example/v1/notifications/certs/CERT-1",
    "https://api.paypal.com@evil.example/v1/notifications/certs/CERT-1",
    "https://www.paypal.com/v1/notifications/certs/CERT-1",
    "http://api.paypal.com/v1/notifications/certs/CERT-1",
    "https://api.paypal.com:8443/v1/notifications/certs/CERT-1",
    "https://api.paypal.com/v1/notifications/certs/../../oauth2/token",
    "https://api.paypal.com/v1/notifications/certs/CERT-1?to=https://evil.example",
    "",
  ])("whose certificate is said to lie at %j is refused before anything is asked", async (url) => {
    const webhook = await signed();
    webhook.headers.set("paypal-cert-url", url);
    expect(await paypal.verify(webhook, [WEBHOOK_ID], NO_PORTS)).toMatchObject({
      ok: false,
      reason: "signature",
      message: "Cannot verify webhook as PAYPAL-CERT-URL must be a certificate at a host of PayPal's API",
    });
  });

  test.each([
    ["paypal-transmission-id", ""],
    ["paypal-transmission-time", "yesterday"],
    ["paypal-transmission-sig", "AAAA"],
    ["paypal-auth-algo", "MD5withRSA"],
  ])("with %s %j is refused before anything is asked", async (header, value) => {
    const webhook = await signed();
    webhook.headers.set(header, value);
    expect(await paypal.verify(webhook, [WEBHOOK_ID], NO_PORTS)).toMatchObject({
      ok: false,
      reason: "signature",
    });
  });

  test("is refused where PayPal has no such certificate, and the webhook waits where PayPal cannot be reached", async () => {
    expect(await paypal.verify(await signed(), [WEBHOOK_ID], answering({}).ports)).toMatchObject({
      ok: false,
      reason: "signature",
    });
    for (
      const answer of [
        { status: 500 },
        { status: 429 },
        "<html>soon</html>",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
      ]
    ) {
      const { ports } = answering({ [CERTIFICATE_PATH]: answer });
      expect(await paypal.verify(await signed(), [WEBHOOK_ID], ports)).toMatchObject({
        ok: false,
        reason: "unavailable",
      });
    }
    const away = { ...NO_PORTS, ask: () => Promise.resolve(err("unavailable", "Cannot reach it")) };
    expect(await paypal.verify(await signed(), [WEBHOOK_ID], away)).toMatchObject({ reason: "unavailable" });
  });
});

test.each([["", 0], ["123456789", 0xcbf43926], ["The quick brown fox jumps over the lazy dog", 0x414fa339]])(
  "the CRC-32 of %j is the published one",
  (text, sum) => {
    expect(crc32(new TextEncoder().encode(text))).toBe(sum);
  },
);
