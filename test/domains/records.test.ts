/** The records that a domain should set for each channel, which of them are set, and whose policy holds for whom. */
import { describe, expect, test } from "vitest";
import { type DnsChannel, isDnsChannel } from "../../src/domains/channel_dns.ts";
import { dmarc, isAligned } from "../../src/domains/dmarc.ts";
import { type Answer, lookup, questionKey, type RecordType } from "../../src/domains/dns_answers.ts";
import { type CheckedDomain, domainCheck } from "../../src/domains/domain_check.ts";
import { checkDomain } from "../../src/dns/check_domain.ts";
import { type Zone, zoneAnswer, zoneResolver } from "../support/dns.ts";

async function check(zone: Zone, subject: Partial<CheckedDomain> = {}) {
  return await checkDomain(
    { domain: "vale.example", channel: "resend", selectors: [], return_path: undefined, ...subject },
    zoneResolver(zone),
  );
}
const records = async (zone: Zone, subject: Partial<CheckedDomain> = {}) =>
  (await check(zone, subject)).records.map(({ name, type, value, set }) =>
    `${set ? "+" : "-"} ${name} ${type} ${value}`
  );
const DMARC = "- _dmarc.vale.example TXT v=DMARC1; p=none; rua=mailto:dmarc@vale.example";

describe("the records to set", () => {
  test.each<[DnsChannel, readonly string[]]>([
    ["mailchannels", [
      "- vale.example TXT v=spf1 include:relay.mailchannels.net ~all",
      "- <selector>._domainkey.vale.example TXT v=DKIM1; k=rsa; p=<your public key>",
      "- _mailchannels.vale.example TXT v=mc1; auid=<account id>",
    ]],
    ["ses", [
      "- <selector>._domainkey.vale.example CNAME <selector>.dkim.amazonses.com",
      "- mail.vale.example MX 10 feedback-smtp.<region>.amazonses.com",
      "- mail.vale.example TXT v=spf1 include:amazonses.com ~all",
    ]],
    ["resend", [
      "- resend._domainkey.vale.example TXT <the key that Resend shows>",
      "- send.vale.example MX 10 feedback-smtp.<region>.amazonses.com",
      "- send.vale.example TXT v=spf1 include:amazonses.com ~all",
    ]],
    ["postmark", [
      "- <selector>._domainkey.vale.example TXT <the key that Postmark shows>",
      "- pm-bounces.vale.example CNAME pm.mtasv.net",
    ]],
    ["sendgrid", [
      "- s1._domainkey.vale.example CNAME s1.domainkey.<account>.sendgrid.net",
      "- s2._domainkey.vale.example CNAME s2.domainkey.<account>.sendgrid.net",
      "- <em and your number>.vale.example CNAME <account>.sendgrid.net",
    ]],
  ])("for %s", async (channel, expected) => {
    expect(await records({}, { channel })).toEqual([...expected, DMARC]);
  });

  test("have one's own selectors and return path", async () => {
    const subject = { channel: "ses" as const, selectors: ["t1", "t2"], return_path: "back.vale.example" };
    expect((await records({}, subject)).slice(0, 3)).toEqual([
      "- t1._domainkey.vale.example CNAME t1.dkim.amazonses.com",
      "- t2._domainkey.vale.example CNAME t2.dkim.amazonses.com",
      "- back.vale.example MX 10 feedback-smtp.<region>.amazonses.com",
    ]);
  });

  test.each<[string, string, string]>([
    ["v=spf1 mx ~all", "-", "v=spf1 include:relay.mailchannels.net mx ~all"],
    ["V=SPF1  mx", "-", "V=SPF1 include:relay.mailchannels.net  mx"],
    ["v=spf1", "-", "v=spf1 include:relay.mailchannels.net"],
    ["v=spf1 a  INCLUDE:relay.mailchannels.net -all", "+", "v=spf1 a  INCLUDE:relay.mailchannels.net -all"],
    [
      "v=spf1 include:relay.mailchannels.net.x -all",
      "-",
      "v=spf1 include:relay.mailchannels.net include:relay.mailchannels.net.x -all",
    ],
  ])("hold the SPF record %j: %s %s", async (own, set, value) => {
    expect((await records({ "TXT vale.example": ["other", own] }, { channel: "mailchannels" }))[0]).toBe(
      `${set} vale.example TXT ${value}`,
    );
  });

  test.each<[string, Zone, DnsChannel, readonly string[]]>([
    ["of DKIM where anything stands", { "TXT resend._domainkey.vale.example": ["x"] }, "resend", [
      "resend._domainkey.vale.example TXT",
    ]],
    [
      "of MX where its provider does, with a dot and in any case",
      { "MX send.vale.example": ["10 feedback-smtp.EU-west-1.amazonses.com."] },
      "resend",
      ["send.vale.example MX"],
    ],
    ["of MX not where another does", { "MX send.vale.example": ["10 mx.vale.example"] }, "resend", []],
    [
      "of MX not where a name only ends alike",
      { "MX send.vale.example": ["10 feedbackamazonses.com"] },
      "resend",
      [],
    ],
    [
      "of MX among others",
      { "MX send.vale.example": ["1 mx.vale.example", "10 f.x.amazonses.com"] },
      "resend",
      ["send.vale.example MX"],
    ],
    ["of SPF at the return path where any does", { "TXT send.vale.example": ["v=spf1 -all"] }, "resend", [
      "send.vale.example TXT",
    ]],
    ["of SPF not where other words do", { "TXT send.vale.example": ["hello"] }, "resend", []],
    [
      "of CNAME where it is the provider's",
      { "CNAME pm-bounces.vale.example": ["PM.mtasv.net."] },
      "postmark",
      ["pm-bounces.vale.example CNAME"],
    ],
    [
      "of CNAME not where it is another",
      { "CNAME pm-bounces.vale.example": ["pm.other.net"] },
      "postmark",
      [],
    ],
    ["of the account", { "TXT _mailchannels.vale.example": ["x", "v=mc1; auid=1"] }, "mailchannels", [
      "_mailchannels.vale.example TXT",
    ]],
    [
      "of the account not by other words",
      { "TXT _mailchannels.vale.example": ["x v=mc1"] },
      "mailchannels",
      [],
    ],
    ["of the policy", { "TXT _dmarc.vale.example": ["v=DMARC1; p=none"] }, "postmark", [
      "_dmarc.vale.example TXT",
    ]],
    ["of the policy above", { "TXT _dmarc.example": ["v=DMARC1; p=none; psd=y"] }, "postmark", [
      "_dmarc.vale.example TXT",
    ]],
    ["of the policy not where it is none", { "TXT _dmarc.vale.example": ["v=DMARC1; p=x"] }, "postmark", []],
  ])("are set: %s", async (_, zone, channel, set) => {
    const found = (await check(zone, { channel })).records.filter((record) => record.set);
    expect(found.map(({ name, type }) => `${name} ${type}`)).toEqual(set);
  });

  test("are asked for by name only where that is known", () => {
    const { questions } = domainCheck(
      { domain: "vale.example", channel: "sendgrid", selectors: [], return_path: undefined },
      new Map(),
    );
    expect(questions.map(questionKey).filter((key) => key.includes("<"))).toEqual([]);
  });
});

describe("mail cannot come back to", () => {
  const mx = async (...hosts: readonly string[]) =>
    (await check({ "MX vale.example": hosts })).findings.find(({ part }) => part === "mx")!.level;

  test.each<[readonly string[], string]>([
    [["0 ."], "error"],
    [["0"], "error"],
    [[" 0   . "], "error"],
    [["10 mx.vale.example", "0 ."], "error"],
    [["10 ."], "ok"],
    [["0 mx.vale.example."], "ok"],
    [[], "error"],
  ])("%j: %s", async (hosts, level) => {
    expect(await mx(...hosts)).toBe(level);
  });
});

describe("a policy", () => {
  const of = (domain: string, zone: Zone) => {
    const known = new Map<string, Answer>();
    const labels = domain.split(".");
    for (const at of labels.keys()) {
      const question = { name: `_dmarc.${labels.slice(at).join(".")}`, type: "TXT" as RecordType };
      known.set(questionKey(question), zoneAnswer(zone, question));
    }
    return dmarc(domain, lookup(known));
  };

  test("is not looked for further while DNS does not answer", () => {
    const zone: Zone = {
      "TXT _dmarc.vale.example": "failed",
      "TXT _dmarc.a.vale.example": ["v=DMARC1; p=none"],
    };
    expect(of("a.vale.example", zone)).toEqual({
      findings: [{ part: "dmarc", level: "unknown", message: "DNS did not answer for _dmarc.vale.example" }],
      policy: undefined,
      organizational_domain: undefined,
    });
  });

  test("has its tags, in any case", () => {
    const { policy } = of("vale.example", {
      "TXT _dmarc.vale.example": ["v=DMARC1; p=Quarantine; adkim=S; ASPF=s"],
    });
    expect(policy).toMatchObject({
      at: "vale.example",
      policy: "quarantine",
      strict_dkim: true,
      strict_spf: true,
    });
    const relaxed = of("vale.example", { "TXT _dmarc.vale.example": ["v=DMARC1; p=reject; adkim=r"] }).policy;
    expect(relaxed).toMatchObject({ strict_dkim: false, strict_spf: false });
  });

  test.each<[string, Zone, string]>([
    ["shop.vale.example", { "TXT _dmarc.vale.example": ["v=DMARC1; p=none"] }, "vale.example"],
    ["shop.vale.example", {
      "TXT _dmarc.shop.vale.example": ["v=DMARC1; p=none; psd=n"],
      "TXT _dmarc.vale.example": ["v=DMARC1; p=none"],
    }, "shop.vale.example"],
    ["shop.co.example", { "TXT _dmarc.co.example": ["v=DMARC1; p=none; psd=Y"] }, "shop.co.example"],
    ["a.shop.co.example", { "TXT _dmarc.co.example": ["v=DMARC1; p=none; psd=y"] }, "shop.co.example"],
    ["co.example", {
      "TXT _dmarc.co.example": ["v=DMARC1; p=none; psd=y"],
      "TXT _dmarc.example": ["v=DMARC1; p=none; psd=y"],
    }, "co.example"],
    ["co.vale.example", {
      "TXT _dmarc.co.vale.example": ["v=DMARC1; p=none; psd=y"],
      "TXT _dmarc.vale.example": ["v=DMARC1; p=none; psd=n"],
    }, "vale.example"],
    ["vale.example", {}, "vale.example"],
    ["vale.example", { "TXT _dmarc.example": ["v=DMARC1; p=none"] }, "vale.example"],
    ["a.vale.example", {
      "TXT _dmarc.vale.example": ["v=DMARC1; p=none", "v=DMARC1; p=none"],
    }, "a.vale.example"],
  ])("of %s with %j is of the organization %s", (domain, zone, organization) => {
    expect(of(domain, zone).organizational_domain).toBe(organization);
  });

  test("is asked for at eight names of a long domain at most, the domain and the last seven", () => {
    const asked = (domain: string) => {
      const dns = lookup(new Map());
      dmarc(domain, dns);
      const below = dns.missing();
      // The top-level domain is asked last, where nothing below it speaks.
      const known = new Map(below.map((one) => [questionKey(one), { status: "absent" as const }]));
      const rest = lookup(known);
      dmarc(domain, rest);
      return [...below, ...rest.missing()].map(({ name }) => name);
    };
    expect(asked("a.b.c.d.e.f.g.h.i.example")).toEqual([
      "_dmarc.a.b.c.d.e.f.g.h.i.example",
      "_dmarc.d.e.f.g.h.i.example",
      "_dmarc.e.f.g.h.i.example",
      "_dmarc.f.g.h.i.example",
      "_dmarc.g.h.i.example",
      "_dmarc.h.i.example",
      "_dmarc.i.example",
      "_dmarc.example",
    ]);
    expect(asked("a.b.c.d.e.f.g.example")).toHaveLength(8);
  });

  test.each<[string, boolean, boolean]>([
    ["shop.vale.example", true, true],
    ["vale.example", false, true],
    ["bounces.vale.example", false, true],
    ["bounces.shop.vale.example", false, true],
    ["evilvale.example", false, false],
    ["example", false, false],
  ])("aligns shop.vale.example with %s: strict %s, relaxed %s", (identifier, strict, relaxed) => {
    expect(isAligned(identifier, "shop.vale.example", true, "vale.example")).toBe(strict);
    expect(isAligned(identifier, "shop.vale.example", false, "vale.example")).toBe(relaxed);
    // A domain is aligned with itself wherever its organization ends.
    expect(isAligned(identifier, identifier, true, "other.example")).toBe(true);
  });
});

test("a channel is one of the table's own names", () => {
  expect(["cloudflare", "ses", "toString", "constructor", ""].map(isDnsChannel)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});
