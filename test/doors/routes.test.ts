import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { apiWeb } from "../../src/doors/api_web.tsx";
import { deskWeb } from "../../src/doors/desk_web.ts";
import { web } from "../../src/doors/web.ts";
import { claimedSubject } from "../../src/links/signed_link.ts";
import { splitOrderId } from "../../src/orders/order_id.ts";
import type { Route } from "../support/route.ts";
import { fill, formFor, ownRequest } from "../support/route_requests.ts";
import { OFFERED, ROUTES } from "../support/routes.ts";
import { NOW_MS } from "../support/cast.ts";
import { openHouse } from "../support/house.ts";
import { openedOnce } from "../support/opened_once.ts";
import {
  allThatIs,
  answerTo,
  API_TOKENS,
  ask,
  type Asked,
  deskSession,
  openShops,
  readerOf,
  sessionOf,
  tokenOf,
  wrongTokens,
} from "../support/strangers.ts";

const open = openedOnce(async () => {
  await openShops();
  await fill();
});

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  await open();
});
beforeAll(openHouse);

const OFFER = ":offer{delay|held|problem|ask|return|address|note|cancel|rate|withdraw}";
const TABLE: Readonly<Record<string, Route>> = {
  ...ROUTES,
  ...Object.fromEntries(
    Object.entries(OFFERED).flatMap(([offer, [shown, sent]]) => [
      [`GET /o/:token/${offer}`, shown],
      [`POST /o/:token/${offer}`, sent],
    ]),
  ),
};
const REGISTERED = [...web.routes, ...deskWeb.routes, ...apiWeb.routes];
const entries = Object.entries(TABLE);
const linked = entries.filter(([, { by }]) => !["reader", "bearer", "none", "desk"].includes(by));
const at_desk = entries.filter(([, { by }]) => by === "desk");
const forms = entries.filter(([, { form }]) => form !== undefined);

/** The shop that a token claims to belong to; empty where it claims none. */
function shopClaimedBy(token: string): string {
  return splitOrderId(claimedSubject(token) ?? "").shop_id;
}

/** A token that somebody made up who knows nothing of the shop but its name. */
async function madeUp(shop_id: string): Promise<string> {
  const keys = [{ id: 1, bytes: new Uint8Array(32).fill(9) }];
  return await tokenOf("order", "own", { subject: `${shop_id}/standard/made-up` }, keys);
}

/** Prints, one below the other, how an answer differs. */
async function expectAlike(reference: Asked, asked: readonly (readonly [string, Asked])[]): Promise<void> {
  const unknown = await answerTo(reference);
  const unlike = [];
  for (const [what, one] of asked) {
    if (await answerTo(one) !== unknown) unlike.push([what, await answerTo(one), unknown]);
  }
  expect(unlike).toEqual([]);
}

describe("the table of routes", () => {
  test("names every route of the Worker, and no route that does not exist", () => {
    const routes = REGISTERED.filter(({ method }) => method !== "ALL").map(({ method, path }) =>
      `${method} ${path}`
    );
    const offers = Object.keys(OFFERED).flatMap((offer) =>
      ["GET", "POST"].map((method) => `${method} /o/:token/${offer}`)
    );
    const expanded = routes.flatMap((route) =>
      route.includes(OFFER) ? offers.filter((one) => one.startsWith(route.split(" ")[0]!)) : [route]
    );
    expect([...new Set(expanded)].sort()).toEqual(Object.keys(TABLE).sort());
  });

  test("knows which handlers run before or after all of them", () => {
    const all = REGISTERED.filter(({ method }) => method === "ALL").map(({ path }) => path);
    expect([...new Set(all)].sort()).toEqual(
      [
        "/*",
        "/admin/*",
        "/admin/:shop/*",
        "/api/shops/*",
        "/api/shops/:shop/*",
        "/dev/*",
        "/dev/mail/:id/html",
        "/shopify/*",
        ...["a", "g", "h", "n", "o", "p", "r", "s", "u", "x"].map((at) => `/${at}/*`),
      ].sort(),
    );
  });
});

describe("every route", () => {
  test.each(entries)(
    "%s answers its owner, says what may be cached of that, and passes its address to no other site",
    async (name, route) => {
      const response = await ask(await ownRequest(name, route));
      await response.arrayBuffer();
      expect(response.status).toBe(route.works);
      expect(response.headers.get("Cache-Control") ?? "").toBe(route.cache);
      expect(response.headers.get("Referrer-Policy")).toBe("no-referrer");
      expect(response.headers.get("X-Content-Type-Options")).toBe("nosniff");
      expect(response.headers.get("Strict-Transport-Security")).toContain("max-age=");
      const policy = response.headers.get("Content-Security-Policy") ?? "";
      expect(policy).toContain("default-src 'none'");
      expect(policy).toMatch(/frame-ancestors '(none|self)'/);
    },
  );

  test.each(linked.filter(([name]) => name !== "POST /o/:token/fresh"))(
    "%s is the same to every token that does not open it, in the look of the shop that the token claims",
    async (name, route) => {
      const own = await ownRequest(name, route);
      const token = await tokenOf(route.by as "order");
      const withToken = (other: string) => ({ ...own, path: own.path.replace(token, other) });
      const wrong = Object.entries(await wrongTokens(route.by as "order"));
      const byShop = Map.groupBy(wrong, ([, other]) => shopClaimedBy(other));
      const before = await allThatIs();
      expect([...byShop.keys()]).toEqual(expect.arrayContaining(["", "demo"]));
      for (const [shop, others] of byShop) {
        const asked = others.map(([what, other]) => [what, withToken(other)] as const);
        await expectAlike(withToken(shop === "demo" ? await madeUp(shop) : "unknown"), asked);
      }
      expect(await allThatIs()).toBe(before);
    },
  );

  test.each(entries.filter(([, { by }]) => by === "reader"))(
    "%s is the same to every token that is no reader's",
    async (name, route) => {
      const own = await ownRequest(name, route);
      const token = await readerOf("demo");
      const others = {
        "of a shop that is not there": await readerOf("nowhere"),
        "of another house": await readerOf("demo", [{ id: 1, bytes: new Uint8Array(32).fill(7) }]),
        "of a link": await tokenOf("order"),
        shortened: token.slice(0, -4),
      };
      const before = await allThatIs();
      const asked = Object.entries(others).map(([what, other]) =>
        [what, { ...own, path: own.path.replace(token, other) }] as const
      );
      await expectAlike({ ...own, path: own.path.replace(token, "unknown") }, asked);
      expect(await allThatIs()).toBe(before);
    },
  );

  test.each(entries.filter(([, { by }]) => by === "bearer"))(
    "%s is the same to every token that is not this shop's",
    async (name, route) => {
      const own = await ownRequest(name, route);
      const nowhere = { ...own, path: own.path.replace("/demo/", "/nowhere/") };
      const tokens = [
        "",
        "Bearer",
        `Bearer ${API_TOKENS.other}`,
        `Bearer ${API_TOKENS.demo}x`,
        `Basic ${API_TOKENS.demo}`,
        API_TOKENS.demo,
        `Bearer ${await tokenOf("order")}`,
      ];
      const before = await allThatIs();
      const asked = tokens.map((Authorization) =>
        [Authorization, { ...own, headers: { Authorization } }] as const
      );
      await expectAlike({ ...nowhere, headers: { Authorization: `Bearer ${API_TOKENS.demo}` } }, asked);
      expect(await allThatIs()).toBe(before);
    },
  );

  test.each(entries.filter(([, { others }]) => others !== undefined))(
    "%s gives the same answer for every foreign id in it",
    async (name, route) => {
      const own = await ownRequest(name, route);
      const others = (await route.others!()).map((other, at) =>
        [JSON.stringify(other) + at, { ...own, ...other }] as const
      );
      const before = await allThatIs();
      await expectAlike(others.at(-1)![1], others);
      for (const kind of await route.also?.() ?? []) {
        const same = kind.map((other) => [JSON.stringify(other), { ...own, ...other }] as const);
        await expectAlike(same.at(-1)![1], same);
      }
      expect(await answerTo(own)).not.toBe(await answerTo(others.at(-1)![1]));
      if (!name.includes("/api/") && !name.startsWith("POST")) expect(await allThatIs()).toBe(before);
    },
  );

  test.each(entries.filter(([, { proven }]) => proven))(
    "%s demands a code typed by this very customer",
    async (name, route) => {
      const own = await ownRequest(name, route);
      const { cookie: _, ...headers } = own.headers as Record<string, string>;
      const sessions = {
        "another customer's": await sessionOf("neighbour"),
        "another shop's": await sessionOf("foreign"),
        "one that is over": await sessionOf("own", { expires_at_ms: NOW_MS }),
        "a link": { cookie: `__Host-session=${await tokenOf("history")}` },
        "a form": {
          cookie: `__Host-session=${await tokenOf("form", "own", {
            subject: (await tokenOf("session")).slice(0, 20),
          })}`,
        },
        "of another name": { cookie: `session=${await tokenOf("session")}` },
        "no token": { cookie: "__Host-session=x" },
      };
      const before = await allThatIs();
      const unproven = await ask({ ...own, headers });
      expect(unproven.status).toBe(303);
      expect(unproven.headers.get("Location")).toMatch(/^\/[oh]\/[\w-]+\/prove\?for=\w+$/);
      const asked = Object.entries(sessions).map(([what, session]) =>
        [what, { ...own, headers: { ...headers, ...session } }] as const
      );
      await expectAlike({ ...own, headers }, asked);
      expect(await allThatIs()).toBe(before);
    },
  );
});

describe("every page of a desk", () => {
  test.each(at_desk)(
    "%s gives the same answer to everybody who is not signed in at this very desk",
    async (name, route) => {
      const own = await ownRequest(name, route);
      const { cookie: _, ...headers } = own.headers as Record<string, string>;
      const strangers = {
        "another shop's": await deskSession("other", { at: "other" }),
        "another shop's under this one's name": await deskSession("other"),
        "of a token that is not one any more": await deskSession("demo", { token: "demo-".padEnd(40, "z") }),
        "a link": await deskSession("demo", { purpose: "order" }),
        "a customer's session": await sessionOf("own"),
        "a token in its place": { cookie: `__Host-desk-demo=${API_TOKENS.demo}` },
        "a bearer token": { Authorization: `Bearer ${API_TOKENS.demo}` },
        "what Access would say": {
          "Cf-Access-Authenticated-User-Email": "a@b.example",
          "Cf-Access-Jwt-Assertion": "x.y.z",
        },
      };
      const before = await allThatIs();
      const stranger = await ask({ ...own, headers });
      expect(stranger.status).not.toBe(200);
      const asked = Object.entries(strangers).map(([what, more]) =>
        [what, { ...own, headers: { ...headers, ...more } }] as const
      );
      for (const [what, one] of asked) {
        expect(withoutTokens(await answerTo(one)), what).toBe(
          withoutTokens(await answerTo({ ...own, headers })),
        );
      }
      expect(await allThatIs()).toBe(before);
    },
  );
});

/** The sign-in's own form is made anew each time. */
function withoutTokens(answer: string): string {
  return answer.replaceAll(/value=\\"[\w-]{60,}\\"/g, "…");
}

describe("every form", () => {
  test.each(forms)("%s does nothing without the token that its own page gave", async (name, route) => {
    const own = await ownRequest(name, route);
    const forged: Readonly<Record<string, FormData>> = {
      "none": await formFor(route.form!, { token: "" }),
      "no token": await formFor(route.form!, { token: "x" }),
      "another page's": await formFor(route.form!, { action: "another" }),
      "another order's or customer's": await formFor(route.form!, { whose: "neighbour" }),
      "a link": await formFor(route.form!, { token: await tokenOf("order") }),
      "a session": await formFor(route.form!, { token: await tokenOf("session") }),
      "one that is over": await formFor(route.form!, {
        token: await tokenOf("form", "own", { expires_at_ms: NOW_MS }),
      }),
    };
    const before = await allThatIs();
    for (const [what, body] of Object.entries(forged)) {
      const response = await ask({ ...own, body });
      await response.arrayBuffer();
      expect([200, 303, 400], what).toContain(response.status);
      expect(await allThatIs(), what).toBe(before);
    }
    const crossed = await ask({
      ...own,
      body: await formFor(route.form!),
      headers: { ...own.headers, "Sec-Fetch-Site": "cross-site" },
    });
    expect(crossed.status).toBe(route.by === "desk" ? 400 : 404);
    const subdomain = await ask({
      ...own,
      body: await formFor(route.form!),
      headers: { ...own.headers, "Sec-Fetch-Site": "same-site" },
    });
    expect(subdomain.status).toBe(route.by === "desk" ? 400 : 404);
    expect(await allThatIs()).toBe(before);
  });

  test("the dev mailbox does not exist in production", async () => {
    const context = {
      waitUntil: () => undefined,
      passThroughOnException: () => undefined,
    } as unknown as ExecutionContext;
    const production = { ...env, ENVIRONMENT: "production" };
    for (const [name, route] of entries.filter(([name]) => name.startsWith("GET /dev"))) {
      const { path } = await ownRequest(name, route);
      expect((await web.request(path, {}, production, context)).status, path).toBe(404);
    }
  });
});
