import { describe, expect, test } from "vitest";
import { accountOf } from "../../../src/orders/account/account.ts";
import { fold } from "../../../src/orders/fold/fold.ts";
import listed from "../../fixtures/stripe/charge_refunded_listed.json";
import first from "../../fixtures/stripe/charge_refunded_partial.json";
import rest from "../../fixtures/stripe/charge_refunded_rest.json";
import paid from "../../fixtures/stripe/payment_intent_succeeded.json";
import { ADAS_ORDER, placed } from "../../support/cast.ts";
import { altered, readByStripe, readStripe } from "../../support/stripe.ts";

const CHARGE = "ch_3QKx8b2eZvKYlo2C1kq0Zr4T";

async function folded(...events: unknown[]) {
  const told = await Promise.all(events.map(readByStripe));
  return fold([placed(ADAS_ORDER), ...told.flatMap(({ events }) => events)])!;
}

describe("charge.refunded", () => {
  test("of a part of the charge brings that part alone, and the next one brings only what it added", async () => {
    expect((await folded(paid, first)).refunds).toMatchObject([{
      amount_minor: 2_450,
      at: "2026-11-23T12:00:00.000Z",
    }]);
    const order = await folded(paid, first, rest);
    expect(order.refunds).toMatchObject([
      { id: `${CHARGE}:2450`, amount_minor: 2_450, at: "2026-11-23T12:00:00.000Z" },
      { id: `${CHARGE}:12890`, amount_minor: 10_440, at: "2026-11-24T12:00:00.000Z" },
    ]);
    expect(accountOf(order).refunded_minor).toBe(12_890);
    expect(accountOf(order).status).toBe("refunded");
  });

  test("makes the same refunds in any order of arrival and however often it arrives", async () => {
    expect(await folded(rest, first, rest, paid, first)).toEqual(await folded(paid, first, rest));
  });

  test("that lists its refunds brings each under its own id and time", async () => {
    expect((await folded(paid, listed)).refunds).toMatchObject([
      { id: "re_3QKx8b2eZvKYlo2C1first00", amount_minor: 2_450, at: "2026-11-23T12:00:00.000Z" },
      { id: "re_3QKx8b2eZvKYlo2C1second0", amount_minor: 10_440, at: "2026-11-24T12:00:00.000Z" },
    ]);
    const [second, oldest] = listed.data.object.refunds.data;
    const earlier = altered(listed, { amount_refunded: 2_450, refunds: { data: [oldest] } });
    expect(accountOf(await folded(earlier, listed)).refunded_minor).toBe(12_890);
    const void_one = altered(listed, { refunds: { data: [{ ...second, status: "failed" }, oldest] } });
    expect(accountOf(await folded(void_one)).refunded_minor).toBe(2_450);
  });

  test("without the previous amount is never counted twice: its amount is all that was refunded so far", async () => {
    const bare = (amount_refunded: number) => ({
      ...first,
      data: { object: { ...first.data.object, amount_refunded } },
    });
    const order = await folded(bare(2_450), { ...bare(12_890), created: first.created + 60 });
    expect(order.refunds).toMatchObject([{ id: CHARGE, amount_minor: 12_890 }]);
  });

  test.each([
    ["nothing more went back", {
      ...rest,
      data: { ...rest.data, previous_attributes: { amount_refunded: 12_890 } },
    }, "no money moved"],
    ["an authorisation was released", altered(rest, { captured: false }), "not captured"],
  ])("where %s is ignored", async (_why, event, why) => {
    expect(await readStripe(event)).toEqual({
      ok: true,
      value: { type: "ignored", topic: `charge.refunded (${why})` },
    });
  });

  test("with a wrong amount is refused with the name of the field", async () => {
    const event = { ...rest, data: { ...rest.data, previous_attributes: { amount_refunded: "2450" } } };
    expect(await readStripe(event)).toMatchObject({
      ok: false,
      message: "data.previous_attributes.amount_refunded must be a number: got text of 4 characters",
    });
  });
});
