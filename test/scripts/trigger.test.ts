import { beforeAll, describe, expect, test } from "vitest";
import { sampleOf, SAMPLES } from "../../scripts/trigger/samples.ts";
import { STORE_TOKEN } from "../../scripts/trigger/samples/bigcommerce.ts";
import { setPath } from "../../scripts/trigger/set_path.ts";
import { SHIPENGINE_PUBLIC_KEYS } from "../../scripts/trigger/shipengine_key.ts";
import { shiftTimes } from "../../scripts/trigger/shift_times.ts";
import { CERTIFICATE_PATH, sign } from "../../scripts/trigger/sign.ts";
import { fetchOrStandIn } from "../../src/doors/webhooks/stand_in_sender.ts";
import type { SourcePorts, Webhook } from "../../src/sources/source.ts";
import { EVENT_TYPES } from "../../src/sources/standard/standard.ts";
import { SOURCE_NAMES, sourceNamed } from "../../src/sources/table.ts";
import { makeSigner, type Signer } from "../support/certificate.ts";

const { "../../docs/senders.md": DOCUMENT } = import.meta.glob("../../docs/senders.md", {
  query: "?raw",
  import: "default",
  eager: true,
}) as { readonly "../../docs/senders.md": string };
const SECRET = "whsec_d2F5YmlsbC10cmlnZ2VyLXNlY3JldC10ZXN0cw==";
const NOW_MS = Date.parse("2027-03-04T10:00:00.000Z");
const OPTIONS = { order: 4_711, now_ms: NOW_MS, nonce: "0f1e2d3c4b5a69788796a5b4c3d2e1f0" };

let paypal: Signer;

beforeAll(async () => void (paypal = await makeSigner()));

/** Topics that a section names: the first column of its table, or the words before "are read". A table of fields names none. */
function topicsOf(section: string): readonly string[] {
  const cells = section.replaceAll(/^\| field \|[^]*?(?=\n\n|(?![^]))/gm, "").split("\n").filter((line) =>
    line.startsWith("|")
  ).map((line) => line.split("|")[1]!);
  const rows = cells.filter((cell) => cell.includes("`"));
  const read = section.match(/^- (.*) are read/m)?.[1];
  return [...rows, ...read === undefined ? [] : [read]].flatMap(topicsIn);
}

/** `inventory_levels/update` (also `connect`): what is left out is taken from the one before; an ellipsis stands for its beginning. */
function topicsIn(cell: string): readonly string[] {
  const names = [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name!);
  const whole = names[0]!;
  return names.map((name) => {
    if (name.startsWith("…")) {
      return whole.slice(0, whole.indexOf(name.slice(1).split("_")[0]!)) + name.slice(1);
    }
    return /also/.test(cell) && name !== whole ? `${whole.split("/")[0]}/${name}` : name;
  });
}

const SECTIONS = Object.fromEntries(
  [...DOCUMENT.matchAll(/^## `([\w]+)`[^\n]*\n([\s\S]*?)(?=^## |(?![\s\S]))/gm)].map((
    [, name, text],
  ) => [name!, text!]),
);

describe("deno task trigger", () => {
  test("has samples of every sender, and every sender is documented", () => {
    expect(Object.keys(SAMPLES).sort()).toEqual([...SOURCE_NAMES].sort());
    expect(Object.keys(SECTIONS).sort()).toEqual([...SOURCE_NAMES].sort());
  });

  test.each(Object.entries(SECTIONS))(
    "covers every topic that the document names for %s",
    (name, section) => {
      const named = name === "standard" ? EVENT_TYPES : topicsOf(section);
      expect(Object.keys(SAMPLES[name]!.topics)).toEqual(expect.arrayContaining([...named]));
      // Three trackers have one kind of webhook, which the document need not name.
      expect(named.length).toBeGreaterThan(["shippo", "17track", "shipengine"].includes(name) ? -1 : 1);
    },
  );

  test("finds the topics in the document, so that a missing sample would be noticed", () => {
    expect(topicsOf(SECTIONS["stripe"]!)).toContain("checkout.session.async_payment_failed");
    expect(topicsOf(SECTIONS["shopify"]!)).toContain("inventory_levels/disconnect");
    expect(topicsOf(SECTIONS["aftership"]!)).toEqual(["tracking_update", "edd_revise"]);
    expect(topicsOf("| `orders/exploded` | it exploded |")).toEqual(["orders/exploded"]);
  });

  const all = Object.entries(SAMPLES).flatMap(([source, { topics }]) =>
    Object.keys(topics).map((topic) => [source, topic] as const)
  );

  test.each(all)("%s %s is signed as its sender signs, and is read", async (name, topic) => {
    const source = sourceNamed(name)!;
    const { body, asks } = sampleOf(name, topic, OPTIONS);
    const url = `https://waybill.test/hooks/demo/${name}`;
    const text = JSON.stringify(body);
    const signing = { topic, body: text, secret: SECRET, url, now_ms: NOW_MS, nonce: OPTIONS.nonce, paypal };
    const { headers, query } = await sign(name, signing);
    const webhook: Webhook = {
      headers: new Headers({ ...headers }),
      body: new TextEncoder().encode(text),
      received_at_ms: NOW_MS,
      token: query === undefined ? undefined : new URLSearchParams(query).get("token")!,
    };
    const ports: SourcePorts = {
      registered_url: url,
      tokens: [STORE_TOKEN],
      store_domain: "nordlicht.myshopify.com",
      date_names: [],
      sub_orders: false,
      ask: ({ pathname }) => {
        const answer = pathname === CERTIFICATE_PATH ? paypal.pem : JSON.stringify(asks[pathname]);
        const found = { status: answer === undefined ? 404 : 200, body: new TextEncoder().encode(answer) };
        return Promise.resolve({ ok: true, value: found });
      },
    };
    expect(await source.verify(webhook, [SECRET, SHIPENGINE_PUBLIC_KEYS], ports)).toEqual({
      ok: true,
      value: null,
    });
    const reading = await source.read(webhook, ports);
    expect(reading, reading.ok ? "" : reading.message).toMatchObject({ ok: true });
    // A session that is not paid yet says nothing by itself: it is the one sample that may be ignored.
    expect(reading.ok && reading.value.type).not.toBe("ignored");
  });

  test.each(all)("%s %s has the present time, and belongs to the order that was asked for", (name, topic) => {
    const text = JSON.stringify(sampleOf(name, topic, OPTIONS).body);
    expect(text).not.toMatch(/\b1001\b|#1001/);
    expect(text).not.toMatch(/"2026-11-2\dT/);
    const other = JSON.stringify(sampleOf(name, topic, { ...OPTIONS, order: 4_712 }).body);
    const is_of_order = !/inventory|product|stock|customer\.|shop\/redact|uninstalled/.test(topic);
    expect(other !== text).toBe(is_of_order || other !== text);
  });

  test.each(Object.entries(SAMPLES))(
    "the topics of an order's life at %s all exist",
    (_, { life, topics, first }) => {
      expect(life.length).toBeGreaterThan(0);
      for (const topic of [...life, ...first]) expect(Object.keys(topics)).toContain(topic);
    },
  );

  test("lists the names that exist where a source or topic does not exist", () => {
    expect(() => sampleOf("etsy", "order", OPTIONS)).toThrow(
      "There is no source etsy: there are standard, shopify",
    );
    expect(() => sampleOf("paypal", "PAID", OPTIONS)).toThrow(
      "There is no topic PAID of paypal: there are PAYMENT.CAPTURE.COMPLETED",
    );
  });
});

describe("--set", () => {
  const body = { data: { order: { lines: [{ quantity: 1 }], number: "#1001" } } };

  test.each([
    ["data.order.lines.0.quantity=3", { lines: [{ quantity: 3 }], number: "#1001" }],
    ["data.order.number=#7", { lines: [{ quantity: 1 }], number: "#7" }],
    ['data.order.gift={"message":"a=b"}', {
      lines: [{ quantity: 1 }],
      number: "#1001",
      gift: { message: "a=b" },
    }],
  ])("%s", (assignment, order) => {
    expect(setPath(body, assignment)).toEqual({ data: { order } });
    expect(body.data.order).toEqual({ lines: [{ quantity: 1 }], number: "#1001" });
  });

  test("refuses a path that does not exist in the sample", () => {
    expect(() => setPath(body, "data.orders.number=1")).toThrow("there is no orders in the sample");
    expect(() => setPath(body, "number")).toThrow("--set must be path=value");
  });
});

test("times keep their form and their distance; future dates stay in the future", () => {
  const sample = {
    created_at: "2026-11-22T12:00:00.613Z",
    local: "2026-11-22T06:00:00",
    offset: "2026-11-22T04:00:00-08:00",
    ts: 1_795_348_800,
    quantity: 1_795_348_800,
    est_delivery_date: "2026-11-24",
    note: "since 2026-11-22T12:00:00Z",
  };
  expect(shiftTimes(sample, NOW_MS)).toEqual({
    created_at: "2027-03-04T10:00:00.000Z",
    local: "2027-03-04T03:59:59",
    offset: "2027-03-04T01:59:59-08:00",
    ts: Math.round((NOW_MS - 613) / 1_000),
    quantity: 1_795_348_800,
    est_delivery_date: "2027-03-06",
    note: "since 2026-11-22T12:00:00Z",
  });
});

describe("what stands for a sender's host", () => {
  const asked: string[] = [];
  const world = (stands: boolean) =>
    ((input: RequestInfo) => {
      asked.push(String(input));
      return String(input).startsWith("http://127.0.0.1") && !stands
        ? Promise.reject(new Error("refused"))
        : Promise.resolve(new Response());
    }) as typeof fetch;
  const PAYPAL = new URL("https://api.paypal.com/v1/notifications/certs/CERT-1?a=b");

  test.each([
    ["in development, where it runs", true, "http://localhost:8787", true, [
      "http://127.0.0.1:8887/v1/notifications/certs/CERT-1?a=b",
    ]],
    ["in development, where it does not", true, "http://localhost:8787", false, [
      "http://127.0.0.1:8887/v1/notifications/certs/CERT-1?a=b",
      PAYPAL.href,
    ]],
    ["in production", false, "http://localhost:8787", true, [PAYPAL.href]],
    ["in development under a public name", true, "https://waybill.test", true, [PAYPAL.href]],
  ])("is asked %s", async (_, development, public_url, stands, urls) => {
    asked.length = 0;
    await fetchOrStandIn(world(stands), { development, public_url })(PAYPAL);
    expect(asked).toEqual(urls);
  });
});
