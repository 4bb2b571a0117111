import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { NOW_MS } from "../../support/cast.ts";
import { deskVisitor, hiddenOf, openDesks, TOKENS } from "../../support/desk.ts";
import { isInSecondCell } from "../../support/cells_in_use.ts";
import { openHouse, rows } from "../../support/house.ts";
import { tokenFor } from "../../support/visitor.ts";

const COOKIE = "__Host-desk-demo";
const PAGES = [
  "",
  "/mails",
  "/mails/x",
  "/orders?number=1",
  "/suppressions",
  "/suppressions/export/list.csv",
];
const MORE_PAGES = ["/waiting", "/channels", "/domain", "/nothing"];

beforeAll(async () => {
  await openHouse();
  await openDesks();
});
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
});

describe("somebody who signs in with the shop's token", () => {
  test("gets a cookie that scripts and other sites never see, and the page that was asked for", async () => {
    const visitor = deskVisitor();
    const asked = await visitor.get("/admin/demo/mails?state=bounced");
    expect(asked.status).toBe(401);
    const answer = await visitor.post("/admin", {
      ...hiddenOf(asked, "/admin"),
      shop: "demo",
      token: TOKENS.demo,
    }, { "Sec-Fetch-Site": "same-origin" });
    expect(answer.status).toBe(303);
    expect(answer.headers.get("Location")).toBe("/admin/demo/mails?state=bounced");
    const set = answer.headers.get("Set-Cookie")!;
    for (const part of ["HttpOnly", "Secure", "SameSite=Strict", "Path=/", "Max-Age=43200"]) {
      expect(set).toContain(part);
    }
    expect(set.startsWith(`${COOKIE}=`)).toBe(true);
    expect(set).not.toContain(TOKENS.demo);
    const page = await visitor.get("/admin/demo/mails?state=bounced");
    expect(page.status).toBe(200);
    expect(page.headers.get("Cache-Control")).toBe("no-store");
    expect(page.headers.get("X-Robots-Tag")).toContain("noindex");
    expect(page.headers.get("Content-Security-Policy")).toContain("frame-ancestors 'none'");
    expect(page.headers.get("Content-Security-Policy")).toContain("script-src 'self';");
    expect(page.html.match(/<script[^>]*>/g)).toEqual([
      expect.stringMatching(/^<script src="\/[^"]+" defer/),
    ]);
  });

  test.each([
    ["another shop's token", TOKENS.other],
    ["a token that was never given", "x".repeat(40)],
    ["the beginning of the token", TOKENS.demo.slice(0, 39)],
    ["nothing", ""],
  ])("with %s is refused by the same words as for a shop that there is not", async (_, token) => {
    const plain = ({ html }: { readonly html: string }) => html.replaceAll(/value="[^"]*"/g, "");
    const here = await deskVisitor().signIn("demo", token);
    const nowhere = await deskVisitor().signIn("nowhere", token);
    expect(here.status).toBe(401);
    expect(nowhere.status).toBe(401);
    expect(plain(here)).toBe(plain(nowhere));
    expect(here.headers.get("Set-Cookie")).toBeNull();
  });

  test.each([
    "https://evil.example/admin/demo",
    "//evil.example/admin/demo",
    "/admin/other",
    "/admin/demo/../other",
    "/admin/demo2",
    "javascript:alert(1)",
    "\\\\evil.example",
    "",
  ])("goes nowhere else afterwards: %s", async (to) => {
    const visitor = deskVisitor();
    const form = hiddenOf(await visitor.get("/admin/demo"), "/admin");
    const answer = await visitor.post("/admin", { ...form, to, shop: "demo", token: TOKENS.demo });
    expect(answer.headers.get("Location")).toBe("/admin/demo");
  });

  test("from another site, or by a form that was not shown, is not signed in", async () => {
    const visitor = deskVisitor();
    const form = {
      ...hiddenOf(await visitor.get("/admin/demo"), "/admin"),
      shop: "demo",
      token: TOKENS.demo,
    };
    expect((await visitor.post("/admin", form, { "Sec-Fetch-Site": "cross-site" })).status).toBe(400);
    expect((await visitor.post("/admin", { ...form, form: "AAAA" })).status).toBe(400);
    vi.setSystemTime(NOW_MS + 25 * 3_600_000);
    expect((await visitor.post("/admin", form)).status).toBe(400);
    expect(visitor.cookies.size).toBe(0);
  });

  test("and keeps guessing is slowed down, even when the last token is right", async () => {
    const visitor = deskVisitor();
    const form = hiddenOf(await visitor.get("/admin/demo"), "/admin");
    const guess = (token: string) => visitor.post("/admin", { ...form, shop: "demo", token });
    const statuses = new Set<number>();
    for (let at = 0; at < 25; at++) statuses.add((await guess("g".repeat(40))).status);
    expect(statuses).toEqual(new Set([401, 429]));
    expect((await guess(TOKENS.demo)).status).toBe(429);
    expect(visitor.cookies.size).toBe(0);
  });

  test("and signs out again has no cookie any longer", async () => {
    const visitor = deskVisitor();
    const page = await visitor.signIn("demo", TOKENS.demo);
    await visitor.submit(page, "/admin/demo/out");
    expect(visitor.cookies.size).toBe(0);
    expect((await visitor.get("/admin/demo")).status).toBe(401);
  });

  test("and signs out has ended that session at the server too, and no other", async () => {
    const visitor = deskVisitor();
    const page = await visitor.signIn("demo", TOKENS.demo);
    const stolen = visitor.cookies.get("__Host-desk-demo")!;
    const elsewhere = deskVisitor();
    await elsewhere.signIn("demo", TOKENS.demo);
    const thief = () => deskVisitor({ Cookie: `__Host-desk-demo=${stolen}` }).get("/admin/demo");
    expect((await thief()).status).toBe(200);
    await visitor.submit(page, "/admin/demo/out");
    expect((await thief()).status).toBe(401);
    expect((await elsewhere.get("/admin/demo")).status).toBe(200);
    // It is noted where the shop lives, and nowhere else.
    expect(await rows("ended_sessions")).not.toEqual([]);
    if (isInSecondCell("demo")) {
      expect((await env.DB.prepare("select * from ended_sessions").all()).results).toEqual([]);
    }
  });
});

describe("a session", () => {
  async function sessionOf(shop: "demo" | "other"): Promise<string> {
    const visitor = deskVisitor();
    await visitor.signIn(shop, TOKENS[shop]);
    return visitor.cookies.get(`__Host-desk-${shop}`)!;
  }

  test.each([...PAGES, ...MORE_PAGES])("is asked for at /admin/demo%s", async (path) => {
    const page = await deskVisitor().get(`/admin/demo${path}`);
    expect(page.status).toBe(401);
    expect(page.html).toContain("Sign in to your desk");
    expect(page.html).not.toContain("Shop demo");
  });

  test.each([...PAGES, ...MORE_PAGES])("of another shop opens nothing at /admin/demo%s", async (path) => {
    const visitor = deskVisitor();
    await visitor.signIn("other", TOKENS.other);
    expect((await visitor.get(`/admin/demo${path}`)).status).toBe(401);
    // Nor does the same cookie under this shop's name.
    visitor.cookies.set(COOKIE, visitor.cookies.get("__Host-desk-other")!);
    expect((await visitor.get(`/admin/demo${path}`)).status).toBe(401);
  });

  test("that was tampered with anywhere opens nothing", async () => {
    const session = await sessionOf("demo");
    for (let at = 0; at < session.length; at += 5) {
      const visitor = deskVisitor();
      const sign = session[at] === "A" ? "B" : "A";
      visitor.cookies.set(COOKIE, session.slice(0, at) + sign + session.slice(at + 1));
      expect((await visitor.get("/admin/demo")).status).toBe(401);
    }
  });

  test.each(["order", "session", "form", "history"] as const)(
    "is no token of ours that was made for something else: %s",
    async (purpose) => {
      const visitor = deskVisitor();
      visitor.cookies.set(COOKIE, await tokenFor({ purpose, subject: "demo/x" }));
      expect((await visitor.get("/admin/demo")).status).toBe(401);
    },
  );

  test("that names no live token of its shop opens nothing", async () => {
    for (const subject of ["demo/", "demo/AAAA", "demo", "other/x", "/"]) {
      const visitor = deskVisitor();
      visitor.cookies.set(COOKIE, await tokenFor({ purpose: "desk", subject }));
      expect((await visitor.get("/admin/demo")).status).toBe(401);
    }
  });

  test("ends after half a day", async () => {
    const visitor = deskVisitor();
    await visitor.signIn("demo", TOKENS.demo);
    vi.setSystemTime(NOW_MS + 12 * 3_600_000 - 60_000);
    expect((await visitor.get("/admin/demo")).status).toBe(200);
    vi.setSystemTime(NOW_MS + 12 * 3_600_000 + 60_000);
    expect((await visitor.get("/admin/demo")).status).toBe(401);
  });

  test("stays valid when a token is added beside its own, and ends with its own", async () => {
    // Later than every other test: a shop is remembered for half a minute.
    const later = (minutes: number) => vi.setSystemTime(NOW_MS + 2 * 86_400_000 + minutes * 60_000);
    later(0);
    const visitor = deskVisitor();
    await visitor.signIn("demo", TOKENS.demo);
    const fresh = "fresh-".padEnd(40, "c");
    await openDesks({ demo: [fresh, TOKENS.demo] });
    later(1);
    expect((await visitor.get("/admin/demo")).status).toBe(200);
    await openDesks({ demo: [fresh] });
    later(2);
    expect((await visitor.get("/admin/demo")).status).toBe(401);
    await openDesks();
    later(3);
    expect((await visitor.get("/admin/demo")).status).toBe(200);
  });

  test("is not given by a token that is too short to be one", async () => {
    await openDesks({ short: ["short"] });
    expect((await deskVisitor().signIn("short", "short")).status).toBe(401);
  });
});
