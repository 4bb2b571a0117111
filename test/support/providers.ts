/** Mail providers as their webhooks see us: payloads in their documented shape, signed as each of them signs. */
import type { Provider, ProviderPorts, ProviderReading } from "../../src/providers/provider.ts";
import type { Webhook } from "../../src/sources/source.ts";
import { NOW_MS } from "./cast.ts";

const FILES = import.meta.glob("../fixtures/providers/*", {
  query: "?raw",
  import: "default",
  eager: true,
}) as Record<string, string>;

/** The text of a fixture, with every digit of its numbers. */
export function fixture(name: string): string {
  const text = FILES[`../fixtures/providers/${name}`];
  if (text === undefined) throw new Error(`No fixture ${name}`);
  return text;
}

export const ADA = "ada.loewe@post.example";
/** The mail that all payloads speak of. */
export const KEY = "demo/standard/9001/order_confirmation/";
export const NOW_S = NOW_MS / 1_000;

export const encode = (text: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(new TextEncoder().encode(text));

export function webhook(body: string, headers: Readonly<Record<string, string>> = {}): Webhook {
  return { headers: new Headers(headers), body: encode(body), received_at_ms: NOW_MS };
}

/** Ports that know nothing: what asks them where it should not, fails its test by their message. */
export const NO_PORTS: ProviderPorts = {
  sns_certificate: (url) => Promise.reject(new Error(`asked for ${url}`)),
  mailchannels_key: (id) => Promise.reject(new Error(`asked for ${id}`)),
};

/** What a delivery that must be told tells. */
export async function readingOf(provider: Provider, given: Webhook) {
  const reading = await provider.read(given);
  if (!reading.ok) throw new Error(reading.message);
  return eventsIn(reading.value);
}

export function eventsIn(reading: ProviderReading) {
  if (reading.type !== "events") throw new Error(`not told but ${reading.type}`);
  return reading;
}

export async function hmacHex(secret: string, text: string): Promise<string> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", encode(secret), algorithm, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, encode(text))).toHex();
}

/** The DER of a signature that WebCrypto gives as r‖s. */
export function derSignature(raw: Uint8Array): Uint8Array {
  const integer = (half: Uint8Array): readonly number[] => {
    const from = half.findIndex((byte) => byte !== 0);
    const bytes = [...half.slice(from)];
    const positive = bytes[0]! > 0x7f ? [0, ...bytes] : bytes;
    return [0x02, positive.length, ...positive];
  };
  const content = [...integer(raw.slice(0, 32)), ...integer(raw.slice(32))];
  return Uint8Array.from([0x30, content.length, ...content]);
}

export const TOPIC = "arn:aws:sns:eu-central-1:123456789012:ses-events";
export const CERTIFICATE_URL =
  "https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-7506a1e35b36ef5a444dd1a8e7cc3ed8.pem";

/** SNS's key and certificate, as far as tests are concerned. */
export const SNS_PORTS: ProviderPorts = {
  ...NO_PORTS,
  sns_certificate: (url) => Promise.resolve(url === CERTIFICATE_URL ? fixture("sns_certificate.pem") : null),
};

/** An envelope signed as SNS signs it; `Signature` and what leads to its key are added here. */
export async function snsEnvelope(
  fields: Readonly<Record<string, string>>,
  version: "1" | "2" = "2",
): Promise<Record<string, string>> {
  const names = fields["Type"] === "Notification"
    ? ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"]
    : ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"];
  const signed = names.filter((name) => name in fields).map((name) => `${name}\n${fields[name]}\n`).join("");
  const pkcs8 = /-----BEGIN PRIVATE KEY-----([^-]*)-----/.exec(fixture("sns_key.pem"))![1]!.replace(
    /\s/g,
    "",
  );
  const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: version === "1" ? "SHA-1" : "SHA-256" };
  const key = await crypto.subtle.importKey("pkcs8", Uint8Array.fromBase64(pkcs8), algorithm, false, [
    "sign",
  ]);
  const signature = new Uint8Array(await crypto.subtle.sign(algorithm, key, encode(signed)));
  return {
    ...fields,
    SignatureVersion: version,
    Signature: signature.toBase64(),
    SigningCertURL: CERTIFICATE_URL,
    UnsubscribeURL: "https://sns.eu-central-1.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=arn",
  };
}

/** A message of SES as SNS notifies of it. */
export function notification(message: string): Readonly<Record<string, string>> {
  return {
    Type: "Notification",
    MessageId: "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
    TopicArn: TOPIC,
    Subject: "Amazon SES Email Event Notification",
    Message: message,
    Timestamp: "2026-11-22T11:59:52.123Z",
  };
}
