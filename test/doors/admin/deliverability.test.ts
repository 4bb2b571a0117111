import { exports } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { takeDmarcReport } from "../../../src/flow/deliverability/take_dmarc_report.ts";
import { NOW_MS, SHOP } from "../../support/cast.ts";
import { deskVisitor, openDesks, TOKENS } from "../../support/desk.ts";
import { DEMO, openHouse, recording } from "../../support/house.ts";

const DOMAIN = SHOP.from.email.split("@")[1]!;
const SETTINGS = {
  reply_domain: `reply.${DOMAIN}`,
  figures: true,
  channels: ["ses", "resend"],
  quotas: { ses: 100 },
};

beforeAll(async () => {
  await openHouse();
  await openDesks(undefined, SETTINGS);
});
beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS }));

const textOf = (html: string) =>
  html.replace(/^.*<main/s, "").replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ");

async function page() {
  const desk = deskVisitor();
  await desk.signIn("demo", TOKENS.demo);
  return textOf((await desk.get("/admin/demo/deliverability")).html);
}

async function answer() {
  const response = await exports.default.fetch("https://waybill.test/api/shops/demo/deliverability", {
    headers: { Authorization: `Bearer ${TOKENS.demo}` },
  });
  return await response.json<Record<string, unknown>>();
}

function report(records: string) {
  const begin = NOW_MS / 1_000 - 86_400;
  return new TextEncoder().encode(
    `<feedback><report_metadata><report_id>1</report_id><date_range><begin>${begin}</begin><end>${begin}</end></date_range></report_metadata>
     <policy_published><domain>${DOMAIN}</domain><p>none</p></policy_published>${records}</feedback>`,
  );
}

const record = (count: number, dkim: string, signer: string) =>
  `<record><row><source_ip>203.0.113.7</source_ip><count>${count}</count><policy_evaluated><disposition>none</disposition>
   <dkim>${dkim}</dkim><spf>fail</spf></policy_evaluated></row><identifiers><header_from>${DOMAIN}</header_from></identifiers>
   <auth_results><dkim><domain>${signer}</domain><result>pass</result></dkim></auth_results></record>`;

describe("the screen of deliverability", () => {
  test("of a shop where nothing was sent yet warns of nothing, and says by which record reports come", async () => {
    const text = await page();
    expect(text).toContain("Nothing is near a limit.");
    expect(text).toContain(`rua=mailto:dmarc-demo@reply.${DOMAIN}`);
  });

  test("warns before a limit, and shows who sends under the shop's domain", async () => {
    await recording.db.batch([
      recording.db.prepare("insert into figures (shop_id, day, counts) values ('demo', '2026-11-20', ?)")
        .bind(
          JSON.stringify({
            route: { "ses|gmail.com|sent": 1_000, "ses|gmail.com|complained": 2, "ses|<b>|sent": 10 },
          }),
        ),
      recording.db.prepare(
        "insert into quotas (shop_id, channel, day, sent) values ('demo', 'ses', '2026-11-22', 85)",
      ),
      recording.db.prepare(
        "insert into circuits (shop_id, channel, failures, open_until, reason) values ('demo', 'resend', 5, ?, 'HTTP 503')",
      ).bind(NOW_MS + 600_000),
    ]);
    const file = report(record(400, "pass", "amazonses.com") + record(40, "fail", "mailer.example"));
    await takeDmarcReport(recording.db, DEMO, { file, reporter: "google.com" }, NOW_MS);
    const text = await page();
    expect(text).toContain("gmail.com: 2 of 1,000 emails were called spam.");
    expect(text).toContain("ses has taken 85 of the 100 emails of today.");
    expect(text).toContain("resend is not used at the moment");
    expect(text).toContain("mailer.example: 40 of 40 emails under your domain failed DMARC.");
    expect(text).toContain("90.91 % of 440 emails under your domain passed DMARC");
    expect(text).toMatch(/gmail\.com 1,000 0\.2 % \(2\), between 0\.05 % and 0\.73 %/);
    expect(text).toContain("google.com: one report about 440 emails");
    expect(text).not.toContain("<b>");
    expect(await answer()).toMatchObject({
      counted: true,
      dmarc: {
        mails: 440,
        passed: 400,
        sources: [{ signed_by: "amazonses.com" }, { signed_by: "mailer.example" }],
      },
      warnings: [
        { topic: "complaints", name: null },
        { topic: "complaints", name: "gmail.com", count: 2, of: 1_000 },
        { topic: "quota", name: "ses", level: "warn" },
        { topic: "resting", name: "resend" },
        { topic: "dmarc_fails", name: "mailer.example" },
      ],
    });
  });

  test("of one shop shows nothing of another", async () => {
    const desk = deskVisitor();
    await desk.signIn("other", TOKENS.other);
    const other = textOf((await desk.get("/admin/other/deliverability")).html);
    expect(other).not.toContain("mailer.example");
    expect(other).toContain("Nothing is near a limit.");
  });
});
