/**
 * Reads the key that a DKIM-Signature names from the DNS answer (RFC 6376, 3.6.1): its kind and bytes, or why it does
 * not count.
 */
import { err, ok, type Result } from "../result.ts";
import { base64Bytes } from "./base64.ts";
import { BITS_MIN, KEY_MAX_CHARS, keyRecords, rsaBits } from "./dkim.ts";
import type { DkimSignature } from "./dkim_signature.ts";
import type { Answer } from "./dns_answers.ts";
import { tags } from "./tags.ts";

export interface DkimKey {
  readonly kind: "rsa" | "ed25519";
  /** A SubjectPublicKeyInfo for RSA, 32 bytes for Ed25519. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export type KeyRefusal =
  /** DNS did not answer; a later query may succeed. */
  | "dns"
  | "no_key"
  | "several_keys"
  | "revoked"
  /** The domain tests DKIM (t=y): its mail counts as unsigned. */
  | "testing"
  | "not_for_mail"
  | "kind"
  | "weak"
  /** The key is for the domain itself (t=s), not for one below it. */
  | "subdomain"
  | "malformed";

/** Most bits of a key: longer ones cost more time than any signer needs. */
const BITS_MAX = 8_192;

export function dkimKey(answer: Answer, signature: DkimSignature): Result<DkimKey, KeyRefusal> {
  if (answer.status === "failed") return refuse("dns", "DNS must answer");
  const records = keyRecords(answer);
  if (records.length === 0) return refuse("no_key", "a key must stand there");
  if (records.length > 1) return refuse("several_keys", "one key must stand there");
  const parsed = tags(records[0]!);
  if ((parsed.get("v") ?? "DKIM1") !== "DKIM1") return refuse("malformed", "v must be DKIM1");
  const base64 = parsed.get("p");
  if (base64 === undefined || base64 === "") return refuse("revoked", "p must not be empty");
  const flags = list(parsed.get("t"));
  if (flags.includes("y")) return refuse("testing", "t must not hold y");
  if (flags.includes("s") && signature.agent_domain !== signature.domain) {
    return refuse("subdomain", "t=s must be of the agent's domain");
  }
  const services = list(parsed.get("s"));
  if (services.length > 0 && !services.includes("*") && !services.includes("email")) {
    return refuse("not_for_mail", "s must hold email");
  }
  const hashes = list(parsed.get("h"));
  if (hashes.length > 0 && !hashes.includes("sha256")) return refuse("kind", "h must hold sha256");
  const kind = (parsed.get("k") ?? "rsa").toLowerCase();
  if (kind !== (signature.algorithm === "rsa-sha256" ? "rsa" : "ed25519")) {
    return refuse("kind", "k must be the signature's kind");
  }
  const bytes = base64Bytes(base64, KEY_MAX_CHARS);
  if (bytes === undefined) return refuse("malformed", "p must be base64");
  return kind === "rsa" ? rsaKey(bytes) : ed25519Key(bytes);
}

function list(text: string | undefined): readonly string[] {
  return (text ?? "").split(":").map((one) => one.trim().toLowerCase()).filter((one) => one !== "");
}

function ed25519Key(bytes: Uint8Array<ArrayBuffer>): Result<DkimKey, KeyRefusal> {
  // All zeros are a point of small order, under which signatures can be made without a private key.
  return bytes.length === 32 && bytes.some((byte) => byte !== 0)
    ? ok({ kind: "ed25519", bytes })
    : refuse("malformed", "p must be 32 bytes");
}

function rsaKey(bytes: Uint8Array<ArrayBuffer>): Result<DkimKey, KeyRefusal> {
  const bits = rsaBits(bytes);
  if (bits === undefined) return refuse("malformed", "p must be a public RSA key");
  if (bits < BITS_MIN || bits > BITS_MAX) {
    return refuse("weak", `the key must have ${BITS_MIN} to ${BITS_MAX} bits`);
  }
  return ok({ kind: "rsa", bytes: isPublicKeyInfo(bytes) ? bytes : publicKeyInfo(bytes) });
}

/** The algorithm `rsaEncryption` as DER: SEQUENCE { OID 1.2.840.113549.1.1.1, NULL }. */
const RSA_ENCRYPTION = [
  0x30,
  0x0d,
  0x06,
  0x09,
  0x2a,
  0x86,
  0x48,
  0x86,
  0xf7,
  0x0d,
  0x01,
  0x01,
  0x01,
  0x05,
  0x00,
];

function isPublicKeyInfo(bytes: Uint8Array): boolean {
  // Tag and length stand before it; a key that is not weak is longer than 127 bytes, so that its length has a length.
  const head = 2 + (bytes[1]! & 0x7f);
  return RSA_ENCRYPTION.every((byte, index) => bytes[head + index] === byte);
}

/** Wraps a key as RFC 5280 defines it: some domains publish the bare RSAPublicKey, which WebCrypto does not import. */
function publicKeyInfo(key: Uint8Array): Uint8Array<ArrayBuffer> {
  const bits = der(0x03, [0x00, ...key]);
  return Uint8Array.from(der(0x30, [...RSA_ENCRYPTION, ...bits]));
}

/** DER of more than 127 bytes. */
function der(tag: number, content: readonly number[]): readonly number[] {
  const { length } = content;
  const size = length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return [tag, ...size, ...content];
}

function refuse(reason: KeyRefusal, rule: string): Result<never, KeyRefusal> {
  return err(reason, `Cannot take the DKIM key as ${rule}`);
}
