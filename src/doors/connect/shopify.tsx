/**
 * `GET /shopify/:shop`: the app's own address at Shopify, from which a store grants access, and the address to which
 * Shopify returns with a code. The code is exchanged once, by the browser that asked for it. OAuth returns by a GET, so
 * that this GET alone changes something: signature and state stand where a form's token stands elsewhere.
 */
import { Hono } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { Context } from "hono";
import type { ConnectOutcome } from "../../../templates/admin/connect.tsx";
import { installApp, installedApp } from "../../flow/connect/install_app.ts";
import type { Shop } from "../../flow/ports.ts";
import { SHOP_ID } from "../../orders/order_id.ts";
import { exchangeCode, grantUrl, type Redirect, verifyRedirect } from "../../sources/shopify/app.ts";
import { missingScopes, scopesOf } from "../../sources/shopify/topics.ts";
import { sameText } from "../../sources/verify/signature.ts";
import { problemPage } from "../error_page.tsx";
import type { WaybillHono } from "../hono.ts";
import { logFailure } from "../log.ts";
import { type Ports, portsOf } from "../ports.ts";
import { writableIn } from "../shop_moves.ts";
import { senderAsker } from "../webhooks/ask_sender.ts";
import { type ShopifyApp, shopifyApp } from "./shopify_app.ts";

/** `__Host-` limits the cookie to this host and to TLS. */
const COOKIE = "__Host-shopify-state";
/** Seconds in which a merchant reads what the app may do and grants it. */
const GRANT_S = 600;
const STATE_BYTES = 24;

export const shopifyConnect = new Hono<WaybillHono>();

shopifyConnect.get("/:shop", async (context) => {
  const opened = await open(context);
  if (opened instanceof Response) return opened;
  const { ports, shop, app } = opened;
  const installed = await installedApp(ports.db, shop.id, "shopify");
  const scopes = scopesOf(app);
  const has_token = (shop.secrets["shopify.token"] ?? []).length > 0;
  // Opened again from the store's admin: there is nothing to grant.
  if (installed !== null && has_token && missingScopes(scopes, installed.scopes.split(",")).length === 0) {
    return context.redirect(`/admin/${shop.id}`, 302);
  }
  const state = ports.random(STATE_BYTES).toBase64({ alphabet: "base64url" });
  setCookie(context, COOKIE, state, {
    path: "/",
    httpOnly: true,
    secure: true,
    // The merchant comes back from Shopify, by a link.
    sameSite: "Lax",
    maxAge: GRANT_S,
  });
  return context.redirect(grantUrl(app, { scopes, redirect_uri: returnUrl(ports, shop), state }), 302);
});

shopifyConnect.get("/:shop/granted", async (context) => {
  const opened = await open(context);
  if (opened instanceof Response) return opened;
  const { ports, shop, app, now_ms, redirect: { code, state } } = opened;
  const ours = getCookie(context, COOKIE);
  deleteCookie(context, COOKIE, { path: "/", secure: true });
  // Without the state, somebody else's code could be brought to this shop by a link.
  if (ours === undefined || state === null || !sameText(ours, state)) {
    return await show(context, "state", 403);
  }
  if (code === null) return await show(context, "refused", 400);
  const access = await exchangeCode(app, code, senderAsker(ports.ways.fetch, [app.domain]));
  if (!access.ok) {
    logFailure("shopify_not_connected", { shop: shop.id }, new Error(access.message));
    return await show(context, access.reason, access.reason === "refused" ? 400 : 503);
  }
  // Without choices for an exchange the app works: customers then write what they want.
  const needed = scopesOf({ ...app, offers_exchanges: false });
  if (missingScopes(needed, access.value.scopes).length > 0) return await show(context, "scopes", 403);
  await installApp(ports, shop, { source: "shopify", store: app.domain, access: access.value }, now_ms);
  return await show(context, "connected", 200, `/admin/${shop.id}`);
});

interface Opened {
  readonly ports: Ports;
  readonly shop: Shop;
  readonly app: ShopifyApp;
  readonly redirect: Redirect;
  readonly now_ms: number;
}

/** Returns the shop and what Shopify's redirect proves, or the page that refuses it. */
async function open(context: Context<WaybillHono>): Promise<Opened | Response> {
  const ports = portsOf(context.env);
  const now_ms = ports.clock();
  const shop_id = context.req.param("shop") ?? "";
  const shop = SHOP_ID.test(shop_id) ? await ports.find_shop(shop_id, now_ms) : null;
  const app = shop === null ? null : shopifyApp(shop);
  // An unknown shop and one without an app look the same.
  if (shop === null || app === null) return await problemPage(context, 404);
  const redirect = await verifyRedirect(new URL(context.req.url).searchParams, { ...app, now_ms });
  if (redirect.ok) return { ports: writableIn(ports, shop), shop, app, redirect: redirect.value, now_ms };
  return redirect.reason === "signature"
    ? await problemPage(context, 404)
    : await show(context, redirect.reason, 403);
}

function returnUrl({ public_url }: Ports, { id }: Shop): string {
  return `${public_url}/shopify/${id}/granted`;
}

async function show(
  context: Context<WaybillHono>,
  outcome: ConnectOutcome,
  status: 200 | 400 | 403 | 503,
  desk: string | null = null,
): Promise<Response> {
  // Loaded with the first of these few requests: the desk's words come with it.
  const { ConnectPage } = await import("../../../templates/admin/connect.tsx");
  return await context.html(<ConnectPage outcome={outcome} desk={desk} />, status);
}
