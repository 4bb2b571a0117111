import { describe, expect, test } from "vitest";
import { sizesOf } from "../../src/values/picture_source.ts";
import { isPublicAddress } from "../../src/values/public_address.ts";

describe("the picture of a product", () => {
  test.each([
    "https://cdn.shopify.com/s/files/1/blanket.jpg",
    "https://kontor.example/wp-content/uploads/jug.png",
    "https://bilder.müller.example/a.webp",
  ])("may be fetched from %s", (url) => {
    expect(isPublicAddress(new URL(url))).toBe(true);
  });

  test.each([
    "http://cdn.shopify.com/a.jpg",
    "https://cdn.shopify.com:8443/a.jpg",
    "https://user:word@cdn.shopify.com/a.jpg",
    "https://127.0.0.1/a.jpg",
    "https://2130706433/a.jpg",
    "https://0x7f000001/a.jpg",
    "https://[::1]/a.jpg",
    "https://169.254.169.254/latest/meta-data",
    "https://localhost/a.jpg",
    "https://router.lan/a.jpg",
    "https://db.internal/a.jpg",
    "https://nas.local./a.jpg",
    "https://intranet/a.jpg",
  ])("is never fetched from %s", (url) => {
    expect(isPublicAddress(new URL(url))).toBe(false);
  });

  test("is asked for in the storefront's own small size first, where its pattern is known", () => {
    expect(sizesOf("https://cdn.shopify.com/s/files/1/blanket.jpg?v=17")).toEqual([
      "https://cdn.shopify.com/s/files/1/blanket.jpg?v=17&width=256",
      "https://cdn.shopify.com/s/files/1/blanket.jpg?v=17",
    ]);
    expect(sizesOf("https://cdn11.bigcommerce.com/s-abc/images/stencil/1280x1280/products/77/jug.jpg?c=2")[0])
      .toBe("https://cdn11.bigcommerce.com/s-abc/images/stencil/256w/products/77/jug.jpg?c=2");
    expect(sizesOf("https://kontor.example/wp-content/uploads/2026/11/jug-1024x768.png")[0])
      .toBe("https://kontor.example/wp-content/uploads/2026/11/jug-300x300.png");
    expect(sizesOf("https://kontor.example/jug.png")).toEqual(["https://kontor.example/jug.png"]);
  });
});
