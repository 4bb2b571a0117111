/** Every sender as it signs a delivery, so that one table holds all of them to the same rules at the door. */
import { Webhook } from "standardwebhooks";
import type { SOURCE_NAMES } from "../../src/sources/table.ts";
import { hexFromBytes } from "../../src/sources/verify/signature.ts";
import { crc32 } from "../../src/sources/verify/crc32.ts";
import { makeSigner, type Signer } from "./certificate.ts";
import { hexHmac, signStandard, signText } from "./signing.ts";

export type SenderName = (typeof SOURCE_NAMES)[number];

export interface Posted {
  readonly headers: Record<string, string>;
  /** What the address ends in. */
  readonly query?: string;
  /** The body, where the sender signs inside it. */
  readonly body?: string;
}

export interface Sender {
  readonly sign: (body: string, secret: string, at_ms: number) => Promise<Posted>;
  /** Secrets that a shop which knows `secret` keeps beside it. */
  readonly also?: readonly string[];
  /** How old a signature may be, in seconds; undefined where the sender signs no time. */
  readonly age_max_s?: number;
}

const RSA = {
  name: "RSASSA-PKCS1-v1_5",
  hash: "SHA-256",
  modulusLength: 2_048,
  publicExponent: new Uint8Array([1, 0, 1]),
};
/** PayPal signs once and tries again for three days. */
const PAYPAL_AGE_MAX_S = 3 * 86_400 + 3_600;

let webhooks = 0;

/** With the keys that PayPal and ShipEngine sign with; `certificate` is what PayPal's host hands out. */
export async function allSenders(): Promise<
  { readonly senders: Readonly<Record<SenderName, Sender>>; readonly certificate: string }
> {
  const paypals = await makeSigner();
  const pair = await crypto.subtle.generateKey(RSA, true, ["sign", "verify"]) as CryptoKeyPair;
  const jwk = await crypto.subtle.exportKey("jwk", pair.publicKey) as JsonWebKey;
  const keys = JSON.stringify({ keys: [{ ...jwk, kid: "key-1" }] });
  const base64Of = async (header: string, body: string, secret: string): Promise<Posted> => ({
    headers: { [header]: await signText(secret, [body]) },
  });
  return {
    certificate: paypals.pem,
    senders: {
      standard: {
        sign: async (body, secret, at_ms) => ({
          headers: await signStandard(secret, nextId(), at_ms / 1_000, body),
        }),
        age_max_s: 300,
      },
      shopify: { sign: (body, secret) => base64Of("x-shopify-hmac-sha256", body, secret) },
      woocommerce: { sign: (body, secret) => base64Of("x-wc-webhook-signature", body, secret) },
      bigcommerce: {
        sign: (body, secret, at_ms) => {
          const id = nextId();
          const signature = new Webhook(btoa(secret)).sign(id, new Date(at_ms), body);
          return Promise.resolve({
            headers: {
              "webhook-id": id,
              "webhook-timestamp": String(at_ms / 1_000),
              "webhook-signature": signature,
            },
          });
        },
        age_max_s: 300,
      },
      stripe: {
        sign: async (body, secret, at_ms) => {
          const at_s = at_ms / 1_000;
          return {
            headers: { "stripe-signature": `t=${at_s},v1=${await hexHmac(secret, [`${at_s}.`, body])}` },
          };
        },
        age_max_s: 300,
      },
      paypal: {
        sign: (body, secret, at_ms) => signPaypal(paypals, body, secret, at_ms),
        age_max_s: PAYPAL_AGE_MAX_S,
      },
      square: {
        sign: async (body, secret) => ({
          headers: {
            "x-square-hmacsha256-signature": await signText(secret, [
              "https://waybill.test/hooks/demo/square",
              body,
            ]),
          },
        }),
      },
      easypost: {
        sign: async (body, secret) => ({
          headers: {
            "x-hmac-signature": `hmac-sha256-hex=${await hexHmac(secret.normalize("NFKD"), [body])}`,
          },
        }),
      },
      aftership: { sign: (body, secret) => base64Of("aftership-hmac-sha256", body, secret) },
      shippo: {
        sign: async (body, secret, at_ms) => {
          const at_s = at_ms / 1_000;
          const hex = await hexHmac(secret, [`${at_s}.`, body]);
          return { headers: { "shippo-auth-signature": `t=${at_s},v1=${hex}` } };
        },
        age_max_s: 300,
      },
      "17track": {
        sign: async (body, secret) => {
          const text = new TextEncoder().encode(`${body}/${secret}`);
          return {
            headers: { sign: hexFromBytes(new Uint8Array(await crypto.subtle.digest("SHA-256", text))) },
          };
        },
      },
      shipengine: {
        sign: async (body, secret, at_ms) => {
          const timestamp = new Date(at_ms).toISOString();
          const signed = new TextEncoder().encode(`${timestamp}.${body}`);
          const signature = new Uint8Array(await crypto.subtle.sign(RSA.name, pair.privateKey, signed));
          return {
            headers: {
              "x-shipengine-rsa-sha256-key-id": "key-1",
              "x-shipengine-rsa-sha256-signature": btoa(String.fromCharCode(...signature)),
              "x-shipengine-timestamp": timestamp,
            },
            query: `?token=${encodeURIComponent(secret)}`,
          };
        },
        also: [keys],
        age_max_s: 300,
      },
    },
  };
}

async function signPaypal(signer: Signer, body: string, webhook_id: string, at_ms: number): Promise<Posted> {
  const id = nextId();
  const sent_at = new Date(at_ms).toISOString().replace(".000", "");
  const sum = crc32(new TextEncoder().encode(body));
  return {
    headers: {
      "paypal-transmission-id": id,
      "paypal-transmission-time": sent_at,
      "paypal-cert-url": "https://api.paypal.com/v1/notifications/certs/CERT-1",
      "paypal-auth-algo": "SHA256withRSA",
      "paypal-transmission-sig": await signer.sign(`${id}|${sent_at}|${webhook_id}|${sum}`),
    },
  };
}

function nextId(): string {
  webhooks += 1;
  return `msg_${webhooks}`;
}
