/** Each version that was released can be upgraded: its tables and rows, the migrations since, and this code on them. */
import { applyD1Migrations } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { signLink } from "../../src/links/signed_link.ts";
import { portsOf } from "../../src/doors/ports.ts";
import { FILLED_AT_ONCE, fillOrderIndex } from "../../src/flow/clock/fill_order_index.ts";
import { serveRound } from "../../src/flow/clock/serve_round.ts";
import { findOrders } from "../../src/flow/find_orders.ts";
import { NOW_MS } from "../support/cast.ts";
import { eventually } from "../support/eventually.ts";
import { ledgerOf, mailsOf, passTo, sendEvent } from "../support/river.ts";
import changes from "../../CHANGES.md?raw";
import { version } from "../../package.json";

/** The newest that was released, as test/fixtures/upgrade has it. */
const files = import.meta.glob("../fixtures/upgrade/*/*.sql", {
  query: "?raw",
  import: "default",
  eager: true,
}) as Record<string, string>;
const released = [...new Set(Object.keys(files).map((path) => path.split("/")[3]!))];
const last = released.toSorted((a, b) => a.localeCompare(b, "en", { numeric: true })).at(-1)!;

const DAY_MS = 86_400_000;
const later = (days: number) => new Date(NOW_MS + days * DAY_MS).toISOString();

describe(`an installation of ${last}`, () => {
  beforeAll(async () => {
    for (const part of ["schema", "rows"]) {
      const statements = files[`../fixtures/upgrade/${last}/${part}.sql`]!.split(/;\n(?=create |insert )/i);
      await env.DB.batch(statements.map((sql) => env.DB.prepare(sql)));
    }
    await applyD1Migrations(env.DB, env.MIGRATIONS);
  });
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS + DAY_MS });
  });

  test("has every migration after it, each once", async () => {
    const { results } = await env.DB.prepare("select name from d1_migrations order by name").all<
      { name: string }
    >();
    expect(results.map(({ name }) => name)).toEqual(env.MIGRATIONS.map(({ name }) => name));
  });

  test("answers that it is healthy, in the version that package.json names", async () => {
    const answer = await exports.default.fetch("https://waybill.test/healthz");
    expect([answer.status, await answer.json()]).toMatchObject([200, { ok: true, version }]);
  });

  test("opens the links that its customers already have", async () => {
    const { link_keys } = portsOf(env);
    const token = await signLink(link_keys, {
      purpose: "order",
      subject: "demo/standard/home",
      expires_at_ms: NOW_MS + 90 * DAY_MS,
      issued_at_ms: NOW_MS,
    });
    const page = await exports.default.fetch(`https://waybill.test/o/${token}`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain("#home");
  });

  test("knows its customers under the names that are stored, before and after its keys were rotated", async () => {
    const rotated = {
      ...env,
      SEALING_KEY: `2:${new Uint8Array(32).fill(7).toBase64()},1:${env.SEALING_KEY}`,
      PEPPER: env.SEALING_KEY,
    };
    const stored = await env.DB.prepare("select customer from customer_orders where order_id = ?")
      .bind("demo/standard/home").first("customer");
    for (const one of [env, rotated]) {
      const ports = portsOf(one);
      expect(await ports.name_customer("demo", "ada@lovelace.example")).toBe(stored);
      // Its secrets were sealed by the only key there was, and name none.
      expect((await ports.find_shop("demo", Date.now()))?.secrets["standard"]).toHaveLength(1);
    }
  });

  test("continues its orders: mails about the shipment of an open one are sent, and mails sent before are not sent again", async () => {
    const shipment = { id: "p2", tracking: [{ number: "JD0147", carrier: "DHL" }] };
    expect((await sendEvent("shipment.shipped", later(1), { order_id: "open", shipment })).status).toBe(202);
    const [mail] = await mailsOf("#open", 1);
    expect(mail!.captured.kind).toBe("shipment_shipped");
    const kinds = (await ledgerOf("open")).filter(({ state }) => state === "sent").map(({ kind }) => kind);
    expect(kinds.toSorted()).toEqual(["order_confirmation", "shipment_shipped"]);
  });

  test("adds the parked events to their order", async () => {
    const order = {
      id: "unknown",
      number: "#unknown",
      placed_at: later(0),
      currency: "EUR",
      customer: { email: "ben@example.com", name: "Ben" },
      lines: [{ id: "1", title: "Lamp", quantity: 1, unit_price_minor: 1_000 }],
      total_minor: 1_000,
      payment: { status: "paid" },
    };
    const answer = await sendEvent("order.placed", later(0), { order });
    expect([answer.status, await answer.json()]).toMatchObject([202, { order: "#unknown" }]);
    const kinds = (await ledgerOf("unknown")).map(({ kind }) => kind);
    expect(kinds).toContain("shipment_shipped");
  });

  test("keeps its planned messages: those that become due by the clock are sent", async () => {
    await passTo(later(9));
    await passTo(later(9.1));
    await eventually(async () => {
      expect(await ledgerOf("home")).toContainEqual(
        expect.objectContaining({ kind: "follow_up", state: "sent" }),
      );
    });
  });
});

describe(`the orders of ${last} in the desk's lists`, () => {
  test("are put there by the clock, in bounded steps, once its shop wants the index, and found by name", async () => {
    const ports = portsOf(env);
    vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS + 60 * DAY_MS });
    await env.DB.prepare(
      "update shops set settings = json_set(settings, '$.order_index', json('true')) where id = 'demo'",
    ).run();
    const now_ms = Date.now();
    const orders = await env.DB.prepare("select id from orders where id like 'demo/%' order by id").all<
      { id: string }
    >();
    const indexed = () =>
      env.DB.prepare("select distinct order_id as id from order_terms where shop_id = 'demo' order by 1")
        .all<{ id: string }>().then(({ results }) => results);
    expect(orders.results.length).toBeGreaterThan(2);
    expect(await indexed()).toEqual([]);
    const errands = await serveRound(ports, ["demo"], now_ms, (error) => {
      throw error;
    });
    expect(errands).toContainEqual({ work: "order_index", shop_id: "demo" });
    const shop = (await ports.find_shop("demo", now_ms))!;
    let runs = 1;
    while (await fillOrderIndex(ports, shop, now_ms)) runs++;
    expect(runs).toBe(Math.floor(orders.results.length / FILLED_AT_ONCE) + 1);
    expect(await indexed()).toEqual(orders.results);
    const found = await findOrders(ports, shop, "Ada");
    expect(found.map(({ id }) => id)).toContain("demo/standard/home");
    // It is done: the next rounds have no errand for it, and what is filled twice stands once.
    expect(await serveRound(ports, ["demo"], now_ms, () => undefined)).not.toContainEqual(
      expect.objectContaining({ work: "order_index" }),
    );
    const count = await env.DB.prepare("select count(*) as n from order_terms").first("n");
    await env.DB.prepare("delete from order_index_fills").run();
    await fillOrderIndex(ports, shop, now_ms);
    expect(await env.DB.prepare("select count(*) as n from order_terms").first("n")).toBe(count);
  });
});

describe("versions", () => {
  const headings = [...changes.matchAll(/^## (\S+)$/gm)].map(([, name]) => name!);

  test("are listed in CHANGES.md, the newest first, each by the rules of semver", () => {
    const named = headings.filter((name) => name !== "Unreleased");
    expect(named.filter((name) => !/^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)$/.test(name))).toEqual(
      [],
    );
    expect(named).toEqual(named.toSorted((a, b) => b.localeCompare(a, "en", { numeric: true })));
  });

  test("are named by package.json: the newest one of CHANGES.md, or the one that comes after it", () => {
    const [newest] = headings.filter((name) => name !== "Unreleased");
    if (headings[0] === "Unreleased") expect(version).toMatch(/^\d+\.\d+\.\d+-dev$/);
    else expect(version).toBe(newest);
    expect(version.localeCompare(newest!, "en", { numeric: true })).toBeGreaterThanOrEqual(0);
  });

  test("that were released can be upgraded from, and the newest has its fixture", () => {
    expect(last).toBe(headings.find((name) => name !== "Unreleased"));
  });
});
