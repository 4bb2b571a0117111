import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { env } from "cloudflare:workers";
import { shopFinder } from "../../../src/flow/find_shop.ts";
import { isShopClosed } from "../../../src/orders/rest_days.ts";
import { readSealingKeys } from "../../../src/sealed.ts";
import { readActs, selectActs } from "../../../src/sql/audit.ts";
import { NOW_MS } from "../../support/cast.ts";
import { cellOf } from "../../support/cells_in_use.ts";
import { type DeskPage, openDesks, ownersDesk } from "../../support/desk.ts";
import { openHouse } from "../../support/house.ts";

const KEYS = readSealingKeys(env.SEALING_KEY)!;
const SETTINGS = "/admin/demo/settings";
let now_ms = NOW_MS;

beforeAll(async () => {
  await openHouse();
  await openDesks();
});
beforeEach(() => {
  now_ms += 3_600_000;
  vi.useFakeTimers({ toFake: ["Date"], now: now_ms });
});

async function kept(): Promise<Record<string, unknown>> {
  const row = await env.DB.prepare("select settings from shops where id = 'demo'").first<
    { settings: string }
  >();
  return JSON.parse(row!.settings);
}

/** What the browser would post of the form as it stands, changed by `typed`. */
function filled({ html }: DeskPage, typed: Readonly<Record<string, string>>): Record<string, string> {
  const form = html.split("<form").find((one) => one.includes('class="answer fields"'))!.split("</form>")[0]!;
  const fields: Record<string, string> = {};
  for (const [, tag] of form.matchAll(/(<input [^>]*>)/g)) {
    const name = / name="([^"]+)"/.exec(tag!)?.[1];
    const is_off = tag!.includes('type="checkbox"') && !tag!.includes(" checked");
    if (name !== undefined && !is_off) fields[name] = / value="([^"]*)"/.exec(tag!)?.[1] ?? "";
  }
  for (const [, name, text] of form.matchAll(/<textarea [^>]*name="([^"]+)"[^>]*>([^<]*)</g)) {
    fields[name!] = text!;
  }
  for (const [, name, options] of form.matchAll(/<select [^>]*name="([^"]+)"[^>]*>(.*?)<\/select>/gs)) {
    fields[name!] = / value="([^"]*)" selected/.exec(options!)?.[1] ?? / value="([^"]*)"/.exec(options!)![1]!;
  }
  return { ...fields, ...typed };
}

async function saved(part: string, typed: Readonly<Record<string, string>>): Promise<DeskPage> {
  const visitor = await ownersDesk();
  const page = await visitor.get(`${SETTINGS}/${part}`);
  const answer = await visitor.post(`${SETTINGS}/${part}`, filled(page, typed));
  return answer.status === 303 ? await visitor.get(`${SETTINGS}/${part}?note=saved`) : answer;
}

describe("the brand", () => {
  test("is changed where something was typed, and by name in the audit", async () => {
    const before = await kept();
    const page = await saved("brand", { "brand.accent": "#205080", legal_lines: "Kontor GmbH\nTorstraße 1" });
    expect(page.html).toContain("Saved.");
    const after = await kept();
    expect(after).toMatchObject({
      name: before["name"],
      brand: { accent: "#205080" },
      legal_lines: ["Kontor GmbH", "Torstraße 1"],
    });
    const act = readActs(await selectActs(cellOf("demo"), "demo", null, 9).all())
      .find((one) => one.act === "settings.changed");
    expect(act!.detail.changes!.map(({ setting }) => setting)).toContain("brand.accent");
  });

  test("that is refused names its field and loses nothing that was typed", async () => {
    const before = await kept();
    const page = await saved("brand", { "brand.accent": "green", "from.name": "Kontor Nord" });
    expect(page.status).toBe(422);
    expect(page.html).toContain("Colour of buttons must be a colour such as #1f6f54");
    expect(page.html).toContain('value="green"');
    expect(page.html).toContain('value="Kontor Nord"');
    expect(await kept()).toEqual(before);
  });

  test("in a form that is sent as it stands changes nothing", async () => {
    for (const part of ["brand", "promises", "answers"]) {
      await saved(part, {});
      const before = await kept();
      expect((await saved(part, {})).status).toBe(200);
      expect(await kept(), part).toEqual(before);
    }
  });
});

describe("the shop's country, language and links", () => {
  test("are chosen and typed, and taken away again", async () => {
    const page = await saved("brand", {
      country: "AT",
      locale: "en-GB",
      time_zone: "Europe/Vienna",
      "brand.social.0.name": "Mastodon",
      "brand.social.0.url": "https://social.example/@kontor",
      "brand.social.1.name": "Instagram",
      "brand.social.1.url": "https://instagram.example/kontor",
    });
    expect(await kept()).toMatchObject({
      country: "AT",
      locale: "en-GB",
      time_zone: "Europe/Vienna",
      brand: {
        social: [
          { name: "Mastodon", url: "https://social.example/@kontor" },
          { name: "Instagram", url: "https://instagram.example/kontor" },
        ],
      },
    });
    expect(page.html).toMatch(/<option value="AT" selected[^>]*>Austria</);
    expect(page.html).toContain('name="brand.social.3.url"');
    await saved("brand", { "brand.social.0.name": "", "brand.social.0.url": "" });
    expect((await kept())["brand"]).toMatchObject({ social: [{ name: "Instagram" }] });
    await saved("brand", { country: "", "brand.social.0.name": "", "brand.social.0.url": "" });
    const after = await kept();
    expect(after).not.toHaveProperty("country");
    expect(after["brand"]).not.toHaveProperty("social");
    const noted = readActs(await selectActs(cellOf("demo"), "demo", null, 9).all())
      .flatMap(({ detail }) => detail.changes ?? []).map(({ setting }) => setting);
    for (const setting of ["country", "locale", "time_zone", "brand.social"]) {
      expect(noted).toContain(setting);
    }
  });

  test("in a link without https names the row that is wrong and keeps what was typed", async () => {
    const page = await saved("brand", {
      "brand.social.0.name": "Mastodon",
      "brand.social.0.url": "http://social.example",
    });
    expect(page.status).toBe(422);
    expect(page.html).toContain("must be an https address");
    expect(page.html).toMatch(
      /name="brand.social.0.url" value="http:\/\/social.example"[^>]* aria-invalid="true"/,
    );
  });

  test("that the shop has not listed stay: a language by another name", async () => {
    const settings = { ...await kept(), locale: "pt-PT" };
    await env.DB.prepare("update shops set settings = ?1 where id = 'demo'").bind(JSON.stringify(settings))
      .run();
    now_ms += 60_000;
    vi.setSystemTime(now_ms);
    await saved("brand", {});
    expect((await kept())["locale"]).toBe("pt-PT");
    await saved("brand", { locale: "en" });
  });
});

describe("the footer", () => {
  test("is one text for all, or one for each language, the shop's own first", async () => {
    const page = await saved("brand", { locale: "en", "brand.footer.en": "Roasted in Hamburg." });
    expect((await kept())["brand"]).toMatchObject({ footer: "Roasted in Hamburg." });
    expect(page.html).toContain("Text above the legal lines (English)");
    await saved("brand", { "brand.footer.de": "Geröstet in Hamburg." });
    expect((await kept())["brand"]).toMatchObject({
      footer: { en: "Roasted in Hamburg.", de: "Geröstet in Hamburg." },
    });
    await saved("brand", { "brand.footer.en": "", "brand.footer.de": "" });
    expect((await kept())["brand"]).not.toHaveProperty("footer");
  });
});

describe("closed days and holidays", () => {
  test("are kept, and the page names the next public holidays of the shop's country", async () => {
    await saved("brand", { country: "DE" });
    now_ms += 60_000;
    vi.setSystemTime(now_ms);
    const page = await saved("answers", {
      "rest_days.public_holidays": "on",
      "rest_days.closed.0.from": "2026-12-28",
      "rest_days.closed.0.until": "2026-12-30",
      "rest_days.closed.0.name": "Inventory",
      "rest_days.closed.1.from": "2027-05-07",
    });
    expect((await kept())["rest_days"]).toMatchObject({
      public_holidays: true,
      closed: [{ from: "2026-12-28", until: "2026-12-30", name: "Inventory" }, { from: "2027-05-07" }],
    });
    expect(page.html).toContain("Next in Germany: 25 Dec 2026, 26 Dec 2026, 1 Jan 2027");
  });

  test("that end before they begin are refused where they stand", async () => {
    const page = await saved("answers", {
      "rest_days.closed.0.from": "2026-12-30",
      "rest_days.closed.0.until": "2026-12-28",
    });
    expect(page.status).toBe(422);
    expect(page.html).toContain("must not end before it begins");
  });

  test("keep the shop's promise and its answers waiting, from the settings alone", async () => {
    now_ms += 60_000;
    const shop = await shopFinder(env.DB, KEYS, [])("demo", now_ms);
    expect(isShopClosed(shop!.settings, "2026-12-25")).toBe(true);
    expect(isShopClosed(shop!.settings, "2026-12-29")).toBe(true);
    expect(isShopClosed(shop!.settings, "2027-01-04")).toBe(false);
  });
});

describe("promises", () => {
  test("of another return policy count from now on", async () => {
    await saved("promises", { "returns.window_days": "14" });
    await saved("promises", { "returns.window_days": "30" });
    const { returns, earlier_returns } = await kept() as Record<string, readonly { window_days: number }[]>;
    expect(returns).toMatchObject({ window_days: 30, since: new Date(now_ms).toISOString() });
    expect(earlier_returns![0]).toMatchObject({ window_days: 14 });
  });

  test("take an empty day as switched off, and a list of days", async () => {
    await saved("promises", { "schedule.stalled_days": "", "schedule.payment_reminder_days": "2, 5 9" });
    expect(await kept()).toMatchObject({
      schedule: { stalled_days: null, payment_reminder_days: [2, 5, 9] },
    });
    const page = await saved("promises", { "schedule.payment_reminder_days": "2, soon" });
    expect(page.html).toContain("Payment reminders, on these days must be a number");
  });
});

describe("answers that are written once", () => {
  test("are added, changed and removed, each by name in the audit", async () => {
    const visitor = await ownersDesk();
    let page = await visitor.get(`${SETTINGS}/answers`);
    page = await visitor.submit(page, `${SETTINGS}/canned/add`, {
      title: "Ask for a photo",
      words: "Dear {name}, could you send one?",
      locale: "de",
    });
    expect(page.html).toContain("Ask for a photo");
    page = await visitor.submit(page, `${SETTINGS}/canned/change`, {
      title: "A photo",
      words: "Please",
      locale: "",
    });
    expect((await kept())["support"]).toMatchObject({ canned: [{ title: "A photo", words: "Please" }] });
    page = await visitor.submit(page, `${SETTINGS}/canned/remove`);
    expect((await kept())["support"]).toMatchObject({ canned: [] });
    const acts = readActs(await selectActs(cellOf("demo"), "demo", null, 20).all())
      .filter(({ detail }) => detail.changes?.some(({ setting }) => setting.startsWith("support")));
    expect(acts.length).toBeGreaterThanOrEqual(3);
  });

  test("that were changed meanwhile are not removed by their place alone", async () => {
    const visitor = await ownersDesk();
    let page = await visitor.get(`${SETTINGS}/answers`);
    page = await visitor.submit(page, `${SETTINGS}/canned/add`, { title: "One", words: "1", locale: "" });
    await visitor.submit(page, `${SETTINGS}/canned/remove`, { was: "Another" });
    expect((await kept())["support"]).toMatchObject({ canned: [{ title: "One" }] });
  });
});
