import { describe, expect, test } from "vitest";
import { lookup } from "../../src/domains/dns_answers.ts";
import { parseSpf, spfFindings } from "../../src/domains/spf.ts";
import { checkDomain } from "../../src/dns/check_domain.ts";
import { type Zone, zoneResolver } from "../support/dns.ts";

describe("the grammar of SPF", () => {
  test("a record is its terms", () => {
    expect(parseSpf("v=spf1 ip4:192.0.2.0/24 a/24 mx:mail.shop.example include:_spf.mail.example ~all"))
      .toEqual({
        ok: true,
        value: [
          { qualifier: "+", name: "ip4", value: "192.0.2.0/24" },
          { qualifier: "+", name: "a", value: "/24" },
          { qualifier: "+", name: "mx", value: "mail.shop.example" },
          { qualifier: "+", name: "include", value: "_spf.mail.example" },
          { qualifier: "~", name: "all", value: "" },
        ],
      });
  });

  test.each([
    ["v=spf1 ipv4:192.0.2.1 -all", '"ipv4:192.0.2.1"'],
    ["v=spf1 ip4:192.0.2.256 -all", "IPv4"],
    ["v=spf1 ip4:192.0.2.0/33 -all", "IPv4"],
    ["v=spf1 ip6:2001:db8::/129 -all", "IPv6"],
    ["v=spf1 include: -all", "must have a value"],
    ["v=spf1 include:a@b -all", "must name a domain"],
    ["v=spf1 -all:x", "must have no value"],
    ["v=spf1 redirect=a.example redirect=b.example", "must stand once"],
  ])("%s breaks it", (record, rule) => {
    const parsed = parseSpf(record);
    expect(parsed.ok ? "" : parsed.message).toContain(rule);
  });
});

describe("a domain's SPF record", () => {
  test("that lets the channel in and ends in ~all is fine", async () => {
    expect(
      await levels({
        "TXT shop.example": ["v=spf1 include:relay.example ~all"],
        "TXT relay.example": ["v=spf1 ip4:192.0.2.1 -all"],
      }),
    )
      .toEqual(["ok: shop.example: 1 of 10 DNS lookups", "ok: shop.example includes relay.example"]);
  });

  test("that lets the channel in through another include is fine", async () => {
    expect(
      await errors({
        "TXT shop.example": ["v=spf1 include:all-our-mail.example -all"],
        "TXT all-our-mail.example": ["v=spf1 include:relay.example -all"],
        "TXT relay.example": ["v=spf1 -all"],
      }),
    ).toEqual([]);
  });

  test("that does not let the channel in is not", async () => {
    expect(await errors({ "TXT shop.example": ["v=spf1 mx -all"] })).toEqual([
      "shop.example must have include:relay.example",
    ]);
  });

  test("is no record where there are two", async () => {
    expect(await errors({ "TXT shop.example": ["v=spf1 -all", "v=spf1 mx -all"] })).toEqual([
      "shop.example has 2 SPF records; receivers accept none of them, RFC 7208 4.5",
    ]);
  });

  test("is found among other TXT records", async () => {
    expect(
      await errors({
        "TXT shop.example": ["site-verification=1", "v=spf10", "V=SPF1 include:relay.example -all"],
        "TXT relay.example": ["v=spf1 -all"],
      }),
    )
      .toEqual([]);
  });

  test("may make ten lookups, not eleven", async () => {
    const record = (count: number) =>
      `v=spf1 ${
        Array.from({ length: count - 1 }, (_, at) => `a:h${at}.example`).join(" ")
      } include:relay.example -all`;
    const relay = { "TXT relay.example": ["v=spf1 -all"] };
    expect(await levels({ ...relay, "TXT shop.example": [record(10)] })).toContain(
      "warning: shop.example: 10 of 10 DNS lookups; the next include breaks it",
    );
    expect((await errors({ ...relay, "TXT shop.example": [record(11)] }))[0]).toContain(
      "11 of 10 DNS lookups",
    );
  });

  test("counts the lookups of its includes, and ip4, all and exp not at all", async () => {
    expect(
      await levels({
        "TXT shop.example": ["v=spf1 include:relay.example ip4:192.0.2.1 exp=why.example -all"],
        "TXT relay.example": ["v=spf1 a mx ptr exists:%{i}.x.example include:deep.example -all"],
        "TXT deep.example": ["v=spf1 ip6:2001:db8::1 -all"],
      }),
    ).toContain("ok: shop.example: 6 of 10 DNS lookups");
  });

  test("may include the same record by two paths: each costs a lookup", async () => {
    expect(
      await levels({
        "TXT shop.example": ["v=spf1 include:a.example include:b.example -all"],
        "TXT a.example": ["v=spf1 include:relay.example -all"],
        "TXT b.example": ["v=spf1 include:relay.example -all"],
        "TXT relay.example": ["v=spf1 -all"],
      }),
    ).toEqual(["ok: shop.example: 4 of 10 DNS lookups", "ok: shop.example includes relay.example"]);
  });

  test("that includes itself or a missing record is an error, and the check ends", async () => {
    expect(
      await errors({
        "TXT shop.example": ["v=spf1 include:relay.example -all"],
        "TXT relay.example": ["v=spf1 include:shop.example -all"],
      }),
    )
      .toEqual(["relay.example includes shop.example, which is being read already"]);
    expect(await errors({ "TXT shop.example": ["v=spf1 include:relay.example -all"] })).toEqual([
      "shop.example includes relay.example, which must have one SPF record: it has 0",
    ]);
  });

  test.each([
    ["v=spf1 include:relay.example +all", "error"],
    ["v=spf1 include:relay.example all", "error"],
    ["v=spf1 include:relay.example ?all", "warning"],
    ["v=spf1 include:relay.example", "warning"],
    ["v=spf1 -all include:relay.example", "warning"],
  ])("%s ends badly: %s", async (record, level) => {
    const found = await levels({ "TXT shop.example": [record], "TXT relay.example": ["v=spf1 -all"] });
    expect(found.filter((line) => line.startsWith(level))).toHaveLength(1);
  });

  test("is not judged where DNS does not answer", async () => {
    expect(await levels({ "TXT shop.example": "failed" })).toEqual([
      "unknown: DNS did not answer for shop.example",
    ]);
    expect(
      await errors({
        "TXT shop.example": ["v=spf1 include:relay.example -all"],
        "TXT relay.example": "failed",
      }),
    ).toEqual([]);
  });
});

async function levels(zone: Zone): Promise<readonly string[]> {
  const report = await checkDomain(
    { domain: "shop.example", channel: "mailchannels", selectors: [], return_path: undefined },
    zoneResolver(renamed(zone)),
  );
  expect(report.questions).toEqual([]);
  return report.findings.filter(({ part, message }) => part === "spf" && !message.startsWith("_mailchannels"))
    .map(({ level, message }) =>
      `${level}: ${message.replaceAll("relay.mailchannels.net", "relay.example")}`
    );
}

async function errors(zone: Zone): Promise<readonly string[]> {
  return (await levels(zone)).filter((line) => line.startsWith("error")).map((line) =>
    line.slice("error: ".length)
  );
}

/** The channel's include under a short name. */
function renamed(zone: Zone): Zone {
  return JSON.parse(JSON.stringify(zone).replaceAll("relay.example", "relay.mailchannels.net"));
}

test("nothing is said while an answer is still to come", () => {
  const dns = lookup(new Map());
  expect(spfFindings("shop.example", undefined, dns)).toEqual([]);
  expect(dns.missing()).toEqual([{ name: "shop.example", type: "TXT" }]);
});

describe("each term of a record", () => {
  const of = (record: string) => {
    const parsed = parseSpf(record);
    return parsed.ok
      ? parsed.value.map(({ qualifier, name, value }) => `${qualifier}${name}=${value}`).join(" ")
      : `${parsed.reason}: ${parsed.message}`;
  };

  test.each<[string, string]>([
    ["", ""],
    ["  -ALL ", "-all="],
    ["?all +mx ~a -ptr", "?all= +mx= ~a= -ptr="],
    ["A:Vale.example/24 mx/28", "+a=Vale.example/24 +mx=/28"],
    ["EXISTS:%{i}.vale.example", "+exists=%{i}.vale.example"],
    ["Redirect=vale.example", "+redirect=vale.example"],
    ["exp=why.vale.example", "+exp=why.vale.example"],
    ["x-own=", "+x-own="],
    [
      "ip4:1.2.3.4/0 ip4:1.2.3.4/9 ip4:1.2.3.4/19 ip4:1.2.3.4/32",
      "+ip4=1.2.3.4/0 +ip4=1.2.3.4/9 +ip4=1.2.3.4/19 +ip4=1.2.3.4/32",
    ],
    ["ip6:::1", "+ip6=::1"],
    [
      "ip6:::1/0 ip6:::1/9 ip6:::1/99 ip6:::1/100 ip6:::1/119 ip6:::1/120 ip6:::1/128",
      "+ip6=::1/0 +ip6=::1/9 +ip6=::1/99 +ip6=::1/100 +ip6=::1/119 +ip6=::1/120 +ip6=::1/128",
    ],
    ["include:_a.%{d}.x-y.example", "+include=_a.%{d}.x-y.example"],
  ])("%j is %j", (terms, expected) => {
    expect(of(`v=spf1 ${terms}`)).toBe(expected);
  });

  test.each<[string, string]>([
    ["allx", `the SPF term "allx" must be one of RFC 7208's`],
    ["x-all", `the SPF term "x-all" must be one of RFC 7208's`],
    ["--all", `the SPF term "--all" must be one of RFC 7208's`],
    ["mx!", `the SPF term "mx!" must be one of RFC 7208's`],
    ["-redirect=vale.example", `the SPF term "-redirect=vale.example" must be one of RFC 7208's`],
    ["=vale.example", `the SPF term "=vale.example" must be one of RFC 7208's`],
    ["y".repeat(61), `the SPF term "${"y".repeat(60)}" must be one of RFC 7208's`],
    ["include", `the SPF term "include" must have a value`],
    ["exists", `the SPF term "exists" must have a value`],
    ["ip4", `the SPF term "ip4" must have a value`],
    ["ip6", `the SPF term "ip6" must have a value`],
    ["redirect=", `the SPF term "redirect=" must have a value`],
    ["exp=", `the SPF term "exp=" must have a value`],
    ["all/8", `the SPF term "all/8" must have no value`],
    ["ip4:1.2.3.4x", `the SPF term "ip4:1.2.3.4x" must hold an IPv4 address or network`],
    ["ip4:x1.2.3.4", `the SPF term "ip4:x1.2.3.4" must hold an IPv4 address or network`],
    ["ip4:1.2.3.4/40", `the SPF term "ip4:1.2.3.4/40" must hold an IPv4 address or network`],
    ["ip4:1.2.3.4/132", `the SPF term "ip4:1.2.3.4/132" must hold an IPv4 address or network`],
    ["ip6:::g", `the SPF term "ip6:::g" must hold an IPv6 address or network`],
    ["ip6:::1/", `the SPF term "ip6:::1/" must hold an IPv6 address or network`],
    ["ip6:::1/130", `the SPF term "ip6:::1/130" must hold an IPv6 address or network`],
    ["ip6:::1/200", `the SPF term "ip6:::1/200" must hold an IPv6 address or network`],
    ["ip6:::1/1x", `the SPF term "ip6:::1/1x" must hold an IPv6 address or network`],
    ["ip6:::1/64/64", `the SPF term "ip6:::1/64/64" must hold an IPv6 address or network`],
    ["include:a@b", `the SPF term "include:a@b" must name a domain`],
    ["redirect=a@b", `the SPF term "redirect=a@b" must name a domain`],
    [`include:${"a".repeat(254)}`, `the SPF term "include:${"a".repeat(52)}" must name a domain`],
    ["exp=a exp=b", "the SPF modifier exp must stand once"],
  ])("%j is refused: %s", (terms, message) => {
    expect(of(`v=spf1 ${terms}`)).toBe(`syntax: ${message}`);
  });

  test("of a hundred is read, one more is not", () => {
    expect(of(`v=spf1 ${"mx ".repeat(100)}`).split(" ")).toHaveLength(100);
    expect(of(`v=spf1 ${"mx ".repeat(101)}`)).toBe(
      "syntax: an SPF record must have at most 100 terms: it has 101",
    );
  });
});

describe("the walk through a record", () => {
  const said = async (zone: Zone) =>
    (await levels(zone)).filter((line) => !line.includes("must have include"));
  const found = async (record: string, zone: Zone = {}) =>
    await said({ "TXT shop.example": [record], ...zone });

  test("counts no redirect where all stands, and follows it where none does", async () => {
    expect(await found("v=spf1 redirect=b.example -all")).toEqual(["ok: shop.example: 0 of 10 DNS lookups"]);
    expect(await found("v=spf1 redirect=B.example.", { "TXT b.example": ["v=spf1 mx -all"] })).toEqual([
      "ok: shop.example: 2 of 10 DNS lookups",
    ]);
    expect(
      await found("v=spf1 include:b.example -all", {
        "TXT b.example": ["v=spf1 redirect=c.example"],
        "TXT c.example": ["v=spf1 a -all"],
      }),
    )
      .toEqual(["ok: shop.example: 3 of 10 DNS lookups"]);
  });

  test("stops a little above what may be asked", async () => {
    expect((await found(`v=spf1 ${"a ".repeat(20)}-all`))[0]).toContain("shop.example: 20 of 10 DNS lookups");
    expect((await found(`v=spf1 ${"a ".repeat(30)}-all`))[0]).toContain("shop.example: 21 of 10 DNS lookups");
    expect(await found(`v=spf1 ${"a ".repeat(20)}include:none.example -all`)).toHaveLength(1);
  });

  test("does not enter a name that depends on the mail", async () => {
    expect(await found("v=spf1 include:%{d}.x.example -all")).toEqual([
      "ok: shop.example: 1 of 10 DNS lookups",
    ]);
    expect(await found("v=spf1 exists:none.example -all")).toEqual(["ok: shop.example: 1 of 10 DNS lookups"]);
  });

  test("reports nothing as missing while an include is unknown", async () => {
    const record = "v=spf1 include:b.example -all";
    expect(await levels({ "TXT shop.example": [record], "TXT b.example": "failed" })).toEqual([
      "ok: shop.example: 1 of 10 DNS lookups",
    ]);
    expect(await levels({ "TXT shop.example": [record], "TXT b.example": ["v=spf1 -all"] })).toEqual([
      "ok: shop.example: 1 of 10 DNS lookups",
      "error: shop.example must have include:relay.example",
    ]);
  });

  test("counts an include that leads nowhere, not one that only has no SPF", async () => {
    const three = "v=spf1 include:x.example include:y.example include:z.example -all";
    const nowhere = "error: shop.example: 3 includes lead nowhere, at most 2 may";
    expect(await found(three)).toContain(nowhere);
    expect(await found(three, { "TXT z.example": ["hello"] })).not.toContain(nowhere);
    expect(await found(three, { "TXT z.example": ["v=spf1 -all", "v=spf1 mx"] })).toContain(
      "error: shop.example includes z.example, which must have one SPF record: it has 2",
    );
  });

  test("ends well with terms that only modify, or all twice", async () => {
    for (const end of ["-all exp=why.example", "-all -all", "~all", "redirect=b.example"]) {
      const lines = await found(`v=spf1 ${end}`, { "TXT b.example": ["v=spf1 -all"] });
      expect(lines.filter((line) => line.startsWith("warning"))).toEqual([]);
    }
    expect(await found("v=spf1 -all a exp=why.example")).toContain(
      "warning: shop.example has terms after all; they are never read",
    );
    expect(await found("v=spf1 exp=why.example")).toContain(
      "warning: shop.example should end in ~all or -all: without it everybody else is neutral",
    );
  });
});
