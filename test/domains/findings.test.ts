/** What the check of a domain says of each fault, whole: the words are all that a shop has to go by. */
import { describe, expect, test } from "vitest";
import type { DnsChannel } from "../../src/domains/channel_dns.ts";
import { type CheckedDomain, domainCheck } from "../../src/domains/domain_check.ts";
import { questionKey } from "../../src/domains/dns_answers.ts";
import { checkDomain } from "../../src/dns/check_domain.ts";
import { RSA_1024, RSA_2048, RSA_512, type Zone, zoneResolver } from "../support/dns.ts";

const DKIM = `v=DKIM1; k=rsa; p=${RSA_2048}`;
const POLICY = "v=DMARC1; p=reject; rua=mailto:d@vale.example";
const GOOD: Zone = {
  "TXT vale.example": ["v=spf1 -all", "google-site-verification=x"],
  "TXT amazonses.com": ["v=spf1 ip4:199.255.192.0/22 -all"],
  "TXT resend._domainkey.vale.example": [DKIM],
  "TXT _dmarc.vale.example": [POLICY],
  "MX vale.example": ["10 mx1.vale.example.", "20 mx2.vale.example."],
  "MX send.vale.example": ["10 feedback-smtp.eu-west-1.amazonses.com."],
  "TXT send.vale.example": ["v=spf1 include:amazonses.com ~all"],
};

async function said(changes: Zone = {}, subject: Partial<CheckedDomain> = {}): Promise<readonly string[]> {
  const zone = { ...GOOD, ...changes };
  const { findings } = await checkDomain(
    { domain: "vale.example", channel: "resend", selectors: [], return_path: undefined, ...subject },
    zoneResolver(zone),
  );
  return findings.map(({ part, level, message }) => `${part} ${level}: ${message}`);
}

const RIGHT = [
  "spf ok: vale.example: 0 of 10 DNS lookups",
  "dkim ok: resend._domainkey.vale.example: RSA, 2048 bits",
  "dmarc ok: _dmarc.vale.example: reject",
  "mx ok: vale.example: 2 MX",
  "return_path ok: send.vale.example: MX 10 feedback-smtp.eu-west-1.amazonses.com.",
  "return_path ok: send.vale.example: 1 of 10 DNS lookups",
  "return_path ok: send.vale.example includes amazonses.com",
  "return_path ok: send.vale.example aligns with vale.example",
  "bimi ok: default._bimi.vale.example is not set: no logo beside the mails, which is no fault",
];

test("a domain on which everything is right is told so part by part", async () => {
  expect(await said()).toEqual(RIGHT);
});

describe("one fault is told in place of what was right", () => {
  test.each<[Zone, string]>([
    [
      { "TXT vale.example": [] },
      `spf warning: vale.example has no SPF record: "v=spf1 -all" where nothing sends with it as return path`,
    ],
    [
      { "TXT vale.example": ["v=spf10 -all"] },
      `spf warning: vale.example has no SPF record: "v=spf1 -all" where nothing sends with it as return path`,
    ],
    [
      { "TXT vale.example": ["v=spf1 -all", "V=SPF1 mx"] },
      "spf error: vale.example has 2 SPF records; receivers accept none of them, RFC 7208 4.5",
    ],
    [{ "TXT vale.example": "failed" }, "spf unknown: DNS did not answer for vale.example"],
    [{ "TXT vale.example": ["v=spf1 +all"] }, "spf error: vale.example ends in +all: anybody may send as it"],
    [{ "TXT vale.example": ["v=spf1 all"] }, "spf error: vale.example ends in +all: anybody may send as it"],
    [{ "TXT vale.example": ["v=spf1 ?all"] }, "spf warning: vale.example ends in ?all, which says nothing"],
    [
      { "TXT vale.example": ["v=spf1 -all mx"] },
      "spf warning: vale.example has terms after all; they are never read",
    ],
    [
      { "TXT vale.example": ["v=spf1 ip4:192.0.2.1"] },
      "spf warning: vale.example should end in ~all or -all: without it everybody else is neutral",
    ],
    [
      { "TXT vale.example": ["v=spf1 foo:bar"] },
      `spf error: vale.example: the SPF term "foo:bar" must be one of RFC 7208's`,
    ],
    [
      { "TXT vale.example": ["v=spf1 include: -all"] },
      `spf error: vale.example: the SPF term "include:" must have a value`,
    ],
    [
      { "TXT vale.example": ["v=spf1 -all:x"] },
      `spf error: vale.example: the SPF term "-all:x" must have no value`,
    ],
    [
      { "TXT vale.example": ["v=spf1 ip4:300.1.1.1 -all"] },
      `spf error: vale.example: the SPF term "ip4:300.1.1.1" must hold an IPv4 address or network`,
    ],
    [
      { "TXT vale.example": ["v=spf1 ip6:xyz -all"] },
      `spf error: vale.example: the SPF term "ip6:xyz" must hold an IPv6 address or network`,
    ],
    [
      { "TXT vale.example": ["v=spf1 include:a!b -all"] },
      `spf error: vale.example: the SPF term "include:a!b" must name a domain`,
    ],
    [
      { "TXT vale.example": ["v=spf1 redirect=a.example redirect=b.example"] },
      "spf error: vale.example: the SPF modifier redirect must stand once",
    ],
    [
      { "TXT vale.example": ["v=spf1 exp=a.example exp=b.example -all"] },
      "spf error: vale.example: the SPF modifier exp must stand once",
    ],
    [
      { "TXT vale.example": [`v=spf1 ${"mx ".repeat(101)}`] },
      "spf error: vale.example: an SPF record must have at most 100 terms: it has 101",
    ],
    [
      { "TXT vale.example": ["v=spf1 include:vale.example -all"] },
      "spf error: vale.example includes vale.example, which is being read already",
    ],
    [
      { "TXT vale.example": ["v=spf1 include:none.example -all"] },
      "spf error: vale.example includes none.example, which must have one SPF record: it has 0",
    ],
    [
      { "TXT vale.example": ["v=spf1 include:bad.example -all"], "TXT bad.example": ["v=spf1 what"] },
      `spf error: bad.example, included by vale.example: the SPF term "what" must be one of RFC 7208's`,
    ],
    [
      { "TXT vale.example": [`v=spf1 ${"mx ".repeat(10)}-all`] },
      "spf warning: vale.example: 10 of 10 DNS lookups; the next include breaks it",
    ],
    [
      { "TXT vale.example": [`v=spf1 ${"a ".repeat(11)}-all`] },
      "spf error: vale.example: 11 of 10 DNS lookups; above the limit receivers answer permerror, RFC 7208 4.6.4",
    ],
    [
      { "TXT vale.example": ["v=spf1 include:x.example include:y.example include:z.example -all"] },
      "spf error: vale.example: 3 includes lead nowhere, at most 2 may",
    ],
    [{ "TXT resend._domainkey.vale.example": [] }, "dkim error: resend._domainkey.vale.example has no key"],
    [
      { "TXT resend._domainkey.vale.example": ["k=rsa"] },
      "dkim error: resend._domainkey.vale.example has no key",
    ],
    [
      { "TXT resend._domainkey.vale.example": [DKIM, DKIM] },
      "dkim error: resend._domainkey.vale.example has 2 keys; one must stand under a selector",
    ],
    [
      { "TXT resend._domainkey.vale.example": "failed" },
      "dkim unknown: DNS did not answer for resend._domainkey.vale.example",
    ],
    [
      { "TXT resend._domainkey.vale.example": ["v=DKIM2; p=AAAA"] },
      "dkim error: resend._domainkey.vale.example: v must be DKIM1",
    ],
    [
      { "TXT resend._domainkey.vale.example": ["v=DKIM1; p= "] },
      "dkim error: resend._domainkey.vale.example is revoked: its p is empty",
    ],
    [
      { "TXT resend._domainkey.vale.example": [`v=DKIM1; t=s:y; p=${RSA_2048}`] },
      "dkim warning: resend._domainkey.vale.example says t=y, testing: receivers may treat its mail as unsigned",
    ],
    [
      { "TXT resend._domainkey.vale.example": ["k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="] },
      "dkim warning: resend._domainkey.vale.example is an ed25519 key, which many receivers do not read: keep an RSA key beside it",
    ],
    [
      { "TXT resend._domainkey.vale.example": ["k=dsa; p=AAAA"] },
      "dkim error: resend._domainkey.vale.example: k must be rsa or ed25519",
    ],
    [
      { "TXT resend._domainkey.vale.example": ["p=no base64!"] },
      "dkim error: resend._domainkey.vale.example: p must be a public RSA key in base64",
    ],
    [
      { "TXT resend._domainkey.vale.example": ["p=AAAA"] },
      "dkim error: resend._domainkey.vale.example: p must be a public RSA key in base64",
    ],
    [
      { "TXT resend._domainkey.vale.example": [`p=${RSA_512}`] },
      "dkim error: resend._domainkey.vale.example: the key has 512 bits, at least 1024 must it have",
    ],
    [
      { "TXT resend._domainkey.vale.example": [`p=${RSA_1024}`] },
      "dkim warning: resend._domainkey.vale.example: the key has 1024 bits, 2048 are usual",
    ],
    [
      { "TXT _dmarc.vale.example": [] },
      "dmarc error: vale.example has no DMARC record; Gmail and Yahoo ask bulk senders for one",
    ],
    [
      { "TXT _dmarc.vale.example": ["v=DMARC10; p=reject"] },
      "dmarc error: vale.example has no DMARC record; Gmail and Yahoo ask bulk senders for one",
    ],
    [
      { "TXT _dmarc.vale.example": ["xv=DMARC1; p=reject"] },
      "dmarc error: vale.example has no DMARC record; Gmail and Yahoo ask bulk senders for one",
    ],
    [
      { "TXT _dmarc.vale.example": [POLICY, POLICY] },
      "dmarc error: _dmarc.vale.example has 2 DMARC records; one must stand there",
    ],
    [{ "TXT _dmarc.vale.example": "failed" }, "dmarc unknown: DNS did not answer for _dmarc.vale.example"],
    [
      { "TXT _dmarc.vale.example": ["v=DMARC1; p=block"] },
      "dmarc error: _dmarc.vale.example: p must be none, quarantine or reject",
    ],
    [
      { "TXT _dmarc.vale.example": ["v=DMARC1"] },
      "dmarc error: _dmarc.vale.example: p must be none, quarantine or reject",
    ],
    [
      { "TXT _dmarc.vale.example": ["v = DMARC1 ; p=None; rua=mailto:d@vale.example"] },
      "dmarc warning: _dmarc.vale.example: p=none only watches; quarantine or reject once the reports are clean",
    ],
    [
      { "TXT _dmarc.vale.example": ["v=DMARC1; p=reject"] },
      "dmarc warning: _dmarc.vale.example: no rua, so no reports come",
    ],
    [
      { "TXT _dmarc.vale.example": [`${POLICY}; pct=99`] },
      "dmarc warning: _dmarc.vale.example: pct=99 leaves the rest of the mail without the policy",
    ],
    [{ "MX vale.example": [] }, "mx error: vale.example has no MX: answers and bounces cannot come"],
    [
      { "MX vale.example": ["0 ."] },
      "mx error: vale.example has the null MX: receivers may refuse its mail, RFC 7505 4.2",
    ],
    [{ "MX vale.example": "failed" }, "mx unknown: DNS did not answer for vale.example"],
    [{ "MX send.vale.example": [] }, "return_path error: send.vale.example has no MX: bounces get lost"],
    [{ "MX send.vale.example": "failed" }, "return_path unknown: DNS did not answer for send.vale.example"],
    [
      { "TXT send.vale.example": ["v=spf1 ip4:192.0.2.1 ~all"] },
      "return_path error: send.vale.example must have include:amazonses.com",
    ],
    [{ "TXT send.vale.example": [] }, "return_path error: send.vale.example has no SPF record"],
    [
      { "TXT _dmarc.vale.example": [`${POLICY}; aspf=S`] },
      "return_path warning: send.vale.example does not align with vale.example as aspf=s: only DKIM carries DMARC",
    ],
  ])("%j: %s", async (zone, message) => {
    const found = await said(zone);
    expect(found.filter((one) => !RIGHT.includes(one) && !/ ok: /.test(one))).toContain(message);
  });

  test.each([
    ["a term after all that only modifies", "v=spf1 -all exp=why.vale.example"],
    ["a redirect in place of all", "v=spf1 redirect=amazonses.com"],
    ["a network of any length", "v=spf1 ip4:10.0.0.0/8 ip4:192.0.2.255/32 ip6:2001:db8::/128 -all"],
    [
      "two includes that lead nowhere and one that leads on",
      "v=spf1 include:%{d}.x.example include:amazonses.com ~all",
    ],
    ["terms with their own lengths", "v=spf1 a/24 mx:vale.example ptr exists:%{i}.vale.example ~all"],
    ["nine lookups", `v=spf1 ${"a ".repeat(9)}-all`],
  ])("but none is told of %s", async (_, record) => {
    const spf = (await said({ "TXT vale.example": [record] })).filter((one) => /^spf (?!ok)/.test(one));
    expect(spf).toEqual([]);
  });

  test.each([
    "ip4:1.2.3",
    "ip4:1.2.3.4.5",
    "ip4:1.2.3.4/33",
    "ip4:1.2.3.4/",
    "ip4:1.2.3.4/8/8",
    "ip4:256.1.1.1",
    "ip6:::1/129",
    "ip6:1",
  ])(
    "and one is told of %s",
    async (term) => {
      expect((await said({ "TXT vale.example": [`v=spf1 ${term} -all`] }))[0]).toContain(
        `"${term}" must hold an IPv`,
      );
    },
  );
});

describe("what a channel leaves to its provider is said", () => {
  test.each<[DnsChannel, string]>([
    [
      "mailchannels",
      "return_path warning: mailchannels has its own return path: SPF does not align, DKIM must",
    ],
    ["mailchannels", "dkim warning: mailchannels makes its selectors for each account: give yours"],
    ["mailchannels", "spf error: _mailchannels.vale.example must have a record that begins with v=mc1"],
    ["mailchannels", "spf error: vale.example must have include:relay.mailchannels.net"],
    ["sendgrid", "return_path warning: sendgrid names the return path for each account: give yours"],
    [
      "ses",
      "return_path warning: mail.vale.example has no MX: the provider's own return path is used, only DKIM carries DMARC",
    ],
    [
      "postmark",
      "return_path warning: pm-bounces.vale.example has no CNAME: the provider's own return path is used, only DKIM carries DMARC",
    ],
    ["cloudflare", "return_path error: cf-bounce.vale.example has no MX: bounces get lost"],
  ])("%s: %s", async (channel, message) => {
    expect(await said({}, { channel })).toContain(message);
  });

  test("and what was set for it is seen", async () => {
    const zone = {
      "TXT _mailchannels.vale.example": ["v=mc1; auid=vale"],
      "CNAME pm-bounces.vale.example": ["pm.mtasv.net"],
    };
    expect(await said(zone, { channel: "mailchannels" })).toContain(
      "spf ok: _mailchannels.vale.example is set",
    );
    expect(await said({ "TXT _mailchannels.vale.example": "failed" }, { channel: "mailchannels" })).toContain(
      "spf unknown: DNS did not answer for _mailchannels.vale.example",
    );
    expect(await said(zone, { channel: "postmark" })).toContain(
      "return_path ok: pm-bounces.vale.example: CNAME pm.mtasv.net",
    );
    expect(await said({ "MX back.other.example": ["1 mx."] }, { return_path: "back.other.example" }))
      .toContain(
        "return_path warning: back.other.example does not align with vale.example: only DKIM carries DMARC",
      );
  });
});

describe("an inherited policy", () => {
  const policy = async (domain: string, zone: Zone) =>
    (await said(zone, { domain })).filter((one) => one.startsWith("dmarc ")).join(" | ");

  test.each<[string, Zone, string]>([
    ["shop.vale.example", {}, "dmarc ok: _dmarc.vale.example, inherited: reject"],
    [
      "shop.vale.example",
      { "TXT _dmarc.vale.example": [`${POLICY}; sp=quarantine`] },
      "dmarc ok: _dmarc.vale.example, inherited: quarantine",
    ],
    [
      "vale.example",
      { "TXT _dmarc.vale.example": [`${POLICY}; sp=none`] },
      "dmarc ok: _dmarc.vale.example: reject",
    ],
    ["a.b.vale.example", {
      "TXT _dmarc.b.vale.example": ["v=DMARC1; p=quarantine; psd=n; rua=mailto:d@vale.example"],
    }, "dmarc ok: _dmarc.b.vale.example, inherited: quarantine"],
    ["a.b.vale.example", {
      "TXT _dmarc.vale.example": ["v=DMARC1; p=quarantine; PSD=Y; rua=mailto:d@vale.example"],
      "TXT _dmarc.b.vale.example": [POLICY],
    }, "dmarc ok: _dmarc.b.vale.example, inherited: reject"],
  ])("%s of %j: %s", async (domain, zone, words) => {
    expect(await policy(domain, zone)).toBe(words);
  });
});

test("while a question is unanswered nothing is reported as missing, and it is asked by its plain name", () => {
  const subject = {
    domain: "vale.example",
    channel: "resend" as const,
    selectors: [],
    return_path: undefined,
  };
  const report = domainCheck(subject, new Map());
  expect(report.findings).toEqual([]);
  expect(report.questions.map(questionKey).sort()).toEqual([
    "MX send.vale.example",
    "MX vale.example",
    "TXT _dmarc.vale.example",
    "TXT default._bimi.vale.example",
    "TXT resend._domainkey.vale.example",
    "TXT send.vale.example",
    "TXT vale.example",
  ]);
});

test.each<[DnsChannel, readonly string[]]>([
  ["resend", [
    "resend._domainkey.vale.example TXT <the key that Resend shows> true",
    "send.vale.example MX 10 feedback-smtp.<region>.amazonses.com true",
    "send.vale.example TXT v=spf1 include:amazonses.com ~all true",
  ]],
  ["postmark", [
    "<selector>._domainkey.vale.example TXT <the key that Postmark shows> false",
    "pm-bounces.vale.example CNAME pm.mtasv.net false",
  ]],
])("the records of %s are listed with whether they are set", async (channel, expected) => {
  const { records } = await checkDomain(
    { domain: "vale.example", channel, selectors: [], return_path: undefined },
    zoneResolver(GOOD),
  );
  expect(records.map(({ name, type, value, set }) => `${name} ${type} ${value} ${set}`)).toEqual(
    expect.arrayContaining([...expected]),
  );
});
