import { env } from "cloudflare:workers";
import { createExecutionContext } from "cloudflare:test";
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import worker from "../../../src/index.ts";
import { deletePerson, insertPerson, updateRole } from "../../../src/sql/people.ts";
import { NOW_MS } from "../../support/cast.ts";
import { deskVisitor, openDesks } from "../../support/desk.ts";
import { openHouse } from "../../support/house.ts";

const ISSUER = "https://kontor.cloudflareaccess.com";
const AUD = "ab".repeat(32);
const CERTS = `${ISSUER}/cdn-cgi/access/certs`;

type Key = { readonly kid: string; readonly pair: CryptoKeyPair };
let known: Key;
let rotated: Key;
let stranger: Key;
/** What Access hands out, and how often it was asked. */
let handed: readonly Key[] = [];
let asked = 0;
let fails: (() => Response) | null = null;
/** Tests share the isolate's memory of keys: each begins later than its cooldown. */
let now_ms = NOW_MS;

beforeAll(async () => {
  await openHouse();
  await openDesks();
  [known, rotated, stranger] = await Promise.all(["known", "rotated", "stranger"].map(async (kid) => ({
    kid,
    pair: await generateKeyPair("RS256", { extractable: true }),
  }))) as [Key, Key, Key];
});
beforeEach(() => {
  now_ms += 3_600_000;
  vi.useFakeTimers({ toFake: ["Date"], now: now_ms });
  handed = [known];
  asked = 0;
  fails = null;
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input) => {
    expect(String(input)).toBe(CERTS);
    asked++;
    if (fails !== null) return fails();
    const keys = await Promise.all(handed.map(async ({ kid, pair }) => ({
      ...await exportJWK(pair.publicKey),
      kid,
      alg: "RS256",
      use: "sig",
    })));
    return Response.json({ keys });
  });
});
afterEach(() => void vi.restoreAllMocks());

async function assertion(changed: JWTPayload = {}, key: Key = known, kid: string = key.kid): Promise<string> {
  const claims = {
    aud: [AUD],
    iss: ISSUER,
    exp: now_ms / 1_000 + 600,
    iat: now_ms / 1_000,
    type: "app",
    email: "Grace@Kontor.example",
    ...changed,
  };
  return await new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid }).sign(key.pair.privateKey);
}

const open = async (jwt: string, path = "/admin/demo") =>
  await deskVisitor({ "Cf-Access-Jwt-Assertion": jwt }).get(path);

describe("a person whom Cloudflare Access names", () => {
  test("is let in, is shown by address, and gets no sign-out button here", async () => {
    const page = await open(await assertion());
    expect(page.status).toBe(200);
    expect(page.html).toContain("grace@kontor.example");
    expect(page.html).not.toContain("Sign out");
    expect(page.headers.get("Set-Cookie")).toBeNull();
  });

  test("posts the forms that were shown", async () => {
    const visitor = deskVisitor({ "Cf-Access-Jwt-Assertion": await assertion() });
    const page = await visitor.get("/admin/demo/suppressions");
    const added = await visitor.submit(page, "/admin/demo/suppressions/add", {
      email: "x@example.org",
      class: "care",
    });
    expect(added.html).toContain("Added to the list.");
  });

  test.each<readonly [string, JWTPayload]>([
    ["has expired", { exp: NOW_MS / 1_000 - 1 }],
    ["never ends", { exp: undefined } as unknown as JWTPayload],
    ["is not valid yet", { nbf: NOW_MS / 1_000 + 999_999_999 }],
    ["is for another application", { aud: ["cd".repeat(32)] }],
    ["is for none", { aud: [] }],
    ["was issued by another team", { iss: "https://evil.cloudflareaccess.com" }],
    ["names a program and no person", { email: undefined, common_name: "service" } as unknown as JWTPayload],
    ["names something that is no address", { email: "grace" }],
  ])("is not let in by an assertion that %s", async (_, changed) => {
    expect((await open(await assertion(changed))).status).toBe(401);
  });

  test.each([
    ["signed by nobody", () => jws({ alg: "none", kid: "known" }, "")],
    ["signed with the public key as a secret", async () => {
      const secret = new TextEncoder().encode(JSON.stringify(await exportJWK(known.pair.publicKey)));
      return await new SignJWT({ aud: AUD, iss: ISSUER, email: "grace@kontor.example" })
        .setProtectedHeader({ alg: "HS256", kid: "known" }).setExpirationTime(now_ms / 1_000 + 600).sign(
          secret,
        );
    }],
    ["signed by a stranger under a known key's name", () => assertion({}, stranger, "known")],
    ["signed by a stranger", () => assertion({}, stranger)],
    ["cut off", async () => (await assertion()).slice(0, -8)],
    ["with another's claims", async () => {
      const [head, , signature] = (await assertion()).split(".");
      const claims = { aud: AUD, iss: ISSUER, exp: now_ms / 1_000 + 600, email: "eve@example.org" };
      return `${head}.${part(claims)}.${signature}`;
    }],
    ["that is none", () => Promise.resolve("nonsense")],
    ["that is too long", async () => `${await assertion()}${"A".repeat(9_000)}`],
    ["that is empty", () => Promise.resolve("")],
  ])("is not let in by one %s", async (_, make) => {
    expect((await open(await make())).status).toBe(401);
  });

  test("and whom People lists is let in by that alone, with the name and the role that stand there", async () => {
    const person = { shop_id: "demo", id: "vera", email: "vera@elsewhere.example", name: "Vera Okada" };
    const by_access = { email: "Vera@Elsewhere.example" };
    expect((await open(await assertion(by_access))).status).toBe(401);
    await insertPerson(env.DB, { ...person, role: "viewer", invited_at: now_ms }).run();
    const page = await open(await assertion(by_access));
    expect([page.status, page.html.includes("Vera Okada")]).toEqual([200, true]);
    const visitor = deskVisitor({ "Cf-Access-Jwt-Assertion": await assertion(by_access) });
    const list = await visitor.get("/admin/demo/suppressions");
    expect([list.status, list.html.includes("/suppressions/add")]).toEqual([200, false]);
    expect((await visitor.post("/admin/demo/suppressions/add", { email: "x@example.org" })).status).toBe(403);
    expect((await visitor.get("/admin/demo/people")).status).toBe(403);
    expect((await visitor.get("/admin/other")).status).toBe(401);

    await updateRole(env.DB, "demo", person.id, "owner").run();
    expect((await visitor.get("/admin/demo/people")).status).toBe(200);
    await deletePerson(env.DB, "demo", person.id).run();
    expect((await visitor.get("/admin/demo")).status).toBe(401);
  });

  test("is recognized by a key that was rotated meanwhile, and this key is fetched once", async () => {
    expect((await open(await assertion())).status).toBe(200);
    const before = asked;
    handed = [known, rotated];
    vi.setSystemTime(now_ms + 40_000);
    expect((await open(await assertion({}, rotated))).status).toBe(200);
    expect((await open(await assertion({}, rotated))).status).toBe(200);
    expect(asked).toBe(before + 1);
  });

  test("with unknown keys causes at most two requests to Access a minute", async () => {
    await open(await assertion());
    asked = 0;
    for (let at = 0; at < 12; at++) {
      vi.setSystemTime(now_ms + 31_000 + at * 5_000);
      expect((await open(await assertion({}, stranger, `key-${at}`))).status).toBe(401);
    }
    expect(asked).toBeLessThanOrEqual(2);
  });

  test.each<readonly [string, () => Response]>([
    ["answers that something is wrong", () => new Response("no", { status: 503 })],
    ["answers no keys", () => new Response("<html>")],
    ["answers without end", () => new Response("x".repeat(200_000))],
    [
      "leads elsewhere",
      () => new Response(null, { status: 302, headers: { Location: "https://evil.example" } }),
    ],
  ])("is not judged while Access %s", async (_, answer) => {
    const silent = vi.spyOn(console, "error").mockImplementation(() => undefined);
    fails = answer;
    const page = await open(await assertion());
    expect(page.status).toBe(503);
    expect(page.headers.get("Retry-After")).toBe("30");
    expect(page.headers.get("Cache-Control")).toBe("no-store");
    expect(page.html).not.toContain("Shop demo");
    expect(JSON.stringify(silent.mock.calls)).not.toContain("grace@");
  });

  test("opens the shops that name this person or their domain, and no other", async () => {
    await openDesks({ closed: [], domain: [], person: [] });
    const named = (id: string, emails: readonly string[]) =>
      env.DB.prepare("update shops set settings = json_set(settings, '$.desk', json(?)) where id = ?")
        .bind(JSON.stringify({ emails }), id).run();
    await named("closed", ["ada@kontor.example", "@ontor.example", "grace@kontor.example.evil"]);
    await named("domain", ["@Kontor.example"]);
    await named("person", ["grace@kontor.example"]);
    await openDesks({ unnamed: [] }, { desk: undefined });
    const jwt = await assertion();
    const statuses = await Promise.all(
      ["demo", "domain", "person", "closed", "unnamed", "nowhere"].map(async (id) =>
        (await open(jwt, `/admin/${id}`)).status
      ),
    );
    expect(statuses).toEqual([200, 200, 200, 401, 401, 401]);
    const { html } = await open(jwt, "/admin");
    expect([...html.matchAll(/href="\/admin\/([a-z]+)"/g)].map(([, id]) => id)).toEqual([
      "demo",
      "domain",
      "other",
      "person",
    ]);
  });

  test("is not recognized where Access is not set up", async () => {
    const { ACCESS_TEAM_DOMAIN: _, ACCESS_AUD: __, ...without } = env as unknown as Record<string, unknown>;
    const request = new Request("https://waybill.test/admin/demo", {
      headers: { "Cf-Access-Jwt-Assertion": await assertion() },
    });
    const answer = await worker.fetch(request, without as never, createExecutionContext());
    expect(answer.status).toBe(401);
    expect(asked).toBe(0);
  });
});

function part(value: unknown): string {
  return new TextEncoder().encode(JSON.stringify(value)).toBase64({
    alphabet: "base64url",
    omitPadding: true,
  });
}

function jws(header: unknown, signature: string): Promise<string> {
  const claims = { aud: AUD, iss: ISSUER, exp: now_ms / 1_000 + 600, email: "grace@kontor.example" };
  return Promise.resolve(`${part(header)}.${part(claims)}.${signature}`);
}
