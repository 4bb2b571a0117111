import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { parseMail } from "../../src/mail/mime/parse.ts";
import { ADAS_ORDER, hours, NOW, NOW_MS } from "../support/cast.ts";
import { openHouse } from "../support/house.ts";
import { ledgerOf, mailsOf, sendEvent, settled } from "../support/river.ts";

beforeAll(openHouse);
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
});

test("one failed payment that its sender reports in two events, seconds apart, is one mail", async () => {
  const unpaid = {
    ...ADAS_ORDER,
    locale: "en",
    id: "debit",
    number: "#debit",
    payment: { status: "pending" },
  };
  await sendEvent("order.placed", NOW, { order: unpaid });
  await mailsOf("#debit", 1);
  vi.setSystemTime(hours(1));
  const payment = { id: "pi_1", amount_minor: 12_890 };
  await sendEvent("payment.failed", hours(1), {
    order_id: "debit",
    payment,
    reason: "The debit was returned",
  });
  await sendEvent("payment.failed", hours(1.001), { order_id: "debit", payment });
  const [mail] = await mailsOf("#debit", 2);
  await settled("debit");
  expect(mail!.captured.kind).toBe("payment_failed");
  expect((await parseMail(mail!.raw)).text).toContain("128.90");
  expect((await ledgerOf("debit")).filter(({ kind }) => kind === "payment_failed")).toHaveLength(1);
});
