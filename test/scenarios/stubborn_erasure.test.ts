import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { portsOf } from "../../src/doors/ports.ts";
import { eraseCustomer } from "../../src/flow/privacy/erase_customer.ts";
import { insertStandalone } from "../../src/sql/messages.ts";
import { ROWS_MAX } from "../../src/sql/orders.ts";
import { ADAS_ORDER, hours, NOW, NOW_MS } from "../support/cast.ts";
import { passErasures } from "../support/clock.ts";
import { DEMO, openHouse, rows } from "../support/house.ts";
import { sendEvent, settled } from "../support/river.ts";
import { customerOf } from "../support/visitor.ts";

const ports = portsOf(env as never);
beforeAll(openHouse);
beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS }));

async function ordered(id: string, placed_at: string, email: string): Promise<void> {
  const customer = { email, name: "Stubborn Stone" };
  await sendEvent("order.placed", NOW, {
    order: { ...ADAS_ORDER, id, number: `#${id}`, placed_at, customer },
  });
  await settled(id);
}

async function erased(): Promise<readonly unknown[]> {
  const { results } = await env.DB.prepare(
    "select number from orders where json_extract(state, '$.erased_at') > '' order by number",
  ).all();
  return results.map(({ number }) => number);
}

describe("an erasure", () => {
  test("rewrites an order that has the largest number of events, long ones too", async () => {
    const email = "full@stubborn.example";
    await ordered("s1", NOW, email);
    const told = {
      type: "shipment.in_transit",
      at: hours(1),
      shipment: { id: "p1", lines: [], tracking: [] },
      description: `Stubborn Stone ${"x".repeat(3_000)}`,
    };
    await env.DB.prepare(
      `insert into events (order_id, seq, source, webhook_id, received_at, events)
       with recursive n (seq) as (select 2 union all select seq + 1 from n where seq < ?1)
       select 'demo/standard/s1', seq, 'standard', 'd' || seq, 0, ?2 from n`,
    ).bind(ROWS_MAX, JSON.stringify([told])).run();
    await env.DB.prepare("update orders set seq = ?1 where id = 'demo/standard/s1'").bind(ROWS_MAX).run();
    await eraseCustomer(ports, DEMO, await customerOf(email), { notifies_customer: false }, NOW_MS);
    const events = await rows("events");
    expect(events).toHaveLength(ROWS_MAX + 1);
    expect(JSON.stringify(events)).not.toContain("Stone");
    expect(await erased()).toEqual(["#s1"]);
  });

  test("goes on with the other orders where one cannot be erased", async () => {
    const email = "stuck@stubborn.example";
    for (const [index, id] of ["t1", "t2", "t3"].entries()) await ordered(id, hours(-index), email);
    await env.DB.prepare("update events set events = '[]' where order_id = 'demo/standard/t1'").run();
    const erasing = eraseCustomer(ports, DEMO, await customerOf(email), { notifies_customer: false }, NOW_MS);
    await expect(erasing).rejects.toThrow("cannot be folded");
    expect(await erased()).toEqual(["#s1", "#t2", "#t3"]);
  });

  test("clears a message to the customer that is being sent and belongs to no order", async () => {
    const email = "leaving@stubborn.example";
    await ordered("u1", NOW, email);
    const customer = await customerOf(email);
    await insertStandalone(env.DB, customer, {
      kind: "history_link",
      about: "1",
      to: { email },
      facts: { orders: 1 },
      due_at_ms: NOW_MS,
      valid_until_ms: NOW_MS + 86_400_000,
    }, NOW_MS).run();
    await env.DB.prepare("update messages set state = 'sending', lease_until = ?1 where subject = ?2")
      .bind(NOW_MS + 60_000, customer).run();
    expect(await eraseCustomer(ports, DEMO, customer, { notifies_customer: false }, NOW_MS)).toBe(false);
    const key = `sent/${customer}/history_link/1`;
    await env.MAIL.put(key, `To: ${email}`);
    vi.setSystemTime(hours(0.1));
    // The order that cannot be erased says so each time.
    await expect(passErasures(ports, Date.now())).rejects.toThrow("cannot be folded");
    expect(await env.MAIL.head(key)).toBeNull();
  });
});
