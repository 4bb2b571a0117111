import { describe, expect, test } from "vitest";
import { fold } from "../../src/orders/fold/fold.ts";
import { returnPolicy, returnsUntil } from "../../src/orders/returns.ts";
import type { ReturnPolicy, ShopSettings } from "../../src/orders/shop.ts";
import { ADAS_ORDER, hours, NOW_MS, placed, SHOP } from "../support/cast.ts";
import { scan } from "../support/plan_input.ts";

const policy = (window_days: number, since?: string): ReturnPolicy => ({
  window_days,
  excluded_skus: [],
  ...(since === undefined ? {} : { since }),
});
const shop = (
  returns: ReturnPolicy | undefined,
  ...earlier_returns: readonly ReturnPolicy[]
): ShopSettings => ({
  ...SHOP,
  returns,
  earlier_returns: [...earlier_returns],
});
const order = fold([placed(ADAS_ORDER)])!;

describe("the return policy of an order", () => {
  const always = policy(60);
  const spring = policy(30, "2026-03-01T00:00:00.000Z");
  const summer = policy(14, "2026-06-01T00:00:00.000Z");
  const winter = policy(7, "2026-12-01T00:00:00.000Z");

  test.each([
    ["none where the shop has none", shop(undefined), null],
    ["the only one, though it came later", shop(winter), winter],
    ["the one that always applied", shop(winter, always), always],
    ["the newest of those before the order", shop(winter, summer, always, spring), summer],
    ["the same in any sequence of the earlier ones", shop(winter, spring, summer, always), summer],
    ["the first of those that all came later", shop(policy(3, "2027-01-01T00:00:00.000Z"), winter), winter],
    [
      "the one that began in the moment of the order",
      shop(winter, policy(5, ADAS_ORDER.placed_at), always),
      policy(5, ADAS_ORDER.placed_at),
    ],
  ])("is %s", (_, given, expected) => {
    expect(returnPolicy(order, given)).toEqual(expected);
  });

  test("is that of the day on which it was ordered, not of its draft", () => {
    const drafted = fold([placed({ ...ADAS_ORDER, ordered_at: "2026-12-02T00:00:00.000Z" })])!;
    expect(returnPolicy(drafted, shop(winter, always))).toBe(winter);
  });
});

describe("the time for returns", () => {
  const home = fold([placed(ADAS_ORDER), scan("shipment.shipped", 1), scan("shipment.delivered", 30)])!;

  test("ends so many days after everything came home", () => {
    expect(returnsUntil(home, shop(policy(14)))).toBe(NOW_MS + (30 + 14 * 24) * 3_600_000);
    expect(new Date(returnsUntil(home, shop(policy(0)))!).toISOString()).toBe(hours(30));
  });

  test("has no end before that, or where the shop takes nothing back", () => {
    expect(returnsUntil(order, shop(policy(14)))).toBeNull();
    expect(returnsUntil(home, shop(undefined))).toBeNull();
  });
});
