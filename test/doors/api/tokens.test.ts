import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { forgetPorts, portsOf } from "../../../src/doors/ports.ts";
import { REQUESTS_MAX } from "../../../src/doors/api/rate.ts";
import { NOW_MS } from "../../support/cast.ts";
import { cellOf } from "../../support/cells_in_use.ts";
import { openHouse } from "../../support/house.ts";
import { openedOnce } from "../../support/opened_once.ts";
import { fill } from "../../support/route_requests.ts";
import { API_TOKENS, ask, openShops, ORDERS } from "../../support/strangers.ts";

const DAY_MS = 86_400_000;

const open = openedOnce(async () => {
  await openShops();
  await fill();
});

beforeAll(openHouse);
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  forgetPorts();
  await open();
});

async function call(
  method: string,
  path: string,
  { token = API_TOKENS.demo as string, body, key }: {
    readonly token?: string;
    readonly body?: unknown;
    readonly key?: string;
  } = {},
) {
  const response = await ask({
    method,
    path: `/api/shops/${path}`,
    headers: { Authorization: `Bearer ${token}`, ...(key !== undefined && { "Idempotency-Key": key }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const json = await response.json<Record<string, unknown>>();
  return { status: response.status, headers: response.headers, json };
}

async function make(scopes: readonly string[], days?: number): Promise<string> {
  const { status, json } = await call("POST", "demo/tokens", {
    body: { name: "ERP", scopes, ...(days !== undefined && { days }) },
  });
  expect(status).toBe(201);
  return String(json["token"]);
}

describe("a token of a program", () => {
  test("opens its shop within its scopes, and no other shop", async () => {
    const token = await make(["read"]);
    expect((await call("GET", "demo/cases", { token })).status).toBe(200);
    expect((await call("GET", "other/cases", { token })).status).toBe(401);
    const refused = await call("POST", "demo/tokens", { token, body: { name: "x", scopes: ["admin"] } });
    expect(refused.status).toBe(403);
    expect(refused.headers.get("Content-Type")).toBe("application/problem+json");
    expect(refused.headers.get("WWW-Authenticate")).toBe('Bearer error="insufficient_scope", scope="admin"');
    expect(refused.json).toMatchObject({ status: 403, error: "scope", needed: "admin" });
    expect((await call("GET", "demo/people", { token })).status).toBe(403);
  });

  test("acts under its own name", async () => {
    const token = await make(["act"]);
    await call("POST", "demo/unreachable/dismiss", { token, body: { order: ORDERS.own } });
    const { json } = await call("GET", "demo/audit");
    expect((json["acts"] as { act: string; person: string }[]).map(({ act, person }) => [act, person]))
      .toContainEqual(["address.dismiss", "ERP"]);
  });

  test("is kept as a digest, is shown once, and says when it was last used", async () => {
    const token = await make(["read"], 30);
    const before = await call("GET", "demo/tokens");
    expect(JSON.stringify(before.json)).not.toContain(token.slice(17));
    expect((before.json["tokens"] as unknown[]).at(-1)).toMatchObject({ used_at: null });
    const { results } = await cellOf("demo").prepare("select * from api_tokens").all();
    expect(JSON.stringify(results)).not.toContain(token.slice(17));
    vi.setSystemTime(NOW_MS + 5_000);
    await call("GET", "demo/cases", { token });
    vi.setSystemTime(NOW_MS + 10_000);
    await call("GET", "demo/cases", { token });
    const { json } = await call("GET", "demo/tokens");
    expect(json["tokens"]).toContainEqual(expect.objectContaining({
      name: "ERP",
      scopes: ["read"],
      used_at: new Date(NOW_MS + 5_000).toISOString(),
      expires_at: new Date(NOW_MS + 30 * DAY_MS).toISOString(),
    }));
  });

  test("ends on its day, and at once when it is ended", async () => {
    const token = await make(["read"], 2);
    const other = await make(["read"]);
    vi.setSystemTime(NOW_MS + 2 * DAY_MS - 1);
    expect((await call("GET", "demo/cases", { token })).status).toBe(200);
    vi.setSystemTime(NOW_MS + 2 * DAY_MS);
    expect((await call("GET", "demo/cases", { token })).status).toBe(401);
    expect((await call("DELETE", `demo/tokens/${other.slice(4, 16)}`)).status).toBe(200);
    expect((await call("GET", "demo/cases", { token: other })).status).toBe(401);
  });

  test.each(["", "x", "longer"])("with a changed secret opens nothing (%s)", async (change) => {
    const token = await make(["admin"]);
    const wrong = change === ""
      ? token.slice(0, -1)
      : change === "x"
      ? token.slice(0, -1) + (token.endsWith("A") ? "B" : "A")
      : `${token}A`;
    expect((await call("GET", "demo/cases", { token: wrong })).status).toBe(401);
  });

  test.each([
    [{ name: "", scopes: ["read"] }, "name"],
    [{ name: "x", scopes: [] }, "scopes"],
    [{ name: "x", scopes: ["root"] }, "scopes.0"],
    [{ name: "x", scopes: ["read"], days: 0 }, "days"],
    [{ name: "x", scopes: ["read"], days: 1.5 }, "days"],
  ])("is not made of %j", async (body, field) => {
    const { status, json, headers } = await call("POST", "demo/tokens", { body });
    expect(status).toBe(422);
    expect(headers.get("Content-Type")).toBe("application/problem+json");
    expect(json).toMatchObject({ field, status: 422, title: expect.any(String), got: expect.any(String) });
  });
});

describe("the number of requests", () => {
  test("is told in headers, and bounded by the minute", async () => {
    const first = await call("GET", "demo/ignored");
    expect(first.headers.get("RateLimit-Limit")).toBe(String(REQUESTS_MAX));
    expect(first.headers.get("RateLimit-Remaining")).toBe(String(REQUESTS_MAX - 1));
    const { api_windows } = portsOf(env);
    // The minute is nearly used up.
    for (const [key, window] of api_windows) api_windows.set(key, { ...window, count: REQUESTS_MAX - 1 });
    const last = await call("GET", "demo/ignored");
    expect([last.status, last.headers.get("RateLimit-Remaining")]).toEqual([200, "0"]);
    const over = await call("GET", "demo/ignored");
    expect(over.status).toBe(429);
    expect(over.json).toMatchObject({ error: "too_many", status: 429 });
    expect(Number(over.headers.get("Retry-After"))).toBeGreaterThan(0);
  });
});

describe("a request with an Idempotency-Key", () => {
  const body = { name: "Till", scopes: ["send"] };

  test("acts once, and is answered the same again", async () => {
    const first = await call("POST", "demo/tokens", { body, key: "k-1" });
    const again = await call("POST", "demo/tokens", { body, key: "k-1" });
    expect(first.status).toBe(201);
    expect([again.status, again.json]).toEqual([first.status, first.json]);
    expect(again.headers.get("Idempotency-Replayed")).toBe("true");
    const { json } = await call("GET", "demo/tokens");
    expect((json["tokens"] as { name: string }[]).filter(({ name }) => name === "Till").length).toBe(1);
    const { results } = await cellOf("demo").prepare("select * from api_answers").all();
    expect(JSON.stringify(results)).not.toMatch(/k-1|Till|wbt_/);
  });

  test("is kept under digests that nobody can make without the house's key", async () => {
    await call("POST", "demo/tokens", { body, key: "k-6" });
    const row = await cellOf("demo").prepare("select key, body from api_answers").first<
      Record<string, string>
    >();
    const plain = async (text: string) =>
      new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))).toHex();
    expect(row!["key"]).toMatch(/^[0-9a-f]{64}$/);
    expect(row!["key"]).not.toBe(await plain("/api/shops/demo/tokens\nk-6"));
    expect(row!["body"]).not.toBe(await plain(JSON.stringify(body)));
  });

  test("is refused with another body, and counts for its own path and shop", async () => {
    await call("POST", "demo/tokens", { body, key: "k-2" });
    const other = await call("POST", "demo/tokens", { body: { ...body, name: "Else" }, key: "k-2" });
    expect([other.status, other.json["error"]]).toEqual([422, "idempotency"]);
    expect((await call("POST", "demo/orders/find", { body: { text: "own" }, key: "k-2" })).status).toBe(200);
    const foreign = await call("POST", "other/tokens", { token: API_TOKENS.other, body, key: "k-2" });
    expect([foreign.status, foreign.headers.get("Idempotency-Replayed")]).toEqual([201, null]);
  });

  test("that was refused is asked anew", async () => {
    expect((await call("POST", "demo/tokens", { body: {}, key: "k-3" })).status).toBe(422);
    expect((await call("POST", "demo/tokens", { body, key: "k-3" })).status).toBe(201);
  });

  test("acts again after a day", async () => {
    await call("POST", "demo/tokens", { body, key: "k-4" });
    vi.setSystemTime(NOW_MS + DAY_MS + 1);
    const later = await call("POST", "demo/tokens", { body: { ...body, name: "Else" }, key: "k-4" });
    expect(later.status).toBe(201);
  });

  test("waits for the one that is at work, for a minute", async () => {
    await call("POST", "demo/tokens", { body, key: "k-5" });
    await cellOf("demo").prepare("update api_answers set status = null, answer = null").run();
    const busy = await call("POST", "demo/tokens", { body, key: "k-5" });
    expect([busy.status, busy.headers.get("Retry-After")]).toEqual([409, "5"]);
    vi.setSystemTime(NOW_MS + 60_001);
    expect((await call("POST", "demo/tokens", { body, key: "k-5" })).status).toBe(201);
  });

  test.each(["a b", "\u00fc", "x".repeat(256)])("must be a plain word: %s", async (key) => {
    const { status, json } = await call("POST", "demo/tokens", { body, key });
    expect([status, json["field"]]).toEqual([400, "Idempotency-Key"]);
  });
});
