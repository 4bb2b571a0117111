import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { parseMail } from "../../src/mail/mime/parse.ts";
import { lintBytes } from "../support/byte_lint.ts";
import { ADAS_ORDER, hours, NOW, NOW_MS } from "../support/cast.ts";
import { openHouse } from "../support/house.ts";
import { ledgerOf, mailsOf, passTo, sendEvent, settled } from "../support/river.ts";

beforeAll(openHouse);
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
});

const DAY = 24;
const tracking = [{ number: "JD0146", carrier: "DHL", url: "https://dhl.example/JD0146" }];

/** Places an order of its own and waits for its confirmation. */
async function place(id: string, changes: Record<string, unknown> = {}): Promise<void> {
  await sendEvent("order.placed", NOW, {
    order: { ...ADAS_ORDER, locale: "en-GB", id, number: `#${id}`, ...changes },
  });
  await mailsOf(`#${id}`, 1);
  await settled(id);
}

describe("which mails are sent", () => {
  test("a promised day that passes causes one mail by the clock alone, and a late shipment's new date is shown beside the old one", async () => {
    await place("late");
    await passTo("2026-11-28T09:01:00.000Z");
    const [missed] = await mailsOf("#late", 2);
    expect(missed!.captured.kind).toBe("delay_notice");
    await settled("late");
    await passTo("2026-11-28T10:01:00.000Z");
    await mailsOf("#late", 2);

    await sendEvent("shipment.promise_changed", "2026-11-28T11:00:00.000Z", {
      order_id: "late",
      promised: { until: "2026-12-04" },
    });
    const [delay] = await mailsOf("#late", 3);
    const { text } = await parseMail(delay!.raw);
    expect(lintBytes(delay!.raw)).toEqual([]);
    expect(text).toMatch(/27 Nov/);
    expect(text).toMatch(/4 Dec/);
  });

  test("the mail waits for a tracking number that comes a moment later, and shows it", async () => {
    await place("tracked");
    await sendEvent("shipment.shipped", hours(1), { order_id: "tracked", shipment: { id: "p1" } });
    vi.setSystemTime(NOW_MS + 3_600_000);
    expect(await ledgerOf("tracked")).toContainEqual(
      expect.objectContaining({ kind: "shipment_shipped", state: "owed", attempts: 0 }),
    );
    await sendEvent("shipment.shipped", hours(1.01), {
      order_id: "tracked",
      shipment: { id: "p1", tracking },
    });
    const [shipped] = await mailsOf("#tracked", 2);
    expect((await parseMail(shipped!.raw)).text).toContain("https://dhl.example/JD0146");
  });

  test("two shipments of one morning share a mail", async () => {
    await place("split");
    vi.setSystemTime(hours(1));
    const part = (id: string, line_id: string, quantity: number) => ({
      order_id: "split",
      shipment: { id, lines: [{ line_id, quantity }], tracking },
    });
    await sendEvent("shipment.shipped", hours(1), part("a", "1", 1));
    vi.setSystemTime(hours(1.02));
    await sendEvent("shipment.shipped", hours(1.02), part("b", "2", 2));
    const [shipped] = await mailsOf("#split", 2);
    expect(shipped!.captured.kind).toBe("shipment_shipped");
    await settled("split");
    expect((await ledgerOf("split")).filter(({ kind }) => kind === "shipment_shipped")).toHaveLength(1);
  });

  test("follow-up, feedback and the end of the return window come by the clock; a return stops the emails that would be tactless", async () => {
    for (const id of ["happy", "returning"]) {
      await place(id);
      await sendEvent("shipment.delivered", hours(2), { order_id: id, shipment: { id: "p1", tracking } });
      await mailsOf(`#${id}`, 2);
    }
    const requested = { order_id: "returning", return: { id: "r1", lines: [{ line_id: "1", quantity: 1 }] } };
    await sendEvent("return.requested", hours(3), requested);
    await mailsOf("#returning", 3);

    for (const days of [4, 8, 26]) {
      await passTo(hours(days * DAY));
      await settled("happy");
      await settled("returning");
    }
    const kinds = async (order: string, count: number) =>
      (await mailsOf(order, count)).map(({ captured }) => captured.kind).sort();
    expect(await kinds("#happy", 5)).toEqual([
      "feedback_request",
      "follow_up",
      "order_confirmation",
      "return_window_closing",
      "shipment_delivered",
    ]);
    expect(await kinds("#returning", 3)).toEqual([
      "order_confirmation",
      "return_received_request",
      "shipment_delivered",
    ]);
    expect(await ledgerOf("returning")).toContainEqual(
      expect.objectContaining({ kind: "follow_up", state: "suppressed", reason: "paused" }),
    );
  });

  test("an order that is cancelled, reopened and cancelled for good has a mail each time", async () => {
    await place("turning");
    const turns = ["order.cancelled", "order.restored", "order.cancelled"];
    for (const [index, type] of turns.entries()) {
      vi.setSystemTime(hours(index + 1));
      await sendEvent(type, hours(index + 1), { order_id: "turning" });
      await mailsOf("#turning", index + 2);
      await settled("turning");
    }
    const mails = await mailsOf("#turning", 4);
    expect(mails.map(({ captured }) => captured.kind)).toEqual([
      "order_cancelled",
      "order_changed",
      "order_cancelled",
      "order_confirmation",
    ]);
    const { subject, text } = await parseMail(mails[1]!.raw);
    expect(subject).toBe("Order #turning is going ahead after all");
    expect(text).toContain("Kaffeemühle");
  });

  test("a shipped mail that waited is not sent once the shipment is delivered", async () => {
    await place("overtaken");
    vi.setSystemTime(hours(1));
    await sendEvent("shipment.shipped", hours(1), { order_id: "overtaken", shipment: { id: "p1" } });
    await sendEvent("shipment.delivered", hours(1.001), {
      order_id: "overtaken",
      shipment: { id: "p1", tracking },
    });
    await passTo(hours(2));
    await settled("overtaken");
    const kinds = (await mailsOf("#overtaken", 2)).map(({ captured }) => captured.kind).sort();
    expect(kinds).toEqual(["order_confirmation", "shipment_delivered"]);
    expect(await ledgerOf("overtaken")).toContainEqual(
      expect.objectContaining({ kind: "shipment_shipped", state: "suppressed", reason: "overtaken" }),
    );
  });

  test("mails about a present's shipments go to the recipient, without a price; the payer gets the receipt", async () => {
    const recipient = { name: "Grace Hopper", email: "grace@hopper.example" };
    await place("gift", { gift: { recipient } });
    await sendEvent("payment.succeeded", hours(0.05), {
      order_id: "gift",
      payment: { id: "pay_1", amount_minor: 12_890 },
    });
    await sendEvent("shipment.out_for_delivery", hours(1), {
      order_id: "gift",
      shipment: { id: "p1", tracking },
    });
    const mails = await mailsOf("#gift", 3);
    const to = Object.fromEntries(mails.map(({ captured }) => [captured.kind, captured.to]));
    expect(to).toEqual({
      order_confirmation: "ada@lovelace.example",
      payment_receipt: "ada@lovelace.example",
      shipment_out_for_delivery: "grace@hopper.example",
    });
    const parcel = mails.find(({ captured }) => captured.kind === "shipment_out_for_delivery")!;
    const { html, text } = await parseMail(parcel.raw);
    expect(html + text).not.toMatch(/€|EUR/);
  });
});
