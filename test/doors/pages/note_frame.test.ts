/** A page that opens nothing stands in its shop's own look, and says what to do instead. */
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { Purpose } from "../../../src/links/signed_link.ts";
import { NOW_MS } from "../../support/cast.ts";
import { openHouse } from "../../support/house.ts";
import { tokenFor, visitor } from "../../support/visitor.ts";

beforeAll(openHouse);
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
});

const expired = (purpose: Purpose, subject: string) =>
  tokenFor({ purpose, subject, expires_at_ms: NOW_MS - 60_000 });

describe("a link that does not open", () => {
  test("reads the same in the shop's look whether it has expired, was cut or forged, and leads to that shop's form", async () => {
    const token = await expired("order", "demo/standard/1001");
    const pages = await Promise.all(
      [token, token.slice(0, -7), `${token.slice(0, -1)}A`].map((one) => visitor().get(`/o/${one}`)),
    );
    for (const page of pages) {
      expect(page.status).toBe(404);
      expect(page.html).toContain("This link no longer works");
      expect(page.html).toContain("Kontor &amp; Söhne");
      expect(page.html).toContain('href="/s/demo/orders">Find your orders</a>');
    }
    const [first, ...others] = pages.map(({ html }) => html.replace(/action="[^"]+"/, ""));
    for (const other of others) expect(other).toBe(first);
    const sent = await visitor().post(`/o/${token}/fresh`, {});
    expect(sent.status).toBe(202);
    expect(sent.html).toContain("Kontor &amp; Söhne");
    expect(sent.html).toContain("/s/demo/orders");
  });

  test("of another kind than an order's promises no mail that would not be sent", async () => {
    const token = await expired("history", "demo/~customer/abc");
    const { html } = await visitor().get(`/h/${token}`);
    expect(html).not.toContain("<form");
    expect(html).toContain('<a class="button" href="/s/demo/orders">Find your orders</a>');
  });

  test("of a present sends its recipient to the giver", async () => {
    const { html } = await visitor().get(`/g/${await expired("gift", "demo/standard/1001")}`);
    expect(html).toContain("Please ask the person who sent you the gift for a new one.");
    expect(html).not.toContain("<form");
    expect(html).not.toContain("you ordered with");
  });

  test("names no shop where it claims none that is served here", async () => {
    for (const token of ["AAAA", "x", await expired("order", "nobody/standard/1")]) {
      const { html } = await visitor().get(`/o/${token}`);
      expect(html, token).not.toContain("Kontor");
      expect(html, token).toContain('href="/">Find your orders</a>');
    }
  });
});
