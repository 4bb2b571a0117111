/** The customer's signed pages. A GET changes nothing, whoever opens it; a link that does not open never says why. */
import { type Context, Hono } from "hono";
import { acceptedLocale } from "../../templates/locales/translate.ts";
import { LinkGonePage, LinkSentPage } from "../../templates/pages/link_gone.tsx";
import { OrderPage } from "../../templates/pages/order.tsx";
import { ProblemPage } from "../../templates/pages/problem.tsx";
import { nudge } from "../flow/nudge.ts";
import { recordEvent } from "../flow/record_event.ts";
import { verifyLink } from "../links/signed_link.ts";
import { orderView } from "../mail/view.ts";
import { splitOrderId } from "../orders/order_id.ts";
import { readOrder, selectOrder } from "../store/orders.ts";
import { logFailure } from "./log.ts";
import { type Ports, portsOf } from "./ports.ts";
import type { WaybillHono } from "./web.ts";

/** Fresh links that one order gives out; each is an event of the order, and an old link in wrong hands must not fill it up. */
const LINKS_MAX = 50;

export const customerPages = new Hono<WaybillHono>();

customerPages.use(async (context, next) => {
  await next();
  context.header("Cache-Control", "no-store");
  context.header("X-Robots-Tag", "noindex, nofollow");
});

customerPages.get("/:token", async (context) => {
  const ports = portsOf(context.env);
  const now_ms = ports.clock();
  const token = context.req.param("token");
  const link = await verifyLink(ports.link_keys, token, "order", now_ms);
  const shown = link.ok ? await findOrder(ports, link.value, now_ms) : null;
  if (shown === null) {
    const page = (
      <LinkGonePage locale={localeOf(context)} fresh_path={`/o/${encodeURIComponent(token)}/fresh`} />
    );
    return context.html(page, 404);
  }
  const page_url = `${ports.public_url}/o/${token}`;
  const view = orderView(shown.order, shown.shop.settings, { page_url }, now_ms);
  return context.html(<OrderPage view={view} />);
});

/** Only the address on the order ever gets the fresh link, and every token gets the same answer. */
customerPages.post("/:token/fresh", (context) => {
  const ports = portsOf(context.env);
  // After the answer, so that its time says nothing either. What is lost here the customer asks for again.
  const requesting = requestLink(ports, context.req.param("token"));
  context.executionCtx.waitUntil(requesting.catch((error) => logFailure("link_not_requested", {}, error)));
  return context.html(<LinkSentPage locale={localeOf(context)} />, 202);
});

async function findOrder(ports: Ports, order_id: string, now_ms: number) {
  const { store_id } = splitOrderId(order_id);
  const [shop, result] = await Promise.all([
    ports.find_shop(store_id, now_ms),
    selectOrder(ports.db, order_id).all(),
  ]);
  const row = readOrder(result);
  return shop === null || row === null ? null : { shop, order: row.order };
}

/** A request is an event of the order like any other; repeated within the hour it says nothing new and sends nothing more. */
async function requestLink(ports: Ports, token: string): Promise<void> {
  const now_ms = ports.clock();
  const link = await verifyLink(ports.link_keys, token, "order", now_ms);
  const subject = link.ok ? link.value : link.subject;
  if (subject === undefined) return;
  const found = await findOrder(ports, subject, now_ms);
  if (found === null || found.order.links_requested_at.length >= LINKS_MAX) return;
  const { source, sender_id } = splitOrderId(subject);
  const at = `${new Date(now_ms).toISOString().slice(0, "2026-11-22T10".length)}:00:00.000Z`;
  const recorded = await recordEvent(ports, found.shop, {
    source,
    order: sender_id,
    delivery_id: `link-requested-${at}`,
    happenings: [{ type: "customer.link_requested", at }],
    received_at_ms: now_ms,
  }, now_ms);
  if (!recorded.ok) throw new Error(recorded.message);
  await nudge(ports.nudges, recorded.value.nudges);
}

export function problemPage(context: Context<WaybillHono>, status: 404 | 500): Response | Promise<Response> {
  context.header("Cache-Control", "no-store");
  return context.html(
    <ProblemPage locale={localeOf(context)} problem={status === 404 ? "not_found" : "failed"} />,
    status,
  );
}

function localeOf(context: Context<WaybillHono>): string {
  return acceptedLocale(context.req.header("Accept-Language"));
}
