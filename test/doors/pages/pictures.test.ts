import { env } from "cloudflare:workers";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { pictureUrl } from "../../../src/links/picture_link.ts";
import { portsOf } from "../../../src/doors/ports.ts";
import { openHouse } from "../../support/house.ts";
import { visitor } from "../../support/visitor.ts";

beforeAll(openHouse);
afterEach(() => vi.restoreAllMocks());

const PNG = Uint8Array.fromBase64(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=",
);

/** Answers by address; what is not named is not there. Returns the addresses that were asked. */
function storefront(answers: Readonly<Record<string, () => Response>>): string[] {
  const asked: string[] = [];
  vi.spyOn(globalThis, "fetch").mockImplementation((input) => {
    const url = String(input instanceof Request ? input.url : input);
    asked.push(url);
    return Promise.resolve(answers[url]?.() ?? new Response(null, { status: 404 }));
  });
  return asked;
}

async function pathOf(image_url: string): Promise<string> {
  const url = await pictureUrl(portsOf(env), image_url);
  expect(url).toMatch(/^https:\/\/waybill\.test\/i\/[\w-]+$/);
  return new URL(url).pathname;
}

const here = (bytes: Uint8Array<ArrayBuffer>, type = "image/png") => () =>
  new Response(bytes, { headers: { "content-type": type } });

describe("the picture of a product", () => {
  test("is fetched once in its small size, kept, and served as what it is for ever", async () => {
    const asked = storefront({ "https://cdn.shopify.com/a.png?width=256": here(PNG, "text/html") });
    const path = await pathOf("https://cdn.shopify.com/a.png");
    for (const _ of [1, 2]) {
      const page = await visitor().get(path);
      expect(page.status).toBe(200);
      expect(page.headers.get("Content-Type")).toBe("image/png");
      expect(page.headers.get("Cache-Control")).toBe("public, max-age=31536000, immutable");
      expect(page.headers.get("X-Content-Type-Options")).toBe("nosniff");
    }
    expect(asked).toEqual(["https://cdn.shopify.com/a.png?width=256"]);
  });

  test("is itself fetched where its small size is not there", async () => {
    const asked = storefront({ "https://kontor.example/wp-content/uploads/jug.png": here(PNG) });
    const page = await visitor().get(await pathOf("https://kontor.example/wp-content/uploads/jug.png"));
    expect(page.headers.get("Content-Type")).toBe("image/png");
    expect(asked).toEqual([
      "https://kontor.example/wp-content/uploads/jug-300x300.png",
      "https://kontor.example/wp-content/uploads/jug.png",
    ]);
  });

  test.each([
    ["no picture", here(Uint8Array.from(new TextEncoder().encode("<svg onload=alert(1)>")))],
    ["too large", here(new Uint8Array(1_500_001))],
    ["led to the house's own network", () => Response.redirect("https://169.254.169.254/latest", 302)],
    ["led to another scheme", () => Response.redirect("http://kontor.example/a.png", 302)],
    ["away", () => {
      throw new TypeError("network");
    }],
  ])("that is %s is a transparent pixel, and asked for again only a day later", async (what, answer) => {
    const url = `https://kontor.example/${what.replaceAll(" ", "-")}.png`;
    const asked = storefront({ [url]: answer });
    const path = await pathOf(url);
    for (const _ of [1, 2]) {
      const page = await visitor().get(path);
      expect([page.status, page.headers.get("Cache-Control")]).toEqual([200, "public, max-age=3600"]);
    }
    expect(asked).toEqual([url]);
  });

  test("follows a redirect to a public host", async () => {
    const asked = storefront({
      "https://kontor.example/moved.png": () => Response.redirect("https://bilder.example/new.png", 301),
      "https://bilder.example/new.png": here(PNG),
    });
    const page = await visitor().get(await pathOf("https://kontor.example/moved.png"));
    expect(page.headers.get("Cache-Control")).toContain("immutable");
    expect(asked).toHaveLength(2);
  });

  test("of an address that nobody signed is not fetched", async () => {
    const asked = storefront({});
    const path = await pathOf("https://kontor.example/signed.png");
    const forged = `${path.slice(0, -1)}${path.endsWith("A") ? "B" : "A"}`;
    expect((await visitor().get(forged)).status).toBe(404);
    expect(asked).toEqual([]);
  });

  test("over http, or with an address too long, keeps its own address", async () => {
    for (const url of ["http://kontor.example/a.png", `https://kontor.example/${"a".repeat(330)}.png`]) {
      expect(await pictureUrl(portsOf(env), url)).toBe(url);
    }
  });
});
