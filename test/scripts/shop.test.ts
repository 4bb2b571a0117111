import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import {
  checkedSecret,
  madeSecret,
  SECRET_NAMES,
  withoutOld,
  withSecret,
} from "../../src/doors/webhooks/secret_rules.ts";
import { senderSteps } from "../../scripts/shop/sender_steps.ts";
import { settingsText, shopRow } from "../../scripts/shop/shop_settings.ts";
import { sqlText } from "../../scripts/shop/sql_text.ts";
import { shopFinder } from "../../src/flow/find_shop.ts";
import { readSealingKeys, sealingRing } from "../../src/sealed.ts";
import { PRIVACY_TOPICS } from "../../src/sources/shopify/privacy.ts";
import { PARCEL_REPORTERS, SOURCE_NAMES } from "../../src/sources/table.ts";
import { replaceSecrets, selectShop, type ShopRow, updateSettings, upsertShop } from "../../src/sql/shops.ts";
import { NOW_MS, SHOP } from "../support/cast.ts";
import { openHouse } from "../support/house.ts";

const page = Object.values(
  import.meta.glob("../../docs/senders.md", { query: "?raw", import: "default", eager: true }),
)[0] as string;

beforeAll(openHouse);

const SETTINGS = {
  name: "Kontor; O'Hara ?1 $& \\",
  from: { email: "hallo@kontor.example" },
  support_email: "help@kontor.example",
};
const KEYS = readSealingKeys(env.SEALING_KEY)!;
const RING = await sealingRing(KEYS);
const NONCE = new Uint8Array(12).fill(3);

describe("a shop that is connected from the command line", () => {
  test("the SQL text of a statement writes the same as the statement itself, and its secrets can be decrypted", async () => {
    const settings = settingsText(SETTINGS);
    if (!settings.ok) throw new Error(settings.message);
    const secrets = { stripe: ["whsec_one"] };
    const row = await shopRow({ id: "kontor", settings: settings.value, secrets }, RING, NONCE);
    await env.DB.prepare(sqlText((db) => upsertShop(db, row))).run();
    expect(await selectShop(env.DB, "kontor").first<ShopRow>()).toMatchObject(row);
    const shop = await shopFinder(env.DB, KEYS, [])("kontor", NOW_MS);
    expect(shop?.settings.name).toBe(SETTINGS.name);
    expect(shop?.secrets).toEqual(secrets);
  });

  test.each([
    [{ woocommerce: ["one"], stripe: ["whsec_one"] }, false],
    [{ woocommerce: ["one"], aftership: ["two"] }, true],
    [{ woocommerce: ["one"], aftership: [] }, false],
    [{ shopify: ["one"] }, true],
  ])("hears of its parcels where one of its senders tells of them: %j", async (secrets, hears_of_parcels) => {
    const settings = settingsText(SETTINGS);
    if (!settings.ok) throw new Error(settings.message);
    const row = await shopRow({ id: "kontor", settings: settings.value, secrets }, RING, NONCE);
    await env.DB.prepare(sqlText((db) => upsertShop(db, row))).run();
    const shop = await shopFinder(env.DB, KEYS, PARCEL_REPORTERS)("kontor", NOW_MS);
    expect(shop?.settings.hears_of_parcels).toBe(hears_of_parcels);
  });

  test("a remembered shop is asked anew in time, also after the clock was set back", async () => {
    const findShop = shopFinder(env.DB, KEYS, []);
    const HOUR_MS = 3_600_000;
    const named = async (name: string) =>
      await updateSettings(env.DB, "kontor", JSON.stringify({ ...SETTINGS, name })).run();
    const nameAt = async (now_ms: number) => (await findShop("kontor", now_ms))?.settings.name;
    expect(await nameAt(NOW_MS + HOUR_MS)).toBe(SETTINGS.name);
    await named("Later");
    expect(await nameAt(NOW_MS + HOUR_MS)).toBe(SETTINGS.name);
    expect(await nameAt(NOW_MS)).toBe("Later");
    await named("Last");
    expect(await nameAt(NOW_MS + HOUR_MS)).toBe("Last");
    await named(SETTINGS.name);
  });

  test("when two people rotate at once, the second one writes nothing", async () => {
    const first = { before: "a", after: "b" };
    await upsertShop(env.DB, { id: "twice", settings: "{}", secrets: "a" }).run();
    expect((await replaceSecrets(env.DB, "twice", first).all()).results).toEqual([{ id: "twice" }]);
    expect((await replaceSecrets(env.DB, "twice", { before: "a", after: "c" }).all()).results).toEqual([]);
    expect((await selectShop(env.DB, "twice").first<ShopRow>())?.secrets).toBe("b");
  });

  test("settings are replaced, and settings of a shop that does not exist are not created", async () => {
    await upsertShop(env.DB, { id: "other", settings: "{}", secrets: "a" }).run();
    const text = JSON.stringify(SETTINGS);
    expect((await updateSettings(env.DB, "other", text).all()).results).toEqual([{ id: "other" }]);
    expect((await selectShop(env.DB, "other").first<ShopRow>())?.settings).toBe(text);
    expect((await updateSettings(env.DB, "nobody", text).all()).results).toEqual([]);
  });

  test("a value that SQL text cannot hold is refused", () => {
    const row = { id: "a", settings: "\0", secrets: "" };
    expect(() => sqlText((db) => upsertShop(db, row))).toThrow("must be text without NUL");
  });
});

describe("settings that a person wrote", () => {
  test("those of the test shops are accepted", () => {
    expect(settingsText(SHOP).ok).toBe(true);
  });

  test.each([
    [
      { ...SETTINGS, support_email: "help" },
      "support_email must be one mail address: got text of 4 characters",
    ],
    [{ ...SETTINGS, from: {} }, "from.email must be given: got nothing"],
    [{ ...SETTINGS, suport_email: "x" }, "suport_email must be a setting: see docs/settings.md"],
    [
      { ...SETTINGS, pace: { shipment_share_s: 1 } },
      "pace.shipment_share_s must be a setting: see docs/settings.md",
    ],
    [[], "name must be given: got nothing"],
  ])("%o is refused by field and rule", (settings, message) => {
    expect(settingsText(settings)).toEqual({ ok: false, reason: "invalid", message });
  });
});

describe("secrets", () => {
  test("a new one comes first and the previous one stays until it is removed", () => {
    const rotated = withSecret({ stripe: ["whsec_old"], square: ["s"] }, "stripe", "whsec_new");
    if (!rotated.ok) throw new Error(rotated.message);
    expect(rotated.value).toEqual({ stripe: ["whsec_new", "whsec_old"], square: ["s"] });
    expect(withoutOld(rotated.value, "stripe")).toEqual({ stripe: ["whsec_new"], square: ["s"] });
  });

  test("no more are kept than the number that a signature is checked against", () => {
    expect(withSecret({ square: ["a", "b", "c", "d"] }, "square", "e").ok).toBe(false);
    expect(withSecret({ square: ["a", "b", "c", "d"] }, "square", "d")).toMatchObject({
      value: { square: ["d", "a", "b", "c"] },
    });
  });

  test("a public key does not count as an older version of a shared secret", () => {
    const secrets = {
      standard: ["whsec_new", "whpk_key", "whsec_old"],
      shipengine: ["token", '{"keys":[]}'],
    };
    expect(withoutOld(secrets, "standard")["standard"]).toEqual(["whsec_new", "whpk_key"]);
    expect(withoutOld(secrets, "shipengine")["shipengine"]).toEqual(["token", '{"keys":[]}']);
  });

  test("a secret made here has the form that its sender accepts", () => {
    for (const name of SECRET_NAMES) {
      const made = madeSecret(name, new Uint8Array(32).fill(7));
      if (made !== null) expect(checkedSecret(name, made), name).toEqual({ ok: true, value: made });
    }
    expect(madeSecret("standard", new Uint8Array(32))).toMatch(/^whsec_/);
    expect(madeSecret("stripe", new Uint8Array(32))).toBeNull();
  });

  test.each([
    ["stripe", "sk_live_abc"],
    ["standard", "whsec_short"],
    ["shopify", ""],
    ["shopify", " padded"],
    ["shopify.token", "kontor.example:shpat_1"],
    ["woocommerce.token", "https://kontor.example:ck_1:cs_2"],
    ["bigcommerce.token", "1a2b3c"],
    ["square", "x".repeat(4_097)],
  ])("of %s, a secret of another form is refused without being said", (name, secret) => {
    const read = checkedSecret(name, secret);
    expect(read).toMatchObject({ ok: false });
    if (!read.ok) expect(read.message).toContain(`Secret of ${name} must`);
    if (!read.ok && secret !== "") expect(read.message).not.toContain(secret);
  });

  test.each([
    ["shopify.token", "kontor.myshopify.com:shpat_1"],
    ["woocommerce.token", "kontor.example/shop:ck_1a:cs_2b"],
    ["bigcommerce.token", "abc123:token"],
  ])("of %s, %s is taken", (name, secret) => {
    expect(checkedSecret(name, secret).ok).toBe(true);
  });
});

/** What there is to select in a sender's own screens. */
const TOPICS: Partial<Readonly<Record<(typeof SOURCE_NAMES)[number], readonly string[]>>> = {
  shopify: [
    ...["orders/create", "orders/updated", "orders/paid", "orders/cancelled", "refunds/create"],
    ...["fulfillments/create", "fulfillments/update", "fulfillment_events/create", "inventory_levels/update"],
    ...["inventory_items/update", "products/update", ...PRIVACY_TOPICS],
  ],
  woocommerce: ["order.created", "order.updated", "order.deleted", "order.restored", "product.updated"],
  bigcommerce: [
    ...[
      "store/order/created",
      "store/order/updated",
      "store/order/statusUpdated",
      "store/order/refund/created",
    ],
    ...["store/shipment/created", "store/shipment/updated"],
  ],
  stripe: [
    ...["checkout.session.completed", "async_payment_succeeded", "async_payment_failed"],
    ...["payment_intent.succeeded", "payment_intent.payment_failed", "charge.succeeded", "charge.captured"],
    ...["charge.refunded", "charge.dispute.created"],
  ],
  paypal: [
    ...["COMPLETED", "PENDING", "DENIED", "DECLINED", "REFUNDED", "REVERSED"].map((end) =>
      `PAYMENT.CAPTURE.${end}`
    ),
    "CUSTOMER.DISPUTE.CREATED",
  ],
  square: ["payment.created", "payment.updated", "refund.created", "refund.updated", "dispute.created"],
  easypost: ["tracker.created", "tracker.updated"],
  aftership: ["tracking_update", "edd_revise"],
};

describe("the steps in a sender's own screens", () => {
  test.each(SOURCE_NAMES)("docs/senders.md describes those of %s, with the address to enter", (source) => {
    const address = `https://orders.kontor.example/hooks/kontor/${source}`;
    const steps = senderSteps(page, source, address);
    expect(steps).toContain(`- **Address**: \`${address}\``);
    expect(steps).toMatch(/secret/i);
    expect(steps).not.toContain("<shop>/");
    expect(steps).not.toContain("Things to know");
    // Nobody can click in a terminal.
    expect(steps).not.toMatch(/\]\((?!https?:)/);
  });

  test.each(Object.entries(TOPICS))("those of %s name every topic that Waybill reads", (source, topics) => {
    const steps = senderSteps(page, source, "https://x")!;
    expect(topics.filter((topic) => !steps.includes(topic))).toEqual([]);
  });

  test("a sender that is not on the page has none", () => {
    expect(senderSteps(page, "snipcart", "https://x")).toBeNull();
  });
});
