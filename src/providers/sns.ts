/**
 * Verifies the signed SNS envelope in which SES reports. Amazon signs the messages of all its customers' topics, so
 * only the topics of this shop count. https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
 */
import * as v from "valibot";
import { ok, type Result } from "../result.ts";
import { checked } from "../sources/read/parse_error.ts";
import { bytesFromBase64 } from "../sources/verify/signature.ts";
import type { SignatureRefusal } from "../sources/source.ts";
import { isYoung, refuse } from "./age.ts";
import { publicKeyOf } from "./certificate.ts";
import { Moment, ShortId } from "./fields.ts";

const Text = v.pipe(v.string(), v.maxLength(300_000));
const Common = {
  Message: Text,
  MessageId: ShortId,
  Timestamp: Text,
  TopicArn: ShortId,
  Signature: Text,
  SignatureVersion: v.picklist(["1", "2"]),
  SigningCertURL: Text,
};
const Subscribing = { Token: Text, SubscribeURL: Text };

/** The envelope as SNS posts it; the Content-Type does not count. */
export const Envelope = v.variant("Type", [
  v.object({ Type: v.literal("Notification"), Subject: v.optional(v.nullable(Text)), ...Common }),
  v.object({ Type: v.literal("SubscriptionConfirmation"), ...Common, ...Subscribing }),
  v.object({ Type: v.literal("UnsubscribeConfirmation"), ...Common, ...Subscribing }),
]);
export type Envelope = v.InferOutput<typeof Envelope>;

/** `arn:aws:sns:eu-central-1:123456789012:ses-events`; the partition is `aws-cn` in China. */
const TOPIC = /^arn:aws(-cn|-us-gov)?:sns:([a-z]{2}(?:-[a-z]+)+-\d):\d{12}:[A-Za-z0-9_-]{1,256}(?:\.fifo)?$/;

/**
 * Checks that Amazon signed the envelope recently for one of `topics`. `certificate` is called only with an address
 * of Amazon's.
 */
export async function verifyEnvelope(
  json: unknown,
  received_at_ms: number,
  topics: readonly string[],
  certificate: (url: string) => Promise<string | null>,
): Promise<Result<null, SignatureRefusal>> {
  const envelope = checked(Envelope, json);
  if (!envelope.ok) return refuse(envelope.message);
  const { TopicArn, Timestamp, SigningCertURL, Signature, SignatureVersion } = envelope.value;
  if (!topics.includes(TopicArn) || !TOPIC.test(TopicArn)) {
    return refuse("TopicArn must be one of this shop's");
  }
  const signed_at = checked(Moment, Timestamp, () => "Timestamp");
  if (!signed_at.ok) return refuse(signed_at.message);
  const young = isYoung(Date.parse(signed_at.value) / 1_000, received_at_ms);
  if (!young.ok) return young;
  // Checked before anything is fetched: an attacker's address could lead anywhere, and its certificate could sign
  // anything.
  if (!isOf(TopicArn, SigningCertURL, /^\/SimpleNotificationService-[A-Za-z0-9]{1,64}\.pem$/, false)) {
    return refuse("SigningCertURL must be SNS's own in the region of the topic");
  }
  const signature = bytesFromBase64(Signature);
  const pem = signature === null ? null : await certificate(SigningCertURL);
  const key = pem === null ? null : publicKeyOf(pem);
  const hash = SignatureVersion === "1" ? "SHA-1" : "SHA-256";
  if (
    signature !== null && key !== null && await rsaMatches(hash, key, signature, signedText(envelope.value))
  ) {
    return ok(null);
  }
  return refuse("Signature must be made with the key of SNS's certificate");
}

/**
 * Returns the address that confirms the subscription of a verified envelope; null where it is not SNS's own address
 * for this topic.
 */
export function confirmation(
  { TopicArn, SubscribeURL }: Envelope & { Type: "SubscriptionConfirmation" },
): string | null {
  if (!isOf(TopicArn, SubscribeURL, /^\/$/, true)) return null;
  const { searchParams } = new URL(SubscribeURL);
  const asked = searchParams.getAll("Action").join() === "ConfirmSubscription" &&
    searchParams.getAll("TopicArn").join() === TopicArn;
  return asked ? SubscribeURL : null;
}

/** Returns whether `address` is on the SNS host of the region of `topic`. */
function isOf(topic: string, address: string, path: RegExp, query: boolean): boolean {
  const [, partition, region] = TOPIC.exec(topic) ?? [];
  const url = URL.parse(address);
  return url !== null && region !== undefined && url.protocol === "https:" &&
    // Compares the text as well as the parsed URL: no user, no port, no `..` in the path.
    url.href === address &&
    address.startsWith(`https://sns.${region}.amazonaws.com${partition === "-cn" ? ".cn" : ""}/`) &&
    path.test(url.pathname) && (query || url.search === "") && url.hash === "";
}

/**
 * Returns the text that SNS signs: fixed fields in a fixed order, each as `name\nvalue\n`; the subject only where
 * there is one.
 */
function signedText(envelope: Envelope): string {
  const fields: readonly (readonly [string, string | null | undefined])[] = [
    ["Message", envelope.Message],
    ["MessageId", envelope.MessageId],
    ...(envelope.Type === "Notification"
      ? [["Subject", envelope.Subject] as const]
      : [["SubscribeURL", envelope.SubscribeURL] as const]),
    ["Timestamp", envelope.Timestamp],
    ...(envelope.Type === "Notification" ? [] : [["Token", envelope.Token] as const]),
    ["TopicArn", envelope.TopicArn],
    ["Type", envelope.Type],
  ];
  return fields.filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => `${name}\n${value}\n`).join("");
}

async function rsaMatches(
  hash: "SHA-1" | "SHA-256",
  spki: Uint8Array,
  signature: Uint8Array,
  signed: string,
): Promise<boolean> {
  const algorithm = { name: "RSASSA-PKCS1-v1_5", hash };
  let key: CryptoKey;
  try {
    key = await crypto.subtle.importKey("spki", spki, algorithm, false, ["verify"]);
  } catch {
    return false; // The key is not an RSA key; WebCrypto reports that only by throwing.
  }
  return await crypto.subtle.verify(algorithm, key, signature, new TextEncoder().encode(signed));
}
