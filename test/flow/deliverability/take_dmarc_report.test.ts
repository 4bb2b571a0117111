import { gzipSync, strToU8, zipSync } from "fflate";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { REPORTS_MAX, takeDmarcReport } from "../../../src/flow/deliverability/take_dmarc_report.ts";
import type { DmarcSource } from "../../../src/domains/dmarc_sources.ts";
import { reportAddress } from "../../../src/links/report_address.ts";
import { updateSettings } from "../../../src/sql/shops.ts";
import { env } from "cloudflare:workers";
import { NOW_MS, SHOP } from "../../support/cast.ts";
import { DEMO, openHouse, recording, rows } from "../../support/house.ts";
import { dnsOfSenders, proven, receive, written } from "../../support/incoming.ts";

const DOMAIN = SHOP.from.email.split("@")[1]!;
const REPLY_DOMAIN = `reply.${DOMAIN}`;
const TO = reportAddress("demo", REPLY_DOMAIN);
const BEGIN_S = NOW_MS / 1_000 - 86_400;

interface Changed {
  readonly id?: string;
  readonly domain?: string;
  readonly begin?: number;
  readonly records?: string;
  readonly head?: string;
}

const RECORD = `<record>
  <row><source_ip>203.0.113.7</source_ip><count>120</count>
    <policy_evaluated><disposition>none</disposition><dkim>pass</dkim><spf>fail</spf></policy_evaluated></row>
  <identifiers><header_from>${DOMAIN}</header_from></identifiers>
  <auth_results>
    <dkim><domain>amazonses.com</domain><result>pass</result></dkim>
    <dkim><domain>${DOMAIN}</domain><selector>k1</selector><result>pass</result></dkim>
    <spf><domain>bounce.amazonses.com</domain><result>pass</result></spf>
  </auth_results></record>`;
const FORGED = `<record>
  <row><source_ip>198.51.100.9</source_ip><count>5</count>
    <policy_evaluated><disposition>reject</disposition><dkim>fail</dkim><spf>fail</spf></policy_evaluated></row>
  <identifiers><header_from>${DOMAIN}</header_from></identifiers>
  <auth_results><spf><domain>evil.example</domain><result>softfail</result></spf></auth_results></record>`;

/** As Google writes it. */
function xml(
  { id = "r-1", domain = DOMAIN, begin = BEGIN_S, records = RECORD + FORGED, head = "" }: Changed = {},
) {
  return `<?xml version="1.0" encoding="UTF-8" ?>${head}
<feedback>
  <version>1.0</version>
  <report_metadata><org_name>lovelace &amp; sons</org_name><email>noreply@lovelace.example</email>
    <report_id>${id}</report_id><date_range><begin>${begin}</begin><end>${
    begin + 86_399
  }</end></date_range></report_metadata>
  <policy_published><domain>${domain}</domain><adkim>r</adkim><aspf>r</aspf><p>none</p><sp>none</sp><pct>100</pct></policy_published>
  ${records}
</feedback>`;
}

function mailOf(file: Uint8Array, name: string, type: string) {
  return {
    from: "reports@lovelace.example",
    to: TO,
    subject: `Report domain: ${DOMAIN}`,
    body:
      `Content-Type: ${type}; name="${name}"\nContent-Disposition: attachment; filename="${name}"\nContent-Transfer-Encoding: base64\n\n${
        file.toBase64().replaceAll(/.{76}/g, "$&\n")
      }\n`,
  };
}

const take = (changed: Changed = {}, reporter = "lovelace.example") =>
  takeDmarcReport(recording.db, DEMO, { file: strToU8(xml(changed)), reporter }, NOW_MS);
const sources = async () =>
  (await rows("dmarc_weeks")).map((row) => JSON.parse(String(row["sources"])) as readonly DmarcSource[]);

beforeAll(async () => {
  await openHouse();
  await updateSettings(env.DB, "demo", JSON.stringify({ ...SHOP, reply_domain: REPLY_DOMAIN })).run();
});
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  await dnsOfSenders();
  await recording.db.batch(
    ["dmarc_weeks", "dmarc_reports"].map((table) => recording.db.prepare(`delete from ${table}`)),
  );
});

describe("a DMARC report by mail", () => {
  test.each([
    ["gzip", gzipSync(strToU8(xml())), "a.xml.gz", "application/gzip"],
    ["zip", zipSync({ "a.xml": strToU8(xml()) }), "a.zip", "application/zip"],
    ["XML", strToU8(xml()), "a.xml", "text/xml"],
  ])("is taken as %s and added up by source", async (_, file, name, type) => {
    expect(await receive(await proven(mailOf(file, name, type)), TO)).toBeNull();
    const [week, ...others] = await sources();
    expect(others).toEqual([]);
    expect(week).toEqual([
      {
        from: DOMAIN,
        signed_by: "amazonses.com",
        return_path: "bounce.amazonses.com",
        mails: 120,
        dkim: 120,
        spf: 0,
        passed: 120,
        quarantined: 0,
        rejected: 0,
        ips: ["203.0.113.7"],
      },
      {
        from: DOMAIN,
        signed_by: null,
        return_path: "evil.example",
        mails: 5,
        dkim: 0,
        spf: 0,
        passed: 0,
        quarantined: 0,
        rejected: 5,
        ips: ["198.51.100.9"],
      },
    ]);
    expect(await rows("dmarc_reports")).toMatchObject([{
      reporter: "lovelace.example",
      report_id: "r-1",
      mails: 125,
    }]);
    // It is no customer's mail.
    expect(await rows("cases")).toEqual([]);
  });

  test("that nobody signed, or that comes to another shop's address, is refused and leaves nothing", async () => {
    const mail = mailOf(strToU8(xml()), "a.xml", "text/xml");
    expect(await receive(written(mail), TO)).toMatch(/^550 5\.7\.1/);
    const signed = await proven(mail);
    expect(await receive(signed, reportAddress("nowhere", REPLY_DOMAIN))).toMatch(/^550 5\.1\.1/);
    expect(await receive(signed, reportAddress("demo", "reply.other.example"))).toMatch(/^550 5\.1\.1/);
    expect(await receive(signed.replace("PD94", "PD95"), TO)).toMatch(/^550 5\.7\.1/);
    expect(await rows("dmarc_reports")).toEqual([]);
  });

  test("without a report is refused with the rule", async () => {
    const mail = { from: "reports@lovelace.example", to: TO, text: "See the attachment" };
    expect(await receive(await proven(mail), TO)).toMatch(/must bring a report/);
    const picture = mailOf(new Uint8Array([1, 2, 3]), "a.png", "image/png");
    expect(await receive(await proven(picture), TO)).toMatch(/must be XML/);
  });
});

describe("a report", () => {
  test("that comes twice counts once; those of one week add up, whoever is first", async () => {
    expect(await take()).toEqual({ ok: true, value: "taken" });
    expect(await take()).toEqual({ ok: true, value: "known" });
    const at_once = await Promise.all([1, 2, 3].map((at) => take({ id: `at-once-${at}` }, `${at}.example`)));
    expect(at_once.map(({ ok }) => ok)).toEqual([true, true, true]);
    expect((await sources())[0]!.map(({ mails }) => mails)).toEqual([480, 20]);
  });

  test.each<[string, Changed, string]>([
    ["of another domain", { domain: "other.example" }, "domain"],
    ["of a domain above that is no domain", { domain: "example" }, "domain"],
    ["of long ago", { begin: BEGIN_S - 90 * 86_400 }, "time"],
    ["of a time to come", { begin: BEGIN_S + 3 * 86_400 }, "time"],
    ["with a document type", { head: `<!DOCTYPE feedback [<!ENTITY a "aaaa">]>` }, "report"],
    ["with a count that is none", { records: RECORD.replace("120", "-1") }, "report"],
    ["with an address that is none", { records: RECORD.replace("203.0.113.7", "<b>x</b>") }, "report"],
    ["without an id", { id: "" }, "report"],
    ["that is nested without end", { records: "<a>".repeat(5_000) }, "report"],
  ])("%s is refused", async (_, changed, reason) => {
    expect(await take(changed)).toMatchObject({ ok: false, reason });
    expect(await rows("dmarc_weeks")).toEqual([]);
  });

  test("of one record, or none at all, is whole", async () => {
    expect(await take({ records: FORGED })).toMatchObject({ ok: true });
    expect((await sources())[0]!.map(({ mails }) => mails)).toEqual([5]);
    const empty = FORGED.replace(/<auth_results>.*<\/auth_results>/s, "<auth_results/>");
    expect(await take({ id: "r-2", records: empty })).toMatchObject({ ok: true });
  });

  test("of a flood is refused once the shop has its share, and a week holds a bounded number of sources", async () => {
    const many = Array.from({ length: 400 }, (_, at) => FORGED.replace("evil.example", `e${at}.example`))
      .join("");
    expect(await take({ records: many })).toMatchObject({ ok: true });
    const [week] = await sources();
    expect(week!.length).toBe(101);
    expect(week!.reduce((sum, { mails }) => sum + mails, 0)).toBe(2_000);
    await recording.db.prepare(
      `with recursive n(at) as (select 1 union all select at + 1 from n where at < ?)
       insert into dmarc_reports select 'demo', (select week from dmarc_weeks), 'f.example', at, 1, 1 from n`,
    ).bind(REPORTS_MAX).run();
    expect(await take({ id: "one-more" })).toMatchObject({ ok: false, reason: "many" });
  });

  test("takes the weeks of half a year ago along", async () => {
    await recording.db.prepare("insert into dmarc_weeks values ('demo', '2026-01-05', 1, '[]')").run();
    await take();
    expect((await rows("dmarc_weeks")).map(({ week }) => week)).toEqual(["2026-11-16"]);
  });
});
