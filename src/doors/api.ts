/** `/api/stores/:store/…`: what a shop's own programs may read and do, by its bearer token. Every answer is JSON; none names another shop. */
import type { Context, Next } from "hono";
import { Hono } from "hono";
import * as v from "valibot";
import { sendAgain } from "../flow/send_again.ts";
import type { Shop } from "../flow/ports.ts";
import { keyText } from "../messages/message.ts";
import { STORE_ID } from "../orders/order_id.ts";
import { type IgnoredRow, selectIgnored } from "../store/ignored.ts";
import { selectWrong, WRONG_STATES, type WrongRow } from "../store/messages.ts";
import { readParked, selectParkedPage } from "../store/parked.ts";
import { isBearer } from "./bearer.ts";
import { openCursor, sealCursor } from "./cursor.ts";
import { complain, JSON_MAX_BYTES, readJson } from "./api_body.ts";
import { conversationApi } from "./api_conversations.ts";
import { suppressionApi } from "./api_suppressions.ts";
import { logFailure } from "./log.ts";
import { ownKey } from "./own_key.ts";
import { networkOf } from "./pages/network.ts";
import { type Ports, portsOf } from "./ports.ts";
import type { WaybillHono } from "./web.ts";

/** As every door, and who asks. */
export interface ApiHono extends WaybillHono {
  readonly Variables: WaybillHono["Variables"] & { ports: Ports; shop: Shop };
}

const PAGE_MAX = 100;
const RETRY_AFTER_S = 30;

export const api = new Hono<ApiHono>();

api.use("/:store/*", identify);
api.route("/:store/suppressions", suppressionApi);
api.route("/:store/conversations", conversationApi);

api.get("/:store/mails", async (context) => {
  const { ports, shop } = context.var;
  const state = WRONG_STATES.find((one) => one === context.req.query("state"));
  if (state === undefined) {
    return complain(context, 400, "state", `must be one of ${WRONG_STATES.join(", ")}`);
  }
  const after = context.req.query("after");
  const key = after === undefined ? null : ownKey(shop, after);
  if (after !== undefined && key === null) {
    return complain(context, 400, "after", "must be the key of a mail of this store");
  }
  const { results } = await selectWrong(ports.db, shop.id, state, key, PAGE_MAX).all<WrongRow>();
  const mails = results.map(({ subject, kind, about, settled_at, ...row }) => ({
    key: keyText({ subject, kind, about }),
    kind,
    ...row,
    settled_at: settled_at === null ? null : new Date(settled_at).toISOString(),
  }));
  return context.json({ mails, after: mails.length < PAGE_MAX ? null : mails.at(-1)!.key });
});

api.post("/:store/mails/again", async (context) => {
  const { ports, shop } = context.var;
  const read = await readJson(context, v.object({ key: v.string() }), JSON_MAX_BYTES);
  if (!read.ok) return complain(context, read.status, read.field, read.message);
  const key = ownKey(shop, read.value.key);
  if (key === null) return complain(context, 404, "key", "must be the key of a mail of this store");
  const is_owed = await sendAgain(ports, key, ports.clock());
  if (is_owed) return context.json({ owed: true }, 202);
  return complain(
    context,
    409,
    "key",
    `must be of a mail that is ${WRONG_STATES.join(", ")} and can be written again`,
  );
});

api.get("/:store/ignored", async (context) => {
  const { ports, shop } = context.var;
  const { results } = await selectIgnored(ports.db, shop.id).all<IgnoredRow>();
  return context.json({
    ignored: results.map(({ last_at, ...row }) => ({ ...row, last_at: new Date(last_at).toISOString() })),
  });
});

api.get("/:store/parked", async (context) => {
  const { ports, shop } = context.var;
  const sealed = context.req.query("after");
  const after = sealed === undefined ? [] : await openCursor(ports, shop.id, "parked", sealed, 3);
  if (after === null) return complain(context, 400, "after", "must be what the page before it gave");
  const rows = readParked(await selectParkedPage(ports.db, shop.id, after, PAGE_MAX).all());
  const last = rows.at(-1);
  return context.json({
    parked: rows.map(({ source, delivery_id, received_at, names, happenings }) => ({
      source,
      delivery: delivery_id,
      received_at: new Date(received_at).toISOString(),
      waits_for: names,
      types: happenings.map(({ type }) => type),
    })),
    after: last === undefined || rows.length < PAGE_MAX
      ? null
      : await sealCursor(ports, shop.id, "parked", [last.names[0]!, last.source, last.delivery_id]),
  });
});

api.all("*", (context) => complain(context, 404, "path", "must be one of docs/api.md"));

api.onError((error, context) => {
  logFailure("api_failed", { path: context.req.routePath }, error);
  context.header("Retry-After", String(RETRY_AFTER_S));
  return context.json({ error: "unavailable", message: "Cannot answer at the moment: ask again" }, 503);
});

/** The same 401 for a store that does not exist, one without a token, and a wrong one. */
async function identify(context: Context<ApiHono>, next: Next): Promise<Response | void> {
  context.header("Cache-Control", "no-store");
  const ports = portsOf(context.env);
  const id = context.req.param("store") ?? "";
  const shop = STORE_ID.test(id) ? await ports.find_shop(id, ports.clock()) : null;
  const is_known = await isBearer(context.req.header("Authorization"), shop?.secrets["api"] ?? []);
  if (shop !== null && is_known) {
    context.set("ports", ports);
    context.set("shop", shop);
    return await next();
  }
  if (!(await ports.limits.network(`api ${networkOf(context)}`)).success) {
    context.header("Retry-After", "60");
    return context.json({ error: "too_many", message: "Too many refused requests: wait a minute" }, 429);
  }
  context.header("WWW-Authenticate", "Bearer");
  return context.json(
    { error: "token", message: "Authorization must be Bearer and this store's token" },
    401,
  );
}
