import { cellOf, demoPorts, workerEnv } from "../support/cells_in_use.ts";
import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { forgetCaptured } from "../../src/channels/capture.ts";
import { archiveOrder } from "../../src/flow/archive/archive_order.ts";
import { eraseCustomer } from "../../src/flow/privacy/erase_customer.ts";
import { recordAndAllocate } from "../../src/flow/record/record_and_allocate.ts";
import { setAside, type Spilled } from "../../src/flow/record/spill.ts";
import worker from "../../src/index.ts";
import type { OrderEvent } from "../../src/orders/event.ts";
import { upsertSuppression } from "../../src/sql/suppressions.ts";
import { hours, NOW, NOW_MS } from "../support/cast.ts";
import { DEMO, openHouse, recording, rows } from "../support/house.ts";
import { sendEvent, settled } from "../support/river.ts";
import { tracesLeft } from "../support/traces.ts";
import { customerOf, mailsTo } from "../support/visitor.ts";
import {
  aLife,
  allSettled,
  askPrivacy,
  EMAIL,
  keptOfE3,
  NAME,
  NUMBER,
  order,
  still,
  TRACES,
  webhook,
} from "../support/whole_life.ts";

beforeAll(openHouse);
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});

async function bringBack(body: Spilled): Promise<void> {
  let acked = false;
  const message = {
    id: crypto.randomUUID(),
    body,
    attempts: 1,
    ack: () => void (acked = true),
    retry: () => undefined,
  } as unknown as Message;
  await worker.queue(
    { queue: "waybill-spill", messages: [message] } as unknown as MessageBatch,
    workerEnv(env) as never,
  );
  expect(acked).toBe(true);
}

describe("an erasure", () => {
  test("finds a customer in every place where a full history has left data, and leaves nothing", async () => {
    const { path, get, submit } = await aLife();
    const { db, mail } = demoPorts();
    expect(await archiveOrder({ db, mail }, DEMO, "demo/standard/e2", () => true, Date.now())).toBe(true);
    // The search itself sees what is there: each trace in the tables, and in the mails, the pictures and what waits.
    const before = (await tracesLeft(TRACES)).join("\n");
    for (
      const place of [
        "orders.state",
        "orders/demo/standard/e2/",
        "events.events",
        "parked.events",
        "customer_requests.asked",
        "case_entries.words",
        "cases.reader",
        "feedback.words",
        "stock_watches.email",
        "suppressions.address",
        "sent/demo/standard/e1/",
        "sent/demo/~conversation/",
        "sent/demo/~customer/",
        "sent/demo/~shop/",
        "attachments/demo/",
        "spill/demo/",
        "set-aside/demo/m1",
        "set-aside/demo/m2",
        "captured/",
      ]
    ) expect(before, place).toContain(place);

    const form = await get(`${path}/privacy/erase`);
    await submit(form, { sure: "yes" });
    await mailsTo(EMAIL, "erasure_done", 1);
    await allSettled();
    // The last mail lies in the customer's own mailbox, for which the dev mailbox stands.
    await forgetCaptured(env.MAIL, [EMAIL]);
    expect(await tracesLeft(TRACES)).toEqual([]);
  });

  test("is stored as a keyed hash and a time, and as nothing else", async () => {
    expect(await rows("erasures")).toEqual([
      { subject: await customerOf(EMAIL), asked_at: expect.any(Number), progress: null },
    ]);
  });

  test("covers what arrives late: from the queue, from the bucket, from the storefront", async () => {
    vi.setSystemTime(hours(5));
    const placed: OrderEvent = { type: "order.placed", at: NOW, order: order("e5") };
    const scan = {
      type: "shipment.delivered" as const,
      at: hours(3),
      shipment: { id: "p5", lines: [], tracking: [] },
      description: `Signed by ${NAME}`,
    } satisfies OrderEvent;
    // The scan was faster than its order.
    await bringBack({ webhook: webhook("e5", [scan]) });
    await bringBack({
      webhook: {
        ...webhook("e5", [placed]),
        orders: [{ ...webhook("e5", [placed]).orders[0]!, webhook_id: "d-5" }],
      },
    });
    const [early] = webhook("e3", [{ ...scan, shipment: { ...scan.shipment, id: "p3" } }]).orders;
    await bringBack({ webhook: { shop_id: "demo", orders: [{ ...early!, webhook_id: "d-early" }] } });
    await bringBack({ stored_at: await keptOfE3() });
    for (const id of ["m1", "m2"]) await bringBack({ stored_at: `set-aside/demo/${id}` });
    const late = {
      ...webhook("e6", []).orders[0]!,
      events: [{ ...placed, order: order("e6") }],
      is_reconciled: true,
    };
    expect((await recordAndAllocate(recording, DEMO, late, Date.now())).ok).toBe(true);
    await sendEvent("order.changed", hours(4), { order: order("e1", { total_minor: 1 }) });
    await sendEvent("order.changed", hours(4), { order: order("e3") });
    await sendEvent("shipment.delivered", hours(4), {
      order_id: "e6",
      shipment: { id: "p6" },
      description: NAME,
    });
    await allSettled();
    expect(await tracesLeft(TRACES)).toEqual([]);
    const { results } = await cellOf("demo").prepare(
      `select number, coalesce(line ->> 4, state ->> '$.erased_at') is not null as erased
       from orders order by number`,
    ).all();
    expect(results).toEqual(
      ["#e1", "#e2", "#e3", "#e4", "#e5", "#e6"].map((number) => ({ number, erased: 1 })),
    );
    expect(await rows("customer_orders")).toEqual([]);
  });

  test("when it is reported again, what is known already makes no event of an erased order", async () => {
    const count = async () =>
      await cellOf("demo").prepare("select seq from orders where id = 'demo/standard/e1'").first<number>(
        "seq",
      );
    await sendEvent("order.changed", hours(4), { order: order("e1", { total_minor: 2 }) });
    const before = await count();
    await sendEvent("order.changed", hours(4), { order: order("e1", { total_minor: 2 }) });
    expect(await count()).toBe(before);
    // The shop's alert about these sums leaves now, hours before the next tests.
    await allSettled();
  });

  test("does not stop a customer from coming back, who still gets no mail against their will", async () => {
    vi.setSystemTime(hours(6));
    const mine = await customerOf(EMAIL);
    const hidden = (await rows("suppressions")).map(({ address, class: name }) => [address, name]);
    expect(hidden).toEqual(expect.arrayContaining([
      [mine, "care"],
      [mine, "progress"],
      [await customerOf("zebedee@quartz.example"), "progress"],
      [await customerOf(NUMBER), "all"],
    ]));
    expect(hidden).toHaveLength(4);
    await sendEvent("order.placed", hours(6), {
      order: order("e7", { placed_at: hours(6), gift: undefined }),
    });
    await settled("e7");
    expect(await rows("customer_orders")).toHaveLength(1);
    expect(await mailsTo(EMAIL, "order_confirmation", 1)).toHaveLength(1);
    const awake = (await rows("suppressions")).filter(({ address }) => address === EMAIL.toLowerCase());
    expect(awake.map(({ class: name }) => name)).toEqual(["care", "progress"]);
  });

  test("that was stopped halfway is finished by the clock", async () => {
    vi.setSystemTime(hours(7));
    await askPrivacy("data", EMAIL);
    const ports = demoPorts();
    const broken = {
      ...ports,
      mail: {
        ...bound(env.MAIL),
        delete: () => Promise.reject(new Error("R2 is away")),
      } as unknown as R2Bucket,
    };
    await allSettled();
    await expect(
      eraseCustomer(broken, DEMO, await customerOf(EMAIL), { notifies_customer: false }, Date.now()),
    ).rejects
      .toThrow("R2");
    expect((await rows("erasures"))[0]!["progress"]).not.toBeNull();
    vi.setSystemTime(hours(7.1));
    await worker.scheduled(
      { cron: "*/2 * * * *", scheduledTime: Date.now(), noRetry: () => undefined },
      workerEnv(env),
    );
    expect((await rows("erasures"))[0]!["progress"]).toBeNull();
    expect(await tracesLeft(TRACES)).toEqual([]);
  });

  test("clears once more the messages that were being sent at that moment", async () => {
    vi.setSystemTime(hours(8));
    await sendEvent("order.placed", hours(8), {
      order: order("e8", { placed_at: hours(8), gift: undefined }),
    });
    await settled("e8");
    await cellOf("demo").prepare(
      "update messages set state = 'sending', lease_until = ?1 where subject = 'demo/standard/e8' and kind = 'order_confirmation'",
    ).bind(Date.now() + 60_000).run();
    await askPrivacy("customer", EMAIL);
    // Its worker, which knows of nothing, keeps its copy.
    await env.MAIL.put("sent/demo/standard/e8/order_confirmation/", `To: ${EMAIL}`);
    expect(await tracesLeft(TRACES)).not.toEqual([]);
    vi.setSystemTime(hours(8.1));
    await worker.scheduled(
      { cron: "*/2 * * * *", scheduledTime: Date.now(), noRetry: () => undefined },
      workerEnv(env),
    );
    expect(await tracesLeft(TRACES)).toEqual([]);
  });

  test("of all orders of the only storefront covers guests, wishes and parked events too", async () => {
    vi.setSystemTime(hours(9));
    const email = "ferdinand@faraway.example";
    const guest = order("g1", { customer: { name: "Ferdinand Faraway" }, gift: undefined });
    await sendEvent("order.placed", hours(9), { order: { ...guest, placed_at: hours(9) } });
    await sendEvent("order.placed", hours(9), { order: order("g2", { placed_at: hours(9) }) });
    await sendEvent("stock.watch_requested", hours(9), {
      sku: "MILL",
      customer: { email },
      product: { title: "Mill" },
    });
    await sendEvent("payment.refunded", hours(9), {
      order_id: "nobody",
      refund: { id: "r8", amount_minor: 5, reason: "Ferdinand" },
    });
    await setAside(still, {
      webhook: webhook("g4", [{ type: "order.placed", at: hours(9), order: guest }]),
    }, "m4");
    await upsertSuppression(
      cellOf("demo"),
      "demo",
      { email, class: "all", reason: "complained", until: null },
      Date.now(),
    ).run();
    await allSettled();
    const { db, mail } = demoPorts();
    for (const id of ["g1", "g2"]) {
      expect(await archiveOrder({ db, mail }, DEMO, `demo/standard/${id}`, () => true, Date.now())).toBe(
        true,
      );
    }
    expect(await tracesLeft(["Ferdinand"])).not.toEqual([]);
    await askPrivacy("shop", null);
    expect(await tracesLeft(["Ferdinand"])).not.toEqual([]);
    for (let run = 0; run < 8; run++) {
      vi.setSystemTime(hours(57.1 + run / 10));
      await worker.scheduled(
        { cron: "*/2 * * * *", scheduledTime: Date.now(), noRetry: () => undefined },
        workerEnv(env),
      );
    }
    await forgetCaptured(env.MAIL, [EMAIL, "zebedee@quartz.example"]);
    expect(await tracesLeft([...TRACES, "Ferdinand", "Faraway"])).toEqual([]);
  });
});

function bound(bucket: R2Bucket) {
  return { list: bucket.list.bind(bucket), get: bucket.get.bind(bucket), put: bucket.put.bind(bucket) };
}
