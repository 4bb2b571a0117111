import { expect, test } from "vitest";
import { reorderUrl } from "../../../src/mail/view/reorder.ts";
import { fold } from "../../../src/orders/fold/fold.ts";
import { ADAS_ORDER, placed, SHOP } from "../../support/cast.ts";

const [mill, beans] = ADAS_ORDER.lines;
const order = fold([
  placed({ ...ADAS_ORDER, lines: [{ ...mill!, sku: "MILL 1" }, { ...beans!, sku: "B-2" }] }),
])!;
const url = "https://kontor.example/cart?add={items}";
const shop = (reorder: object) => ({
  ...SHOP,
  reorder: { url, item: "{sku}:{quantity}", between: ",", ...reorder },
});

test("the cart is filled by the shop's pattern, and nothing else gets into the address", () => {
  expect(reorderUrl(order, shop({}))).toBe("https://kontor.example/cart?add=MILL%201:1,B-2:2");
  expect(reorderUrl(order, shop({ item: "{sku}", between: "+" }))).toBe(
    "https://kontor.example/cart?add=MILL%201+B-2",
  );
  const sly = fold([placed({ ...ADAS_ORDER, lines: [{ ...mill!, sku: 'x&admin=1#"' }] })])!;
  expect(reorderUrl(sly, shop({}))).toBe("https://kontor.example/cart?add=x%26admin%3D1%23%22:1");
});

test("there is no such link without a pattern, without a SKU, or where it would be too long", () => {
  expect(reorderUrl(order, SHOP)).toBeNull();
  expect(reorderUrl(fold([placed(ADAS_ORDER)])!, shop({}))).toBeNull();
  const long = fold([placed({ ...ADAS_ORDER, lines: [{ ...mill!, sku: "x".repeat(480) }] })])!;
  expect(reorderUrl(long, shop({ item: "{sku}{sku}{sku}{sku}{sku}" }))).toBeNull();
});
