import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { Env } from "../../../src/config.ts";
import { web } from "../../../src/doors/web.ts";
import { type Spilled, spillWebhook } from "../../../src/flow/record/spill.ts";
import { NOW, NOW_MS, SHOP } from "../../support/cast.ts";
import { openHouse, rows, SECRET } from "../../support/house.ts";
import { signStandard } from "../../support/signing.ts";

beforeAll(openHouse);
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});

async function track(is_tracked: boolean): Promise<void> {
  const settings = { ...SHOP, stock: { ...SHOP.stock, track: is_tracked } };
  await env.DB.prepare("update shops set settings = ?1 where id = 'demo'").bind(JSON.stringify(settings))
    .run();
}

async function post(
  data: Record<string, unknown>,
  changes: Partial<Env> = {},
  id: string = crypto.randomUUID(),
) {
  const body = JSON.stringify({ type: "stock.changed", timestamp: NOW, data });
  const headers = await signStandard(SECRET, id, NOW_MS / 1_000, body);
  const context = createExecutionContext();
  const request = { method: "POST", headers, body };
  const response = await web.request("/hooks/demo/standard", request, { ...env, ...changes }, context);
  await waitOnExecutionContext(context);
  return { status: response.status, answer: await response.json() };
}

async function levelsOf(sku: string) {
  return (await rows("stock")).filter((row) => row["sku"] === sku).map(({ quantity }) => quantity);
}

/** Reads, and takes no batch. */
const down = {
  prepare: env.DB.prepare.bind(env.DB),
  batch: () => Promise.reject(new Error("D1_ERROR: Network connection lost.")),
};

test("a person who asks for a back-in-stock mail stores no card number that was typed into the wrong field", async () => {
  await track(true);
  const body = JSON.stringify({
    type: "stock.watch_requested",
    timestamp: NOW,
    data: {
      sku: "CARD-1",
      customer: { email: "ada@lovelace.example", name: "Ada 4111 1111 1111 1111" },
      product: { title: "Mill for 4111-1111-1111-1111", variant: "Oak" },
    },
  });
  const headers = await signStandard(SECRET, "msg_card", NOW_MS / 1_000, body);
  const request = { method: "POST", headers, body };
  expect((await web.request("/hooks/demo/standard", request, env, createExecutionContext())).status).toBe(
    202,
  );
  const kept = JSON.stringify(await rows("stock_watches"));
  expect(kept).toContain("Ada •••• •••• •••• 1111");
  expect(kept).not.toMatch(/4111.1111/);
});

describe("a level at the webhook door", () => {
  test("is recorded, and is a duplicate when it comes again", async () => {
    await track(true);
    const level = { sku: "DOOR", available_quantity: 4 };
    expect(await post(level, {}, "msg_1")).toEqual({
      status: 202,
      answer: { accepted: true, order: null, duplicate: false },
    });
    expect(await post(level, {}, "msg_1")).toMatchObject({ status: 200, answer: { duplicate: true } });
    expect(await levelsOf("DOOR")).toEqual([4]);
  });

  test("is ignored by a shop that does not track its stock, and the answer says so", async () => {
    await track(false);
    expect(await post({ sku: "IGNORED", available_quantity: 4 })).toEqual({
      status: 200,
      answer: { accepted: true, ignored: "stock, which this shop does not track" },
    });
    expect(await levelsOf("IGNORED")).toEqual([]);
  });

  test("is refused with the field that is wrong", async () => {
    await track(true);
    expect(await post({ sku: "WRONG", available_quantity: "4" })).toMatchObject({
      status: 422,
      answer: { message: "data.available_quantity must be a number: got text of 1 character" },
    });
  });

  test("is kept while D1 is away, and recorded when it is back", async () => {
    await track(true);
    const kept: unknown[] = [];
    const spill = { send: (message: unknown) => Promise.resolve(kept.push(message)) };
    const changes = { DB: down, SPILL: spill } as unknown as Partial<Env>;
    expect(await post({ sku: "KEPT", available_quantity: 2 }, changes)).toMatchObject({
      status: 202,
      answer: { accepted: true, kept: true },
    });
    expect(await levelsOf("KEPT")).toEqual([]);
    const { default: worker } = await import("../../../src/index.ts");
    const message = {
      id: "1",
      timestamp: new Date(),
      attempts: 1,
      body: kept[0],
      ack: vi.fn(),
      retry: vi.fn(),
    };
    const batch = { queue: "waybill-spill", messages: [message] } as unknown as MessageBatch;
    await worker.queue(batch, { ...env });
    expect(message.ack).toHaveBeenCalledOnce();
    expect(await levelsOf("KEPT")).toEqual([2]);
  });

  test("too large for the queue is kept under its own webhook id", async () => {
    const kept: unknown[] = [];
    const spill = { send: (message: unknown) => Promise.resolve(kept.push(message)) } as unknown as Queue<
      Spilled
    >;
    const events = Array.from({ length: 1_000 }, (_, index) => ({
      type: "stock.item_named" as const,
      at: NOW,
      item: String(index),
      sku: `SKU-${index}`,
    }));
    const stock = { source: "shopify", webhook_id: "many", events, received_at_ms: NOW_MS };
    await spillWebhook({ spill, mail: env.MAIL }, {
      form: "read",
      webhook: { shop_id: "demo", orders: [], stock },
    });
    expect(kept).toEqual([{ stored_at: expect.stringMatching(/^spill\/demo\/\d{15}-[0-9a-f]{16}$/) }]);
  });
});
