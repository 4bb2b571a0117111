import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { web } from "../../../src/doors/web.ts";
import { SOURCE_NAMES } from "../../../src/sources/table.ts";
import { NOW_MS } from "../../support/cast.ts";
import { openHouse, rows } from "../../support/house.ts";
import { openFor } from "../../support/open_for.ts";
import { allSenders, type Sender, type SenderName } from "../../support/senders.ts";

const SECRET = "whsec_d2F5YmlsbC1kZW1vLXNlY3JldC1mb3ItdGVzdHM=";
const OTHERS = "whsec_b3RoZXItc2VjcmV0LW90aGVyLXNlY3JldA==";
/** What is no topic of any sender, so that nothing is stored. */
const TOPICS = { "x-shopify-topic": "none/none", "x-wc-webhook-topic": "none.none" };
const BODY = JSON.stringify({
  type: "none.none",
  event_type: "NONE",
  event: "NONE",
  scope: "store/none",
  description: "none.none",
  resource_type: "NONE",
  msg: {},
});

let senders: Readonly<Record<SenderName, Sender>>;

beforeAll(async () => {
  const all = await allSenders();
  senders = all.senders;
  await openHouse();
  await openFor(env, senders, SECRET);
  vi.spyOn(globalThis, "fetch").mockImplementation(() => Promise.resolve(new Response(all.certificate)));
});
afterAll(() => vi.restoreAllMocks());
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
});

interface Posting {
  readonly secret?: string;
  readonly at_ms?: number;
  /** What arrives in the place of what was signed. */
  readonly body?: string;
}

/** A signature is judged before a word of the body is read: 401, or whatever the body then deserves. */
async function isLetIn(name: SenderName, { secret = SECRET, at_ms = NOW_MS, body = BODY }: Posting = {}) {
  const { headers, query = "" } = await senders[name].sign(BODY, secret, at_ms);
  const context = createExecutionContext();
  const init = { method: "POST", headers: { ...TOPICS, ...headers }, body };
  const { status } = await web.request(`/hooks/demo/${name}${query}`, init, env, context);
  await waitOnExecutionContext(context);
  expect([200, 202, 401, 422]).toContain(status);
  return status !== 401;
}

describe.each(SOURCE_NAMES)("a webhook of %s", (name) => {
  test("is accepted when a secret of the shop signed it", async () => {
    expect(await isLetIn(name)).toBe(true);
  });

  test("is refused with one byte changed, wherever that is", async () => {
    for (const at of [0, BODY.length >> 1, BODY.length - 1]) {
      const changed = BODY.slice(0, at) + String.fromCharCode(BODY.charCodeAt(at) ^ 1) + BODY.slice(at + 1);
      expect(await isLetIn(name, { body: changed }), `byte ${at}`).toBe(false);
    }
  });

  test("is refused when another shop's secret signed it", async () => {
    expect(await isLetIn(name, { secret: OTHERS })).toBe(false);
  });

  test("is refused when its signed time is too old or too far ahead, where one is signed", async () => {
    const { age_max_s } = senders[name];
    const old = await isLetIn(name, { at_ms: NOW_MS - ((age_max_s ?? 300) + 1) * 1_000 });
    const ahead = await isLetIn(name, { at_ms: NOW_MS + 301_000 });
    expect([old, ahead]).toEqual(age_max_s === undefined ? [true, true] : [false, false]);
    if (age_max_s !== undefined) {
      expect(await isLetIn(name, { at_ms: NOW_MS - age_max_s * 1_000 })).toBe(true);
    }
  });

  test("is refused when nothing signed it", async () => {
    const init = { method: "POST", headers: TOPICS, body: BODY };
    expect((await web.request(`/hooks/demo/${name}`, init, env, createExecutionContext())).status).toBe(401);
  });
});

describe("a token that a sender shows beside its signature", () => {
  const signed = async (token: Record<string, string>) => {
    const { headers } = await senders.shipengine.sign(BODY, SECRET, NOW_MS);
    const init = { method: "POST", headers: { ...headers, ...token }, body: BODY };
    return (await web.request("/hooks/demo/shipengine", init, env, createExecutionContext())).status;
  };

  test("may come in a header, so that no address bears it", async () => {
    expect(await signed({ "x-waybill-token": SECRET })).not.toBe(401);
  });

  test("is compared with the shop's own token there as well", async () => {
    expect(await signed({ "x-waybill-token": OTHERS })).toBe(401);
    expect(await signed({})).toBe(401);
  });
});

test("none of all these webhooks was recorded", async () => {
  for (const table of ["orders", "events", "parked"]) expect(await rows(table)).toEqual([]);
});
