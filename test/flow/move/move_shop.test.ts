import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { Env } from "../../../src/config.ts";
import { listCaptured } from "../../../src/channels/capture.ts";
import { archiveOrder } from "../../../src/flow/archive/archive_order.ts";
import { findOrder } from "../../../src/flow/archive/open_order.ts";
import { recordEvent } from "../../../src/flow/record/record_event.ts";
import { HEARD_MS, serveMove } from "../../../src/flow/move/move_shop.ts";
import worker from "../../../src/index.ts";
import { insertMove } from "../../../src/sql/moves.ts";
import { OTHER_TABLES, SHOP_TABLES } from "../../../src/sql/shop_rows.ts";
import { insertStandalone } from "../../../src/sql/messages.ts";
import { ADAS_ORDER, NOW_MS } from "../../support/cast.ts";
import { DEMO, openHouse, recording, SECRET } from "../../support/house.ts";
import { signStandard } from "../../support/signing.ts";
import { TimedQueues } from "../../support/timed_queues.ts";
import { migrateSecondCell, twoCells } from "../../support/two_cells.ts";

beforeAll(async () => {
  await openHouse();
  await migrateSecondCell();
});
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});
afterEach(() => void vi.restoreAllMocks());

const FIRST = env.DB;
const SECOND = env.SECOND_CELL;

async function count(db: D1Database, from: string): Promise<number> {
  return (await db.prepare(`select count(*) as count from ${from}`).first<number>("count"))!;
}

test("every table that the migrations make is moved, or is named as one that holds no shop's rows", async () => {
  const { results } = await FIRST.prepare(
    "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not like '\\_cf%' escape '\\' and name <> 'd1_migrations'",
  ).all<{ name: string }>();
  const known = [...SHOP_TABLES.map(({ name }) => name), ...OTHER_TABLES];
  expect(known.toSorted()).toEqual(results.map(({ name }) => name).toSorted());
});

test("each moved table is read in the order of its own key", async () => {
  for (const { name, key } of SHOP_TABLES) {
    const { results } = await FIRST.prepare(
      "select name from pragma_table_info(?1) where pk > 0 order by pk",
    ).bind(name).all<{ name: string }>();
    expect([name, results.map((column) => column.name)]).toEqual([name, [...key]]);
  }
});

describe("a shop that moves under load", () => {
  const MINUTES = 12;
  const PER_MINUTE = 6;
  const AGAIN_AT_MINUTE = 2;

  test("loses no webhook and doubles none, and each mail is sent once", async () => {
    const queues = new TimedQueues();
    const bound: Partial<Env> = {
      NUDGES: queues.producer("waybill-nudges"),
      BULK_NUDGES: queues.producer("waybill-nudges-bulk"),
      ERRANDS: queues.producer("waybill-errands"),
      SPILL: queues.producer("waybill-spill"),
    };
    // Two isolates: each remembers the shop for itself, and hears of the move when its memory is old.
    const isolates = [twoCells(bound), twoCells(bound)];
    const statuses = new Set<number>();
    let kept = 0;

    async function post(type: string, order_id: string, data: Record<string, unknown>, at: number) {
      const now = new Date(Date.now()).toISOString();
      const body = JSON.stringify({ type, timestamp: now, data });
      const id = `${order_id}-${type.replace(".", "-")}`;
      const headers = await signStandard(SECRET, id, Math.floor(Date.now() / 1_000), body);
      const context = createExecutionContext();
      const request = new Request("https://waybill.test/hooks/demo/standard", {
        method: "POST",
        headers,
        body,
      });
      const answer = await worker.fetch(request, isolates[at % 2]!, context);
      await waitOnExecutionContext(context);
      statuses.add(answer.status);
      if ((await answer.json<{ kept?: boolean }>()).kept) kept += 1;
    }

    async function minute(at: number, orders: number) {
      for (let index = 0; index < orders; index++) {
        vi.setSystemTime(NOW_MS + at * 60_000 + index * 9_000);
        const id = `m${at}-${index}`;
        const order = {
          ...ADAS_ORDER,
          id,
          number: `#${id}`,
          placed_at: new Date(Date.now()).toISOString(),
          customer: { email: `${id}@moved.example` },
        };
        await post("order.placed", id, { order }, index);
        const before = `m${at - 1}-${index}`;
        const shipment = { id: "p1", tracking: [{ number: `T${before}` }] };
        if (at > 0) await post("shipment.shipped", before, { order_id: before, shipment }, index + 1);
        await queues.drain((batch) => worker.queue(batch, isolates[index % 2]!));
      }
      vi.setSystemTime(NOW_MS + (at + 1) * 60_000 - 1);
      const scheduledTime = Date.now();
      for (const isolate of isolates) {
        await worker.scheduled({ cron: "* * * * *", scheduledTime, noRetry: () => undefined }, isolate);
      }
      await queues.drain((batch) => worker.queue(batch, isolates[at % 2]!));
    }

    let at = 0;
    let moved_at: number | null = null;
    for (; at < MINUTES; at++) {
      if (at === AGAIN_AT_MINUTE) {
        expect(await insertMove(FIRST, "demo", 2, Date.now()).first()).toEqual({ shop_id: "demo" });
      }
      await minute(at, PER_MINUTE);
      const cell = await FIRST.prepare("select cell from shops where id = 'demo'").first<number>("cell");
      if (cell === 2) moved_at ??= at;
    }
    // What waits in the spill is tried again at longer and longer intervals.
    for (; queues.size > 0 && at < MINUTES + 180; at++) await minute(at, 0);
    expect(queues.size).toBe(0);
    expect(queues.dead).toEqual([]);
    expect(moved_at).toBeGreaterThan(AGAIN_AT_MINUTE);
    expect(moved_at).toBeLessThan(MINUTES - 2);

    expect([...statuses]).toEqual([202]);
    // What came meanwhile was kept, or the test would have shown nothing.
    expect(kept).toBeGreaterThan(PER_MINUTE);
    const orders = MINUTES * PER_MINUTE;
    const shipments = (MINUTES - 1) * PER_MINUTE;
    expect(await count(SECOND, "orders where id like 'demo/standard/m%'")).toBe(orders);
    expect(await count(SECOND, "events where order_id like 'demo/standard/m%'")).toBe(orders + shipments);
    expect(await count(SECOND, "parked where ref like 'demo/%'")).toBe(0);
    expect(await count(SECOND, "messages where state = 'sent' and kind = 'order_confirmation'")).toBe(orders);
    expect(await count(SECOND, "messages where state = 'sent' and kind = 'shipment_shipped'")).toBe(
      shipments,
    );
    const captured = (await listCaptured(env.MAIL, 5_000)).filter(({ order }) => order?.startsWith("#m"));
    const keys = captured.map(({ kind, order }) => `${kind} ${order}`);
    expect(keys).toHaveLength(orders + shipments);
    expect(new Set(keys).size).toBe(keys.length);
    // Nothing of it is left where it was, and the next shop of that name could write there.
    for (const { name, owner, owned_by } of SHOP_TABLES) {
      const owned = owned_by === "id" ? `${owner} = 'demo'` : `${owner} like 'demo/%'`;
      expect([name, await count(FIRST, `${name} where ${owned}`)]).toEqual([name, 0]);
    }
    expect(await count(FIRST, "sqlite_master where type = 'trigger' and name like 'fence%'")).toBe(0);
    expect(await count(FIRST, "moves")).toBe(0);
  });
});

describe("a move", () => {
  const ports = { directory: FIRST, databases: [FIRST, SECOND] };

  async function openShop(id: string): Promise<void> {
    await FIRST.batch([
      FIRST.prepare("insert or replace into shops (id, settings, secrets, cell) values (?1, '{}', '', 1)")
        .bind(id),
      FIRST.prepare("delete from moves where shop_id = ?1").bind(id),
    ]);
  }

  function owe(db: D1Database, shop_id: string, about: string): D1PreparedStatement {
    return insertStandalone(db, `${shop_id}/~shop/`, {
      kind: "shop_alert",
      about,
      to: { email: DEMO.settings.support_email },
      facts: { topic: "channel_down" },
      due_at_ms: NOW_MS,
      valid_until_ms: null,
    }, NOW_MS);
  }

  test("waits until every isolate has heard of it, and until no mail is being sent", async () => {
    await openShop("patient");
    await owe(FIRST, "patient", "1").run();
    await FIRST.prepare(
      "update messages set state = 'sending', lease_until = ?1 where subject = 'patient/~shop/'",
    ).bind(NOW_MS + HEARD_MS + 30_000).run();
    await insertMove(FIRST, "patient", 2, NOW_MS).run();
    expect(await serveMove(ports, "patient", NOW_MS + HEARD_MS - 1)).toBe("later");
    expect(await serveMove(ports, "patient", NOW_MS + HEARD_MS)).toBe("again");
    expect(await serveMove(ports, "patient", NOW_MS + HEARD_MS)).toBe("later");
    expect(await count(FIRST, "sqlite_master where type = 'trigger' and name like 'fence%'")).toBe(0);
    expect(await serveMove(ports, "patient", NOW_MS + HEARD_MS + 30_000)).toBe("again");
    // From here on nobody who has not heard can write in the old cell: what they bring is kept in the spill.
    await expect(owe(FIRST, "patient", "2").run()).rejects.toThrow("the shop moves to another cell");
    await owe(FIRST, "patients", "1").run();
    expect(await serveMove(ports, "patient", NOW_MS + HEARD_MS + 30_000)).toBe("later");
    expect(await count(SECOND, "messages where subject = 'patient/~shop/'")).toBe(1);
    expect(await serveMove(ports, "patient", NOW_MS + 2 * HEARD_MS + 30_000)).toBe("over");
    expect(await count(FIRST, "messages where subject = 'patient/~shop/'")).toBe(0);
  });

  test("takes orders of the archive along, and no order goes there meanwhile", async () => {
    await openShop("shelved");
    const shop = { ...DEMO, id: "shelved" };
    const here = { ...recording, db: FIRST };
    for (const id of ["1", "2"]) {
      const order = { ...ADAS_ORDER, id, number: `#${id}`, customer: { email: `${id}@shelved.example` } };
      const webhook = { source: "standard", webhook_id: id, order: id, received_at_ms: NOW_MS };
      const events = [{ type: "order.placed" as const, at: ADAS_ORDER.placed_at, order }];
      await recordEvent(here, shop, { ...webhook, events }, NOW_MS);
    }
    const archive = (db: D1Database, id: string) =>
      archiveOrder({ db, mail: env.MAIL }, shop, `shelved/standard/${id}`, () => true, NOW_MS);
    expect(await archive(FIRST, "1")).toBe(true);
    await FIRST.prepare("update messages set state = 'sent', due_at = null where subject like 'shelved/%'")
      .run();
    await insertMove(FIRST, "shelved", 2, NOW_MS).run();
    await serveMove(ports, "shelved", NOW_MS + HEARD_MS);
    await serveMove(ports, "shelved", NOW_MS + HEARD_MS);
    await expect(archive(FIRST, "2")).rejects.toThrow("the shop moves to another cell");
    let result = "";
    for (let at = 2; at < 20 && result !== "over"; at++) {
      result = await serveMove(ports, "shelved", NOW_MS + at * HEARD_MS);
    }
    expect(result).toBe("over");
    expect(await findOrder({ db: FIRST, mail: env.MAIL }, "shelved/standard/1")).toBeNull();
    for (const name of ["shelved/standard/1", "shelved/~number/1"]) {
      const row = await findOrder({ db: SECOND, mail: env.MAIL }, name);
      expect(row).toMatchObject({
        number: "#1",
        order: { details: { customer: { email: "1@shelved.example" } } },
      });
      expect(row!.archived!.events).toHaveLength(1);
    }
    expect(await archive(SECOND, "2")).toBe(true);
  });

  test("of thousands of rows goes on where it was interrupted", async () => {
    await openShop("large");
    await FIRST.prepare(
      `insert into events (order_id, seq, source, webhook_id, received_at, events)
       with recursive n(i) as (select 1 union all select i + 1 from n where i < 25000)
       select 'large/standard/' || i, 1, 'standard', i, 0, '[{"text": "ünïcode \\" quoted"}]' from n`,
    ).run();
    await insertMove(FIRST, "large", 2, NOW_MS).run();
    let at_ms = NOW_MS + HEARD_MS;
    const runs: string[] = [];
    for (let run = 0; run < 20 && runs.at(-1) !== "over"; run++) {
      const moved = await serveMove(ports, "large", at_ms);
      runs.push(moved);
      if (moved === "later") at_ms += HEARD_MS;
    }
    expect(runs.at(-1)).toBe("over");
    expect(runs.length).toBeGreaterThan(5);
    expect([await count(FIRST, "events"), await count(SECOND, "events where order_id like 'large/%'")])
      .toEqual([
        0,
        25_000,
      ]);
    const row = await SECOND.prepare("select * from events where order_id = 'large/standard/7'").first();
    expect(row).toMatchObject({ seq: 1, webhook_id: "7", events: '[{"text": "ünïcode \\" quoted"}]' });
  });

  test("to the cell in which the shop lives is none", async () => {
    await openShop("settled");
    expect(await insertMove(FIRST, "settled", 1, NOW_MS).first()).toBeNull();
  });
});
