import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { FindShop, StockPorts } from "../../../src/flow/ports.ts";
import { recordEvent } from "../../../src/flow/record/record_event.ts";
import { POSTPONED_MS } from "../../../src/flow/clock/serve_due.ts";
import type { MessageKey } from "../../../src/messages/message.ts";
import { ADAS_ORDER, NOW_MS, placed } from "../../support/cast.ts";
import { passMinute } from "../../support/clock.ts";
import { DEMO, openHouse, recording } from "../../support/house.ts";

beforeAll(openHouse);
// No storefront is asked here.
beforeEach(async () => void await env.DB.prepare("delete from reconciliations").run());

const DAY_MS = 86_400_000;
/** One tick takes 40 orders. */
const TICK = 40;

/** A confirmed order that waits for its payment, whose reminder falls due on the third day. */
async function waiting(shop_id: string, id: string): Promise<void> {
  const order = { ...ADAS_ORDER, id, payment: { status: "pending" as const } };
  const report = {
    source: "standard",
    webhook_id: id,
    order: id,
    events: [placed(order)],
    received_at_ms: NOW_MS,
  };
  await recordEvent(recording, { ...DEMO, id: shop_id }, report, NOW_MS);
  await env.DB.prepare(
    "update messages set state = 'sent', due_at = null, closed_at = ?1 where subject = ?2 and kind = 'order_confirmation'",
  ).bind(NOW_MS, `${shop_id}/standard/${id}`).run();
}

const OUTLIVED_DAYS = 20;

/** An order whose time for keeping its customer is over. */
async function outlived(shop_id: string, id: string): Promise<void> {
  await waiting(shop_id, id);
  await env.DB.prepare("update orders set deadline_at = ? where id = ?")
    .bind(NOW_MS + 1, `${shop_id}/standard/${id}`).run();
}

/** D1 as one invocation has it: after so many statements each further one fails. */
function limited(
  max: number,
): { readonly db: D1Database; readonly most: () => number; readonly start: () => void } {
  let count = 0;
  let most = 0;
  const raw = new WeakMap<object, D1PreparedStatement>();
  const take = (more: number) => {
    count += more;
    most = Math.max(most, count);
    if (count > max) throw new Error("Too many API requests by single worker invocation.");
  };
  const wrap = (statement: D1PreparedStatement): D1PreparedStatement => {
    const wrapped = {
      bind: (...values: unknown[]) => wrap(statement.bind(...values)),
      ...Object.fromEntries((["all", "run", "first", "raw"] as const).map((name) => [
        name,
        async (...args: unknown[]) => {
          take(1);
          return await (statement[name] as (...args: unknown[]) => Promise<unknown>)(...args);
        },
      ])),
    } as unknown as D1PreparedStatement;
    raw.set(wrapped, statement);
    return wrapped;
  };
  const db = {
    prepare: (sql: string) => wrap(env.DB.prepare(sql)),
    batch: async (statements: D1PreparedStatement[]) => {
      take(statements.length);
      return await env.DB.batch(statements.map((one) => raw.get(one)!));
    },
  } as unknown as D1Database;
  return { db, most: () => most, start: () => void (count = 0) };
}

function ports(find_shop: FindShop): Omit<StockPorts, "errand_queue"> & { readonly woken: MessageKey[] } {
  const woken: MessageKey[] = [];
  const wake_queue = {
    sendBatch: (batch: readonly { readonly body: MessageKey }[]) => {
      woken.push(...batch.map(({ body }) => body));
      return Promise.resolve();
    },
  } as unknown as Queue<MessageKey>;
  return {
    ...recording,
    mail: env.MAIL,
    find_shop,
    wake_queue,
    bulk_wake_queue: wake_queue,
    woken,
  };
}

async function deadlines(shop_id: string): Promise<readonly number[]> {
  const { results } = await env.DB.prepare("select deadline_at from orders where id like ?")
    .bind(`${shop_id}/%`).all<{ deadline_at: number }>();
  return results.map(({ deadline_at }) => deadline_at);
}

describe("what a shop has due", () => {
  test.each<[string, () => Promise<null>]>([
    ["shop is gone", () => Promise.resolve(null)],
    ["plan fails", () => Promise.reject(new Error("a fault"))],
  ])("orders whose %s hold up no other, and are looked at again later", async (why, find) => {
    const [broken, whole] = why === "shop is gone" ? ["gone", "here"] : ["faulty", "sound"];
    for (let index = 0; index < TICK; index++) await waiting(broken, `${index}`);
    await waiting(whole, "last");
    const at_ms = NOW_MS + 3 * DAY_MS + 1;
    const house = ports((shop_id) => shop_id === broken ? find() : Promise.resolve({ ...DEMO, id: shop_id }));
    // The tick that meets them may say that something is wrong; the next one is free of them.
    for (const _ of [1, 2]) await passMinute(house, at_ms).catch(() => undefined);
    expect(new Set(await deadlines(broken))).toEqual(new Set([at_ms + POSTPONED_MS]));
    expect(house.woken).toContainEqual({
      subject: `${whole}/standard/last`,
      kind: "payment_reminder",
      about: "1",
    });
  });

  test("a night of orders whose time is over leaves enough queries for what is due", async () => {
    for (let index = 0; index < TICK; index++) await outlived("old", `${index}`);
    await waiting("due", "1");
    await env.DB.prepare(
      "update messages set state = 'owed', due_at = ?1, lease_until = null where subject = 'due/standard/1'",
    ).bind(NOW_MS).run();
    const at_ms = NOW_MS + OUTLIVED_DAYS * DAY_MS;
    const { db, most, start } = limited(1_000);
    const house = ports((shop_id) =>
      Promise.resolve({ ...DEMO, id: shop_id, settings: { ...DEMO.settings, retention_days: 10 } })
    );
    await passMinute({ ...house, db }, at_ms, start);
    expect(house.woken.map(({ subject }) => subject)).toContain("due/standard/1");
    expect(most()).toBeLessThan(700);
    const erased = async () =>
      await env.DB.prepare(
        "select count(*) as count from orders where id like 'old/%' and json_extract(state, '$.erased_at') > ''",
      ).first<number>("count");
    expect(await erased()).toBe(10);
    // Those that had to wait stand before nobody, and are not forgotten.
    for (let minute = 1; minute <= 40; minute++) await passMinute(house, at_ms + minute * 60_000);
    expect(await erased()).toBe(TICK);
  });

  test("an error is reported by the sweep that met it", async () => {
    await waiting("once", "1");
    const failing = ports(() => Promise.reject(new Error("a fault")));
    await expect(passMinute(failing, NOW_MS + 30 * DAY_MS)).rejects.toThrow("a fault");
  });
});
