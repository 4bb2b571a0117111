import { beforeAll, expect, test, vi } from "vitest";
import { testOrder } from "../../scripts/deploy/test_order.ts";
import { NOW_MS } from "../support/cast.ts";
import { openHouse } from "../support/house.ts";
import { ledgerOf, mailsOf, passTo, sendEvent } from "../support/river.ts";

beforeAll(openHouse);

test("the order that is placed after a deployment is confirmed, and owes nothing more in the following weeks", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  for (const { type, timestamp, data } of testOrder("waybill-test", "help@kontor.example", NOW_MS)) {
    const answer = await sendEvent(type, timestamp, { ...data });
    expect([answer.status, await answer.json()]).toMatchObject([202, {
      mails: [{ kind: "order_confirmation", owed: true }],
    }]);
  }
  const [mail] = await mailsOf("TEST-1", 1);
  expect(mail!.captured.to).toBe("help@kontor.example");
  for (const days of [1, 3, 7, 14, 30, 60]) await passTo(new Date(NOW_MS + days * 86_400_000).toISOString());
  expect((await ledgerOf("waybill-test")).filter(({ state }) => state !== "suppressed")).toMatchObject([
    { kind: "order_confirmation", state: "sent" },
  ]);
});
