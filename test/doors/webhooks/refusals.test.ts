import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { portsOf } from "../../../src/doors/ports.ts";
import { web } from "../../../src/doors/web.ts";
import { codeFor } from "../../../src/links/code.ts";
import { PURPOSES, signLink, verifyLink } from "../../../src/links/signed_link.ts";
import { sealReader } from "../../../src/links/sealed_reader.ts";
import { NOW_MS } from "../../support/cast.ts";
import { openHouse } from "../../support/house.ts";
import { openedOnce } from "../../support/opened_once.ts";
import { fill, ownRequest } from "../../support/route_requests.ts";
import { OFFERED, ROUTES } from "../../support/routes.ts";
import { ask, customerOf, openShops, ORDERS, ORIGIN, sessionOf, tokenOf } from "../../support/strangers.ts";
import { formOf, visitor } from "../../support/visitor.ts";

const open = openedOnce(async () => {
  await openShops();
  await fill();
});

beforeAll(openHouse);
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  await open();
});

const TABLE = {
  ...ROUTES,
  ...Object.fromEntries(Object.entries(OFFERED).map(([offer, [shown]]) => [`GET ${offer}`, shown])),
};
const GETS = Object.entries(TABLE).filter(([name]) => name.startsWith("GET") && !name.includes("/healthz"));

/** What a proxy, a cache or an attacker may say of where a request came from. */
const ODD: Readonly<Record<string, string>> = {
  "X-Forwarded-Host": "evil.example",
  "X-Forwarded-Proto": "http",
  "X-Forwarded-Scheme": "nothttps",
  "X-Forwarded-For": "127.0.0.1",
  "X-Host": "evil.example",
  "X-Original-URL": "/admin",
  "X-Rewrite-URL": "/admin",
  "X-HTTP-Method-Override": "DELETE",
  "Forwarded": "host=evil.example;proto=http",
  "Origin": "https://evil.example",
  "Referer": "https://evil.example/",
};

describe("a cache", () => {
  // A form's token and a sealed cursor are made anew each time.
  const plain = (html: string) => html.replaceAll(/value="[\w-]{60,}"|\/[ohgux]\/[\w-]{40,}/g, "…");

  test.each(GETS)("%s gets the same answer, whatever the headers say about its host", async (name, route) => {
    const own = await ownRequest(name, route);
    const usual = await ask(own);
    const usual_html = plain(await usual.text());
    for (const [header, value] of Object.entries(ODD)) {
      const odd = await ask({ ...own, headers: { ...own.headers, [header]: value } });
      expect(odd.status, header).toBe(usual.status);
      expect(plain(await odd.text()), header).toBe(usual_html);
      expect(plain(odd.headers.get("Location") ?? ""), header).toBe(
        plain(usual.headers.get("Location") ?? ""),
      );
      const may_read = name === "GET /api/openapi.json" ? "*" : null;
      expect(odd.headers.get("Access-Control-Allow-Origin"), header).toBe(may_read);
    }
  });

  test("gets links to our own host, whichever host was requested", async () => {
    for (const host of ["evil.example", "waybill.test.evil.example"]) {
      const context = createExecutionContext();
      const path = `/g/${await tokenOf("gift")}`;
      const page = await web.request(`https://${host}${path}`, { headers: { Host: host } }, env, context);
      await waitOnExecutionContext(context);
      expect(await page.text()).not.toContain("evil.example");
    }
  });

  test("stores only answers that are the same for everybody", async () => {
    const kept = GETS.filter(([, { cache }]) => cache.startsWith("public"));
    expect(kept.length).toBeGreaterThan(3);
    for (const [name, route] of kept) {
      const asked = await ownRequest(name, route);
      const answers = await Promise.all([
        {},
        { "Accept-Language": "ja" },
        await sessionOf("own"),
        { "User-Agent": "x", Accept: "text/html" },
      ].map(async (headers) => await (await ask({ ...asked, headers })).text()));
      expect(new Set(answers).size, name).toBe(1);
    }
  });

  test("stores no missing page and no failure", async () => {
    for (
      const path of [
        "/nothing",
        "/o",
        "/o/x/nothing",
        "/assets/nothing.css",
        "/dev/nothing",
        "//evil.example",
        "/o/%00",
      ]
    ) {
      const page = await ask({ method: "GET", path: `${ORIGIN}${path}` });
      expect(page.status, path).toBe(404);
      expect(page.headers.get("Cache-Control"), path).toBe("no-store");
      expect(page.headers.get("Referrer-Policy"), path).toBe("no-referrer");
    }
  });
});

describe("an address", () => {
  test("that redirects stays on our own host", async () => {
    const path = `/o/${await tokenOf("order")}`;
    for (
      const query of [
        "?rating=//evil.example",
        "?delay=https://evil.example",
        "?rating=5&next=//evil.example",
        "?done=//evil.example",
        "/prove?for=//evil.example",
      ]
    ) {
      const page = await ask({ method: "GET", path: `${path}${query}`, headers: await sessionOf("own") });
      expect(page.headers.get("Location") ?? "/", query).toMatch(/^\/(?!\/)/);
      expect(page.headers.get("Location") ?? "", query).not.toContain("evil");
    }
  });

  test("of every purpose is short enough for every mail program, and names nobody", async () => {
    const keys = portsOf(env as never).link_keys;
    // A picture's address is in no text that a mail program could break.
    const written = (Object.keys(PURPOSES) as (keyof typeof PURPOSES)[]).filter((one) => one !== "picture");
    for (const purpose of written) {
      for (
        const subject of [
          `${"s".repeat(32)}/woocommerce/${"7".repeat(128)}`,
          // The longest id that a new shop may have; those up to 32 that there are get 4 characters more.
          `${"s".repeat(29)}/~customer/${"x".repeat(20)}`,
        ]
      ) {
        const token = await signLink(keys, {
          purpose,
          subject,
          expires_at_ms: NOW_MS + 1e9,
          issued_at_ms: NOW_MS,
        });
        expect(`/o/${token}`.length, purpose).toBeLessThanOrEqual(120);
      }
      expect((await verifyLink(keys, await tokenOf(purpose), purpose, NOW_MS)).ok, purpose).toBe(true);
    }
    // This one stands in a header of its own, which has a line's length for itself: RFC 5322, 2.1.1.
    const reader = await sealReader(keys, {
      shop_id: "s".repeat(32),
      email: `${"a".repeat(64)}@${"b".repeat(189)}`,
    });
    expect(`List-Unsubscribe: <https://waybill.test/n/${reader}>`.length).toBeLessThan(998);
  });

  test.each(GETS)("on %s holds no personal data", async (name, route) => {
    const response = await ask(await ownRequest(name, route));
    const addresses = [...(await response.text()).matchAll(/(?:href|action|src)="([^"]*)"/g)].map(([, url]) =>
      url!
    )
      .concat(response.headers.get("Location") ?? "").filter((url) =>
        url.startsWith("/") || url.startsWith(ORIGIN)
      );
    const read = addresses.map((url) => `${decodeURIComponent(url)} ${decoded(url)}`).join("\n")
      .toLowerCase();
    for (const trace of ["ada@", "lovelace", "torstra", "%40"]) expect(read, trace).not.toContain(trace);
  });

  /** What base64 in it says. */
  function decoded(url: string): string {
    return [...url.matchAll(/[\w-]{12,}/g)].map(([part]) => {
      const plain = part.replaceAll("-", "+").replaceAll("_", "/");
      return atob(plain.slice(0, plain.length - plain.length % 4));
    }).join(" ");
  }
});

describe("a code", () => {
  // A code is followed by another only after a pause.
  beforeEach(() => void vi.setSystemTime(Date.now() + 600_000));

  test("is guessed at five times and no more, however many try at once, and is then worth nothing", async () => {
    const path = `/o/${await tokenOf("order")}`;
    const { get, submit, post } = visitor();
    const asked = await submit(await get(`${path}/prove?for=history`));
    const { action, hidden } = formOf(asked);
    const customer = await customerOf("own");
    const code = await codeFor(portsOf(env as never).link_keys, `${customer}/${hidden["challenge"]}`);
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, "0");
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => visitor().post(action, { ...hidden, code: wrong })),
    );
    expect(answers.flatMap(sessionsOf)).toEqual([]);
    const { tries } =
      (await env.DB.prepare("select tries from challenges where customer = ?").bind(customer).first<
        { tries: number }
      >())!;
    expect(tries).toBe(5);
    const late = await post(action, { ...hidden, code });
    expect(late.status).toBe(400);
    expect(sessionsOf(late)).toEqual([]);
  });

  test("opens once, for the person who was first, in a cookie bound to this site", async () => {
    const path = `/o/${await tokenOf("order")}`;
    const { get, submit } = visitor();
    const { action, hidden } = formOf(await submit(await get(`${path}/prove?for=history`)));
    const code = await codeFor(
      portsOf(env as never).link_keys,
      `${await customerOf("own")}/${hidden["challenge"]}`,
    );
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => visitor().post(action, { ...hidden, code })),
    );
    const cookies = answers.flatMap(sessionsOf);
    expect(cookies).toHaveLength(1);
    expect(cookies[0]).toMatch(
      /^__Host-session=[\w-]+; Max-Age=1800; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
  });

  test("that was asked for another use or order opens nothing here", async () => {
    const mine = `/o/${await tokenOf("order")}`;
    const theirs = `/o/${await tokenOf("order", "neighbour")}`;
    const { get, submit } = visitor();
    const { hidden } = formOf(await submit(await get(`${theirs}/prove?for=history`)));
    const code = await codeFor(
      portsOf(env as never).link_keys,
      `${await customerOf("neighbour")}/${hidden["challenge"]}`,
    );
    const own = formOf(await submit(await get(`${mine}/prove?for=history`))).hidden;
    for (const fields of [{ ...hidden, code }, { ...own, challenge: hidden["challenge"]!, code }]) {
      const page = await visitor().post(`${mine}/prove`, fields);
      expect(sessionsOf(page)).toEqual([]);
    }
  });
});

test("the order of a stranger is not opened by a cookie alone", async () => {
  expect((await ask({ method: "GET", path: "/o/x", headers: await sessionOf("own") })).status).toBe(404);
  expect((await ask({ method: "GET", path: `/o/${ORDERS.own}`, headers: await sessionOf("own") })).status)
    .toBe(404);
});

/** The session cookies that an answer sets; the cookie of a write opens nothing. */
function sessionsOf({ headers }: { readonly headers: Headers }): readonly string[] {
  return headers.getSetCookie().filter((cookie) => cookie.startsWith("__Host-session="));
}
