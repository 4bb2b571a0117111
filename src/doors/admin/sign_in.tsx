/**
 * Signs a person in by the shop's token, or lists the shops that a person may open through Access. Limits the rate of
 * guesses.
 */
import type { Context } from "hono";
import { Hono } from "hono";
import * as v from "valibot";
import { ShopsPage, SignInPage, type SignInView } from "../../../templates/admin/sign_in.tsx";
import { SHOP_ID } from "../../orders/order_id.ts";
import { ShopSettings } from "../../orders/shop.ts";
import { selectShops } from "../../sql/shops.ts";
import { isBearer } from "../bearer.ts";
import { field, formId, formToken, readForm } from "../forms/form.ts";
import { networkOf } from "../forms/network.ts";
import { type Ports, portsOf } from "../ports.ts";
import { beginDesk } from "./session.ts";
import type { WaybillHono } from "../hono.ts";
import { accessEmail, mayOpen } from "./may_open.ts";

const SHOPS_MAX = 100;
const ACTION = "desk sign in";

export const signIn = new Hono<WaybillHono>();

signIn.get("/", async (context) => {
  const ports = portsOf(context.env);
  const email = await accessEmail(context, ports, ports.clock());
  return email === null
    ? await showSignIn(context, { shop: "", fault: null }, 200)
    : await showShops(context, ports, email);
});

signIn.post("/", async (context) => {
  const ports = portsOf(context.env);
  const now_ms = ports.clock();
  const form = await readForm(context);
  if (form === null) return await showSignIn(context, { shop: "", fault: "enter.fault_stale" }, 400);
  const shop_id = field(form, "shop", 32).toLowerCase();
  const to = field(form, "to", 500);
  // The limit is checked before the token, so that a guess beyond the limit is refused even where it is right.
  if (!(await ports.limits.network(`desk ${networkOf(context)}`)).success) {
    context.header("Retry-After", "60");
    return await showSignIn(context, { shop: shop_id, to, fault: "enter.fault_many" }, 429);
  }
  if (await formId(ports, "", ACTION, field(form, "form", 300), now_ms) === null) {
    return await showSignIn(context, { shop: shop_id, to, fault: "enter.fault_stale" }, 400);
  }
  const shop = SHOP_ID.test(shop_id) ? await ports.find_shop(shop_id, now_ms) : null;
  const token = field(form, "token", 200);
  if (!await isBearer(`Bearer ${token}`, shop?.secrets["api"] ?? []) || shop === null) {
    return await showSignIn(context, { shop: shop_id, to, fault: "enter.fault_token" });
  }
  await beginDesk(context, ports, shop.id, token, now_ms);
  return context.redirect(withinDesk(to, shop.id), 303);
});

/** Shows the sign-in page; status 401 where another page was asked for. */
export async function showSignIn(
  context: Pick<Context<WaybillHono>, "env" | "req" | "html">,
  { shop: shop_id, to, fault }: Pick<SignInView, "shop" | "fault"> & { readonly to?: string },
  status: 200 | 400 | 401 | 429 = 401,
): Promise<Response> {
  const ports = portsOf(context.env);
  const asked = context.req.method === "GET" ? new URL(context.req.url) : null;
  const view: SignInView = {
    shop: SHOP_ID.test(shop_id) ? shop_id : "",
    token: await formToken(ports, "", ACTION, ports.clock()),
    to: to ?? (asked === null ? "" : `${asked.pathname}${asked.search}`.slice(0, 500)),
    fault,
  };
  return await context.html(<SignInPage view={view} />, status);
}

/**
 * Returns the page that was asked for where it belongs to this desk, otherwise the desk's first page; `to` can lead
 * nowhere else.
 */
function withinDesk(to: string, shop_id: string): string {
  const home = `/admin/${shop_id}`;
  if (!URL.canParse(to, "https://desk.invalid")) return home;
  const { origin, pathname, search } = new URL(to, "https://desk.invalid");
  const is_here = origin === "https://desk.invalid" && (pathname === home || pathname.startsWith(`${home}/`));
  return is_here ? `${pathname}${search}` : home;
}

async function showShops(
  context: Context<WaybillHono>,
  { directory }: Ports,
  email: string,
): Promise<Response> {
  const after = context.req.query("after") ?? "";
  const listed = selectShops(directory, SHOP_ID.test(after) ? after : "", SHOPS_MAX);
  const { results } = await listed.all<{ readonly id: string; readonly settings: string }>();
  const shops = results.map(({ id, settings }) => ({
    id,
    settings: v.parse(ShopSettings, JSON.parse(settings)),
  }));
  const listed_shops = shops.filter(({ settings }) => mayOpen(settings, email))
    .map(({ id, settings }) => ({ href: `/admin/${id}`, label: settings.name }));
  const next = results.length < SHOPS_MAX ? null : `/admin?after=${results.at(-1)!.id}`;
  return await context.html(<ShopsPage shops={listed_shops} next={next} />);
}
