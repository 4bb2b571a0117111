import "@shopify/shopify-api/adapters/web-api";
import { ApiVersion, LogSeverity, shopifyApi, WebhookValidationErrorReason } from "@shopify/shopify-api";
import { describe, expect, test } from "vitest";
import { shopify } from "../../../src/sources/shopify/shopify.ts";
import ada from "../../fixtures/shopify/orders_create_ada.json";
import { NOW_MS } from "../../support/cast.ts";
import { WEBHOOK_ID } from "../../support/shopify.ts";
import { signShopify } from "../../support/signing.ts";

const SECRET = "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";
const BODY = JSON.stringify(ada);

/** Shopify's own client, as an app with this secret would hold it. */
function clientOf(apiSecretKey: string) {
  return shopifyApi({
    apiKey: "key",
    apiSecretKey,
    hostName: "waybill.test",
    apiVersion: Object.values(ApiVersion).at(-1)!,
    isEmbeddedApp: false,
    logger: { level: LogSeverity.Error, log: () => undefined },
  });
}

async function headersFor(body: string): Promise<Record<string, string>> {
  return {
    ...await signShopify(SECRET, body),
    "x-shopify-topic": "orders/create",
    "x-shopify-webhook-id": WEBHOOK_ID,
    "x-shopify-shop-domain": "kontor.myshopify.com",
    "x-shopify-api-version": "2026-10",
  };
}

async function judged(body: string, secret: string, headers: Record<string, string>) {
  const rawRequest = new Request("https://waybill.test/hooks/demo/shopify", {
    method: "POST",
    headers,
    body,
  });
  const webhook = {
    headers: new Headers(headers),
    body: new TextEncoder().encode(body),
    received_at_ms: NOW_MS,
  };
  return {
    theirs: await clientOf(secret).webhooks.validate({ rawBody: body, rawRequest }),
    ours: await shopify.verify(webhook, [secret]),
  };
}

describe("Shopify's own client and this source agree", () => {
  test("that a webhook signed with the app's secret is Shopify's", async () => {
    const { theirs, ours } = await judged(BODY, SECRET, await headersFor(BODY));
    expect(theirs).toMatchObject({ valid: true, topic: "ORDERS_CREATE", webhookId: WEBHOOK_ID });
    expect(ours).toEqual({ ok: true, value: null });
  });

  test.each<[string, string, string]>([
    ["one whose body differs in one byte", BODY.replace("Lovelace", "Lovelacf"), SECRET],
    ["one for another app's secret", BODY, "shpss_00000000000000000000000000000000"],
  ])("that %s is not", async (_what, body, secret) => {
    const { theirs, ours } = await judged(body, secret, await headersFor(BODY));
    expect(theirs).toMatchObject({ valid: false, reason: WebhookValidationErrorReason.InvalidHmac });
    expect(ours).toMatchObject({ ok: false, reason: "signature" });
  });
});
