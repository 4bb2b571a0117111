import { describe, expect, test } from "vitest";
import { createWaybill, memoryOutbox, type Outbox, type WaybillEvent } from "@waybill/client";
import { readByWaybill } from "../../support/read_by_waybill.ts";
import { memoryRegistrations } from "../src/registrations.ts";
import { saleorApp } from "../src/saleor_app.ts";
import { ADAS_ORDER, API_URL, saleorFake, TOKEN } from "./saleor.ts";

function start(outbox: Outbox<WaybillEvent> = memoryOutbox()) {
  const saleor = saleorFake();
  const registrations = memoryRegistrations();
  const waybill = createWaybill({
    url: undefined,
    secret: undefined,
    outbox,
    background: false,
    log: () => undefined,
  });
  const app = saleorApp({
    base_url: "https://app.example",
    saleor_api_urls: [API_URL],
    registrations,
    waybill,
    backfill_token: "backfill-token",
    fetch: saleor.fetch,
  });
  const register = (headers: Record<string, string> = { "saleor-api-url": API_URL }, auth_token = TOKEN) =>
    app.fetch(
      new Request("https://app.example/api/register", {
        method: "POST",
        headers,
        body: JSON.stringify({ auth_token }),
      }),
    );
  const kept = async () => (await outbox.claim(Date.now() + 1, 100, 0)).map(({ id }) => id);
  return { saleor, registrations, app, outbox, register, kept };
}

describe("installing", () => {
  test("the manifest names every webhook with the query that asks for what is read", async () => {
    const { app } = start();
    const answer = await app.fetch(new Request("https://app.example/api/manifest"));
    const manifest = await answer.json() as {
      readonly webhooks: readonly { asyncEvents: string[]; query: string }[];
    };
    expect(manifest).toMatchObject({ id: "waybill", tokenTargetUrl: "https://app.example/api/register" });
    const webhook = manifest.webhooks[0]!;
    expect(webhook.asyncEvents).toEqual(
      expect.arrayContaining(["ORDER_CREATED", "FULFILLMENT_TRACKING_NUMBER_UPDATED", "CUSTOMER_DELETED"]),
    );
    for (const event of webhook.asyncEvents) {
      const type = event.toLowerCase().replaceAll(/(^|_)([a-z])/g, (_, __, letter) => letter.toUpperCase());
      expect(webhook.query).toContain(`... on ${type} {`);
    }
  });

  test("keeps the token and the keys of a Saleor that may", async () => {
    const { register, registrations } = start();
    expect((await register()).status).toBe(200);
    expect(await registrations.read(API_URL)).toMatchObject({ token: TOKEN, keys: { keys: [{ kid: "1" }] } });
  });

  test.each(
    [
      ["another Saleor", { "saleor-api-url": "https://elsewhere.example/graphql/" }, TOKEN, 403],
      ["no Saleor", {}, TOKEN, 403],
      ["a token that is not its own", { "saleor-api-url": API_URL }, "made-up", 403],
      ["no token", { "saleor-api-url": API_URL }, "", 400],
    ] as const,
  )("refuses %s", async (_, headers, token, status) => {
    const { register, registrations } = start();
    expect((await register({ ...headers }, token)).status).toBe(status);
    expect(await registrations.read(API_URL)).toBeNull();
  });
});

describe("a webhook", () => {
  test("that Saleor signed is kept, and Waybill reads what it became", async () => {
    const { app, register, saleor, outbox } = start();
    await register();
    expect(
      (await app.fetch(saleor.webhook("order_created", { issuedAt: ADAS_ORDER.created, order: ADAS_ORDER })))
        .status,
    ).toBe(200);
    const [kept] = await outbox.claim(Date.now() + 1, 10, 0);
    expect(kept).toMatchObject({ event: { type: "order.placed" } });
    expect(await readByWaybill(kept!.event)).toBeTypeOf("object");
  });

  test.each([
    [
      "another body",
      async (webhook: Request) =>
        new Request(webhook.url, {
          method: "POST",
          headers: webhook.headers,
          body: `${await webhook.text()} `,
        }),
    ],
    ["another header", (webhook: Request) => {
      webhook.headers.set("saleor-signature", webhook.headers.get("saleor-signature")!.replace(/^./, "f"));
      return webhook;
    }],
    ["no signature", (webhook: Request) => {
      webhook.headers.delete("saleor-signature");
      return webhook;
    }],
    ["an algorithm that is none", (webhook: Request) => {
      webhook.headers.set("saleor-signature", `${btoa('{"alg":"none"}')}..`);
      return webhook;
    }],
    ["another Saleor", (webhook: Request) => {
      webhook.headers.set("saleor-api-url", "https://elsewhere.example/graphql/");
      return webhook;
    }],
  ])("with %s is refused", async (_, spoil) => {
    const { app, register, saleor, kept } = start();
    await register();
    const webhook = await spoil(saleor.webhook("order_created", { order: ADAS_ORDER }));
    expect((await app.fetch(webhook)).status).toBe(401);
    expect(await kept()).toEqual([]);
  });

  test("signed with keys that Saleor has changed is taken, and the new ones are remembered", async () => {
    const { app, register, saleor, registrations } = start();
    await register();
    const before = await registrations.read(API_URL);
    saleor.changeKeys();
    expect((await app.fetch(saleor.webhook("order_created", { order: ADAS_ORDER }))).status).toBe(200);
    expect(await registrations.read(API_URL)).not.toEqual(before);
  });

  test("that can be kept nowhere is answered 500, so that Saleor sends it again", async () => {
    const fail = () => Promise.reject(new Error("database away"));
    const broken = {
      put: fail,
      claim: fail,
      take: fail,
      postpone: fail,
      refuse: fail,
      state: fail,
      refused: fail,
      forget: fail,
    };
    const { app, register, saleor } = start(broken);
    await register();
    expect((await app.fetch(saleor.webhook("order_created", { order: ADAS_ORDER }))).status).toBe(500);
  });
});

test("older orders are told on request, to whoever has the app's token alone", async () => {
  const { app, register, kept } = start();
  await register();
  const backfill = (token: string) =>
    app.fetch(
      new Request("https://app.example/api/backfill", {
        method: "POST",
        headers: { authorization: `Bearer ${token}` },
        body: JSON.stringify({ saleor_api_url: API_URL, since: "2026-11-01" }),
      }),
    );
  expect((await backfill("made-up")).status).toBe(401);
  expect(await (await backfill("backfill-token")).json()).toEqual({ orders: 1 });
  expect(await kept()).toEqual([`placed_${ADAS_ORDER.id}`]);
});

test("the page in Saleor's dashboard says how many events wait, and nothing of them", async () => {
  const { app, register, saleor } = start();
  await register();
  await app.fetch(saleor.webhook("order_created", { order: ADAS_ORDER }));
  const text = await (await app.fetch(new Request("https://app.example/"))).text();
  expect(text).toContain("1 events wait");
  expect(text).not.toContain("lovelace");
});
