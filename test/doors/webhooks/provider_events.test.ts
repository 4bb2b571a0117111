import { env, exports } from "cloudflare:workers";
import { createExecutionContext, createMessageBatch, getQueueResult } from "cloudflare:test";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import worker from "../../../src/index.ts";
import { safeTag } from "../../../src/messages/key_tag.ts";
import { keyText } from "../../../src/messages/message.ts";
import { seal, sealingRingIn } from "../../../src/sealed.ts";
import { insertProviderRef } from "../../../src/sql/outcomes.ts";
import { upsertShop } from "../../../src/sql/shops.ts";
import { ADAS_ORDER, NOW, NOW_MS, SHOP } from "../../support/cast.ts";
import { DEMO, openHouse, SECRET } from "../../support/house.ts";
import { ledgerOf, mailsOf, sendEvent, settled } from "../../support/river.ts";
import { hmacHex } from "../../support/providers.ts";
import { signStandard } from "../../support/signing.ts";

const PASSWORD = "waybill:postmark-webhook-password";

beforeAll(async () => {
  await openHouse();
  const key = await sealingRingIn(env.SEALING_KEY);
  const secrets = { ...DEMO.secrets, resend: [SECRET], postmark: [PASSWORD], mailgun: [SECRET] };
  const sealed = await seal(key, JSON.stringify(secrets), DEMO.id, new Uint8Array(12).fill(2));
  await upsertShop(env.DB, { id: DEMO.id, settings: JSON.stringify(SHOP), secrets: sealed }).run();
});
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});

async function sent(id: string): Promise<string> {
  const email = `${id}@lovelace.example`;
  await sendEvent("order.placed", NOW, {
    order: { ...ADAS_ORDER, id, number: `#${id}`, customer: { email } },
  });
  await mailsOf(`#${id}`, 1);
  await settled(id);
  return email;
}

const keyOf = (id: string) =>
  keyText({ subject: `demo/standard/${id}`, kind: "order_confirmation", about: "" });

/** As Resend posts it, with its own names for the Standard Webhooks headers. */
async function resend(
  id: string,
  to: string,
  type: string,
  data: Record<string, unknown> = {},
  secret = SECRET,
) {
  const body = JSON.stringify({
    type,
    created_at: NOW,
    data: {
      created_at: NOW,
      email_id: "56761188-7520-42d8-8898-ff6fc54ce618",
      from: "orders@kontor.example",
      to: [to],
      subject: "Order",
      tags: { waybill_key: safeTag(keyOf(id), 256) },
      ...data,
    },
  });
  const signed = await signStandard(secret, `msg_${id}`, Math.floor(Date.now() / 1_000), body);
  const headers = new Headers();
  for (const [name, value] of new Headers(signed)) headers.set(name.replace("webhook-", "svix-"), value);
  return await exports.default.fetch("https://waybill.test/hooks/demo/resend", {
    method: "POST",
    headers,
    body,
  });
}

describe("a provider's report", () => {
  test("that a mail was delivered settles it, however often it is sent", async () => {
    const email = await sent("delivered");
    for (let time = 0; time < 2; time++) {
      const answer = await resend("delivered", email, "email.delivered");
      expect(answer.status).toBe(202);
      expect(await answer.json()).toMatchObject({ accepted: true, known: 1 });
    }
    expect(await ledgerOf("delivered")).toMatchObject([{ state: "delivered" }]);
  });

  test("of a hard bounce suppresses the address and alerts the shop", async () => {
    const email = await sent("bounced");
    const bounce = { message: "550 5.1.1 user unknown", subType: "General", type: "Permanent" };
    await resend("bounced", email, "email.bounced", { bounce });
    expect(await ledgerOf("bounced")).toMatchObject([{ state: "bounced" }]);
    const line = await env.DB.prepare("select reason from suppressions where address = ?").bind(email)
      .first();
    expect(line).toEqual({ reason: "bounced" });
  });

  test("with another shop's signature, or of a provider that this shop does not use, is refused", async () => {
    const email = await sent("forged");
    const other = "whsec_d2F5YmlsbC1yZXNlbmQtc2VjcmV0LWxhc3QteWVhcg==";
    expect((await resend("forged", email, "email.delivered", {}, other)).status).toBe(401);
    const unknown = await exports.default.fetch("https://waybill.test/hooks/demo/sendgrid", {
      method: "POST",
      body: "[]",
    });
    expect(unknown.status).toBe(401);
    expect(await ledgerOf("forged")).toMatchObject([{ state: "sent" }]);
  });

  test("about a mail of another shop changes nothing", async () => {
    const email = await sent("foreign");
    const tags = { waybill_key: safeTag(keyOf("foreign").replace("demo/", "other/"), 256) };
    const answer = await resend("foreign", email, "email.delivered", { tags });
    expect(await answer.json()).toMatchObject({ accepted: true, known: 0 });
    expect(await ledgerOf("foreign")).toMatchObject([{ state: "sent" }]);
  });

  test("that could not be recorded is kept, may be sent again and counts then, where each counts once by its token", async () => {
    const email = await sent("mailgun");
    await env.DB.prepare(
      "update messages set state = 'sending', due_at = ?2, lease_until = ?2 + 60000 where subject = ?1",
    ).bind("demo/standard/mailgun", NOW_MS).run();
    const [timestamp, token] = [String(NOW_MS / 1_000), "e0b5477167110d68991efc6b9f89f0a11066af27834600e123"];
    const body = JSON.stringify({
      signature: { timestamp, token, signature: await hmacHex(SECRET, `${timestamp}${token}`) },
      "event-data": {
        event: "delivered",
        id: "G9Bn5sl1TC6nu79C8C0bwg",
        timestamp: NOW_MS / 1_000,
        recipient: email,
        "user-variables": { waybill_key: keyOf("mailgun") },
      },
    });
    const post = async () =>
      (await exports.default.fetch("https://waybill.test/hooks/demo/mailgun", { method: "POST", body }))
        .status;
    // The mail is just being sent: the report is kept and taken again.
    expect(await post()).toBe(202);
    expect(await ledgerOf("mailgun")).toMatchObject([{ state: "sending" }]);
    await env.DB.prepare(
      "update messages set state = 'sent', due_at = null, lease_until = null where subject = ?1",
    ).bind("demo/standard/mailgun").run();
    expect(await post()).toBe(202);
    expect(await ledgerOf("mailgun")).toMatchObject([{ state: "delivered" }]);
    expect(await post()).toBe(200);
  });

  test("of Cloudflare comes by its queue and means the mail whose id was written down", async () => {
    const email = await sent("queued");
    await insertProviderRef(env.DB, "cloudflare", "0101-msg-1", keyOf("queued"), NOW_MS).run();
    const report = (messageId: string) => ({
      type: "cf.email.sending.message.delivered",
      source: { type: "email.sending" },
      payload: { eventId: "0190d0c4", messageId, recipient: email },
      metadata: { eventTimestamp: NOW },
    });
    const batch = createMessageBatch("waybill-mail-events", [
      { id: "1", timestamp: new Date(), attempts: 1, body: report("0101-msg-1") },
      { id: "2", timestamp: new Date(), attempts: 1, body: report("somebody else's") },
    ]);
    const context = createExecutionContext();
    await worker.queue(batch as MessageBatch, env);
    expect((await getQueueResult(batch, context)).explicitAcks.sort()).toEqual(["1", "2"]);
    expect(await ledgerOf("queued")).toMatchObject([{ state: "delivered" }]);
  });
});
