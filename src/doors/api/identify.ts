/** Finds out which program of which shop asks, what it may do, and how often it may ask. */
import type { Context, Next } from "hono";
import { findToken } from "../../flow/programs/api_tokens.ts";
import type { Shop } from "../../flow/ports.ts";
import { SHOP_ID } from "../../orders/order_id.ts";
import { mayUse } from "../../values/scope.ts";
import { bearerIn, isBearer } from "../bearer.ts";
import { networkOf } from "../forms/network.ts";
import { inCell, type Ports, portsOf } from "../ports.ts";
import { servedIn } from "../shop_moves.ts";
import type { ApiHono, Caller } from "./api_env.ts";
import { answerProblem } from "./problem.ts";
import { countRequest, REQUESTS_MAX, WINDOW_S } from "./rate.ts";
import { scopeOf } from "./scope_of.ts";

/** The shop's own token, which is older than the tokens of its programs and opens its desk too. */
const OWNER: Caller = { id: "~shop", name: "API", scopes: ["admin"] };

/** The same 401 for a shop that does not exist, one without a token, and a wrong one. */
export async function identify(context: Context<ApiHono>, next: Next): Promise<Response | void> {
  context.header("Cache-Control", "no-store");
  const ports = portsOf(context.env);
  const id = context.req.param("shop") ?? "";
  const shop = SHOP_ID.test(id) ? await ports.find_shop(id, ports.clock()) : null;
  const caller = await callerOf(context, ports, shop);
  if (shop === null || caller === null) return await refuseStranger(context, ports);
  const refused = await refuseMany(context, ports, `${shop.id} ${caller.id}`) ?? refuseScope(context, caller);
  if (refused !== null) return refused;
  context.set("ports", servedIn(context, ports, shop));
  context.set("shop", shop);
  context.set("caller", caller);
  return await next();
}

async function callerOf(
  context: Context<ApiHono>,
  ports: Ports,
  shop: Shop | null,
): Promise<Caller | null> {
  const header = context.req.header("Authorization");
  if (await isBearer(header, shop?.secrets["api"] ?? [])) return OWNER;
  if (shop === null) return null;
  return await findToken(inCell(ports, shop).db, shop, bearerIn(header), ports.clock());
}

async function refuseStranger(context: Context<ApiHono>, ports: Ports): Promise<Response> {
  if (!(await ports.limits.network(`api ${networkOf(context)}`)).success) {
    context.header("Retry-After", "60");
    const detail = "Too many refused requests: wait a minute";
    return answerProblem(context, { kind: "too_many", status: 429, detail });
  }
  context.header("WWW-Authenticate", "Bearer");
  return answerProblem(context, {
    kind: "token",
    status: 401,
    detail: "Authorization must be Bearer and a token of this shop that has not expired",
  });
}

/**
 * Null where the program may ask. The isolate counts, at no cost, and tells the count in headers; the edge counts what all
 * isolates of a location let through, up to five times as much.
 */
async function refuseMany(context: Context<ApiHono>, ports: Ports, who: string): Promise<Response | null> {
  const rate = countRequest(ports.api_windows, who, ports.clock());
  const is_over = rate.is_over || !(await ports.limits.api(who)).success;
  context.header("RateLimit-Policy", `${REQUESTS_MAX};w=${WINDOW_S}`);
  context.header("RateLimit-Limit", String(rate.limit));
  context.header("RateLimit-Remaining", String(is_over ? 0 : rate.remaining));
  context.header("RateLimit-Reset", String(rate.reset_s));
  if (!is_over) return null;
  context.header("Retry-After", String(rate.reset_s));
  return answerProblem(context, {
    kind: "too_many",
    status: 429,
    detail: `A token may make ${REQUESTS_MAX} requests a minute: ask again in ${rate.reset_s} s`,
  });
}

function refuseScope(context: Context<ApiHono>, { scopes }: Caller): Response | null {
  const needed = scopeOf(context.req.method, context.req.path);
  if (mayUse(scopes, needed)) return null;
  context.header("WWW-Authenticate", `Bearer error="insufficient_scope", scope="${needed}"`);
  return answerProblem(context, {
    kind: "scope",
    status: 403,
    detail: `The token must have the scope ${needed}: it has ${scopes.join(", ")}`,
    needed,
  });
}
