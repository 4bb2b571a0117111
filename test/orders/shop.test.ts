import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { ReturnPolicy, ShopSettings } from "../../src/orders/shop.ts";

const LEAST = {
  name: "Kontor",
  from: { email: "orders@kontor.example" },
  support_email: "help@kontor.example",
};
const read = (changes: object) => v.safeParse(ShopSettings, { ...LEAST, ...changes });
/** The field and the rule that is broken; null where the settings are accepted. */
function broken(changes: object): string | null {
  const { issues } = read(changes);
  const [issue] = issues ?? [];
  return issue === undefined ? null : `${v.getDotPath(issue)}: ${issue.message}`;
}

describe("a shop that names only itself", () => {
  test("has settings that suit most shops", () => {
    const { rest_days, pace, stock, schedule, quiet_hours, ...shop } = v.parse(ShopSettings, LEAST);
    expect(shop).toMatchObject({
      locale: "en",
      time_zone: "UTC",
      channels: ["cloudflare"],
      marketplace_relays: false,
      provider_reports: false,
      bounce_sms: false,
      shipment_sms: false,
      digest: false,
      figures: false,
      order_index: false,
      delay_answer_days: 7,
      withdrawal_days: null,
      returns_approved: "by_shop",
      retention_days: null,
      books_kept_years: 10,
      link_days: 180,
      mail_max_age_days: 7,
    });
    expect(rest_days).toEqual({ weekends: false, public_holidays: false, closed: [], holidays: {} });
    expect(pace).toEqual({ shipments_share_s: 300, tracking_wait_s: 120, domain_per_minute: null });
    expect(stock).toEqual({ track: false, settle_s: 300 });
    expect(quiet_hours).toEqual({ from_hour: 21, until_hour: 8 });
    expect(schedule).toEqual({
      payment_reminder_days: [3, 7],
      stalled_days: 5,
      follow_up_days: 3,
      feedback_days: null,
      return_window_closing_days: 5,
    });
    expect(shop.support).toEqual({
      hours: { days: [1, 2, 3, 4, 5], from_hour: 9, until_hour: 17 },
      first_answer_hours: 8,
      next_answer_hours: 8,
      solved_after_days: 7,
      answers_at_once: true,
      live_chat: true,
      mail_after_minutes: 5,
      canned: [],
    });
  });

  test.each(["name", "from", "support_email"])("is refused without its %s", (field) => {
    expect(v.is(ShopSettings, Object.fromEntries(Object.entries(LEAST).filter(([name]) => name !== field))))
      .toBe(false);
  });
});

describe("a setting", () => {
  test.each([
    [{ time_zone: "Europe/Berlin" }, null],
    [{ time_zone: "Europe/Atlantis" }, "time_zone: Must be an IANA time zone such as Europe/Berlin"],
    [{ locale: "de-AT" }, null],
    [{ locale: "de_AT" }, "locale: Must be a BCP 47 language tag such as de-AT"],
    [{ locale: "" }, "locale: Must be a BCP 47 language tag such as de-AT"],
    [{ country: "DE" }, null],
    [{ country: "de" }, "country: Must be an ISO 3166-1 alpha-2 code"],
    [{ country: "DEU" }, "country: Must be an ISO 3166-1 alpha-2 code"],
    [{ reply_domain: " Reply.Kontor.Example " }, null],
    [{ reply_domain: "kontor" }, "reply_domain: Must be a domain name such as reply.kontor.example"],
    [{ reply_domain: "-a.example" }, "reply_domain: Must be a domain name such as reply.kontor.example"],
    [{ desk: { emails: ["@kontor.example", "Ada@kontor.example"] } }, null],
    [{ desk: { emails: ["kontor.example"] } }, "desk.emails.0: Must be an address, or @ and a domain"],
    [{ tracking_urls: { DPD: "https://dpd.example/{number}" } }, null],
    [
      { tracking_urls: { DPD: "https://dpd.example/" } },
      "tracking_urls.DPD: Must be an https address with {number} in it",
    ],
    [
      { tracking_urls: { DPD: "http://dpd.example/{number}" } },
      "tracking_urls.DPD: Must be an https address with {number} in it",
    ],
    [{ stores: { shopify: "Nordlicht.example" } }, null],
    [{ stores: { shopify: "nordlicht" } }, "stores.shopify: Must be a domain such as nordlicht.example"],
    [{ stores: { "Shop ify": "nordlicht.example" } }, "stores.Shop ify: Must be the name of a source"],
    [{ apps: { shopify: { client_id: "0123456789abcdef", api_version: "2026-10" } } }, null],
    [{ apps: { shopify: { client_id: "short" } } }, "apps.shopify.client_id: Must be the app's client id"],
    [
      { apps: { shopify: { client_id: "0123456789abcdef", api_version: "2026-11" } } },
      "apps.shopify.api_version: Must be a version such as 2026-10",
    ],
  ])("%j is read, or named with its rule: %s", (changes, rule) => {
    expect(broken(changes)).toBe(rule);
  });

  test.each([
    [{ channels: [] }],
    [{ channels: ["pigeon"] }],
    [{ quiet_hours: { from_hour: 24 } }],
    [{ quiet_hours: { until_hour: -1 } }],
    [{ link_days: 3_651 }],
    [{ link_days: 1.5 }],
    [{ pace: { domain_per_minute: 0 } }],
    [{ stock: { settle_s: 1 } }],
    [{ books_kept_years: 31 }],
    [{ support: { hours: { days: [0] } } }],
    [{ support: { hours: { days: [] } } }],
    [{ support: { hours: { until_hour: 25 } } }],
    [{ support: { first_answer_hours: 0.2 } }],
    [{ support: { solved_after_days: 0 } }],
    [{ legal_lines: Array(9).fill("GmbH") }],
    [{ schedule: { payment_reminder_days: [1, 2, 3, 4, 5, 6] } }],
    [{ url: "ftp://kontor.example" }],
    [{ warm_up: { started_on: "2026-02-30" } }],
  ])("%j is refused", (changes) => expect(read(changes).success).toBe(false));

  test("names fifty carriers at most", () => {
    const urls = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, at) => [`C${at}`, "https://x.example/{number}"]));
    expect(broken({ tracking_urls: urls(50) })).toBeNull();
    expect(broken({ tracking_urls: urls(51) })).toBe("tracking_urls: Must name <= 50 carriers");
  });

  test("is kept as it is compared: on one line, in lower case where that is no difference", () => {
    const shop = v.parse(ShopSettings, {
      ...LEAST,
      name: " Kontor\n& Söhne ",
      reply_domain: " Reply.Kontor.Example ",
      desk: { emails: [" Ada@Kontor.Example "] },
      stores: { shopify: "Nordlicht.EXAMPLE" },
    });
    expect(shop).toMatchObject({
      name: "Kontor & Söhne",
      reply_domain: "reply.kontor.example",
      desk: { emails: ["ada@kontor.example"] },
      stores: { shopify: "nordlicht.example" },
    });
  });

  test("of the return policy keeps its SKUs, and none where none are named", () => {
    expect(v.parse(ReturnPolicy, { window_days: 14 })).toEqual({ window_days: 14, excluded_skus: [] });
    expect(v.is(ReturnPolicy, { window_days: 14, paid_by: "nobody" })).toBe(false);
  });
});
