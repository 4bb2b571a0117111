import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { openOrders } from "../../../src/flow/archive/open_order.ts";
import { chooseWays } from "../../../src/flow/customer/choose_ways.ts";
import { recordEvent } from "../../../src/flow/record/record_event.ts";
import type { MessageKey } from "../../../src/messages/message.ts";
import {
  readCustomer,
  readOrders,
  selectCustomer,
  selectCustomerOrders,
} from "../../../src/sql/customers.ts";
import { ADAS_ORDER, hours, NOW_MS, placed } from "../../support/cast.ts";
import { DEMO, openHouse, recording } from "../../support/house.ts";

const TEXTS = [{ by: "sms" as const, to: "+4915112345678", alone: true }];
/** One reading and one commit for each of two orders, and the commit that keeps the choice. */
const BATCHES = 5;

beforeAll(openHouse);

/** Dies after so many batches. */
function dying(batches: number): D1Database {
  let count = 0;
  return {
    prepare: (sql: string) => env.DB.prepare(sql),
    batch: (statements: D1PreparedStatement[]) =>
      ++count > batches ? Promise.reject(new Error("gone")) : env.DB.batch(statements),
  } as unknown as D1Database;
}

async function customerOfTwo(name: string): Promise<string> {
  const email = `${name}@choices.example`;
  for (const id of [`${name}-1`, `${name}-2`]) {
    const order = { ...ADAS_ORDER, id, number: `#${id}`, customer: { email } };
    const report = { source: "standard", webhook_id: "a", order: id, received_at_ms: NOW_MS };
    await recordEvent(recording, DEMO, { ...report, events: [placed(order)] }, NOW_MS);
  }
  return (await recording.name_customer("demo", email))!;
}

async function choose(
  customer: string,
  now_ms: number,
  db: D1Database = env.DB,
  ways: typeof TEXTS = TEXTS,
): Promise<void> {
  const wake_queue = { sendBatch: () => Promise.resolve() } as unknown as Queue<MessageKey>;
  const ports = {
    ...recording,
    db,
    wake_queue,
    sealing_keys: [],
    link_keys: [],
    ways: {} as never,
    public_url: "https://waybill.test",
  };
  const { choices } = await kept(customer);
  await chooseWays(ports, DEMO, customer, choices, ways, now_ms);
}

async function kept(customer: string) {
  return readCustomer(await selectCustomer(env.DB, customer).all());
}

async function chosen(customer: string) {
  const rows = await openOrders(
    { mail: env.MAIL },
    readOrders(await selectCustomerOrders(env.DB, customer, null, 10).all()),
  );
  return rows.map(({ order, seq }) => ({ ways: order.ways, seq }));
}

describe("a choice of SMS", () => {
  test.each(Array.from({ length: BATCHES }, (_, batches) => batches))(
    "that stops after %i batches can be made again, and each order gets it once",
    async (batches) => {
      const customer = await customerOfTwo(`stop${batches}`);
      await expect(choose(customer, NOW_MS, dying(batches))).rejects.toThrow("gone");
      const before = await chosen(customer);
      const later_ms = NOW_MS + 3_600_000;
      await choose(customer, later_ms);
      expect((await kept(customer)).choices).toEqual({ ways: TEXTS });
      expect(await chosen(customer)).toEqual(before.map(({ ways }) => ({
        ways: ways ?? TEXTS.map((way) => ({ ...way, since: hours(1) })),
        seq: 2,
      })));
    },
  );

  test("that stopped halfway can be taken back: no order keeps it", async () => {
    const customer = await customerOfTwo("back");
    await expect(choose(customer, NOW_MS, dying(BATCHES - 1))).rejects.toThrow("gone");
    await choose(customer, NOW_MS + 3_600_000, env.DB, []);
    expect((await chosen(customer)).map(({ ways }) => ways)).toEqual([undefined, undefined]);
  });

  test("is whole after so many batches", async () => {
    const customer = await customerOfTwo("whole");
    await choose(customer, NOW_MS, dying(BATCHES));
    expect((await kept(customer)).choices).toEqual({ ways: TEXTS });
  });
});
