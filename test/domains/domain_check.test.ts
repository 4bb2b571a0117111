import { describe, expect, test } from "vitest";
import type { DnsChannel } from "../../src/domains/channel_dns.ts";
import { CHANNEL_DNS } from "../../src/domains/channel_dns.ts";
import type { DomainReport } from "../../src/domains/domain_check.ts";
import { checkDomain } from "../../src/dns/check_domain.ts";
import { RSA_1024, RSA_2048, RSA_512, type Zone, zoneResolver } from "../support/dns.ts";

const DKIM = `v=DKIM1; k=rsa; p=${RSA_2048}`;
const POLICY = "v=DMARC1; p=quarantine; rua=mailto:dmarc@shop.example";

/** A domain on which everything is right for Cloudflare. */
const GOOD: Zone = {
  "TXT shop.example": ["v=spf1 include:_spf.mx.cloudflare.net ~all"],
  "TXT _spf.mx.cloudflare.net": ["v=spf1 ip4:192.0.2.0/24 ~all"],
  "TXT cf-bounce._domainkey.shop.example": [DKIM],
  "TXT _dmarc.shop.example": [POLICY],
  "MX shop.example": ["10 route1.mx.cloudflare.net."],
  "MX cf-bounce.shop.example": [
    "5 route1.mx.cloudflare.net.",
    "6 route2.mx.cloudflare.net.",
    "7 route3.mx.cloudflare.net.",
  ],
  "TXT cf-bounce.shop.example": ["v=spf1 include:_spf.mx.cloudflare.net ~all"],
};

describe("a domain set up for its channel", () => {
  test("has nothing but good findings and nothing left to set", async () => {
    const report = await check(GOOD);
    expect(report.findings.map(({ level }) => level)).not.toContain("error");
    expect(report.findings.map(({ level }) => level)).not.toContain("warning");
    expect(report.records.filter(({ set }) => !set)).toEqual([]);
  });

  test("that is empty gets a list of every record to set", async () => {
    const report = await check({});
    expect(bad(report)).toEqual([
      "warning spf",
      "error dkim",
      "error dmarc",
      "error mx",
      "error return_path",
    ]);
    expect(report.records.map(({ name, type, value }) => `${name} ${type} ${value}`)).toEqual([
      "cf-bounce._domainkey.shop.example TXT <the key that onboarding the domain creates>",
      "cf-bounce.shop.example MX <priority> route1.mx.cloudflare.net",
      "cf-bounce.shop.example MX <priority> route2.mx.cloudflare.net",
      "cf-bounce.shop.example MX <priority> route3.mx.cloudflare.net",
      "cf-bounce.shop.example TXT v=spf1 include:_spf.mx.cloudflare.net ~all",
      "_dmarc.shop.example TXT v=DMARC1; p=none; rua=mailto:dmarc@shop.example",
    ]);
    expect(report.records.some(({ set }) => set)).toBe(false);
  });

  test("whose resolver is down is not reported as wrong", async () => {
    const down = Object.fromEntries(Object.keys(GOOD).map((key) => [key, "failed" as const]));
    const report = await check(down);
    expect(report.findings.map(({ level }) => level)).not.toContain("error");
    expect(report.findings.map(({ level }) => level)).toContain("unknown");
  });

  test("without an answer of DNS says of no record whether it is set", async () => {
    const silent = await checkDomain(
      { domain: "shop.example", channel: "postmark", selectors: ["s1"], return_path: undefined },
      () => Promise.resolve({ status: "failed" }),
    );
    expect(silent.records.length).toBeGreaterThan(1);
    expect(silent.records.map(({ set }) => set)).toEqual(silent.records.map(() => null));
  });

  test.each([
    ["of its own", "shop.example"],
    ["that does not answer", ""],
  ])("with a policy %s asks nothing of the top-level domain", async (_, at) => {
    const asked: string[] = [];
    await checkDomain(
      { domain: "mail.shop.example", channel: "cloudflare", selectors: [], return_path: undefined },
      ({ name }) => {
        asked.push(name);
        if (at === "") return Promise.resolve({ status: "failed" });
        return Promise.resolve(
          name === `_dmarc.${at}` ? { status: "found", values: [POLICY] } : { status: "absent" },
        );
      },
    );
    expect(asked).toContain("_dmarc.shop.example");
    expect(asked).not.toContain("_dmarc.example");
  });

  test.each(Object.keys(CHANNEL_DNS) as DnsChannel[])(
    "on %s finishes its check and names DKIM and DMARC",
    async (channel) => {
      const report = await check({}, { channel });
      expect(report.questions).toEqual([]);
      expect(report.records.some(({ name }) => name.includes("_domainkey"))).toBe(true);
      expect(report.records.at(-1)!.name).toBe("_dmarc.shop.example");
    },
  );
});

describe("SPF for a channel that sends as the domain itself", () => {
  test("is the existing record, with the include in it", async () => {
    const report = await check({ "TXT shop.example": ["v=spf1 mx ~all"] }, { channel: "mailchannels" });
    expect(report.records[0]).toEqual({
      name: "shop.example",
      type: "TXT",
      value: "v=spf1 include:relay.mailchannels.net mx ~all",
      set: false,
    });
    expect(bad(report)).toContain("error spf");
  });
});

describe("DKIM", () => {
  test.each([
    [DKIM, "ok"],
    [`p=${RSA_2048}`, "ok"],
    [`v=DKIM1; p=${RSA_1024}`, "warning"],
    [`v=DKIM1; p=${RSA_512}`, "error"],
    ["v=DKIM1; p=", "error"],
    ["v=DKIM1; p=not base64!", "error"],
    ["v=DKIM2; p=AAAA", "error"],
    ["v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=", "warning"],
    [`v=DKIM1; t=y; p=${RSA_2048}`, "warning"],
  ])("%s is %s", async (record, level) => {
    const report = await check({ ...GOOD, "TXT cf-bounce._domainkey.shop.example": [record] });
    expect(report.findings.filter(({ part }) => part === "dkim").map((one) => one.level)).toContain(level);
  });

  test("selectors that a provider makes for each account are asked for", async () => {
    expect(bad(await check(GOOD, { channel: "postmark" }))).toContain("warning dkim");
    const zone = { ...GOOD, "TXT 20261122pm._domainkey.shop.example": [DKIM] };
    expect(bad(await check(zone, { channel: "postmark", selectors: ["20261122pm"] }))).not.toContain(
      "warning dkim",
    );
  });
});

describe("DMARC", () => {
  test.each([
    ["v=DMARC1; p=none; rua=mailto:a@shop.example", "p=none only watches"],
    ["v=DMARC1; p=reject", "no rua"],
    ["v=DMARC1; p=reject; pct=20; rua=mailto:a@shop.example", "pct=20"],
    ["v=DMARC1; p=maybe", "p must be"],
  ])("%s: %s", async (record, words) => {
    const report = await check({ ...GOOD, "TXT _dmarc.shop.example": [record] });
    expect(dmarcMessages(report).join("\n")).toContain(words);
  });

  test("of a subdomain is inherited, by sp where there is one", async () => {
    const zone = { "TXT _dmarc.shop.example": ["v=DMARC1; p=reject; sp=none; rua=mailto:a@shop.example"] };
    expect(dmarcMessages(await check(zone, { domain: "mail.shop.example" }))[0]).toContain(
      "_dmarc.shop.example, inherited: p=none",
    );
  });

  test("of a domain between a subdomain and its organization does not count", async () => {
    const zone = {
      "TXT _dmarc.b.shop.example": ["v=DMARC1; p=none"],
      "TXT _dmarc.shop.example": ["v=DMARC1; p=reject; rua=mailto:a@shop.example"],
    };
    expect(dmarcMessages(await check(zone, { domain: "a.b.shop.example" }))[0]).toBe(
      "_dmarc.shop.example, inherited: reject",
    );
  });

  test("of a public suffix holds for all domains below it, and these stay separate organizations", async () => {
    const zone = {
      "TXT _dmarc.bank": ["v=DMARC1; p=reject; psd=y; rua=mailto:a@bank"],
      "MX cf-bounce.shop.bank": ["5 route1.mx.cloudflare.net."],
      "MX bounces.other.bank": ["5 mx.other.bank."],
    };
    expect(dmarcMessages(await check(zone, { domain: "shop.bank" }))[0]).toBe(
      "_dmarc.bank, inherited: reject",
    );
    const other = await check(zone, { domain: "shop.bank", return_path: "bounces.other.bank" });
    expect(messages(other)).toContain(
      "bounces.other.bank does not align with shop.bank: only DKIM carries DMARC",
    );
  });

  test("of a top-level domain that does not say psd=y is not used", async () => {
    expect(bad(await check({ "TXT _dmarc.example": ["v=DMARC1; p=reject"] }))).toContain("error dmarc");
  });

  test("counts as missing when two records stand under one name", async () => {
    expect(dmarcMessages(await check({ ...GOOD, "TXT _dmarc.shop.example": [POLICY, POLICY] })).join())
      .toContain("2 DMARC records");
  });

  test("of a name with twenty labels is looked up eight times at most", async () => {
    const asked: { readonly name: string; readonly type: string }[] = [];
    const domain = `${Array.from({ length: 19 }, (_, at) => `l${at}`).join(".")}.example`;
    await checkDomain(
      { domain, channel: "cloudflare", selectors: [], return_path: undefined },
      zoneResolver({}, asked as never),
    );
    expect(asked.filter(({ name }) => name.startsWith("_dmarc."))).toHaveLength(8);
  });
});

describe("the return path", () => {
  test("below the domain aligns, but not where DMARC is strict", async () => {
    expect(messages(await check(GOOD))).toContain("cf-bounce.shop.example aligns with shop.example");
    const strict = await check({ ...GOOD, "TXT _dmarc.shop.example": [`${POLICY}; aspf=s`] });
    expect(messages(strict)).toContain(
      "cf-bounce.shop.example does not align with shop.example as aspf=s: only DKIM carries DMARC",
    );
  });

  test("without SPF for its channel is an error", async () => {
    expect(bad(await check({ ...GOOD, "TXT cf-bounce.shop.example": ["v=spf1 -all"] }))).toContain(
      "error return_path",
    );
  });

  test("that a provider can do without is only recommended", async () => {
    expect(bad(await check(GOOD, { channel: "ses", selectors: ["abc"] }))).toContain("warning return_path");
  });
});

test("a null MX is an error", async () => {
  expect(bad(await check({ ...GOOD, "MX shop.example": ["0 ."] }))).toEqual(["error mx"]);
});

test("records that nest without end are asked a bounded number of times", async () => {
  const asked: never[] = [];
  const endless = zoneResolver({}, asked);
  const report = await checkDomain(
    { domain: "shop.example", channel: "mailchannels", selectors: [], return_path: undefined },
    async (question) =>
      question.type === "TXT" && !question.name.startsWith("_")
        ? (await endless(question),
          { status: "found", values: [`v=spf1 include:x${question.name} include:y${question.name} -all`] })
        : { status: "absent" },
  );
  expect(asked.length).toBeLessThanOrEqual(80);
  expect(report.findings.some(({ message }) => message.includes("DNS lookups; above the limit"))).toBe(true);
});

async function check(
  zone: Zone,
  subject: Partial<Parameters<typeof checkDomain>[0]> = {},
): Promise<DomainReport> {
  return await checkDomain(
    { domain: "shop.example", channel: "cloudflare", selectors: [], return_path: undefined, ...subject },
    zoneResolver(zone),
  );
}

function bad({ findings }: DomainReport): readonly string[] {
  return findings.filter(({ level }) => level !== "ok").map(({ level, part }) => `${level} ${part}`);
}

function messages({ findings }: DomainReport): readonly string[] {
  return findings.map(({ message }) => message);
}

function dmarcMessages({ findings }: DomainReport): readonly string[] {
  return findings.filter(({ part }) => part === "dmarc").map(({ message }) => message);
}
