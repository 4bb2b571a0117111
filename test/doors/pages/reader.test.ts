import { env, exports } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { deliverMessage } from "../../../src/flow/deliver/deliver_message.ts";
import type { DeliverPorts } from "../../../src/flow/ports.ts";
import { openReader, sealReader } from "../../../src/links/sealed_reader.ts";
import { listCaptured, readCaptured } from "../../../src/channels/capture.ts";
import { fromBase64 } from "../../../src/sealed.ts";
import { insertStandalone } from "../../../src/sql/messages.ts";
import { NOW_MS } from "../../support/cast.ts";
import { DEMO, openHouse, recording } from "../../support/house.ts";

beforeAll(openHouse);
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
});

const KEYS = [{ id: 1, bytes: fromBase64(env.LINK_KEYS.split(":")[1]!) }];
const ADA = { shop_id: "demo", email: "ada@lovelace.example" };

const lines = async () =>
  (await env.DB.prepare("select address, class, reason from suppressions").all()).results;
const ask = (token: string, method: "GET" | "POST") =>
  exports.default.fetch(`https://waybill.test/n/${token}`, {
    method,
    ...(method === "POST" ? { body: new URLSearchParams({ "List-Unsubscribe": "One-Click" }) } : {}),
  });

describe("a reader's token", () => {
  test("is opened by the key that sealed it, and shows to nobody who the reader is", async () => {
    const token = await sealReader(KEYS, ADA);
    expect(await openReader(KEYS, token)).toEqual(ADA);
    expect(await sealReader(KEYS, ADA)).toBe(token);
    expect(atob(token.replaceAll("-", "+").replaceAll("_", "/"))).not.toContain("ada");
    expect(await openReader([{ id: 1, bytes: new Uint8Array(32).fill(9) }], token)).toBeNull();
  });
  test("with any one character changed opens nothing", async () => {
    const token = await sealReader(KEYS, ADA);
    for (let at = 0; at < token.length - 1; at++) {
      const changed = token.slice(0, at) + (token[at] === "A" ? "B" : "A") + token.slice(at + 1);
      expect(await openReader(KEYS, changed), `at ${at}`).toBeNull();
    }
  });
});

test("a standalone mail has an unsubscribe link: opening it changes nothing, one click does", async () => {
  const ports: DeliverPorts = {
    ...recording,
    archive: env.MAIL,
    find_shop: () => Promise.resolve(DEMO),
    sealing_keys: [],
    link_keys: KEYS,
    public_url: "https://waybill.test",
    ways: { bucket: env.MAIL, development: true, fetch, clock: () => NOW_MS },
  };
  const subject = "demo/~customer/abc";
  const standalone = {
    kind: "back_in_stock",
    about: "MILL@1",
    to: { email: ADA.email },
    facts: { product: { title: "Mill" } },
    due_at_ms: NOW_MS,
    valid_until_ms: NOW_MS + 86_400_000,
  } as const;
  await insertStandalone(env.DB, subject, standalone, NOW_MS).run();
  expect(await deliverMessage(ports, { subject, kind: "back_in_stock", about: "MILL@1" }, NOW_MS)).toBe(
    "sent",
  );
  const [mail] = await listCaptured(env.MAIL, 1);
  const raw = (await readCaptured(env.MAIL, mail!.id))!.raw.replaceAll(/\r\n[ \t]+/g, " ");
  expect(raw).toContain("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
  const token = /^List-Unsubscribe: <https:\/\/waybill\.test\/n\/([\w-]+)>/m.exec(raw)![1]!;

  expect((await ask(token, "GET")).status).toBe(200);
  expect(await lines()).toEqual([]);
  for (let click = 0; click < 2; click++) expect((await ask(token, "POST")).status).toBe(200);
  expect(await lines()).toEqual([{ address: ADA.email, class: "care", reason: "unsubscribed" }]);
  expect((await ask(`${token}A`, "POST")).status).toBe(404);
});
