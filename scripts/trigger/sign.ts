/** Signs a sample as its sender would, and adds the topic where the sender puts it. Uses only Web Crypto. */
import { hexHmac, signStandard, signText } from "../../test/support/signing.ts";
import type { Signer } from "../../test/support/certificate.ts";
import { crc32 } from "../../src/sources/verify/crc32.ts";
import { SHIPENGINE_KEY_ID, SHIPENGINE_PRIVATE_KEY } from "./shipengine_key.ts";

export interface Signing {
  readonly topic: string;
  readonly body: string;
  /** The shop's secret for this sender. */
  readonly secret: string;
  /** URL that the sender was given, without the query that is added here. */
  readonly url: string;
  readonly now_ms: number;
  /** Differs each time. */
  readonly nonce: string;
  /** Signer whose certificate the stand-in for PayPal's host returns. */
  readonly paypal: Signer;
}

export interface Signed {
  readonly headers: Readonly<Record<string, string>>;
  /** Query that is added to the URL. */
  readonly query?: string;
}

/** Path of the certificate with which PayPal's samples are signed. */
export const CERTIFICATE_PATH = "/v1/notifications/certs/CERT-development";

const SIGNERS: Readonly<Record<string, (signing: Signing) => Promise<Signed>>> = {
  standard: async ({ secret, nonce, now_ms, body }) => ({
    headers: await signStandard(secret, `msg_${nonce}`, Math.floor(now_ms / 1_000), body),
  }),
  shopify: async ({ secret, topic, nonce, now_ms, body }) => ({
    headers: {
      "x-shopify-topic": topic,
      "x-shopify-webhook-id": nonce,
      "x-shopify-triggered-at": new Date(now_ms).toISOString(),
      "x-shopify-shop-domain": "nordlicht.myshopify.com",
      "x-shopify-hmac-sha256": await signText(secret, [body]),
    },
  }),
  woocommerce: async ({ secret, topic, nonce, body }) => ({
    headers: {
      "x-wc-webhook-topic": topic,
      "x-wc-webhook-delivery-id": nonce,
      "x-wc-webhook-signature": await signText(secret, [body]),
    },
  }),
  bigcommerce: async ({ secret, nonce, now_ms, body }) => ({
    headers: await signStandard(btoa(secret), `msg_${nonce}`, Math.floor(now_ms / 1_000), body),
  }),
  stripe: async ({ secret, now_ms, body }) => {
    const at_s = Math.floor(now_ms / 1_000);
    return { headers: { "stripe-signature": `t=${at_s},v1=${await hexHmac(secret, [`${at_s}.`, body])}` } };
  },
  paypal: async ({ secret, nonce, now_ms, body, paypal }) => {
    const sent_at = new Date(now_ms).toISOString();
    const signed = `${nonce}|${sent_at}|${secret}|${crc32(new TextEncoder().encode(body))}`;
    return {
      headers: {
        "paypal-transmission-id": nonce,
        "paypal-transmission-time": sent_at,
        "paypal-cert-url": `https://api.paypal.com${CERTIFICATE_PATH}`,
        "paypal-auth-algo": "SHA256withRSA",
        "paypal-transmission-sig": await paypal.sign(signed),
      },
    };
  },
  square: async ({ secret, url, body }) => ({
    headers: { "x-square-hmacsha256-signature": await signText(secret, [url, body]) },
  }),
  easypost: async ({ secret, body }) => ({
    headers: { "x-hmac-signature": `hmac-sha256-hex=${await hexHmac(secret.normalize("NFKD"), [body])}` },
  }),
  aftership: async ({ secret, body }) => ({
    headers: { "aftership-hmac-sha256": await signText(secret, [body]) },
  }),
  shippo: ({ secret }) => Promise.resolve({ headers: {}, query: `?token=${encodeURIComponent(secret)}` }),
  "17track": async ({ secret, body }) => {
    const sum = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`${body}/${secret}`));
    return {
      headers: {
        sign: Array.from(new Uint8Array(sum), (byte) => byte.toString(16).padStart(2, "0")).join(""),
      },
    };
  },
  shipengine: async ({ secret, now_ms, body }) => {
    const rsa = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
    const key = await crypto.subtle.importKey("jwk", SHIPENGINE_PRIVATE_KEY, rsa, false, ["sign"]);
    const timestamp = new Date(now_ms).toISOString();
    const signature = await crypto.subtle.sign(
      rsa.name,
      key,
      new TextEncoder().encode(`${timestamp}.${body}`),
    );
    return {
      headers: {
        "x-shipengine-rsa-sha256-key-id": SHIPENGINE_KEY_ID,
        "x-shipengine-rsa-sha256-signature": btoa(String.fromCharCode(...new Uint8Array(signature))),
        "x-shipengine-timestamp": timestamp,
      },
      query: `?token=${encodeURIComponent(secret)}`,
    };
  },
};

export async function sign(source: string, signing: Signing): Promise<Signed> {
  const { headers, query } = await SIGNERS[source]!(signing);
  const given = { "content-type": "application/json", ...headers };
  return query === undefined ? { headers: given } : { headers: given, query };
}
