import { expect, test } from "vitest";
import { afterQuietHours } from "../../src/orders/quiet_hours.ts";
import { SHOP } from "../support/cast.ts";

const inBerlin = (shop: Parameters<typeof afterQuietHours>[0], at: string) =>
  afterQuietHours(shop, "Europe/Berlin", "DE", Date.parse(at));

test("quiet hours within one day begin on the hour", () => {
  const shop = { ...SHOP, quiet_hours: { from_hour: 13, until_hour: 15 } };
  expect(inBerlin(shop, "2026-11-24T12:00:00Z")).toBe(Date.parse("2026-11-24T14:00:00Z"));
});

test("quiet hours over midnight begin on the hour", () => {
  expect(inBerlin(SHOP, "2026-11-23T20:00:00Z")).toBe(Date.parse("2026-11-24T07:00:00Z"));
});
