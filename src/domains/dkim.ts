/**
 * Checks one DKIM key in DNS (RFC 6376, RFC 8463): present, not revoked, long enough. It sees no mail and checks no
 * signature.
 */
import { base64Bytes } from "./base64.ts";
import { type Answer, type Lookup, valuesOf } from "./dns_answers.ts";
import { type Finding, finding } from "./finding.ts";
import { tags } from "./tags.ts";

/** RFC 8301, 3.2: shorter RSA keys must not be accepted; 2048 bits are what a signer should have. */
export const BITS_MIN = 1_024;
const BITS_GOOD = 2_048;
/** Characters of a key that are read, enough for more bits than any signer has. */
export const KEY_MAX_CHARS = 4_096;

export function dkimName(selector: string, domain: string): string {
  return `${selector}._domainkey.${domain}`;
}

export function dkimFindings(selector: string, domain: string, lookup: Lookup): readonly Finding[] {
  const name = dkimName(selector, domain);
  const answer = lookup.ask(name, "TXT");
  if (answer === undefined) return [];
  if (answer.status === "failed") return [finding("dkim", "unknown", `DNS did not answer for ${name}`)];
  const keys = keyRecords(answer);
  if (keys.length === 0) return [finding("dkim", "error", `${name} has no key`)];
  if (keys.length > 1) {
    return [finding("dkim", "error", `${name} has ${keys.length} keys; one must stand under a selector`)];
  }
  return keyFindings(name, keys[0]!);
}

/** Returns the records of an answer that hold a key, a revoked one too. */
export function keyRecords(answer: Answer): readonly string[] {
  return valuesOf(answer).filter((value) => /(?:^|;)\s*p\s*=/.test(value));
}

function keyFindings(name: string, record: string): readonly Finding[] {
  const parsed = tags(record);
  const version = parsed.get("v");
  const found: Finding[] = [];
  if (version !== undefined && version !== "DKIM1") {
    return [finding("dkim", "error", `${name}: v must be DKIM1`)];
  }
  const key = parsed.get("p");
  if (key === undefined || key === "") {
    return [finding("dkim", "error", `${name} is revoked: its p is empty`)];
  }
  if (parsed.get("t")?.split(":").includes("y")) {
    found.push(
      finding("dkim", "warning", `${name} says t=y, testing: receivers may treat its mail as unsigned`),
    );
  }
  const kind = parsed.get("k") ?? "rsa";
  if (kind === "ed25519") {
    found.push(
      finding(
        "dkim",
        "warning",
        `${name} is an ed25519 key, which many receivers do not read: keep an RSA key beside it`,
      ),
    );
    return found;
  }
  if (kind !== "rsa") return [finding("dkim", "error", `${name}: k must be rsa or ed25519`)];
  const bytes = base64Bytes(key, KEY_MAX_CHARS);
  const bits = bytes === undefined ? undefined : rsaBits(bytes);
  if (bits === undefined) return [finding("dkim", "error", `${name}: p must be a public RSA key in base64`)];
  if (bits < BITS_MIN) {
    found.push(
      finding("dkim", "error", `${name}: the key has ${bits} bits, at least ${BITS_MIN} must it have`),
    );
  } else if (bits < BITS_GOOD) {
    found.push(finding("dkim", "warning", `${name}: the key has ${bits} bits, ${BITS_GOOD} are usual`));
  } else found.push(finding("dkim", "ok", `${name}: RSA, ${bits} bits`));
  return found;
}

/** Bits of the modulus in a SubjectPublicKeyInfo or RSAPublicKey; `undefined` where it is neither. */
export function rsaBits(bytes: Uint8Array): number | undefined {
  // The modulus is the first INTEGER that is longer than an algorithm's parameters: 0x02, length, then often a zero.
  for (let at = bytes.indexOf(0x02); at >= 0; at = bytes.indexOf(0x02, at + 1)) {
    const [length, head] = derLength(bytes, at + 1);
    if (length < 48 || at + 1 + head + length > bytes.length) continue;
    const start = at + 1 + head;
    const first = bytes[start] === 0 ? start + 1 : start;
    return (start + length - first) * 8 - Math.clz32(bytes[first]!) + 24;
  }
  return undefined;
}

/** Value and size of a DER length at `at`. */
function derLength(bytes: Uint8Array, at: number): readonly [number, number] {
  const first = bytes[at]!;
  if (first < 0x80) return [first, 1];
  const count = first & 0x7f;
  if (count > 2) return [0, 1];
  let length = 0;
  for (let index = 1; index <= count; index++) length = length * 256 + (bytes[at + index] ?? 0);
  return [length, 1 + count];
}
