/**
 * Verifies the DKIM signatures of a mail: keys over DNS, hashes and signatures by WebCrypto. `prove_sender.ts`
 * decides what they prove.
 */
import { canonicalBody, canonicalField, type Canonicalization } from "../domains/dkim_canonical.ts";
import { type DkimKey, dkimKey, type KeyRefusal } from "../domains/dkim_key.ts";
import { type DkimSignature, dkimSignature, type SignatureRefusal } from "../domains/dkim_signature.ts";
import { fieldValue, type RawField, type RawMail } from "../domains/raw_mail.ts";
import type { Resolve } from "./over_https.ts";

export type DkimFailure = SignatureRefusal | KeyRefusal | "body_changed" | "signature";

export interface DkimResult {
  /** d=, in lower case; "" where the signature could not be read. */
  readonly domain: string;
  /** `undefined` where the signature verifies for the mail as received. */
  readonly failure: DkimFailure | undefined;
}

/** Signatures of one mail that are verified: each asks DNS and costs a key operation. */
const SIGNATURES_MAX = 5;

/** Verifies the signatures of domains for which `counts` is true; the others are skipped and cost no DNS query. */
export async function verifyDkim(
  mail: RawMail,
  resolve: Resolve,
  now_ms: number,
  counts: (domain: string) => boolean = () => true,
): Promise<readonly DkimResult[]> {
  const bodies = new Map<Canonicalization, string>();
  const results: DkimResult[] = [];
  const fields = mail.fields.filter(({ name }) => name === "dkim-signature");
  for (const field of fields) {
    if (results.length === SIGNATURES_MAX) break;
    const read = dkimSignature(fieldValue(field), now_ms);
    if (!read.ok) results.push({ domain: "", failure: read.reason });
    else if (counts(read.value.domain)) {
      results.push({
        domain: read.value.domain,
        failure: await failureOf(mail, field, read.value, resolve, bodies),
      });
    }
  }
  return results;
}

async function failureOf(
  mail: RawMail,
  field: RawField,
  signature: DkimSignature,
  resolve: Resolve,
  bodies: Map<Canonicalization, string>,
): Promise<DkimFailure | undefined> {
  // The body is checked first: it costs no DNS query.
  const form = signature.body_form;
  const hash = bodies.get(form) ?? await sha256(canonicalBody(mail.body, form));
  bodies.set(form, hash);
  if (hash !== signature.body_hash) return "body_changed";
  const key = dkimKey(await resolve({ name: signature.key_name, type: "TXT" }), signature);
  if (!key.ok) return key.reason;
  return await matches(key.value, signature, signedHeader(mail.fields, field, signature))
    ? undefined
    : "signature";
}

/** RFC 6376, 3.7: the named fields, each name taken from the bottom up, then the signature itself without its b=. */
function signedHeader(
  fields: readonly RawField[],
  own: RawField,
  { signed_fields, header_form }: DkimSignature,
): Uint8Array {
  const left = fields.filter((field) => field !== own).toReversed();
  const signed = signed_fields.flatMap((name) => {
    const at = left.findIndex((field) => field.name === name);
    return at < 0 ? [] : [canonicalField(left.splice(at, 1)[0]!.raw, header_form)];
  });
  const unsigned = own.raw.replace(/((?:^[^:]*:|;)[ \t\r\n]*b[ \t\r\n]*=)[^;]*/, "$1");
  return bytesOf([...signed, canonicalField(unsigned, header_form)].join("\r\n"));
}

async function matches(
  { kind, bytes }: DkimKey,
  { signature }: DkimSignature,
  header: Uint8Array,
): Promise<boolean> {
  const signed = new Uint8Array(header);
  try {
    if (kind === "rsa") {
      const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
      const key = await crypto.subtle.importKey("spki", bytes, algorithm, false, ["verify"]);
      return await crypto.subtle.verify(algorithm, key, signature, signed);
    }
    const key = await crypto.subtle.importKey("raw", bytes, "Ed25519", false, ["verify"]);
    // RFC 8463, 3: Ed25519 signs the hash of the header, not the header.
    return await crypto.subtle.verify(
      "Ed25519",
      key,
      signature,
      await crypto.subtle.digest("SHA-256", signed),
    );
  } catch {
    return false; // WebCrypto throws for an invalid key or a signature of another length.
  }
}

async function sha256(bytes: Uint8Array): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new Uint8Array(bytes)));
  return btoa(String.fromCharCode(...digest));
}

/** Characters up to 255 as the bytes that they were. */
function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}
