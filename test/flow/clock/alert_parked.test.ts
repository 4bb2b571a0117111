import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import { alertParked } from "../../../src/flow/clock/alert_parked.ts";
import { recordEvent } from "../../../src/flow/record/record_event.ts";
import { NOW, NOW_MS } from "../../support/cast.ts";
import { DEMO, openHouse, recording, rows } from "../../support/house.ts";

beforeAll(openHouse);

const HOUR_MS = 3_600_000;
const ports = { db: env.DB };

async function park(order: string, received_at_ms: number): Promise<void> {
  const payment = { id: order, amount_minor: 1 };
  const events = [{ type: "payment.succeeded" as const, at: NOW, payment }];
  const report = { source: "stripe", webhook_id: order, order, events, received_at_ms };
  expect(await recordEvent(recording, DEMO, report, received_at_ms)).toMatchObject({
    value: { outcome: "parked" },
  });
}

async function alerts(): Promise<readonly { count: number; detail: string }[]> {
  return (await rows("messages")).map(({ facts }) => JSON.parse(String(facts)).facts);
}

test("an event that waits for over a day is reported to the shop once, in at most one mail an hour, and goes on waiting", async () => {
  await park("pi_1", NOW_MS);
  await park("pi_2", NOW_MS);
  await alertParked(ports, [DEMO], NOW_MS + 24 * HOUR_MS);
  expect(await alerts()).toEqual([]);

  await alertParked(ports, [DEMO], NOW_MS + 24 * HOUR_MS + 1);
  expect(await alerts()).toEqual([{
    topic: "event_parked",
    count: 2,
    detail: "stripe pi_1: payment.succeeded\nstripe pi_2: payment.succeeded",
  }]);

  // Within the same hour there is no second mail, and what it would have told is not taken for told.
  await park("pi_3", NOW_MS + 1);
  await alertParked(ports, [DEMO], NOW_MS + 24 * HOUR_MS + 2);
  expect(await alerts()).toHaveLength(1);
  await alertParked(ports, [DEMO], NOW_MS + 25 * HOUR_MS);
  await alertParked(ports, [DEMO], NOW_MS + 30 * HOUR_MS);
  expect((await alerts()).map(({ count }) => count)).toEqual([2, 1]);
  expect(await rows("parked")).toHaveLength(3);
});
