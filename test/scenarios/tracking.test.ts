import { env, exports } from "cloudflare:workers";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { parseMail } from "../../src/mail/mime/parse.ts";
import { hexFromBytes } from "../../src/sources/verify/signature.ts";
import on_its_way from "../fixtures/easypost/tracker_updated.json";
import in_austin from "../fixtures/shippo/track_updated.json";
import { ADAS_ORDER, NOW, NOW_MS } from "../support/cast.ts";
import { openHouse, SECRET } from "../support/house.ts";
import { ledgerOf, mailsOf, sendEvent, settled } from "../support/river.ts";
import { hmacOf, RECEIVED_MS } from "../support/trackers.ts";

beforeAll(openHouse);
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: RECEIVED_MS });
});

async function readByEasypost(payload: unknown): Promise<Response> {
  const body = JSON.stringify(payload).replace(`"weight":14,`, `"weight":14.5,`);
  const signature = `hmac-sha256-hex=${hexFromBytes(await hmacOf(SECRET, body))}`;
  return await exports.default.fetch("https://waybill.test/hooks/demo/easypost", {
    method: "POST",
    headers: { "x-hmac-signature": signature },
    body,
  });
}

test("scans that came before their shipment was known join it, and its customer gets one mail for each step", async () => {
  // The day of the last scan: after it nobody is told that the courier comes.
  vi.setSystemTime("2026-11-24T09:00:00Z");
  const number = on_its_way.result.tracking_code;
  const early = await readByEasypost(on_its_way);
  expect([early.status, await early.json()]).toEqual([202, {
    accepted: true,
    order: on_its_way.result.id,
    duplicate: false,
    mails: [],
    parked: true,
  }]);

  await sendEvent("order.placed", NOW, { order: { ...ADAS_ORDER, id: "tracked", number: "#tracked" } });
  await mailsOf("#tracked", 1);
  const shipment = { id: "f1", lines: [], tracking: [{ number, carrier: "DHL Paket" }] };
  await sendEvent("shipment.shipped", new Date(NOW_MS + 86_400_000).toISOString(), {
    order_id: "tracked",
    shipment,
  });
  const [mail] = await mailsOf("#tracked", 2);
  expect(mail!.captured.kind).toBe("shipment_out_for_delivery");
  // EasyPost's own address came with the scans; the storefront gave none.
  expect((await parseMail(mail!.raw)).text).toContain(on_its_way.result.public_url);
  expect(await env.DB.prepare("select count(*) as count from parked").first("count")).toBe(0);

  // From now on the tracker's id is enough, and what it repeats is no news.
  const again = { ...on_its_way, id: "evt_again" };
  expect(await (await readByEasypost(again)).json()).toMatchObject({ duplicate: true });
  const delivered = structuredClone(on_its_way);
  delivered.id = "evt_delivered";
  delivered.result.tracking_details.push({
    ...delivered.result.tracking_details[3]!,
    status: "delivered",
    datetime: "2026-11-24T12:30:00Z",
  });
  vi.setSystemTime("2026-11-24T13:00:00Z");
  expect(await (await readByEasypost(delivered)).json()).toMatchObject({
    order: "#tracked",
    duplicate: false,
  });
  await mailsOf("#tracked", 3);
  await settled("tracked");
  expect((await ledgerOf("tracked")).filter(({ state }) => state === "sent")).toMatchObject([
    { kind: "order_confirmation", about: "" },
    { kind: "shipment_delivered", about: "f1" },
    { kind: "shipment_out_for_delivery", about: "f1" },
  ]);
});

test("a webhook that is proved only by the token in its address is accepted with the token and refused without", async () => {
  const post = (query: string) =>
    exports.default.fetch(`https://waybill.test/hooks/demo/shippo${query}`, {
      method: "POST",
      body: JSON.stringify(in_austin),
    });
  expect((await post("")).status).toBe(401);
  expect((await post("?token=guessed")).status).toBe(401);
  expect((await post(`?token=${encodeURIComponent(SECRET)}`)).status).toBe(202);
});
