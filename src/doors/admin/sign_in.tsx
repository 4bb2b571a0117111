/**
 * Signs a person in by a code to their address or by the shop's token, or lists the shops that a person may open through Access. Limits the rate of
 * guesses.
 */
import type { Context } from "hono";
import { Hono } from "hono";
import * as v from "valibot";
import {
  DeskCodePage,
  JoinPage,
  NoInvitationPage,
  ShopsPage,
  SignInPage,
  type SignInView,
} from "../../../templates/admin/sign_in.tsx";
import { w } from "../../../templates/admin/words.ts";
import { isDeskCode, personIn, sendDeskCode } from "../../flow/desk/people.ts";
import { recordAct } from "../../flow/desk/record_act.ts";
import { verifyLink } from "../../links/signed_link.ts";
import { type PersonRow, selectPerson, selectPersonByEmail, selectShopsOfPerson } from "../../sql/people.ts";
import type { Shop } from "../../flow/ports.ts";
import { SHOP_ID } from "../../orders/order_id.ts";
import { ShopSettings } from "../../orders/shop.ts";
import { selectSettings, selectShops } from "../../sql/shops.ts";
import { isBearer } from "../bearer.ts";
import { field, formId, formToken, readForm } from "../forms/form.ts";
import { networkOf } from "../forms/network.ts";
import { inCell, type Ports, portsOf } from "../ports.ts";
import { beginDesk, beginPersonDesk } from "./session.ts";
import type { WaybillHono } from "../hono.ts";
import { accessEmail, mayOpen } from "./may_open.ts";

const SHOPS_MAX = 100;
const ACTION = "desk sign in";
const CODE_ACTION = "desk code";

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
  await noteSignIn(inCell(ports, shop), shop, w("people.token"), now_ms);
  return context.redirect(withinDesk(to, shop.id), 303);
});

/** Without a code it sends one, with one it signs in. An unknown shop or person is answered as a known one is. */
signIn.post("/~code", async (context) => {
  const ports = portsOf(context.env);
  const now_ms = ports.clock();
  const form = await readForm(context);
  if (form === null) return await showSignIn(context, { shop: "", fault: "enter.fault_stale" }, 400);
  const shop_id = field(form, "shop", 32).toLowerCase();
  const email = field(form, "email", 254).toLowerCase();
  const to = field(form, "to", 500);
  if (!(await ports.limits.network(`desk ${networkOf(context)}`)).success) {
    context.header("Retry-After", "60");
    return await showSignIn(context, { shop: shop_id, to, fault: "enter.fault_many" }, 429);
  }
  const is_shown = await formId(ports, "", CODE_ACTION, field(form, "form", 300), now_ms) !== null;
  if (!is_shown || email === "") {
    return await showSignIn(context, { shop: shop_id, to, fault: "enter.fault_stale" }, 400);
  }
  const shop = SHOP_ID.test(shop_id) ? await ports.find_shop(shop_id, now_ms) : null;
  const here = shop === null ? null : inCell(ports, shop);
  const person = here === null ? null : await selectPersonByEmail(here.db, shop_id, email).first<PersonRow>();
  const code = field(form, "code", 16);
  const is_known = shop !== null && here !== null && person !== null;
  if (is_known && code === "") await sendDeskCode(here, shop, person, crypto.randomUUID(), now_ms);
  if (is_known && code !== "" && await isDeskCode(here, person, code, now_ms)) {
    await beginPersonDesk(context, here, person, now_ms);
    await noteSignIn(here, shop, person.name, now_ms);
    return context.redirect(withinDesk(to, shop.id), 303);
  }
  const token = await formToken(ports, "", CODE_ACTION, now_ms);
  const is_wrong = code !== "";
  const view = { shop: SHOP_ID.test(shop_id) ? shop_id : "", email, to, token, is_wrong };
  return await context.html(<DeskCodePage view={view} />, is_wrong ? 401 : 200);
});

/** An invitation leads to the form that sends a code; it opens nothing itself. */
signIn.get("/~join/:token", async (context) => {
  const ports = portsOf(context.env);
  const now_ms = ports.clock();
  const link = await verifyLink(ports.link_keys, context.req.param("token"), "invitation", now_ms);
  const shop_id = link.ok ? link.value.subject.split("/")[0]! : "";
  const shop = link.ok ? await ports.find_shop(shop_id, now_ms) : null;
  const person_id = link.ok ? personIn(shop_id, link.value.subject) : null;
  const person = shop === null || person_id === null
    ? null
    : await selectPerson(inCell(ports, shop).db, shop_id, person_id).first<PersonRow>();
  if (shop === null || person === null) return await context.html(<NoInvitationPage />, 404);
  const view = {
    shop: { id: shop.id, name: shop.settings.name },
    name: person.name,
    role: w(`role.${person.role}`),
    email: person.email,
    token: await formToken(ports, "", CODE_ACTION, now_ms),
  };
  return await context.html(<JoinPage view={view} />);
});

function noteSignIn({ db }: Ports, shop: Shop, person: string, now_ms: number): Promise<void> {
  const id = `signed-in-${crypto.randomUUID()}`;
  return recordAct(db, shop, { id, person, way: "desk", act: "signed_in" }, now_ms);
}

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
    code_token: await formToken(ports, "", CODE_ACTION, ports.clock()),
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
  { directory, cells }: Ports,
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
  const listed_ids = new Set(listed_shops.map(({ href }) => href));
  const as_people = after === "" ? await shopsOfPerson(directory, cells, email) : [];
  listed_shops.unshift(...as_people.filter(({ href }) => !listed_ids.has(href)));
  const next = results.length < SHOPS_MAX ? null : `/admin?after=${results.at(-1)!.id}`;
  return await context.html(<ShopsPage shops={listed_shops} next={next} />);
}

/** The shops at whose desks the address is one of the people, in whatever cell. */
async function shopsOfPerson(directory: D1Database, cells: readonly Ports[], email: string) {
  const found = await Promise.all(
    cells.map(({ db }) => selectShopsOfPerson(db, email, SHOPS_MAX).all<{ readonly shop_id: string }>()),
  );
  const ids = found.flatMap(({ results }) => results.map(({ shop_id }) => shop_id));
  if (ids.length === 0) return [];
  const { results } = await selectSettings(directory, ids)
    .all<{ readonly id: string; readonly settings: string }>();
  return results.map(({ id, settings }) => ({
    href: `/admin/${id}`,
    label: v.parse(ShopSettings, JSON.parse(settings)).name,
  }));
}
