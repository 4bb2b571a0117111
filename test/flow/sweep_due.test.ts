import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import type { FindShop, SweepPorts } from "../../src/flow/ports.ts";
import { recordEvent } from "../../src/flow/record_event.ts";
import { POSTPONED_MS, sweepDue } from "../../src/flow/sweep_due.ts";
import type { MessageKey } from "../../src/messages/message.ts";
import { ADAS_ORDER, NOW_MS, placed } from "../support/cast.ts";
import { DEMO, openHouse, recording } from "../support/house.ts";

beforeAll(openHouse);

const DAY_MS = 86_400_000;
/** One tick takes 40 orders. */
const TICK = 40;

/** An order that waits for its payment, whose reminder falls due on the third day. */
async function waiting(shop_id: string, id: string): Promise<void> {
  const order = { ...ADAS_ORDER, id, payment: { status: "pending" as const } };
  const report = {
    source: "standard",
    delivery_id: id,
    order: id,
    happenings: [placed(order)],
    received_at_ms: NOW_MS,
  };
  await recordEvent(recording, { ...DEMO, id: shop_id }, report, NOW_MS);
}

function ports(find_shop: FindShop): SweepPorts & { readonly woken: MessageKey[] } {
  const woken: MessageKey[] = [];
  const nudges = {
    sendBatch: (batch: readonly { readonly body: MessageKey }[]) => {
      woken.push(...batch.map(({ body }) => body));
      return Promise.resolve();
    },
  } as unknown as Queue<MessageKey>;
  return {
    db: env.DB,
    mail: env.MAIL,
    name_customer: recording.name_customer,
    forget_captured: recording.forget_captured,
    find_shop,
    nudges,
    bulk_nudges: nudges,
    woken,
  };
}

async function deadlines(shop_id: string): Promise<readonly number[]> {
  const { results } = await env.DB.prepare("select deadline_at from orders where id like ?")
    .bind(`${shop_id}/%`).all<{ deadline_at: number }>();
  return results.map(({ deadline_at }) => deadline_at);
}

describe("sweepDue", () => {
  test.each<[string, () => Promise<null>]>([
    ["store is gone", () => Promise.resolve(null)],
    ["plan fails", () => Promise.reject(new Error("a fault"))],
  ])("orders whose %s hold up no other, and are looked at again later", async (why, find) => {
    const [broken, whole] = why === "store is gone" ? ["gone", "here"] : ["faulty", "sound"];
    for (let index = 0; index < TICK; index++) await waiting(broken, `${index}`);
    await waiting(whole, "last");
    const at_ms = NOW_MS + 3 * DAY_MS + 1;
    const house = ports((store_id) =>
      store_id === broken ? find() : Promise.resolve({ ...DEMO, id: store_id })
    );
    // The tick that meets them may say that something is wrong; the next one is free of them.
    for (const _ of [1, 2]) await sweepDue(house, at_ms).catch(() => undefined);
    expect(new Set(await deadlines(broken))).toEqual(new Set([at_ms + POSTPONED_MS]));
    expect(house.woken).toContainEqual({
      subject: `${whole}/standard/last`,
      kind: "payment_reminder",
      about: "1",
    });
  });

  test("a fault is told by the sweep that met it", async () => {
    await waiting("once", "1");
    const failing = ports(() => Promise.reject(new Error("a fault")));
    await expect(sweepDue(failing, NOW_MS + 30 * DAY_MS)).rejects.toThrow("were not planned");
  });
});
