import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { Resolve } from "../../src/dns/over_https.ts";
import { type DkimResult, verifyDkim } from "../../src/dns/verify_dkim.ts";
import { rawMail } from "../../src/domains/raw_mail.ts";
import { NOW_MS } from "../support/cast.ts";
import { ed25519Signer, rsaSigner, signed, type Signer } from "../support/dkim_signing.ts";
import { KEYS, RFC6376, RFC8463 } from "../support/dkim_vectors.ts";

const MAIL = [
  "From: Ada Lovelace <ada@lovelace.example>",
  "To: help@kontor.example",
  "Subject: Re: Your  order \t#1001",
  "Date: Sun, 22 Nov 2026 12:00:00 +0000",
  "",
  "Moss green,  please. ",
  " \t",
  "Ünïcode: é",
  "",
  "",
].join("\r\n");
const NAME = "s1._domainkey.lovelace.example";

let rsa: Signer;
let ed25519: Signer;
beforeAll(async () => {
  rsa = await rsaSigner();
  ed25519 = await ed25519Signer();
});

const encode = (text: string) => new TextEncoder().encode(text);
const dns = (records: Readonly<Record<string, string | readonly string[]>>): Resolve => ({ name }) => {
  const found = records[name];
  return Promise.resolve(
    found === undefined
      ? { status: "absent" }
      : { status: "found", values: typeof found === "string" ? [found] : found },
  );
};
const verify = (
  mail: string | Uint8Array,
  records: Parameters<typeof dns>[0],
): Promise<readonly DkimResult[]> =>
  verifyDkim(rawMail(typeof mail === "string" ? encode(mail) : mail), dns(records), NOW_MS);
const failureOf = async (...given: Parameters<typeof verify>) => (await verify(...given))[0]!.failure;
const sign = (signer: Signer, changes: object = {}, mail = MAIL) =>
  signed(mail, signer, { domain: "lovelace.example", selector: "s1", form: "relaxed", ...changes });

describe("the published examples verify", () => {
  test("RFC 6376, A.2: RSA, simple/simple", async () => {
    expect(await verify(RFC6376, KEYS)).toEqual([{ domain: "example.com", failure: undefined }]);
  });

  test("RFC 8463, A.3: Ed25519 and RSA, relaxed/relaxed", async () => {
    const good = { domain: "football.example.com", failure: undefined };
    expect(await verify(RFC8463, KEYS)).toEqual([good, good]);
  });

  test("and each of them fails where one word of the mail is different", async () => {
    expect(await failureOf(RFC6376.replace("hungry", "thirsty"), KEYS)).toBe("body_changed");
    expect(await failureOf(RFC6376.replace("dinner", "lunch"), KEYS)).toBe("signature");
    expect((await verify(RFC8463.replace("Joe SixPack", "Joe"), KEYS)).map(({ failure }) => failure)).toEqual(
      [
        "signature",
        "signature",
      ],
    );
  });
});

describe.each([["rsa-sha256", () => rsa], ["ed25519-sha256", () => ed25519]] as const)("%s", (_, signer) => {
  test.each(["simple", "relaxed"] as const)("verifies what was signed in the form %s", async (form) => {
    expect(await verify(await sign(signer(), { form }), { [NAME]: signer().record })).toEqual([
      { domain: "lovelace.example", failure: undefined },
    ]);
  });

  test("relaxed: spaces and the case of header names may change on the way, and spaces in the body too", async () => {
    const changed = (await sign(signer())).replace("To: help", "TO:\t help").replace(
      "Your  order \t#",
      "Your order #",
    )
      .replace("green,  please. ", "green, please.").replace("é\r\n\r\n", "é\r\n\r\n\r\n\r\n");
    expect(await failureOf(changed, { [NAME]: signer().record })).toBeUndefined();
  });

  test("simple: none of these may change", async () => {
    const mail = await sign(signer(), { form: "simple" });
    expect(await failureOf(mail.replace("Your  order", "Your order"), { [NAME]: signer().record })).toBe(
      "signature",
    );
    expect(await failureOf(mail.replace("green,  please", "green, please"), { [NAME]: signer().record }))
      .toBe(
        "body_changed",
      );
  });

  test("a fold in the header is no change, and a saved mail's bare line feeds are none", async () => {
    const mail = await sign(signer());
    expect(await failureOf(mail.replace("Subject: Re:", "Subject:\r\n Re:"), { [NAME]: signer().record }))
      .toBeUndefined();
    expect(await failureOf(mail.replaceAll("\r\n", "\n"), { [NAME]: signer().record })).toBeUndefined();
  });

  test("a mail without a body has a valid empty body", async () => {
    const empty = MAIL.slice(0, MAIL.indexOf("\r\n\r\n") + 4);
    for (const form of ["simple", "relaxed"]) {
      expect(await failureOf(await sign(signer(), { form }, empty), { [NAME]: signer().record }))
        .toBeUndefined();
    }
  });

  test("no byte of what is signed can change", async () => {
    const mail = encode(await sign(signer(), { form: "simple" }));
    const records = { [NAME]: signer().record };
    const header = new TextDecoder().decode(mail).indexOf("From:");
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: header, max: mail.length - 5 }),
        fc.integer({ min: 1, max: 255 }),
        async (at, bit) => {
          const changed = mail.with(at, mail[at]! ^ bit);
          // A line feed alone is read as the CRLF that it stands for.
          fc.pre(mail[at] !== 0x0d && mail[at] !== 0x0a && changed[at] !== 0x0a && changed[at] !== 0x0d);
          const failure = await failureOf(changed, records);
          expect(["signature", "body_changed", "from_unsigned", "malformed"]).toContain(failure);
        },
      ),
      { numRuns: 150, seed: 1 },
    );
  });
});

describe("a signature does not count", () => {
  test.each<[string, object, string]>([
    ["that covers a part of the body only", { more: " l=10;" }, "body_length"],
    ["that is over", { more: ` t=1000000000; x=${NOW_MS / 1_000 - 1};` }, "expired"],
    ["of tomorrow", { more: ` t=${NOW_MS / 1_000 + 7_200};` }, "future"],
    ["that ends before it begins", { more: " t=1000; x=1000;" }, "malformed"],
    ["that leaves From out", { h: "to:subject:date" }, "from_unsigned"],
    ["for an agent of another domain", { more: " i=@babbage.example;" }, "malformed"],
    ["with a tag that stands twice", { more: " d=babbage.example;" }, "malformed"],
    ["by another way than DNS", { more: " q=http/txt;" }, "query"],
  ])("%s", async (_, changes, failure) => {
    expect(await failureOf(await sign(rsa, changes), { [NAME]: rsa.record })).toBe(failure);
  });

  test.each<[string, (mail: string) => string, string]>([
    ["of another version", (mail) => mail.replace("v=1;", "v=2;"), "version"],
    ["by SHA-1", (mail) => mail.replace("rsa-sha256", "rsa-sha1"), "algorithm"],
    ["without a domain", (mail) => mail.replace("d=lovelace.example;", ""), "malformed"],
    ["of a domain that is none", (mail) => mail.replace("d=lovelace.example;", "d=example;"), "malformed"],
    ["whose selector climbs", (mail) => mail.replace("s=s1;", "s=a/../b;"), "malformed"],
    ["without a signature", (mail) => mail.replace(/b=[A-Za-z0-9+/]+=*\r\n/, "b=\r\n"), "malformed"],
  ])("%s", async (_, change, failure) => {
    expect(await failureOf(change(await sign(rsa)), { [NAME]: rsa.record })).toBe(failure);
  });

  test("with From twice counts the lower one, as it was signed", async () => {
    const mail = (await sign(rsa)).replace("From: Ada", "From: Eve <eve@lovelace.example>\r\nFrom: Ada");
    expect(await failureOf(mail, { [NAME]: rsa.record })).toBeUndefined();
    const below = (await sign(rsa)).replace("To: help", "From: Eve <eve@lovelace.example>\r\nTo: help");
    expect(await failureOf(below, { [NAME]: rsa.record })).toBe("signature");
  });
});

describe("a key does not count", () => {
  test.each<[string, (record: string) => string | readonly string[], string]>([
    ["that is not there", () => [], "no_key"],
    ["that is revoked", () => "v=DKIM1; p=", "revoked"],
    ["beside another", (record) => [record, record], "several_keys"],
    ["of a test", (record) => `${record}; t=y`, "testing"],
    ["for something else than mail", (record) => `${record}; s=tlsrpt`, "not_for_mail"],
    ["for another hash", (record) => `${record}; h=sha1`, "kind"],
    ["of another kind", (record) => record.replace("k=rsa", "k=ed25519"), "kind"],
    ["that is none", () => "v=DKIM1; k=rsa; p=AAAA", "malformed"],
    ["of another version", (record) => record.replace("DKIM1", "DKIM2"), "malformed"],
  ])("%s", async (_, change, failure) => {
    expect(await failureOf(await sign(rsa), { [NAME]: change(rsa.record) })).toBe(failure);
  });

  test("for the domain alone, of an agent below it", async () => {
    const records = { [NAME]: `${rsa.record}; t=s` };
    expect(await failureOf(await sign(rsa, { more: " i=@post.lovelace.example;" }), records)).toBe(
      "subdomain",
    );
    expect(await failureOf(await sign(rsa, { more: " i=ada@lovelace.example;" }), records)).toBeUndefined();
  });

  test("with fewer than 1,024 bits", async () => {
    // A SubjectPublicKeyInfo whose modulus has 768 bits.
    const algorithm = [
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
    const modulus = [0x02, 0x61, 0x00, ...Array.from({ length: 96 }, () => 0xc1)];
    const key = [0x30, 0x68, ...modulus, 0x02, 0x03, 0x01, 0x00, 0x01];
    const spki = Uint8Array.from([0x30, 0x7c, ...algorithm, 0x03, 0x6b, 0x00, ...key]);
    expect(await failureOf(await sign(rsa), { [NAME]: `v=DKIM1; k=rsa; p=${spki.toBase64()}` })).toBe("weak");
  });

  test("of a point under which anybody could sign", async () => {
    const zero = `v=DKIM1; k=ed25519; p=${new Uint8Array(32).toBase64()}`;
    expect(await failureOf(await sign(ed25519), { [NAME]: zero })).toBe("malformed");
  });

  test("while DNS is away; another time it may", async () => {
    const away: Resolve = () => Promise.resolve({ status: "failed" });
    const mail = rawMail(encode(await sign(rsa)));
    expect(await verifyDkim(mail, away, NOW_MS)).toEqual([{ domain: "lovelace.example", failure: "dns" }]);
  });

  test("but a key that is published alone, without its algorithm, counts", async () => {
    const spki = Uint8Array.fromBase64(/p=(.+)$/.exec(rsa.record)![1]!);
    // SEQUENCE { SEQUENCE { OID, NULL }, BIT STRING { 0, RSAPublicKey } }: 4 + 15 + 4 + 1 bytes before the key of 2,048 bits.
    const bare = `v=DKIM1; k=rsa; p=${spki.subarray(24).toBase64()}`;
    expect(await failureOf(await sign(rsa), { [NAME]: bare })).toBeUndefined();
  });
});

describe("what a mail costs is bounded", () => {
  test("of twenty signatures five are verified", async () => {
    const one = (await sign(rsa)).split("\r\n", 1)[0]!;
    const asked: string[] = [];
    const resolve: Resolve = (question) => {
      asked.push(question.name);
      return dns({ [NAME]: rsa.record })(question);
    };
    const mail = rawMail(encode(`${`${one}\r\n`.repeat(20)}${MAIL}`));
    expect(await verifyDkim(mail, resolve, NOW_MS)).toHaveLength(5);
    expect(asked).toHaveLength(5);
  });

  test("a changed body causes no lookup of a key, nor does a domain that is of no interest", async () => {
    const never: Resolve = ({ name }) => Promise.reject(new Error(`asked for ${name}`));
    const changed = rawMail(encode((await sign(rsa)).replace("Moss", "Slate")));
    expect(await verifyDkim(changed, never, NOW_MS)).toMatchObject([{ failure: "body_changed" }]);
    expect(await verifyDkim(rawMail(encode(await sign(rsa))), never, NOW_MS, () => false)).toEqual([]);
  });

  test("whatever comes in is read without a throw", async () => {
    const mail = encode(await sign(rsa));
    await fc.assert(
      fc.asyncProperty(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(255)), { maxLength: 8 }),
        async (share, changes) => {
          const cut = mail.slice(0, Math.floor(share * mail.length));
          for (const [where, byte] of changes) {
            if (cut.length > 0) cut[Math.floor(where * (cut.length - 1))] = byte;
          }
          for (const { failure } of await verify(cut, { [NAME]: rsa.record })) {
            expect(failure ?? "").toBeTypeOf("string");
          }
        },
      ),
      { numRuns: 300, seed: 1 },
    );
  });
});
