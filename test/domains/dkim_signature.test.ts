/** Each tag of a DKIM-Signature, one wrong at a time beside a valid literal. */
import { describe, expect, test } from "vitest";
import { dkimSignature } from "../../src/domains/dkim_signature.ts";
import { NOW_MS } from "../support/cast.ts";

const NOW_S = NOW_MS / 1_000;
const HASH = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
const VALID = {
  v: "1",
  a: "rsa-sha256",
  d: "Vale.example",
  s: "S1",
  h: "From:to:subject:from",
  bh: HASH,
  b: "AQID BAU=",
} as const;

/** The valid tags with `changes`; null leaves one out. */
function value(changes: Readonly<Record<string, string | null>> = {}): string {
  return Object.entries({ ...VALID, ...changes }).filter(([, content]) => content !== null)
    .map(([name, content]) => `${name}=${content}`).join("; ");
}

function read(text: string) {
  const read = dkimSignature(text, NOW_MS);
  return read.ok ? read.value : read.reason;
}

test("a signature is its tags in one form", () => {
  expect(read(value())).toEqual({
    algorithm: "rsa-sha256",
    signature: Uint8Array.of(1, 2, 3, 4, 5),
    body_hash: HASH,
    header_form: "simple",
    body_form: "simple",
    domain: "vale.example",
    agent_domain: "vale.example",
    key_name: "s1._domainkey.vale.example",
    signed_fields: ["from", "to", "subject", "from"],
  });
});

describe("is read", () => {
  test.each<[string, Readonly<Record<string, string | null>>, Readonly<Record<string, unknown>>]>([
    ["with the other algorithm", { a: "Ed25519-SHA256" }, { algorithm: "ed25519-sha256" }],
    ["with two forms", { c: "relaxed/simple" }, { header_form: "relaxed", body_form: "simple" }],
    ["with the form of the body", { c: "Simple / Relaxed" }, { header_form: "simple", body_form: "relaxed" }],
    ["with one form: the body's is simple", { c: "relaxed" }, {
      header_form: "relaxed",
      body_form: "simple",
    }],
    ["with an agent below the domain", { i: "ada@mail.Vale.example" }, { agent_domain: "mail.vale.example" }],
    ["with an agent without a name", { i: "@vale.example" }, { agent_domain: "vale.example" }],
    ["with an agent whose name holds an @", { i: `"a@b"@vale.example` }, { agent_domain: "vale.example" }],
    ["by a query that it may have", { q: "x/y : DNS/txt" }, {}],
    ["with a hash over two lines", { bh: `${HASH.slice(0, 20)}\r\n ${HASH.slice(20)}` }, { body_hash: HASH }],
    ["at its last second", { x: String(NOW_S) }, {}],
    ["an hour ahead of our clock", { t: String(NOW_S + 3_600) }, {}],
    ["with an end that comes", { x: String(NOW_S + 1) }, {}],
    ["with a time that is over", { t: "1" }, {}],
    ["with a signature of 2,048 letters", { b: "AQID".repeat(512) }, {}],
    ["with a signature over many lines", { b: "AQ\r\n\t ID" }, { signature: Uint8Array.of(1, 2, 3) }],
    ["with a hash full of blanks", { bh: HASH.split("").join(" ") }, { body_hash: HASH }],
    ["by its query among others without blanks", { q: "dns/txt:x/y" }, {}],
    ["with a second between its times", { t: String(NOW_S - 1), x: String(NOW_S) }, {}],
    ["with a hundred fields", { h: Array(100).fill("from").join(":") }, {}],
  ])("%s", (_, changes, expected) => {
    expect(dkimSignature(value(changes), NOW_MS)).toMatchObject({ ok: true, value: expected });
  });

  test("with empty parts and blanks between its tags", () => {
    expect(read(`;; ${value()} ; `)).toMatchObject({ domain: "vale.example" });
  });
});

describe("is refused", () => {
  test.each<[string, Readonly<Record<string, string | null>>, string]>([
    ["of another version", { v: "2" }, "version"],
    ["without a version", { v: null }, "version"],
    ["with SHA-1", { a: "rsa-sha1" }, "algorithm"],
    ["without an algorithm", { a: null }, "algorithm"],
    ["over a part of the body", { l: "0" }, "body_length"],
    ["by another query", { q: "dns/txt2" }, "query"],
    ["with a form that is none", { c: "nowsp/simple" }, "malformed"],
    ["with a body's form that is none", { c: "simple/x" }, "malformed"],
    ["with three forms", { c: "simple/simple/simple" }, "malformed"],
    ["without a domain", { d: null }, "malformed"],
    ["of a domain with a path", { d: "vale.example/x" }, "malformed"],
    ["of a top level", { d: "example" }, "malformed"],
    ["without a selector", { s: null }, "malformed"],
    ["with a selector that is no name", { s: "a b" }, "malformed"],
    ["with an empty signature", { b: "" }, "malformed"],
    ["with a signature that is no base64", { b: "A*==" }, "malformed"],
    ["with a signature of broken base64", { b: "AAAAA" }, "malformed"],
    ["with a signature of 2,049 letters", { b: "A".repeat(2_049) }, "malformed"],
    ["with a short hash", { bh: HASH.slice(1) }, "malformed"],
    ["with a hash and more", { bh: `${HASH}A` }, "malformed"],
    ["without a hash", { bh: null }, "malformed"],
    ["with an agent of another domain", { i: "ada@evil.example" }, "malformed"],
    ["with an agent whose domain only ends alike", { i: "ada@evilvale.example" }, "malformed"],
    ["with an agent above the domain", { i: "ada@example" }, "malformed"],
    ["that ended at the beginning of time", { x: "0" }, "expired"],
    ["that ends before it begins", { t: String(NOW_S), x: String(NOW_S - 1) }, "malformed"],
    ["with an end of 13 digits", { x: "1".repeat(13) }, "malformed"],
    ["with a time and a word", { t: "1 s" }, "malformed"],
    ["with a time behind a sign", { t: "+1" }, "malformed"],
    ["of a domain with a dot too many", { d: "vale..example" }, "malformed"],
    ["of a domain that begins with a line", { d: "-vale.example" }, "malformed"],
    ["of a domain that ends in a line", { d: "vale-.example" }, "malformed"],
    ["of a domain of 255 letters", { d: `${"a".repeat(61)}.`.repeat(4) + "example" }, "malformed"],
    ["of a label of 64 letters", { d: `${"a".repeat(64)}.example` }, "malformed"],
    ["with an empty field", { h: "from::to" }, "malformed"],
    ["with a field that is no name", { h: "from:to me" }, "malformed"],
    ["with 101 fields", { h: Array(101).fill("from").join(":") }, "malformed"],
    ["without fields", { h: null }, "malformed"],
    ["that leaves From out", { h: "to:subject" }, "from_unsigned"],
    ["that signs a field that only begins like From", { h: "fromage:to" }, "from_unsigned"],
    ["that is over for a second", { x: String(NOW_S - 1) }, "expired"],
    ["from more than an hour ahead", { t: String(NOW_S + 3_601) }, "future"],
    ["that ends as it begins", { t: String(NOW_S), x: String(NOW_S) }, "malformed"],
    ["with a time that is no number", { t: "now" }, "malformed"],
    ["with an end that is no number", { x: "-1" }, "malformed"],
    ["with a time of 13 digits", { t: "1".repeat(13) }, "malformed"],
    ["of 8,193 letters", { z: "z".repeat(8_193) }, "malformed"],
  ])("%s", (_, changes, reason) => {
    expect(read(value(changes))).toBe(reason);
  });

  test("in words that name the rule", () => {
    const words = (changes: Readonly<Record<string, string | null>>) => {
      const read = dkimSignature(value(changes), NOW_MS);
      return read.ok ? "" : read.message.replace("Cannot take the DKIM signature as ", "");
    };
    expect([
      words({ z: "z".repeat(8_193) }),
      words({ v: "2" }),
      words({ a: "rsa-sha1" }),
      words({ l: "0" }),
      words({ q: "x" }),
      words({ c: "x" }),
      words({ h: "to" }),
      words({ t: "x" }),
      words({ x: "1" }),
      words({ t: String(NOW_S + 9_999) }),
    ]).toEqual([
      "its tags must each stand once",
      "v must be 1",
      "a must be rsa-sha256 or ed25519-sha256",
      "l must not be given",
      "q must hold dns/txt",
      "its tags must be of their form",
      "h must hold from",
      "t and x must be Unix seconds, x after t",
      "x must not be over",
      "t must not be ahead",
    ]);
  });

  test.each([
    ["with a tag twice", `${value()}; d=evil.example`],
    ["with a part that is no tag", `${value()}; hello`],
    ["with a tag that begins with a digit", `${value()}; 1x=y`],
  ])("%s", (_, text) => {
    expect(read(text)).toBe("malformed");
  });
});
