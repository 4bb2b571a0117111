import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { Env } from "../../../src/config.ts";
import { web } from "../../../src/doors/web.ts";
import { ADAS_ORDER, hours, NOW, NOW_MS } from "../../support/cast.ts";
import { openHouse, rows, SECRET } from "../../support/house.ts";
import { signStandard } from "../../support/signing.ts";

beforeAll(openHouse);
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});

let counter = 0;
function aBody(changes: Record<string, unknown> = {}, event: Record<string, unknown> = {}): string {
  counter += 1;
  const order = { ...ADAS_ORDER, id: `order-${counter}`, number: `#${counter}`, ...changes };
  return JSON.stringify({ type: "order.placed", timestamp: NOW, data: { order }, ...event });
}

interface Posting {
  readonly path?: string;
  readonly id?: string;
  readonly secret?: string;
  readonly timestamp_s?: number;
  readonly env?: Partial<Env>;
}

async function post(
  body: string,
  posting: Posting = {},
): Promise<{ status: number; answer: Record<string, unknown>; headers: Headers }> {
  const {
    path = "/hooks/demo/standard",
    id = crypto.randomUUID(),
    secret = SECRET,
    timestamp_s = NOW_MS / 1_000,
  } = posting;
  const headers = await signStandard(secret, id, timestamp_s, body);
  const context = createExecutionContext();
  const response = await web.request(
    path,
    { method: "POST", headers, body },
    { ...env, ...posting.env },
    context,
  );
  const answer = await response.json<Record<string, unknown>>();
  await waitOnExecutionContext(context);
  return { status: response.status, answer, headers: response.headers };
}

async function stored(): Promise<readonly unknown[]> {
  return [
    ...await rows("orders"),
    ...await rows("events"),
    ...await rows("parked"),
    // An alert tells the shop of the dead letter.
    ...(await rows("messages")).filter(({ kind }) => kind !== "shop_alert"),
  ];
}

describe("the webhook door", () => {
  test("a new order is accepted in the contract's form, and the same webhook again is a duplicate", async () => {
    const body = aBody();
    expect(await post(body, { id: "msg_1" })).toMatchObject({
      status: 202,
      answer: {
        accepted: true,
        order: `#${counter}`,
        duplicate: false,
        mails: [{ kind: "order_confirmation", owed: true }],
      },
    });
    expect(await post(body, { id: "msg_1" })).toMatchObject({
      status: 200,
      answer: { accepted: true, duplicate: true },
    });
  });

  test("an order that owes nothing says why", async () => {
    const { answer } = await post(
      aBody({ placed_at: "2021-12-31T19:00:00-05:00", cancelled_at: "2021-12-31T19:00:00-05:00" }),
    );
    expect(answer["mails"]).toEqual([
      { kind: "order_confirmation", owed: false, reason: "order_cancelled" },
      { kind: "order_cancelled", owed: false, reason: "too_old" },
    ]);
  });

  test("an unknown type is accepted and ignored by name", async () => {
    const body = JSON.stringify({ type: "cart.abandoned", timestamp: NOW, data: {} });
    expect(await post(body)).toMatchObject({ status: 200, answer: { ignored: "cart.abandoned" } });
  });

  test("an event of an unknown order is accepted and parked", async () => {
    const data = { order_id: "later", payment: { id: "pay_1", amount_minor: 1 } };
    const body = JSON.stringify({ type: "payment.succeeded", timestamp: NOW, data });
    expect(await post(body)).toMatchObject({
      status: 202,
      answer: { order: "later", duplicate: false, parked: true },
    });
  });

  describe("refuses and stores nothing:", () => {
    const refusals: readonly (readonly [string, () => string, Posting, number, string])[] = [
      [
        "a signature made with another secret",
        aBody,
        { secret: "whsec_b3RoZXItc2VjcmV0LW90aGVyLXNlY3JldA==" },
        401,
        "signature",
      ],
      ["a delivery that is 301 s old", aBody, { timestamp_s: NOW_MS / 1_000 - 301 }, 401, "signature"],
      ["an unknown shop", aBody, { path: "/hooks/nobody/standard" }, 404, "unknown_shop"],
      ["a shop that is no name", aBody, { path: "/hooks/..%2F..%2Fdemo/standard" }, 404, "unknown_shop"],
      ["an unknown source", aBody, { path: "/hooks/demo/constructor" }, 404, "unknown_source"],
      ["one byte over 8 MB", () => "x".repeat(8_000_001), {}, 413, "too_large"],
      ["half a JSON", () => '{"type": "order.pl', {}, 400, "unreadable"],
      ["a price that is no number", () => aBody({ total_minor: "12,890" }), {}, 422, "invalid"],
    ];
    for (const [name, body, posting, status, error] of refusals) {
      test(name, async () => {
        const before = await stored();
        expect(await post(body(), posting)).toMatchObject({ status, answer: { accepted: false, error } });
        expect(await stored()).toEqual(before);
      });
    }
  });

  test("a wrong field is named with its rule and shape, never with its value", async () => {
    const { answer } = await post(aBody({ currency: "lovelace" }));
    expect(answer["message"]).toMatch(/order\.currency/);
    expect(answer["message"]).not.toMatch(/lovelace/);
  });

  test("a helpful field that does not fit is named in the answer, and the order is recorded", async () => {
    const { status, answer } = await post(aBody({ id: "helped", locale: "in the lovelace tongue" }));
    expect([status, answer["left_out"]]).toEqual([
      202,
      ["data.order.locale must be a BCP 47 language tag: got text of 22 characters"],
    ]);
  });

  test("a body whose length header lies is still bounded", async () => {
    const body = new ReadableStream({
      start(controller) {
        for (let chunk = 0; chunk < 161; chunk++) controller.enqueue(new Uint8Array(100_000));
        controller.close();
      },
    });
    const init = { method: "POST", body, headers: { "content-length": "5" }, duplex: "half" } as RequestInit;
    expect((await web.request("/hooks/demo/standard", init, env, createExecutionContext())).status).toBe(413);
  });
});

describe("when D1 cannot be reached", () => {
  const down = {
    prepare: env.DB.prepare.bind(env.DB),
    batch: () => Promise.reject(new Error("D1_ERROR: Network connection lost.")),
  };

  test("the verified webhook is kept in the spill and answered 202", async () => {
    const kept: unknown[] = [];
    const spill = { send: (message: unknown) => Promise.resolve(kept.push(message)) };
    const changed = { DB: down, SPILL: spill } as unknown as Partial<Env>;
    expect(await post(aBody(), { env: changed })).toMatchObject({
      status: 202,
      answer: { accepted: true, order: `#${counter}`, duplicate: false },
    });
    const [{ stored_at }] = kept as [{ stored_at: string }];
    expect(await (await env.MAIL.get(stored_at))!.json()).toMatchObject({
      form: "read",
      webhook: { shop_id: "demo", orders: [{ order: `order-${counter}` }] },
    });
  });

  const no_bucket = { put: () => Promise.reject(new Error("R2 is down")) };

  test("with the bucket away as well it lies in the queue's message", async () => {
    const kept: unknown[] = [];
    const spill = { send: (message: unknown) => Promise.resolve(kept.push(message)) };
    const changed = { DB: down, SPILL: spill, MAIL: no_bucket } as unknown as Partial<Env>;
    expect((await post(aBody(), { env: changed })).status).toBe(202);
    expect(kept).toMatchObject([{
      kept: { form: "read", webhook: { shop_id: "demo", orders: [{ order: `order-${counter}` }] } },
    }]);
  });

  test("with the bucket away, one that is too large for a message is asked for again", async () => {
    const spill = { send: () => Promise.reject(new Error("must not be asked")) };
    const lines = Array.from(
      { length: 900 },
      (_, line) => ({ id: String(line), title: "x".repeat(60), quantity: 1, unit_price_minor: 1 }),
    );
    const changed = { DB: down, SPILL: spill, MAIL: no_bucket } as unknown as Partial<Env>;
    expect((await post(aBody({ lines }), { env: changed })).status).toBe(503);
  });

  test("an unsigned webhook is refused and not kept", async () => {
    const spill = { send: () => Promise.reject(new Error("must not be asked")) };
    const changed = { DB: down, SPILL: spill } as unknown as Partial<Env>;
    const secret = "whsec_b3RoZXItc2VjcmV0LW90aGVyLXNlY3JldA==";
    expect((await post(aBody(), { env: changed, secret })).status).toBe(401);
  });

  test("only when bucket and queue fail too is the sender asked to send again", async () => {
    const spill = { send: () => Promise.reject(new Error("queue is down")) };
    const changed = { DB: down, SPILL: spill, MAIL: no_bucket } as unknown as Partial<Env>;
    const { status, headers } = await post(aBody(), { env: changed });
    expect(status).toBe(503);
    expect(headers.get("Retry-After")).toBe("30");
  });

  test("a kept webhook becomes an order once D1 is back", async () => {
    const { default: worker } = await import("../../../src/index.ts");
    const kept: unknown[] = [];
    const spill = { send: (message: unknown) => Promise.resolve(kept.push(message)) };
    await post(aBody(), { env: { DB: down, SPILL: spill } as unknown as Partial<Env> });
    const message = {
      id: "1",
      timestamp: new Date(),
      attempts: 1,
      body: kept[0],
      ack: vi.fn(),
      retry: vi.fn(),
    };
    await worker.queue({ queue: "waybill-spill", messages: [message] } as unknown as MessageBatch, env);
    expect(message.ack).toHaveBeenCalledOnce();
    expect(
      await env.DB.prepare("select number from orders where id = ?").bind(`demo/standard/order-${counter}`)
        .first("number"),
    ).toBe(`#${counter}`);
  });
});

test("an event an hour later joins its order", async () => {
  await post(aBody());
  const data = { order_id: `order-${counter}`, reason: "changed my mind" };
  const body = JSON.stringify({ type: "order.cancelled", timestamp: hours(1), data });
  expect(await post(body)).toMatchObject({ status: 202, answer: { order: `#${counter}` } });
});
