/** Stands for a Saleor: keys of its own, an API that knows its app's token, and webhooks as it signs them. */
import { createSign, generateKeyPairSync } from "node:crypto";
import { Buffer } from "node:buffer";
import type { SaleorOrder } from "../src/saleor_order.ts";

export const API_URL = "https://kontor.saleor.example/graphql/";
export const TOKEN = "app-token";

/** In the shape that the app's subscription asks for. https://docs.saleor.io/api-reference/orders/objects/order.md */
export const ADAS_ORDER: SaleorOrder = {
  id: "T3JkZXI6ZTUzZTBlM2MtMjk5Yi00OWYxLWIyZDItY2Q4NWExYTgxYjY2",
  number: "1001",
  status: "UNFULFILLED",
  created: "2026-11-22T12:00:00.203440+00:00",
  updatedAt: "2026-11-22T12:00:05.000000+00:00",
  languageCodeEnum: "DE_AT",
  userEmail: "ada@lovelace.example",
  user: { firstName: "Ada" },
  metadata: [],
  shippingAddress: {
    firstName: "Ada",
    lastName: "Lovelace",
    companyName: "",
    streetAddress1: "Torstraße 1",
    streetAddress2: "",
    city: "BERLIN",
    countryArea: "",
    postalCode: "10119",
    phone: "",
    country: { code: "DE" },
  },
  billingAddress: null,
  lines: [{
    id: "T3JkZXJMaW5lOjE=",
    productName: "Coffee mill",
    translatedProductName: "Kaffeemühle",
    variantName: "",
    productSku: "KM-1",
    quantity: 2,
    isShippingRequired: true,
    thumbnail: { url: "https://kontor.saleor.example/thumbnail/muehle.jpg" },
    undiscountedTotalPrice: { gross: { amount: 144.01 } },
    totalPrice: { gross: { amount: 134.01 } },
  }],
  discounts: [{ name: "WELCOME", translatedName: "WILLKOMMEN", amount: { amount: 10 } }],
  deliveryMethod: { name: "DHL Paket" },
  shippingPrice: { gross: { amount: 4.9 } },
  total: { currency: "EUR", gross: { amount: 128.91 }, tax: { amount: 20.58 } },
  authorizeStatus: "FULL",
  chargeStatus: "NONE",
  fulfillments: [],
  transactions: [],
};

export function saleorFake() {
  let pair = generateKeyPairSync("rsa", { modulusLength: 2_048 });
  const jwks = () => ({
    keys: [{ ...pair.publicKey.export({ format: "jwk" }), kid: "1", use: "sig", alg: "RS256" }],
  });
  const answer = (input: string, init?: RequestInit): Response => {
    if (input === "https://kontor.saleor.example/.well-known/jwks.json") return Response.json(jwks());
    if (input !== API_URL) throw new Error(`Asked ${input}`);
    const { query } = JSON.parse(String(init?.body));
    if (new Headers(init?.headers).get("authorization") !== `Bearer ${TOKEN}`) {
      return Response.json({ errors: [{ message: "Invalid token" }] }, { status: 401 });
    }
    if (/app \{ id \}/.test(query)) return Response.json({ data: { app: { id: "QXBwOjE=" } } });
    const orders = { pageInfo: { hasNextPage: false, endCursor: null }, edges: [{ node: ADAS_ORDER }] };
    return Response.json({ data: { orders } });
  };
  return {
    jwks,
    /** From here on another key signs. */
    changeKeys: () => pair = generateKeyPairSync("rsa", { modulusLength: 2_048 }),
    fetch:
      ((input: string, init?: RequestInit) =>
        Promise.resolve(answer(input, init))) as typeof globalThis.fetch,
    /** RS256 over `<header>.<body>` with the body itself detached. */
    webhook(event: string, payload: unknown, changes: Readonly<Record<string, string>> = {}): Request {
      const body = JSON.stringify(payload);
      const head = Buffer.from(
        JSON.stringify({ alg: "RS256", kid: "1", b64: false, crit: ["b64"], typ: "JWT" }),
      ).toString("base64url");
      const sign = createSign("RSA-SHA256").update(`${head}.${body}`).sign(pair.privateKey).toString(
        "base64url",
      );
      return new Request("https://app.example/api/webhooks", {
        method: "POST",
        body,
        headers: {
          "content-type": "application/json",
          "saleor-event": event,
          "saleor-api-url": API_URL,
          "saleor-signature": `${head}..${sign}`,
          ...changes,
        },
      });
    },
  };
}
