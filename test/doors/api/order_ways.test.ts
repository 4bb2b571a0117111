import { env, exports } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { forgetPorts } from "../../../src/doors/ports.ts";
import { upsertReachOwner } from "../../../src/sql/reaches.ts";
import { ADAS_ORDER, NOW, NOW_MS } from "../../support/cast.ts";
import { cellOf } from "../../support/cells_in_use.ts";
import { openDesks, TOKENS } from "../../support/desk.ts";
import { openHouse } from "../../support/house.ts";
import { sendEvent, settled } from "../../support/river.ts";
import { customerOf } from "../../support/visitor.ts";

const ORDER = "demo/standard/w1";
const EMAIL = "ways@api.example";

beforeAll(async () => {
  await openHouse();
  await openDesks(undefined, { shipment_sms: true, shipment_telegram: true });
  forgetPorts();
});
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  await sendEvent("order.placed", NOW, {
    order: { ...ADAS_ORDER, id: "w1", number: "#w1", customer: { email: EMAIL, phone: "+49 151 12345678" } },
  });
  await settled("w1");
});

async function ask(body: unknown): Promise<{ readonly status: number; readonly json: unknown }> {
  const response = await exports.default.fetch("https://waybill.test/api/shops/demo/orders/ways", {
    method: "POST",
    headers: { Authorization: `Bearer ${TOKENS.demo}` },
    body: JSON.stringify(body),
  });
  return { status: response.status, json: await response.json() };
}

describe("the ways of an order's customer", () => {
  test("are shown, and set in order for each class from what the customer has proved", async () => {
    const none = { ways: [], mail_too: false };
    expect(await ask({ order: ORDER })).toEqual({
      status: 200,
      json: { progress: none, care: none, proved: ["sms"], stopped: [] },
    });
    const unproved = await ask({ order: ORDER, care: { ways: ["telegram"] } });
    expect(unproved.status).toBe(422);
    expect(JSON.stringify(unproved.json)).toContain(
      "must be ways that the customer has proved: telegram is none",
    );

    await upsertReachOwner(cellOf("demo"), "demo", "telegram:4711", await customerOf(EMAIL)).run();
    vi.setSystemTime(NOW_MS + 1_000);
    expect(
      await ask({
        order: ORDER,
        progress: { ways: ["telegram", "sms"] },
        care: { ways: ["telegram"], mail_too: true },
      }),
    ).toEqual({
      status: 200,
      json: {
        progress: { ways: ["telegram", "sms"], mail_too: false },
        care: { ways: ["telegram"], mail_too: true },
        proved: ["sms", "telegram"],
        stopped: [],
      },
    });
    vi.setSystemTime(NOW_MS + 2_000);
    // A class that is not given stays as it is.
    expect((await ask({ order: ORDER, progress: { ways: [] } })).json).toMatchObject({
      progress: { ways: [] },
      care: { ways: ["telegram"], mail_too: true },
    });
    const { results } = await env.DB.prepare("select way, act, order_id from audit where act = 'ways.choose'")
      .all();
    expect(results).toEqual(Array(2).fill({ way: "api", act: "ways.choose", order_id: ORDER }));
  });

  test.each([
    [
      "a way that the shop does not offer",
      { progress: { ways: ["whatsapp"] } },
      "must be ways that the shop offers",
    ],
    ["a way twice", { progress: { ways: ["sms", "sms"] } }, "each way once"],
    ["no way at all", { care: { ways: ["pager"] } }, "care"],
  ])("are refused with %s", async (_, lists, rule) => {
    const refused = await ask({ order: ORDER, ...lists });
    expect(refused.status).toBe(422);
    expect(JSON.stringify(refused.json)).toContain(rule);
  });
});
