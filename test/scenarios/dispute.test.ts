/** A dispute of Shopify Payments from its webhook to its case, its pack in the language that is asked, and its end. */
import { env, exports } from "cloudflare:workers";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { shopifySamples } from "../../scripts/trigger/samples/shopify.ts";
import { API_TOKENS } from "../support/strangers.ts";
import { openHouse } from "../support/house.ts";
import { signShopify } from "../support/signing.ts";
import { openShops } from "../support/strangers.ts";

const NOW_MS = Date.parse("2026-11-24T21:00:00Z");
const dispute = shopifySamples.topics["disputes/create"] as Readonly<Record<string, unknown>>;
const ORDER = `demo/shopify/${String(dispute["order_id"])}`;

beforeAll(openHouse);
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  await openShops();
});

async function post(topic: string, payload: unknown = shopifySamples.topics[topic]): Promise<number> {
  const body = JSON.stringify(payload);
  const response = await exports.default.fetch("https://waybill.test/hooks/demo/shopify", {
    method: "POST",
    headers: { ...await signShopify(env.DEMO_WEBHOOK_SECRET, body), "x-shopify-topic": topic },
    body,
  });
  return response.status;
}

async function ask(path: string) {
  return await exports.default.fetch(`https://waybill.test/api/shops/demo/${path}`, {
    headers: { Authorization: `Bearer ${API_TOKENS.demo}`, "CF-Connecting-IP": "192.0.2.8" },
  });
}

async function disputes() {
  const { cases } = await (await ask("cases?kind=dispute")).json<{ cases: Record<string, unknown>[] }>();
  return cases;
}

test("a dispute becomes one case that says until when the shop can answer, and its end changes the order", async () => {
  expect(await post("orders/create")).toBe(202);
  expect(await post("disputes/create")).toBe(202);
  const [opened, ...others] = await disputes();
  expect(others).toEqual([]);
  expect(opened).toMatchObject({ kind: "dispute", order: ORDER, next: "shop" });
  // Shopify repeats what was not taken at once, and sends each change.
  await post("disputes/create");
  await post("disputes/update", { ...dispute, status: "under_review" });
  expect(await disputes()).toHaveLength(1);
  expect(await post("disputes/update")).toBe(202);
  const { results } = await env.DB.prepare("select * from events where order_id = ?1").bind(ORDER).all();
  const recorded = JSON.stringify(results);
  for (const type of ["payment.disputed", "payment.dispute_closed"]) expect(recorded).toContain(type);
});

test.each([
  ["in the shop's own language", "", 200],
  ["in the language that is asked", "&locale=ja", 200],
  ["in no language that it is not written in", "&locale=xx", 400],
])("its pack comes %s", async (_, query, status) => {
  await post("orders/create");
  await post("disputes/create");
  const answer = await ask(`orders/dispute?order=${encodeURIComponent(ORDER)}&as=pdf${query}`);
  expect(answer.status).toBe(status);
  if (status === 400) expect(await answer.json()).toMatchObject({ field: "locale" });
  else expect(new TextDecoder().decode((await answer.arrayBuffer()).slice(0, 5))).toBe("%PDF-");
});
