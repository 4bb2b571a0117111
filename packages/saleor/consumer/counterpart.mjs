// Holds the app's verification against that of Saleor's own SDK: both take what Saleor signed and refuse anything else.
import assert from "node:assert";
import crypto from "node:crypto";
import { parse } from "graphql";
import { SaleorAsyncWebhook } from "@saleor/app-sdk/handlers/fetch-api";
import { createWaybill } from "@waybill/client";
import { manifest, memoryRegistrations, saleorApp } from "@waybill/saleor";

const api_url = "https://kontor.saleor.example/graphql/";
const { privateKey, publicKey } = crypto.generateKeyPairSync("rsa", { modulusLength: 2048 });
const keys = { keys: [{ ...publicKey.export({ format: "jwk" }), kid: "1", use: "sig", alg: "RS256" }] };
globalThis.fetch = () => Promise.resolve(Response.json(keys));

const registrations = memoryRegistrations();
await registrations.write({ saleor_api_url: api_url, token: "t", keys });
const ours = saleorApp({
  base_url: "https://app.example",
  saleor_api_urls: [api_url],
  registrations,
  waybill: createWaybill({ url: undefined, secret: undefined, background: false, log: () => undefined }),
  backfill_token: "",
});
const known = { token: "t", saleorApiUrl: api_url, appId: "a", jwks: JSON.stringify(keys) };
const theirs = new SaleorAsyncWebhook({
  name: "orders",
  webhookPath: "/api/webhooks",
  event: "ORDER_CREATED",
  apl: {
    get: () => Promise.resolve(known),
    set: () => {},
    delete: () => {},
    getAll: () => Promise.resolve([known]),
  },
  query: "subscription { event { ... on OrderCreated { order { id } } } }",
}).createHandler(() => new Response("{}"));

const body = JSON.stringify({ order: null });
const head = Buffer.from(JSON.stringify({ alg: "RS256", kid: "1", b64: false, crit: ["b64"], typ: "JWT" }))
  .toString("base64url");
const sign = (text) =>
  crypto.sign("RSA-SHA256", Buffer.from(`${head}.${text}`), privateKey).toString("base64url");

function webhook(signature) {
  return new Request("https://app.example/api/webhooks", {
    method: "POST",
    body,
    headers: {
      "content-type": "application/json",
      "content-length": String(body.length),
      "saleor-event": "order_created",
      "saleor-domain": "kontor.saleor.example",
      "saleor-api-url": api_url,
      "saleor-schema-version": "3.23",
      "saleor-signature": signature,
    },
  });
}

for (
  const [what, signature, status] of [
    ["what Saleor signed", `${head}..${sign(body)}`, 200],
    ["another body's signature", `${head}..${sign(`${body} `)}`, 401],
    ["no signature", `${head}..AAAA`, 401],
  ]
) {
  assert.equal((await ours.fetch(webhook(signature))).status, status, `ours: ${what}`);
  assert.equal((await theirs(webhook(signature))).status, status, `theirs: ${what}`);
  console.log(`ok ${what}: ${status} by both`);
}
for (const { query } of manifest("https://app.example").webhooks) parse(query);
console.log("ok the subscription is GraphQL");
