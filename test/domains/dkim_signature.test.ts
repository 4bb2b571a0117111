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
    ["with a second between its times", { t: String(NOW_S - 1), x: String(NOW_S) }, {}],
    ["with a hundred fields", { h: Array(100).fill("from").join(":") }, {}],
  ])("%s", (_, changes, expected) => {
    expect(read(value(changes))).toMatchObject(expected);
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

  test.each([
    ["with a tag twice", `${value()}; d=evil.example`],
    ["with a part that is no tag", `${value()}; hello`],
    ["with a tag that begins with a digit", `${value()}; 1x=y`],
  ])("%s", (_, text) => {
    expect(read(text)).toBe("malformed");
  });
});
