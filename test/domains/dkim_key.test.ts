/** What makes a key in DNS count for a signature, one wrong thing at a time beside a valid record. */
import { describe, expect, test } from "vitest";
import { dkimKey } from "../../src/domains/dkim_key.ts";
import type { DkimSignature } from "../../src/domains/dkim_signature.ts";
import type { Answer } from "../../src/domains/dns_answers.ts";
import { RSA_1024, RSA_2048, RSA_512 } from "../support/dns.ts";

const ED25519 = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
const SIGNATURE: DkimSignature = {
  algorithm: "rsa-sha256",
  signature: Uint8Array.of(1),
  body_hash: "",
  header_form: "relaxed",
  body_form: "relaxed",
  domain: "vale.example",
  agent_domain: "vale.example",
  key_name: "s._domainkey.vale.example",
  signed_fields: ["from"],
};
const BELOW = { ...SIGNATURE, agent_domain: "mail.vale.example" };
const BY_ED25519 = { ...SIGNATURE, algorithm: "ed25519-sha256" as const };

function read(records: readonly string[] | Answer["status"], signature = SIGNATURE) {
  const answer = typeof records === "string"
    ? { status: records } as Answer
    : { status: "found" as const, values: records };
  const key = dkimKey(answer, signature);
  return key.ok ? key.value.kind : key.reason;
}

/** A bare RSAPublicKey with a modulus of so many bits: SEQUENCE { INTEGER, INTEGER 65537 }. */
function rsaKey(bits: number): string {
  const size = Math.ceil(bits / 8);
  const modulus = Array.from({ length: size }, (_, at) => at === 0 ? 1 << ((bits - 1) % 8) : 0x11);
  const padded = modulus[0]! >= 0x80 ? [0, ...modulus] : modulus;
  const integer = [0x02, 0x82, padded.length >> 8, padded.length & 0xff, ...padded];
  const content = [...integer, 0x02, 0x03, 0x01, 0x00, 0x01];
  return btoa(String.fromCharCode(0x30, 0x82, content.length >> 8, content.length & 0xff, ...content));
}

test("a key of 1,024 to 8,192 bits is none too short or long", () => {
  expect([1_024, 8_192].map((bits) => read([`p=${rsaKey(bits)}`]))).toEqual(["rsa", "rsa"]);
});

test("each refusal has its words", () => {
  const words = (records: readonly string[] | Answer["status"], signature = SIGNATURE) => {
    const answer = typeof records === "string"
      ? { status: records } as Answer
      : { status: "found" as const, values: records };
    const key = dkimKey(answer, signature);
    return key.ok ? "" : key.message.replace("Cannot take the DKIM key as ", "");
  };
  expect([
    words("failed"),
    words("absent"),
    words(["p=a", "p=b"]),
    words(["v=2; p=a"]),
    words(["p="]),
    words(["t=y; p=a"]),
    words(["t=s; p=a"], BELOW),
    words(["s=x; p=a"]),
    words(["h=x; p=a"]),
    words(["k=x; p=a"]),
    words(["p=*"]),
    words(["k=ed25519; p=AQID"], BY_ED25519),
    words(["p=AQID"]),
    words([`p=${RSA_512}`]),
  ]).toEqual([
    "DNS must answer",
    "a key must stand there",
    "one key must stand there",
    "v must be DKIM1",
    "p must not be empty",
    "t must not hold y",
    "t=s must be of the agent's domain",
    "s must hold email",
    "h must hold sha256",
    "k must be the signature's kind",
    "p must be base64",
    "p must be 32 bytes",
    "p must be a public RSA key",
    "the key must have 1024 to 8192 bits",
  ]);
});

describe("a key counts", () => {
  test.each<[string, readonly string[], DkimSignature, string]>([
    ["of 2,048 bits", [`v=DKIM1; k=rsa; p=${RSA_2048}`], SIGNATURE, "rsa"],
    ["of 1,024 bits, without a version and kind", [`p=${RSA_1024}`], SIGNATURE, "rsa"],
    ["with blanks in it", [`p=${RSA_2048.slice(0, 50)} ${RSA_2048.slice(50)}`], SIGNATURE, "rsa"],
    ["beside a record that is no key", ["hello", `p=${RSA_2048}`], SIGNATURE, "rsa"],
    ["with a blank before its sign", [`v=DKIM1; p =${RSA_2048}`], SIGNATURE, "rsa"],
    ["with a blank before its name", [`v=DKIM1;  p=${RSA_2048}`], SIGNATURE, "rsa"],
    ["over several lines", [`p=${RSA_2048.slice(0, 50)}\t \n${RSA_2048.slice(50)}`], SIGNATURE, "rsa"],
    ["without any service", [`s=; p=${RSA_2048}`], SIGNATURE, "rsa"],
    ["without any hash", [`h=:; p=${RSA_2048}`], SIGNATURE, "rsa"],
    ["for all services", [`s=*; p=${RSA_2048}`], SIGNATURE, "rsa"],
    ["for mail among others", [`s=tlsrpt : Email; p=${RSA_2048}`], SIGNATURE, "rsa"],
    ["for SHA-256 among others", [`h=sha1:SHA256; p=${RSA_2048}`], SIGNATURE, "rsa"],
    ["for the domain alone, of an agent of the domain", [`t=s; p=${RSA_2048}`], SIGNATURE, "rsa"],
    ["of an agent below the domain", [`p=${RSA_2048}`], BELOW, "rsa"],
    ["of Ed25519", [`k=ED25519; p=${ED25519}`], BY_ED25519, "ed25519"],
  ])("%s", (_, records, signature, kind) => {
    expect(read(records, signature)).toBe(kind);
  });

  test("as a bare RSAPublicKey, which is wrapped to the same bytes as one that was published whole", () => {
    const info = Uint8Array.from(atob(RSA_2048), (char) => char.charCodeAt(0));
    // SEQUENCE (4), algorithm (15), BIT STRING (4) and its unused bits (1) stand before the bare key.
    const bare = btoa(String.fromCharCode(...info.slice(24)));
    for (const p of [RSA_2048, bare]) {
      const key = dkimKey({ status: "found", values: [`p=${p}`] }, SIGNATURE);
      expect(key).toEqual({ ok: true, value: { kind: "rsa", bytes: info } });
    }
    const small = Uint8Array.from(atob(RSA_1024), (char) => char.charCodeAt(0));
    const bare_small = btoa(String.fromCharCode(...small.slice(22)));
    expect(dkimKey({ status: "found", values: [`p=${bare_small}`] }, SIGNATURE)).toEqual({
      ok: true,
      value: { kind: "rsa", bytes: small },
    });
  });
});

describe("a key is refused", () => {
  test.each<[string, readonly string[] | Answer["status"], DkimSignature, string]>([
    ["while DNS does not answer", "failed", SIGNATURE, "dns"],
    ["where none stands", "absent", SIGNATURE, "no_key"],
    ["where only other records stand", ["v=spf1 -all", "xp=y"], SIGNATURE, "no_key"],
    ["where two stand", [`p=${RSA_2048}`, `p=${RSA_2048}`], SIGNATURE, "several_keys"],
    ["of another version", [`v=DKIM2; p=${RSA_2048}`], SIGNATURE, "malformed"],
    ["that is revoked", ["v=DKIM1; p= "], SIGNATURE, "revoked"],
    ["of a domain that tests", [`t=s : Y; p=${RSA_2048}`], SIGNATURE, "testing"],
    ["for the domain alone, of an agent below it", [`t=s; p=${RSA_2048}`], BELOW, "subdomain"],
    ["for another service", [`s=tlsrpt; p=${RSA_2048}`], SIGNATURE, "not_for_mail"],
    ["for another hash", [`h=sha1; p=${RSA_2048}`], SIGNATURE, "kind"],
    ["of another kind than the signature", [`p=${RSA_2048}`], BY_ED25519, "kind"],
    ["of Ed25519 for RSA", [`k=ed25519; p=${ED25519}`], SIGNATURE, "kind"],
    ["behind more than anybody reads", [`n=${"n".repeat(8_200)}; p=${RSA_2048}`], SIGNATURE, "revoked"],
    ["that is longer than any", [`p=${"AQID".repeat(1_025)}`], SIGNATURE, "malformed"],
    ["that is a key and more", [`p=${RSA_2048}*`], SIGNATURE, "malformed"],
    ["of a bit less than 1,024", [`p=${rsaKey(1_023)}`], SIGNATURE, "weak"],
    ["of a bit more than 8,192", [`p=${rsaKey(8_193)}`], SIGNATURE, "weak"],
    ["that is too short", [`p=${RSA_512}`], SIGNATURE, "weak"],
    ["that is no RSA key", [`p=${ED25519}`], SIGNATURE, "malformed"],
    ["that is no base64", ["p=a*b"], SIGNATURE, "malformed"],
    ["of Ed25519 with 31 bytes", [`k=ed25519; p=${btoa("a".repeat(31))}`], BY_ED25519, "malformed"],
    ["of Ed25519 that is all zeros", [`k=ed25519; p=${btoa("\0".repeat(32))}`], BY_ED25519, "malformed"],
    ["of Ed25519 that is no base64", ["k=ed25519; p=*"], BY_ED25519, "malformed"],
  ])("%s", (_, records, signature, reason) => {
    expect(read(records, signature)).toBe(reason);
  });
});
