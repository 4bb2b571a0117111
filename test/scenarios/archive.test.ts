import { cellOf, demoPorts } from "../support/cells_in_use.ts";
import { createExecutionContext, createMessageBatch, getQueueResult } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { receiveBatch } from "../../src/doors/queue.ts";
import worker from "../../src/index.ts";
import { archiveOrder } from "../../src/flow/archive/archive_order.ts";
import { serveArchive } from "../../src/flow/archive/serve_archive.ts";
import { eraseCustomer } from "../../src/flow/privacy/erase_customer.ts";
import { recordAndAllocate } from "../../src/flow/record/record_and_allocate.ts";
import { recordOutcomes } from "../../src/flow/outcomes/record_outcomes.ts";
import type { OrderEvent } from "../../src/orders/event.ts";
import { ADAS_ORDER, hours, NOW, NOW_MS, SHOP } from "../support/cast.ts";
import { passHalfHour } from "../support/clock.ts";
import { deskVisitor, openDesks, TOKENS } from "../support/desk.ts";
import { DEMO, openHouse, recording, rows, SECRET } from "../support/house.ts";
import { ledgerOf, passTo, sendEvent, settled } from "../support/river.ts";
import { signStandard } from "../support/signing.ts";
import { tracesLeft } from "../support/traces.ts";
import { customerOf, mailsTo, pathFor, visitor } from "../support/visitor.ts";

const DAY_H = 24;
/** Three in the morning in Berlin, half a year later. */
const NIGHT = "2027-06-20T01:10:00.000Z";
const NIGHT_MS = Date.parse(NIGHT);
const SETTINGS = { ...SHOP, order_index: true, mail_max_age_days: 3_650 };
const SHOP_NOW = { ...DEMO, settings: SETTINGS };

beforeAll(async () => {
  await openHouse();
  await openDesks({ demo: [TOKENS.demo] }, SETTINGS);
});
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});

function customerNamed(id: string) {
  return { id: `c-${id}`, email: `${id}@harbour.example`, name: `Nora Quist-${id}`, first_name: "Nora" };
}

/** Placed, paid, sent and delivered, with all of its mails. */
async function life(id: string, changes: Record<string, unknown> = {}): Promise<void> {
  vi.setSystemTime(NOW_MS);
  const order = { ...ADAS_ORDER, id, number: `#${id}`, customer: customerNamed(id), ...changes };
  const tracking = [{ number: `TRACK${id}`, carrier: "DHL", url: "https://dhl.example/x" }];
  await sendEvent("order.placed", NOW, { order });
  vi.setSystemTime(hours(20));
  await sendEvent("shipment.shipped", hours(20), { order_id: id, shipment: { id: `p-${id}`, tracking } });
  vi.setSystemTime(hours(50));
  await sendEvent("shipment.delivered", hours(50), { order_id: id, shipment: { id: `p-${id}` } });
  // Its deadlines come one after the other until nothing more is waited for.
  for (const day of [4, 8, 12, 28, 34, 60]) {
    await passTo(hours(day * DAY_H));
    await settled(id);
  }
}

async function night(at_ms: number = NIGHT_MS): Promise<void> {
  vi.setSystemTime(at_ms);
  await cellOf("demo").prepare("delete from archives").run();
  await passHalfHour(demoPorts(), at_ms);
}

async function rowOf(id: string) {
  return (await cellOf("demo").prepare("select * from orders where id = ?").bind(`demo/standard/${id}`)
    .first<Record<string, string | number | null>>())!;
}

async function isArchived(id: string): Promise<boolean> {
  return (await rowOf(id))["line"] !== null;
}

function objectsOf(id: string) {
  return env.MAIL.list({ prefix: `orders/demo/standard/${id}/` }).then(({ objects }) => objects);
}

async function api(path: string, body?: unknown) {
  const answer = await exports.default.fetch(new URL(path, "https://waybill.test"), {
    method: body === undefined ? "GET" : "POST",
    headers: { Authorization: `Bearer ${TOKENS.demo}`, "CF-Connecting-IP": crypto.randomUUID() },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, json: await answer.json<Record<string, never>>() };
}

function webhook(id: string, webhook_id: string, events: readonly OrderEvent[]) {
  return { source: "standard", webhook_id, order: id, events, received_at_ms: Date.now() };
}

const refund = (id: string, at: string): OrderEvent => ({
  type: "payment.refunded",
  at,
  refund: {
    id: `r-${id}`,
    amount_minor: 500,
    currency: "EUR",
    status: "succeeded",
    lines: [],
    parts: [],
    destinations: [],
  } as never,
});

describe("an order that is over", () => {
  test("becomes one object and a line without the customer, and every reader finds it as it was", async () => {
    await life("a1");
    const customer = visitor();
    vi.setSystemTime(NIGHT_MS);
    const path = await pathFor("order", "demo/standard/a1");
    const before = await customer.get(path);
    const ledger = await ledgerOf("a1");
    const mails = await api(`/api/shops/demo/mails?order=${encodeURIComponent("#a1")}`);
    await night();
    expect(await isArchived("a1")).toBe(true);
    expect(await rowOf("a1")).toMatchObject({ state: "{}", fingerprints: null, number: "#a1" });
    expect(await ledgerOf("a1")).toEqual([]);
    const events = (await rows("events")).filter(({ order_id }) => order_id === "demo/standard/a1");
    expect(events.map(({ source, events }) => [source, events])).toEqual([["archive", "[]"]]);
    expect(await objectsOf("a1")).toHaveLength(1);
    expect(JSON.stringify([await rowOf("a1"), await rows("refs"), await rows("customer_orders")]))
      .not.toMatch(/nora|harbour|Torstra/i);

    expect(ledger.length).toBeGreaterThan(3);
    const page = await customer.get(path);
    expect(page.status).toBe(200);
    expect(page.html).toBe(before.html);
    expect(await api(`/api/shops/demo/mails?order=${encodeURIComponent("#a1")}`)).toEqual(mails);
    const mail = (mails.json["mails"] as unknown as readonly { readonly key: string }[])[0]!;
    expect((await api(`/api/shops/demo/mails?key=${encodeURIComponent(mail.key)}`)).json).toEqual(mail);
    const history = await customer.get(await pathFor("history", await customerOf("a1@harbour.example")));
    expect(history.html).toContain("#a1");
    for (const text of ["#a1", "TRACKa1", "a1@harbour.example", "Quist"]) {
      const found = await api("/api/shops/demo/orders/find", { text });
      expect(found.json["orders"], text).toMatchObject([{ order: "demo/standard/a1", number: "#a1" }]);
    }
    expect((await api("/api/shops/demo/orders")).json["orders"]).toMatchObject([{ number: "#a1" }]);
    const desk = deskVisitor();
    await desk.signIn("demo", TOKENS.demo);
    const order = await desk.get("/admin/demo/orders?number=TRACKa1");
    expect(order.html).toContain("Nora Quist-a1");
    expect(order.html).toContain("shipment.delivered");
    const list = (await desk.get("/admin/demo/orders")).html;
    expect(list).toContain("In the archive");
    expect(list).toContain("128.90");
    expect(await isArchived("a1")).toBe(true);
  });

  test("comes back with late news in the commit of that news, and a copy of old news leaves it there", async () => {
    const placed: OrderEvent = {
      type: "order.placed",
      at: NOW,
      order: { ...ADAS_ORDER, id: "a2", number: "#a2", customer: customerNamed("a2") },
    };
    await life("a2");
    await recordAndAllocate(recording, SHOP_NOW, webhook("a2", "known", [placed]), NOW_MS);
    await night();
    const copy = await recordAndAllocate(recording, SHOP_NOW, webhook("a2", "known", [placed]), NIGHT_MS);
    expect(copy).toMatchObject({ ok: true, value: { outcome: "duplicate", number: "#a2" } });
    expect(await isArchived("a2")).toBe(true);
    const ledger_before = (await api(`/api/shops/demo/mails?order=${encodeURIComponent("#a2")}`))
      .json["mails"] as unknown as readonly unknown[];

    vi.setSystemTime(NIGHT_MS + 60_000);
    const at = new Date(NIGHT_MS).toISOString();
    await sendEvent("payment.refunded", at, { order_id: "a2", refund: { id: "r1", amount_minor: 500 } });
    expect(await isArchived("a2")).toBe(false);
    await settled("a2");
    expect((await ledgerOf("a2")).map(({ kind }) => kind)).toContain("refund_issued");
    expect((await ledgerOf("a2")).length).toBe(ledger_before.length + 1);
    expect(await mailsTo("a2@harbour.example", "order_confirmation", 1)).toHaveLength(1);
    const again = await recordAndAllocate(recording, SHOP_NOW, webhook("a2", "known", [placed]), NIGHT_MS);
    expect(again).toMatchObject({ ok: true, value: { outcome: "duplicate" } });
    // It goes again once all is quiet, and the older object with it.
    await night(Date.parse("2027-11-20T02:30:00.000Z"));
    expect(await isArchived("a2")).toBe(true);
    expect(await objectsOf("a2")).toHaveLength(1);
  });

  test("comes back whole where two late events come at once", async () => {
    await life("a3");
    await night();
    const at = new Date(NIGHT_MS).toISOString();
    const both = await Promise.all(
      ["x", "y"].map((id) =>
        recordAndAllocate(recording, SHOP_NOW, webhook("a3", `late-${id}`, [refund(id, at)]), NIGHT_MS)
      ),
    );
    expect(both.map((one) => one.ok && one.value.outcome)).toEqual(["recorded", "recorded"]);
    const state = JSON.parse(String((await rowOf("a3"))["state"]));
    expect(state.refunds.map(({ id }: { id: string }) => id).toSorted()).toEqual(["r-x", "r-y"]);
    expect(state.shipments).toHaveLength(1);
    const seqs = (await rows("events")).filter(({ order_id }) => order_id === "demo/standard/a3")
      .map(({ seq }) => seq);
    expect(new Set(seqs).size).toBe(seqs.length);
    expect(seqs).toContain(1);
  });

  test("loses nothing where the bucket is away, and is not archived where a writer was first", async () => {
    await life("a4");
    vi.setSystemTime(NIGHT_MS);
    const away = { put: () => Promise.reject(new Error("R2 is away")) } as unknown as R2Bucket;
    const ports = { db: cellOf("demo"), mail: env.MAIL };
    await expect(serveArchive({ ...ports, mail: away }, SHOP_NOW, NIGHT_MS)).rejects.toThrow();
    expect(await isArchived("a4")).toBe(false);
    // Between the object and the commit somebody writes.
    const late = {
      ...bound(env.MAIL),
      put: async (...given: Parameters<R2Bucket["put"]>) => {
        const at = new Date(NIGHT_MS).toISOString();
        await recordAndAllocate(recording, SHOP_NOW, webhook("a4", "late", [refund("z", at)]), NIGHT_MS);
        return await env.MAIL.put(...given);
      },
    } as unknown as R2Bucket;
    expect(
      await archiveOrder({ ...ports, mail: late }, SHOP_NOW, "demo/standard/a4", () => true, NIGHT_MS),
    )
      .toBe(false);
    expect(await isArchived("a4")).toBe(false);
    expect(await objectsOf("a4")).toEqual([]);
  });

  test("keeps a late event that comes while the bucket is away", async () => {
    await life("a5");
    await night();
    const away = { get: () => Promise.reject(new Error("R2 is away")) } as unknown as R2Bucket;
    const late = webhook("a5", "late", [refund("q", new Date(NIGHT_MS).toISOString())]);
    await expect(recordAndAllocate({ ...recording, mail: away }, SHOP_NOW, late, NIGHT_MS)).rejects.toThrow();
    expect(await isArchived("a5")).toBe(true);
    expect((await recordAndAllocate(recording, SHOP_NOW, late, NIGHT_MS)).ok).toBe(true);
    expect(JSON.parse(String((await rowOf("a5"))["state"])).refunds).toHaveLength(1);
  });

  test("a webhook that comes while the bucket is away waits in the queue and is recorded later", async () => {
    await life("c1");
    await night();
    const gone = () => Promise.reject(new Error("R2 is away"));
    const sent: unknown[] = [];
    const MAIL = { ...bound(env.MAIL), get: gone, put: gone, list: gone, head: gone, delete: gone };
    const SPILL = { send: (message: unknown) => Promise.resolve(void sent.push(message)) };
    const away = { ...env, MAIL, SPILL } as never;
    vi.setSystemTime(NIGHT_MS);
    const data = { order_id: "c1", refund: { id: "r-c1", amount_minor: 500 } };
    const body = JSON.stringify({
      type: "payment.refunded",
      timestamp: new Date(NIGHT_MS).toISOString(),
      data,
    });
    const headers = await signStandard(SECRET, "late-c1", NIGHT_MS / 1_000, body);
    const answer = await worker.fetch(
      new Request("https://waybill.test/hooks/demo/standard", { method: "POST", body, headers }),
      away,
      createExecutionContext(),
    );
    expect([answer.status, await answer.json()]).toMatchObject([202, { kept: true }]);
    expect(sent).toHaveLength(1);
    const taken = async (bindings: never) => {
      const batch = createMessageBatch("waybill-spill", [
        { id: "m1", timestamp: new Date(), attempts: 1, body: sent[0] },
      ]);
      await receiveBatch(batch, bindings);
      return await getQueueResult(batch, createExecutionContext());
    };
    expect((await taken(away)).explicitAcks).toEqual([]);
    expect((await taken(away)).retryMessages).toMatchObject([{ msgId: "m1" }]);
    expect(await isArchived("c1")).toBe(true);
    expect((await taken(env as never)).explicitAcks).toEqual(["m1"]);
    expect(await isArchived("c1")).toBe(false);
    expect(JSON.parse(String((await rowOf("c1"))["state"])).refunds).toMatchObject([{ id: "r-c1" }]);
    expect((await taken(env as never)).explicitAcks).toEqual(["m1"]);
    expect(JSON.parse(String((await rowOf("c1"))["state"])).refunds).toHaveLength(1);
  });

  test("a bounce reaches the suppression list also while the bucket is away, and is noted when it comes again", async () => {
    await life("c2");
    await night();
    const key = { subject: "demo/standard/c2", kind: "order_confirmation", about: "" } as const;
    const recipient = "c2@harbour.example";
    const bounce = {
      key,
      type: "bounced",
      recipient,
      bounce: "hard",
      reason: "5.1.1",
      at_ms: NIGHT_MS,
    } as const;
    const away = { get: () => Promise.reject(new Error("R2 is away")) } as unknown as R2Bucket;
    await expect(recordOutcomes({ ...recording, mail: away }, SHOP_NOW, [bounce], NIGHT_MS)).rejects
      .toThrow();
    const listed = async () => (await rows("suppressions")).filter(({ address }) => address === recipient);
    expect(await listed()).toHaveLength(1);
    expect(await isArchived("c2")).toBe(true);
    await recordOutcomes(recording, SHOP_NOW, [bounce], NIGHT_MS);
    expect(await listed()).toHaveLength(1);
    const mail = (await ledgerOf("c2")).find(({ kind }) => kind === "order_confirmation");
    expect(mail).toMatchObject({ state: "bounced" });
    expect(JSON.stringify(await rows("cases"))).toContain("demo/standard/c2");
  });

  test("is found though its line names an object that is gone, as after a database went back in time", async () => {
    await life("b1");
    await night();
    const [object] = await objectsOf("b1");
    const bytes = await (await env.MAIL.get(object!.key))!.arrayBuffer();
    await env.MAIL.put(`${object!.key.slice(0, -1)}~`, bytes);
    await env.MAIL.delete(object!.key);
    expect((await visitor().get(await pathFor("order", "demo/standard/b1"))).status).toBe(200);
    await env.MAIL.delete(`${object!.key.slice(0, -1)}~`);
    const path = await pathFor("order", "demo/standard/b1");
    expect((await visitor().get(path)).status).toBe(500);
    await env.MAIL.put(object!.key, bytes);
    expect((await visitor().get(path)).status).toBe(200);
  });

  test("is cleared of what a run that died left in the bucket", async () => {
    await life("a6");
    vi.setSystemTime(NIGHT_MS);
    let died = false;
    const ports = { db: cellOf("demo"), mail: env.MAIL };
    const dying = {
      ...bound(env.MAIL),
      put: async (...given: Parameters<R2Bucket["put"]>) => {
        await env.MAIL.put(...given);
        died = true;
        throw new Error("the worker died");
      },
    } as unknown as R2Bucket;
    await expect(serveArchive({ ...ports, mail: dying }, SHOP_NOW, NIGHT_MS)).rejects.toThrow();
    expect(died).toBe(true);
    expect(await objectsOf("a6")).toHaveLength(1);
    await eraseCustomer(demoPorts(), SHOP_NOW, await customerOf("a6@harbour.example"), {
      notifies_customer: false,
    }, NIGHT_MS);
    await env.MAIL.put("orders/demo/standard/a6/000000001-late", "what came after");
    await serveArchive(ports, SHOP_NOW, NIGHT_MS + 3_600_000);
    expect((await objectsOf("a6")).map(({ key }) => key)).not.toContain(
      "orders/demo/standard/a6/000000001-late",
    );
  });

  test("comes back for a mail that is sent again, and for a complaint about one", async () => {
    await life("a7");
    await night();
    const key = { subject: "demo/standard/a7", kind: "order_confirmation", about: "" } as const;
    await recordOutcomes(recording, SHOP_NOW, [{
      key,
      type: "opened",
      recipient: "a7@harbour.example",
      bounce: undefined,
      reason: undefined,
      at_ms: NIGHT_MS,
    }], NIGHT_MS);
    expect(await isArchived("a7")).toBe(true);
    const again = await api("/api/shops/demo/mails/again", { key: "demo/standard/a7/order_confirmation/" });
    expect(again.status).toBe(202);
    expect(await isArchived("a7")).toBe(false);
    expect(await mailsTo("a7@harbour.example", "order_confirmation", 2)).toHaveLength(2);
    await recordOutcomes(recording, SHOP_NOW, [{
      key,
      type: "complained",
      recipient: "a7@harbour.example",
      bounce: undefined,
      reason: undefined,
      at_ms: NIGHT_MS,
    }], NIGHT_MS);
    expect((await ledgerOf("a7")).find(({ kind, about }) => kind === "order_confirmation" && about === ""))
      .toMatchObject({ state: "complained" });
  });

  test("is erased in the archive, and in no place a trace is left", async () => {
    await life("a8");
    await night();
    const traces = ["Quist-a8", "a8@harbour.example"];
    expect((await tracesLeft(traces)).join("\n")).toContain("orders/demo/standard/a8/");
    const customer = await customerOf("a8@harbour.example");
    vi.setSystemTime(NIGHT_MS + 3_600_000);
    await eraseCustomer(demoPorts(), SHOP_NOW, customer, { notifies_customer: false }, Date.now());
    expect(await tracesLeft(traces, /^captured\//)).toEqual([]);
    expect(await isArchived("a8")).toBe(true);
    expect(await objectsOf("a8")).toHaveLength(1);
    const found = await api("/api/shops/demo/orders?order=demo/standard/a8");
    expect(found.json).toMatchObject({ number: "#a8", customer: { name: null, email: null } });
    expect((await visitor().get(await pathFor("order", "demo/standard/a8"))).status).toBe(404);
  });

  test("leaves nothing where its erasure stops right after its commit", async () => {
    await life("c3");
    await night();
    const customer = await customerOf("c3@harbour.example");
    vi.setSystemTime(NIGHT_MS + 3_600_000);
    const ports = demoPorts();
    const isErased = async () => {
      const text = await ports.db.prepare("select state from orders where id = 'demo/standard/c3'").first(
        "state",
      );
      return String(text).includes("erased_at");
    };
    const dying = {
      ...bound(env.MAIL),
      list: async (options: R2ListOptions) => {
        if (await isErased()) throw new Error("the worker died");
        return await env.MAIL.list(options);
      },
    } as unknown as R2Bucket;
    const erase = (mail: R2Bucket) =>
      eraseCustomer({ ...ports, mail }, SHOP_NOW, customer, { notifies_customer: false }, Date.now());
    await expect(erase(dying)).rejects.toThrow("the worker died");
    expect(await objectsOf("c3")).toEqual([]);
    vi.setSystemTime(NIGHT_MS + 7_200_000);
    await erase(env.MAIL);
    expect(await tracesLeft(["Quist-c3", "c3@harbour.example"], /^captured\//)).toEqual([]);
  });

  test("leaves nothing where a run puts it into the archive while it is erased", async () => {
    await life("c4");
    const customer = await customerOf("c4@harbour.example");
    vi.setSystemTime(NIGHT_MS);
    const ports = demoPorts();
    let is_first = true;
    // Before the erasure reads the order, and after whatever it looked up in the bucket before.
    const racing = new Proxy(ports.db, {
      get(_, name) {
        const found = Reflect.get(ports.db, name, ports.db) as unknown;
        if (name !== "prepare") return typeof found === "function" ? found.bind(ports.db) : found;
        return (sql: string) => {
          const statement = ports.db.prepare(sql);
          if (!is_first || !/^select id, number, seq, state.* from orders where id = \(/s.test(sql)) {
            return statement;
          }
          const bind = (...values: unknown[]) => ({
            all: async () => {
              is_first = false;
              await archiveOrder(ports, SHOP_NOW, "demo/standard/c4", () => true, NIGHT_MS);
              return await statement.bind(...values).all();
            },
          });
          return { bind };
        };
      },
    });
    const erased = { notifies_customer: false };
    await eraseCustomer({ ...ports, db: racing }, SHOP_NOW, customer, erased, NIGHT_MS);
    expect(is_first).toBe(false);
    expect(await tracesLeft(["Quist-c4", "c4@harbour.example"], /^captured\//)).toEqual([]);
    expect((await api("/api/shops/demo/orders?order=demo/standard/c4")).json).toMatchObject({
      number: "#c4",
    });
  });

  test("is erased by the end of its retention too", async () => {
    await life("a9");
    await night();
    await env.DB.prepare("update shops set settings = ? where id = 'demo'")
      .bind(JSON.stringify({ ...SETTINGS, retention_days: 300 })).run();
    const shop = { ...SHOP_NOW, settings: { ...SETTINGS, retention_days: 300 } };
    const ports = { ...demoPorts(), find_shop: () => Promise.resolve(shop) };
    const end_ms = Date.parse("2027-11-01T02:10:00.000Z");
    vi.setSystemTime(end_ms);
    await passHalfHour(ports, end_ms);
    const { passMinute, passErasures } = await import("../support/clock.ts");
    for (let minute = 1; minute <= 40; minute++) await passMinute(ports, end_ms + minute * 60_000);
    await passErasures(ports, end_ms + 60 * 60_000);
    expect(await tracesLeft(["Quist-a9"], /^captured\//)).toEqual([]);
    await env.DB.prepare("update shops set settings = ? where id = 'demo'").bind(JSON.stringify(SETTINGS))
      .run();
  });
});

function bound(bucket: R2Bucket) {
  return {
    list: bucket.list.bind(bucket),
    get: bucket.get.bind(bucket),
    put: bucket.put.bind(bucket),
    delete: bucket.delete.bind(bucket),
  };
}
