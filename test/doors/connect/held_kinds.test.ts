import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { forgetPorts } from "../../../src/doors/ports.ts";
import { web } from "../../../src/doors/web.ts";
import { SHOP } from "../../support/cast.ts";
import { openHouse, rows, SECRET } from "../../support/house.ts";
import { signText } from "../../support/signing.ts";

beforeAll(openHouse);
beforeEach(() => forgetPorts());

async function ask(mails: object, { topic = "waybill.kinds", secret = SECRET, source = "woocommerce" } = {}) {
  await env.DB.prepare("update shops set settings = ?1 where id = 'demo'").bind(
    JSON.stringify({ ...SHOP, mails }),
  ).run();
  const headers = {
    "content-type": "application/json",
    "x-wc-webhook-topic": topic,
    "x-wc-webhook-signature": await signText(secret, ["{}"]),
  };
  const context = createExecutionContext();
  const request = new Request(`https://waybill.test/hooks/demo/${source}`, {
    method: "POST",
    headers,
    body: "{}",
  });
  const answer = await web.fetch(request, env, context);
  await waitOnExecutionContext(context);
  return { status: answer.status, said: await answer.json<{ held?: string[] }>() };
}

describe("a plugin that asks which kinds do not leave", () => {
  test("is told those that are off or in shadow, and nothing is recorded", async () => {
    const { status, said } = await ask({
      kinds: { order_confirmation: "off", feedback_request: "shadow", refund_issued: "on" },
    });
    expect(status).toBe(200);
    expect(said.held?.toSorted()).toEqual(["feedback_request", "order_confirmation"]);
    for (const table of ["orders", "events", "messages", "ignored_topics"]) {
      expect(await rows(table)).toEqual([]);
    }
  });

  test("is told all of them while the shop tries everything in shadow mode", async () => {
    const { said } = await ask({ shadow: true });
    expect(said.held).toEqual(
      expect.arrayContaining([
        "order_confirmation",
        "shipment_shipped",
        "refund_issued",
        "order_cancelled",
        "payment_failed",
      ]),
    );
  });

  test("is told nothing is held where everything leaves", async () => {
    expect((await ask({})).said.held).toEqual([]);
  });

  test("is told nothing without the shop's signature", async () => {
    const { status, said } = await ask({}, { secret: "another" });
    expect([status, said.held]).toEqual([401, undefined]);
  });
});
