import { describe, expect, test } from "vitest";
import { CATALOGUES } from "../../templates/locales/translate.ts";
import { withdrawalDays } from "../../src/customers/withdrawal.ts";
import { fold } from "../../src/orders/fold/fold.ts";
import type { Order } from "../../src/orders/state.ts";
import { ADAS_ORDER, placed, SHOP } from "../support/cast.ts";

function orderTo(country: string | undefined): Order {
  const address = { ...ADAS_ORDER.shipping_address!, country };
  return fold([placed({ ...ADAS_ORDER, shipping_address: address, billing_address: address })])!;
}

describe("the right to withdraw", () => {
  test.each([
    // Customer's country, shop's country, days of the shop's settings, days of the right.
    ["DE", "DE", 14, 14],
    ["DE", "US", 14, 14],
    ["FR", "DE", null, 14],
    ["GB", "DE", null, 14],
    ["NO", "DE", 30, 30],
    ["AT", "DE", 7, 14],
    ["US", "DE", 14, null],
    ["JP", "DE", 14, null],
    ["US", "US", 14, 14],
    ["DE", "US", null, null],
    ["DE", undefined, null, null],
    [undefined, "DE", 14, 14],
    [undefined, "DE", null, 14],
    [undefined, "US", null, null],
  ])("of a customer in %s at a shop in %s with %s days is %s", (country, own, withdrawal_days, days) => {
    const shop = { ...SHOP, country: own, withdrawal_days };
    expect(withdrawalDays(orderTo(country), shop)).toBe(days);
  });

  test("has the labels of Directive (EU) 2023/2673 in the languages of the Union", () => {
    const labels = (language: string) => [
      CATALOGUES[language]!["act.withdraw"],
      CATALOGUES[language]!["withdraw.confirm"],
    ];
    expect(labels("en")).toEqual(["Withdraw from contract here", "Confirm withdrawal"]);
    expect(labels("de")).toEqual(["Vertrag widerrufen", "Widerruf bestätigen"]);
    expect(labels("fr")).toEqual(["Renoncer au contrat ici", "Confirmer la rétractation"]);
    expect(labels("es")).toEqual(["Desistir del contrato aquí", "Confirmar desistimiento"]);
  });
});
