import { env } from "cloudflare:workers";
import { strFromU8, unzipSync } from "fflate";
import * as v from "valibot";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { captureChannel } from "../../../src/channels/capture.ts";
import { csvRows } from "../../../src/doors/csv.ts";
import { recordEvent } from "../../../src/flow/record/record_event.ts";
import { type OrderDetails, OrderEvent } from "../../../src/orders/event.ts";
import { ShopSettings } from "../../../src/orders/shop.ts";
import { caseAbout } from "../../support/cases.ts";
import { ADAS_ORDER, hours, NOW, NOW_MS, SHOP } from "../../support/cast.ts";
import { DEMO, openHouse, recording } from "../../support/house.ts";
import { escapes, PAYLOADS, shapeOf, TIGHT, URLS } from "../../support/payloads.ts";
import type { Route } from "../../support/route.ts";
import { fill, ownRequest } from "../../support/route_requests.ts";
import { OFFERED, ROUTES } from "../../support/routes.ts";
import { filled, type Wanted } from "../../support/schema_walk.ts";
import { ask, openShops, ORDERS } from "../../support/strangers.ts";

beforeAll(openHouse);
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});

/** Every page, document and list that anybody can open, and every form that is shown again. */
const PAGES: Readonly<Record<string, Route>> = {
  ...Object.fromEntries(
    Object.entries(ROUTES).filter(([name]) =>
      !/assets|hooks|schema|revoke|erase|fresh|^GET \/i\//.test(name)
    ),
  ),
  ...Object.fromEntries(
    Object.entries(OFFERED).flatMap(([offer, [shown, sent]]) => [
      [`GET ${offer}`, shown],
      // Without what it needs: the form is shown again with what was typed.
      [`POST ${offer}`, { ...sent, form: { ...sent.form!, fields: {} } }],
    ]),
  ),
};

const DETAILS: OrderDetails = { ...ADAS_ORDER, id: "1", number: "#1", promised: { until: "2026-11-30" } };
const PARCEL = { id: "p1", lines: [{ line_id: "1", quantity: 1 }] };
/** One of each type, so that whatever is told of an order is shown. */
const STORY: readonly unknown[] = [
  { type: "order.placed", at: NOW, order: DETAILS },
  { type: "order.changed", at: hours(-0.9), order: DETAILS },
  { type: "payment.failed", at: hours(-0.8), payment: { id: "pay", amount_minor: 5 } },
  { type: "payment.succeeded", at: hours(-0.7), payment: { id: "pay", amount_minor: 12_890 } },
  { type: "shipment.shipped", at: hours(-0.6), shipment: PARCEL },
  { type: "shipment.in_transit", at: hours(-0.5), shipment: PARCEL },
  {
    type: "shipment.promise_changed",
    at: hours(-0.5),
    shipment: { id: "p1" },
    promised: { until: "2026-12-01" },
  },
  { type: "return.requested", at: hours(-0.4), return: { id: "r", lines: [{ line_id: "1", quantity: 1 }] } },
  { type: "return.approved", at: hours(-0.3), return: { id: "r", lines: [{ line_id: "1", quantity: 1 }] } },
  { type: "payment.refunded", at: hours(-0.2), refund: { id: "f", amount_minor: 5 } },
  {
    type: "order.withdrawn",
    at: hours(-0.1),
    withdrawal: { id: "w", lines: [{ line_id: "2", quantity: 1 }], hash: "a".repeat(64) },
  },
  { type: "customer.address_failed", at: hours(-0.05), email: "ada@lovelace.example" },
];

function wanting(text: string, urls: readonly string[]): Wanted {
  return () => [text, ...urls, TIGHT, "#1f6f54"];
}

/** The shop, its order and all that was said, with one text wherever a text is taken. */
async function postEverywhere(text: string, urls: readonly string[]): Promise<void> {
  await openShops();
  await env.DB.prepare("delete from events where order_id = ?1").bind(ORDERS.own).run();
  await env.DB.prepare("delete from orders where id = ?1").bind(ORDERS.own).run();
  const wanted = wanting(text, urls);
  const settings = filled(ShopSettings, wanted, {
    ...SHOP,
    returns: { window_days: 30 },
    brand: { ...SHOP.brand, texts: undefined },
    tracking_urls: { [text.slice(0, 60)]: `https://kontor.example/{number}"><inj7>` },
    turnstile: undefined,
    withdrawal_days: 14,
  }) as ShopSettings;
  const shop = { ...settings, turnstile: undefined };
  await env.DB.prepare("update shops set settings = ?1 where id = 'demo'").bind(JSON.stringify(shop)).run();
  const events = STORY.map((event) => v.parse(OrderEvent, filled(OrderEvent, wanted, event)));
  const recorded = await recordEvent(recording, { ...DEMO, settings: shop }, {
    source: "standard",
    order: "1",
    webhook_id: `told-${text}`,
    events,
    received_at_ms: NOW_MS,
  }, NOW_MS);
  expect(recorded.ok).toBe(true);
  await fill();
  await env.DB.batch([
    ...caseAbout(env.DB, ORDERS.own, "said", [
      { id: "1", author: "customer", words: text },
      { id: "2", author: "shop", words: text },
    ], text),
    env.DB.prepare(
      `insert into feedback (order_id, about, score, words, rated_at) values (?1, 'delivery', 5, ?2, 0)
       on conflict do update set words = excluded.words`,
    ).bind(ORDERS.own, text),
    env.DB.prepare(
      "insert into customer_requests (subject, form_id, kind, made_at, asked) values (?1, 'f', 'question', 0, ?2)",
    )
      .bind(ORDERS.own, JSON.stringify({ note: text })),
  ]);
  await captureChannel(env.MAIL, () => NOW_MS).send({
    idempotency_key: "hostile",
    kind: text,
    order_number: text,
    raw: `Subject: =?utf-8?B?${
      btoa(unescape(encodeURIComponent(text)))
    }?=\r\nContent-Type: text/plain\r\n\r\n${text}`,
    mail: { to: { email: text }, subject: text },
  } as never);
}

interface Shown {
  readonly html: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly type: string;
}

async function show(name: string, route: Route, text: string): Promise<Shown> {
  const own = await ownRequest(name, route);
  const form = own.body instanceof FormData ? own.body : null;
  for (const field of ["words", "name", "street", "email", "number", "what"]) {
    if (form !== null && !form.has(field)) form.set(field, text);
  }
  const query = name.startsWith("GET") && !name.includes("/api/")
    ? `${own.path.includes("?") ? "&" : "?"}q=${encodeURIComponent(text)}`
    : "";
  const response = await ask({ ...own, path: own.path + query });
  const type = response.headers.get("Content-Type") ?? "";
  const bytes = new Uint8Array(await response.arrayBuffer());
  const read = type.includes("zip")
    ? strFromU8(unzipSync(bytes)["data.html"]!)
    : new TextDecoder().decode(bytes);
  const html = type.includes("event-stream") ? fragmentsIn(read) : read;
  return { html, headers: [...response.headers], type };
}

/** Returns the markup that the events of a live page put into it. */
function fragmentsIn(stream: string): string {
  const told = stream.split("\n").filter((line) => line.startsWith("data: "));
  return told.map((line) => (JSON.parse(line.slice("data: ".length)) as { html?: string }).html ?? "").join(
    "",
  );
}

/** Forms change what is shown: they come last. */
async function showAll(text: string, urls: readonly string[]): Promise<ReadonlyMap<string, Shown>> {
  const shown = new Map<string, Shown>();
  await postEverywhere(text, urls);
  for (const [name, route] of Object.entries(PAGES).sort(([a], [b]) => a < b ? -1 : 1)) {
    shown.set(name, await show(name, route, text));
  }
  return shown;
}

describe("a hostile text in every field that a shop, a sender or a customer fills", () => {
  let plain: ReadonlyMap<string, ReadonlySet<string>>;
  beforeAll(async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
    const urls = ["https://kontor.example/words", "https://kontor.example/{number}/words"];
    const shown: (readonly [string, Shown])[] = [];
    // With a colon, which the names of channels refuse, a form that keeps settings answers by its page.
    for (const text of ["Words", "Words: of nobody"]) shown.push(...await showAll(text, urls));
    plain = new Map(
      [...Map.groupBy(shown, ([name]) => name)].map((
        [name, all],
      ) => [name, new Set(all.flatMap(([, { html }]) => [...shapeOf(html)]))]),
    );
  });

  test.each(Object.entries(PAYLOADS))("stays text on every page: %s", async (name, text) => {
    const at = Object.keys(PAYLOADS).indexOf(name);
    const urls = [...URLS.slice(at % URLS.length), ...URLS.slice(0, at % URLS.length)];
    const faults: unknown[] = [];
    let seen = 0;
    for (const [route, { html, headers, type }] of await showAll(text, urls)) {
      if (html.includes("inj7")) seen += 1;
      for (const [header, value] of headers) {
        const is_plain = header === "location" || /^attachment; filename="[\w.-]+"$/.test(value);
        if (!is_plain && value.includes("inj7")) faults.push([route, header, value]);
      }
      const to = headers.find(([header]) => header === "location")?.[1];
      if (to !== undefined && !/^\/(?!\/)/.test(to)) faults.push([route, "leads out of the house", to]);
      if (/html|zip|event-stream/.test(type)) {
        faults.push(...escapes(html, plain.get(route)!).map((fault) => [route, fault]));
      } else if (type.includes("calendar")) {
        faults.push(...calendarFaults(html).map((fault) => [route, fault]));
      } else if (type.includes("csv")) {
        faults.push(...formulas(html).map((fault) => [route, fault]));
      } else if (!/json|text\/plain|^$|rfc822|octet-stream|pdf/.test(type)) {
        faults.push([route, "of an unknown kind", type]);
      }
    }
    expect(faults).toEqual([]);
    expect(seen).toBeGreaterThan(15);
  });
});

/** Cells that a spreadsheet would run. */
function formulas(text: string): readonly string[] {
  return csvRows(text).flatMap(({ cells }) => cells).filter((cell) => /^[=+\-@]/.test(cell));
}

function calendarFaults(text: string): readonly string[] {
  const lines = text.split("\r\n").filter((line) => !/^[ \t]/.test(line));
  return lines.filter((line) =>
    !/^(BEGIN:(VCALENDAR|VEVENT)|END:(VCALENDAR|VEVENT)|[A-Z-]+[:;].*)?$/.test(line)
  )
    .concat(lines.filter((line) => /^(\w+:VALARM|TRIGGER)|[\r\n]/.test(line)));
}
