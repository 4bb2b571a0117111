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
