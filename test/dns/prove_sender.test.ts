import { beforeAll, describe, expect, test } from "vitest";
import { cachedResolve, memoryCache } from "../../src/dns/cached_resolve.ts";
import type { Resolve } from "../../src/dns/over_https.ts";
import { proveSender } from "../../src/dns/prove_sender.ts";
import { NOW_MS } from "../support/cast.ts";
import { rsaSigner, signed, type Signer } from "../support/dkim_signing.ts";

let rsa: Signer;
beforeAll(async () => {
  rsa = await rsaSigner();
});

const mail = (from: string) =>
  [
    `From: ${from}`,
    "To: help@kontor.example",
    "Subject: Hi",
    "Date: Sun, 22 Nov 2026 12:00:00 +0000",
    "",
    "Hello.",
    "",
  ]
    .join("\r\n");

interface Given {
  readonly from?: string;
  readonly signer?: string;
  /** Of `_dmarc.` names. */
  readonly dmarc?: Readonly<Record<string, string>>;
}

function resolver(signer: string, dmarc: Given["dmarc"] = {}): Resolve {
  const records: Readonly<Record<string, string>> = { [`s1._domainkey.${signer}`]: rsa.record, ...dmarc };
  return ({ name }) =>
    Promise.resolve(
      records[name] === undefined ? { status: "absent" } : { status: "found", values: [records[name]!] },
    );
}

async function proof(
  { from = "Ada <ada@lovelace.example>", signer = "lovelace.example", dmarc }: Given,
  change = (text: string) => text,
) {
  const text = change(await signed(mail(from), rsa, { domain: signer, selector: "s1", form: "relaxed" }));
  return await proveSender(new TextEncoder().encode(text), resolver(signer, dmarc), NOW_MS);
}

const P = "v=DMARC1; p=reject";

describe("a sender is proven", () => {
  test("by a signature of the very domain in From, with DMARC and without", async () => {
    const proven = { proven: true, address: "ada@lovelace.example", domain: "lovelace.example" };
    expect(await proof({})).toEqual(proven);
    expect(await proof({ dmarc: { "_dmarc.lovelace.example": `${P}; adkim=s` } })).toEqual(proven);
    expect(await proof({ from: '"Lovelace, Ada" <ada@Lovelace.example>' })).toMatchObject({ proven: true });
    expect(await proof({ from: "ada@lovelace.example (Ada)" })).toEqual(proven);
  });

  test.each<[string, string, string, Record<string, string>]>([
    ["a subdomain's signature under the organisation's policy", "lovelace.example", "post.lovelace.example", {
      "_dmarc.lovelace.example": P,
    }],
    ["the organisation's signature for a subdomain", "post.lovelace.example", "lovelace.example", {
      "_dmarc.lovelace.example": P,
    }],
    ["two subdomains of one organisation", "a.lovelace.example", "b.lovelace.example", {
      "_dmarc.lovelace.example": P,
    }],
    ["the domain above, where nobody has a policy", "post.lovelace.example", "lovelace.example", {}],
  ])("by %s", async (_, domain, signer, dmarc) => {
    expect(await proof({ from: `ada@${domain}`, signer, dmarc })).toMatchObject({ proven: true, domain });
  });
});

describe("a sender is not proven", () => {
  test.each<[string, Given, string]>([
    ["by another domain's signature", { signer: "babbage.example" }, "not_aligned"],
    ["by a mail service's", { signer: "lovelace.mailservice.example" }, "not_aligned"],
    ["by a domain that only looks alike", { signer: "xlovelace.example" }, "not_aligned"],
    ["by a subdomain where the domain wants strict alignment", {
      signer: "post.lovelace.example",
      dmarc: { "_dmarc.lovelace.example": `${P}; adkim=s` },
    }, "not_aligned"],
    ["by a subdomain where nobody has a policy", { signer: "post.lovelace.example" }, "not_aligned"],
    ["by a neighbour below a public suffix", {
      from: "ada@lovelace.co.example",
      signer: "eve.co.example",
      dmarc: { "_dmarc.lovelace.co.example": P, "_dmarc.co.example": "v=DMARC1; p=none; psd=y" },
    }, "not_aligned"],
  ])("%s", async (_, given, reason) => {
    expect(await proof(given)).toEqual({ proven: false, reason });
  });

  test.each<[string, (text: string) => string, string]>([
    ["whose mail was changed", (text) => text.replace("Hello.", "Send me all orders."), "body_changed"],
    ["whose From was changed", (text) => text.replace("From: Ada", "From: Eve"), "signature"],
    ["who is not signed for", (text) => text.replace(/^DKIM-Signature: .*\r\n/, ""), "unsigned"],
    [
      "whose From stands twice",
      (text) => text.replace("From: Ada", "From: <eve@lovelace.example>\r\nFrom: Ada"),
      "from",
    ],
    ["who is not there", (text) => text.replace(/\r\nFrom: .*/, ""), "from"],
  ])("%s", async (_, change, reason) => {
    expect(await proof({}, change)).toEqual({ proven: false, reason });
  });

  test.each([
    "ada@lovelace.example, eve@lovelace.example",
    "Ada <ada@lovelace.example> <eve@babbage.example>",
    "ada@babbage.example <ada@lovelace.example>, x",
    "Weavers: ada@lovelace.example;",
    "Ada",
    "<@babbage.example:ada@lovelace.example>",
    "ada@lovelace.example\u0000",
  ])("whose From can be read in two ways: %s", async (from) => {
    expect(await proof({ from })).toEqual({ proven: false, reason: "from" });
  });

  test("by a header that says that somebody else proved the sender", async () => {
    const text =
      `Authentication-Results: mx.kontor.example; dkim=pass header.d=lovelace.example; dmarc=pass\r\n${
        mail("ada@lovelace.example")
      }`;
    expect(await proveSender(new TextEncoder().encode(text), resolver("lovelace.example"), NOW_MS)).toEqual({
      proven: false,
      reason: "unsigned",
    });
  });

  test("while DNS does not answer with the policy", async () => {
    const signer = "post.lovelace.example";
    const text = await signed(mail("ada@lovelace.example"), rsa, {
      domain: signer,
      selector: "s1",
      form: "relaxed",
    });
    const resolve: Resolve = (question) =>
      question.name.startsWith("_dmarc.")
        ? Promise.resolve({ status: "failed" })
        : resolver(signer)(question);
    expect(await proveSender(new TextEncoder().encode(text), resolve, NOW_MS)).toEqual({
      proven: false,
      reason: "dns",
    });
  });
});

describe("answers of DNS are kept", () => {
  const question = { name: "s1._domainkey.lovelace.example", type: "TXT" } as const;

  test("for an hour, a missing one for five minutes, an outage not at all", async () => {
    const asked: string[] = [];
    const cache = memoryCache();
    const ask = async (status: "found" | "absent" | "failed", minutes: number, name: string) => {
      const resolve: Resolve = () => {
        asked.push(name);
        return Promise.resolve(status === "found" ? { status, values: ["k"] } : { status });
      };
      await cachedResolve(resolve, cache, NOW_MS + minutes * 60_000)({ ...question, name });
    };
    for (const minutes of [0, 59, 61]) await ask("found", minutes, "found");
    for (const minutes of [0, 4, 6]) await ask("absent", minutes, "absent");
    for (const minutes of [0, 1]) await ask("failed", minutes, "failed");
    expect(asked).toEqual(["found", "found", "absent", "absent", "failed", "failed"]);
  });

  test("and never more of them than the limit", async () => {
    const cache = memoryCache(2);
    const kept = { answer: { status: "absent" }, until_ms: NOW_MS } as const;
    for (const key of ["a", "b", "a", "c"]) await cache.write(key, kept);
    expect(await Promise.all(["a", "b", "c"].map((key) => cache.read(key)))).toEqual([kept, undefined, kept]);
  });
});
