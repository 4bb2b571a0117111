/** Returns that a storefront knows: decided at the desk, carried there, and told to the customer once. */
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { decideReturn } from "../../../src/flow/cases/decide_return.ts";
import type { Shop } from "../../../src/flow/ports.ts";
import { recordEvent } from "../../../src/flow/record/record_event.ts";
import type { StorefrontChange } from "../../../src/orders/storefront_change.ts";
import { err, ok } from "../../../src/result.ts";
import { ADAS_ORDER, NOW_MS, placed } from "../../support/cast.ts";
import { DEMO, openHouse, recording } from "../../support/house.ts";
import { back } from "../../support/plan_input.ts";
import type { OrderEvent } from "../../../src/orders/event.ts";

beforeAll(openHouse);

const SHOP: Shop = {
  ...DEMO,
  settings: { ...DEMO.settings, storefront_acts: ["returns"] },
  secrets: { ...DEMO.secrets, "shopify.token": ["kontor.myshopify.com:shpat_1"] },
};
let counter = 0;

async function opened(given: { readonly shop?: Shop; readonly answer?: "refused" | "unavailable" } = {}) {
  const id = `70${++counter}`;
  const changes: StorefrontChange[] = [];
  const { shop = SHOP, answer } = given;
  const ports = {
    ...recording,
    wake_queue: env.NUDGES,
    sealing_ring: null as never,
    refresh_token: () => Promise.reject(new Error("not asked")),
    make_label: () => Promise.reject(new Error("not asked")),
    change_order: (_shop: Shop, _source: string, change: StorefrontChange) => {
      changes.push(change);
      return Promise.resolve(answer === undefined ? ok("done" as const) : err(answer, "It says no"));
    },
  };
  const record = async (event: OrderEvent, at_ms = NOW_MS) => {
    const webhook = {
      source: "shopify",
      webhook_id: `${id} ${event.type} ${event.at}`,
      order: id,
      events: [event],
      received_at_ms: at_ms,
    };
    const recorded = await recordEvent(recording, shop, webhook, at_ms);
    if (!recorded.ok) throw new Error(recorded.message);
  };
  const email = `ada${id}@lovelace.example`;
  const customer = { ...ADAS_ORDER.customer, email };
  await record(placed({ ...ADAS_ORDER, id, number: `#${id}`, customer }));
  const lines = [{ line_id: ADAS_ORDER.lines[0]!.id, quantity: 1 }];
  await record(back("requested", 1, { id: "9450", lines }), NOW_MS + 3_600_000);
  const decide = (decision: "approve" | "decline", act = "a1") =>
    decideReturn(ports as never, shop, {
      order_id: `demo/shopify/${id}`,
      return_id: "9450",
      id: act,
      person: "Ben",
      decision,
      ...(decision === "decline" ? { reason: "Worn" } : {}),
    }, NOW_MS + 7_200_000);
  const state = async () => {
    const [mails, found] = await env.DB.batch([
      env.DB.prepare("select kind from messages where subject = ? and kind like 'return_%' order by kind")
        .bind(
          `demo/shopify/${id}`,
        ),
      env.DB.prepare("select state, next from cases where order_id = ?").bind(`demo/shopify/${id}`),
    ]);
    return { mails: mails!.results.map((row) => (row as { kind: string }).kind), cases: found!.results };
  };
  return { decide, state, changes, record, id };
}

describe("a return of the storefront's", () => {
  test("is approved there first, told once, and its own webhook afterwards is no news", async () => {
    const { decide, state, changes, record, id } = await opened();
    expect(await decide("approve")).toMatchObject({ ok: true });
    expect(changes).toEqual([{ type: "return", order: id, return_id: "9450", decision: "approve" }]);
    const after = await state();
    expect(after.mails).toContain("return_approved");
    expect(after.cases).toEqual([{ state: "open", next: "customer" }]);
    await record(back("approved", 2, { id: "9450" }), NOW_MS + 7_300_000);
    expect(await state()).toEqual(after);
    expect(await decide("approve", "a2")).toMatchObject({ ok: false, reason: "not_now" });
    expect(changes).toHaveLength(1);
  });

  test("is declined there with the reason, and the case ends", async () => {
    const { decide, state, changes } = await opened();
    expect(await decide("decline")).toMatchObject({ ok: true });
    expect(changes).toMatchObject([{ decision: "decline", reason: "Worn" }]);
    expect((await state()).cases).toEqual([{ state: "solved", next: "nobody" }]);
  });

  test.each([["refused", "refused"], ["unavailable", "silent"]] as const)(
    "stays as it is where the storefront is %s",
    async (answer, reason) => {
      const { decide, state } = await opened({ answer });
      const before = await state();
      expect(await decide("approve")).toMatchObject({ ok: false, reason });
      expect(await state()).toEqual(before);
      expect(before.cases).toEqual([{ state: "open", next: "shop" }]);
    },
  );

  test("is decided here alone where the shop does not let Waybill decide it there", async () => {
    const { decide, changes } = await opened({ shop: { ...SHOP, settings: DEMO.settings } });
    expect(await decide("approve")).toMatchObject({ ok: true });
    expect(changes).toEqual([]);
  });
});
