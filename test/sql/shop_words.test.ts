import { applyD1Migrations } from "cloudflare:test";
import { env } from "cloudflare:workers";
import * as v from "valibot";
import { beforeAll, expect, test } from "vitest";
import { OrderEvent } from "../../src/orders/event.ts";
import { fold } from "../../src/orders/fold/fold.ts";
import { ShopSettings } from "../../src/orders/shop.ts";
import { readCustomer, selectCustomer } from "../../src/sql/customers.ts";
import { readErasures, selectErasure } from "../../src/sql/erasures.ts";
import { readLedger, selectLedger } from "../../src/sql/messages.ts";
import {
  type OrderRow,
  readFolded,
  readOrder,
  readWebhooks,
  selectOrder,
  selectWebhooks,
} from "../../src/sql/orders.ts";
import { readParked, selectParked, selectStaleParked } from "../../src/sql/parked.ts";
import { selectShop, type ShopRow } from "../../src/sql/shops.ts";
import { selectCountedDays } from "../../src/sql/stats.ts";
import { readCounts, selectCounts } from "../../src/sql/stock.ts";
import { readNotified, readWatches, selectNotified, selectWatches } from "../../src/sql/stock_watches.ts";
import { readSuppressions, selectSuppressions } from "../../src/sql/suppressions.ts";

const { DB } = env;
const ORDER = "harbour/standard/77";
const CUSTOMER = "harbour/~customer/kx";
const NUMBER = { number: "+4915100000077", alone: true };
/** The same as the one way that the customer chose. */
const WAY = { by: "sms", to: NUMBER.number, alone: NUMBER.alone };

/** An order of one line as every version has written it. */
const DETAILS = {
  id: "77",
  number: "#77",
  placed_at: "2026-10-04T09:00:00.000Z",
  currency: "EUR",
  customer: { email: "mara@quay.example", name: "Mara Quay" },
  lines: [{ id: "1", title: "Net float", quantity: 2, unit_price_minor: 450, requires_shipping: true }],
  discounts: [],
  shipping_minor: 0,
  tax_minor: 0,
  taxes_included: true,
  total_minor: 900,
};
const PLACED = { type: "order.placed", at: DETAILS.placed_at, order: DETAILS };
const CHOSEN = { type: "customer.texts_chosen", at: "2026-10-04T10:00:00.000Z", texts: NUMBER };
const ENDED = { type: "customer.texts_chosen", at: "2026-10-04T11:00:00.000Z", texts: null };
/** Escapes and numbers that must come through as they are. */
const SHIPPED = {
  type: "shipment.delivered",
  at: "2026-10-06T08:00:00.000Z",
  place: 'Quay "3" \u00e9 \\ \u2028',
  shipment: { id: "p1", lines: [], tracking: [] },
};

beforeAll(async () => {
  await applyD1Migrations(DB, env.MIGRATIONS.filter(({ name }) => name < "0014"));
  const run = (sql: string, ...values: unknown[]) => DB.prepare(sql).bind(...values);
  const insertEvents =
    "insert into events (order_id, seq, source, delivery_id, received_at, happenings) values (?, ?, ?, ?, ?, ?)";
  await DB.batch([
    run(
      "insert into stores (id, settings, secrets) values ('harbour', ?, 'sealed')",
      JSON.stringify({
        name: "Harbour",
        from: { email: "orders@harbour.example" },
        support_email: "help@harbour.example",
        locale: "en",
        time_zone: "Europe/Berlin",
        channels: ["capture"],
        shipment_texts: true,
        bounce_texts: false,
        brand: { texts: { en: { order_confirmation: { "confirmation.subject": "Ahoy" } } } },
      }),
    ),
    run(
      "insert into stores (id, settings, secrets) values ('plain', ?, '')",
      JSON.stringify({ name: "Plain" }),
    ),
    run(insertEvents, ORDER, 1, "standard", "d-1", 1, JSON.stringify([PLACED])),
    run(insertEvents, ORDER, 2, "page", "chosen", 2, JSON.stringify([CHOSEN, SHIPPED, ENDED])),
    run(
      `insert into orders (id, number, seq, state, updated_at, fold_version, folded_to, prints)
       values (?, '#77', 2, ?, 2, 4, 'x', '["a"]')`,
      ORDER,
      JSON.stringify({ details: DETAILS, texts: { ...NUMBER, since: CHOSEN.at } }),
    ),
    run(
      `insert into parked (ref, source, delivery_id, known_as, received_at, names, happenings, told_at)
       values (?1, 'page', 'chosen-2', ?1, 3, json_array(?1), ?2, null), (?1, 'page', 'chosen-3', ?1, 4, json_array(?1), '[]', 9)`,
      ORDER,
      JSON.stringify([SHIPPED, CHOSEN]),
    ),
    run(
      `insert into messages (subject, kind, about, state, reason, dated_at, attempts, settled_at, told) values
       (?1, 'order_confirmation', '', 'sent', null, 1, 1, 5, '{"changes":0,"backordered":[]}'),
       (?1, 'shipment_delivered', 'p1', 'suppressed', 'by_text', 2, 0, 6, null),
       (?1, 'shipment_text', 'delivered:p1', 'sent', null, 3, 1, 7, '{"instead":true}'),
       (?1, 'bounce_text', 'x', 'owed', null, 4, 0, null, null)`,
      ORDER,
    ),
    run(
      "insert into daily_stats (store_id, day, kind, sent) values ('harbour', '2026-10-06', 'shipment_text', 3)",
    ),
    run(
      "insert into customers (customer, choices, updated_at) values (?, ?, 1)",
      CUSTOMER,
      JSON.stringify({ language: "de", texts: NUMBER }),
    ),
    run(
      "insert into erasures (subject, asked_at, going) values (?, 8, ?), ('harbour/~customer/done', 8, null)",
      CUSTOMER,
      JSON.stringify({
        whom: { emails: ["mara@quay.example"], traces: [] },
        numbers: ["#77"],
        reader: null,
        tells: true,
        placed_last: "",
        sending: [],
      }),
    ),
    run(
      `insert into stock (store, sku, location, quantity, basis, expected_on, at)
       values ('harbour', 'FLOAT', '', 4, 'on_hand', null, '2026-10-05T00:00:00.000Z')`,
    ),
    run(
      `insert into stock_watches (store, email, sku, product, asked_at)
       values ('harbour', 'nils@quay.example', 'FLOAT', '{"title":"Net float"}', '2026-10-05T00:00:00.000Z')`,
    ),
    run("insert into stock_told (store, sku, told) values ('harbour', 'FLOAT', 2)"),
    run(
      `insert into suppressions (store_id, address, class, reason, at)
       values ('harbour', 'mara@quay.example', 'care', 'unsubscribed', 1)`,
    ),
  ]);
  await applyD1Migrations(DB, env.MIGRATIONS);
});

test("a shop keeps its settings under their new names, and its own wording unchanged", async () => {
  const row = await selectShop(DB, "harbour").first<ShopRow>();
  const settings = v.parse(ShopSettings, JSON.parse(row!.settings));
  expect(row!.secrets).toBe("sealed");
  expect(settings).toMatchObject({
    shipment_sms: true,
    bounce_sms: false,
    brand: { texts: { en: { order_confirmation: { "confirmation.subject": "Ahoy" } } } },
  });
  expect(row!.settings).not.toContain("_texts");
  expect((await selectShop(DB, "plain").first<ShopRow>())!.settings).toBe('{"name":"Plain"}');
});

test("an order is read with the number that was chosen, and is folded anew from its events", async () => {
  const selected = await selectOrder(DB, ORDER).all();
  expect(readOrder(selected as D1Result)).toMatchObject({
    number: "#77",
    seq: 2,
    order: { details: { number: "#77" }, ways: [{ ...WAY, since: CHOSEN.at }] },
  });
  expect((readOrder(selected as D1Result) as OrderRow).order).not.toHaveProperty("texts");
  expect(readFolded(selected as D1Result, null)).toBeNull();
});

test("a webhook keeps the events that it brought, each with its other fields unchanged", async () => {
  const webhooks = readWebhooks(await selectWebhooks(DB, [ORDER], null).all(), null);
  expect(webhooks).toEqual([
    { seq: 1, source: "standard", webhook_id: "d-1", received_at: 1, events: [PLACED] },
    {
      seq: 2,
      source: "page",
      webhook_id: "chosen",
      received_at: 2,
      events: [
        { type: "customer.ways_chosen", at: CHOSEN.at, ways: [WAY] },
        SHIPPED,
        { type: "customer.ways_chosen", at: ENDED.at, ways: [] },
      ],
    },
  ]);
  const events = webhooks.flatMap((webhook) => webhook.events);
  for (const event of events) expect(v.safeParse(OrderEvent, event).issues).toBeUndefined();
  expect(fold(events.slice(0, 2))).toMatchObject({ ways: [{ ...WAY, since: CHOSEN.at }] });
});

test("a parked event is read, and the shop gets no alert that it already had", async () => {
  const chosen = {
    source: "page",
    webhook_id: "chosen-2",
    received_at: 3,
    names: [ORDER],
    events: [SHIPPED, { type: "customer.ways_chosen", at: CHOSEN.at, ways: [WAY] }],
  };
  expect(readParked(await selectParked(DB, [ORDER], [ORDER]).all())).toEqual([
    chosen,
    { ...chosen, webhook_id: "chosen-3", received_at: 4, events: [] },
  ]);
  expect(readParked(await selectStaleParked(DB, "harbour", 100, 10).all())).toEqual([chosen]);
});

test("the ledger is read with the facts that each message showed, when it closed, and its new kind and reason", async () => {
  const ledger = readLedger(await selectLedger(DB, ORDER).all(), null);
  expect(ledger.toSorted((a, b) => (a.closed_at ?? 9) - (b.closed_at ?? 9))).toEqual([
    {
      kind: "order_confirmation",
      about: "",
      state: "sent",
      closed_at: 5,
      facts_shown: { changes: 0, backordered: [] },
    },
    { kind: "shipment_delivered", about: "p1", state: "suppressed", closed_at: 6, facts_shown: null },
    {
      kind: "shipment_sms",
      about: "delivered:p1",
      state: "sent",
      closed_at: 7,
      facts_shown: { instead: true },
    },
    { kind: "bounce_sms", about: "x", state: "owed", closed_at: null, facts_shown: null },
  ]);
  expect(await DB.prepare("select reason from messages where kind = 'shipment_delivered'").first("reason"))
    .toBe("by_sms");
  expect((await selectCountedDays(DB, "harbour", "2026-10-01").all()).results).toMatchObject([
    { kind: "shipment_sms", sent: 3 },
  ]);
});

test("a customer's choices are read", async () => {
  expect(readCustomer(await selectCustomer(DB, CUSTOMER).all()).choices).toEqual({
    language: "de",
    ways: [WAY],
  });
});

test("an erasure continues from where it was, and one that is done stays done", async () => {
  expect(readErasures(await selectErasure(DB, CUSTOMER).all())).toEqual([{
    subject: CUSTOMER,
    asked_at: 8,
    progress: {
      identifiers: { emails: ["mara@quay.example"], traces: [] },
      numbers: ["#77"],
      reader: null,
      notifies_customer: true,
      placed_last: "",
      sending: [],
    },
  }]);
  expect(readErasures(await selectErasure(DB, "harbour/~customer/done").all())[0]!.progress).toBeNull();
});

test("stock, watchers and suppressions belong to the same shop", async () => {
  expect(readCounts(await selectCounts(DB, "harbour", "FLOAT").all())).toMatchObject([{ quantity: 4 }]);
  expect(readWatches(await selectWatches(DB, "harbour", "FLOAT", 9).all())).toMatchObject([
    { email: "nils@quay.example" },
  ]);
  expect(readNotified(await selectNotified(DB, "harbour", "FLOAT").all())).toBe(2);
  expect(readSuppressions(await selectSuppressions(DB, "harbour", "mara@quay.example").all()))
    .toMatchObject([{ class: "care", reason: "unsubscribed" }]);
});
