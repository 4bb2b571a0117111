/** The order's page. A GET changes nothing, whoever opens it; a link that does not open never says why. */
import type { Context } from "hono";
import { Hono } from "hono";
import { LinkGonePage, LinkSentPage } from "../../../templates/pages/link_gone.tsx";
import { OrderPage } from "../../../templates/pages/order.tsx";
import { requestOrderLink } from "../../flow/request_link.ts";
import { signLink, verifyLink } from "../../links/signed_link.ts";
import { orderView } from "../../mail/view.ts";
import { logFailure } from "../log.ts";
import { type Ports, portsOf } from "../ports.ts";
import type { WaybillHono } from "../web.ts";
import { findOrder, openOrder, visitorLocale } from "./opened.ts";
import { proofPath } from "./proof_path.ts";

/** As long as a session: what it opens is not to be kept. */
const HISTORY_MS = 1_800_000;

export const orderPages = new Hono<WaybillHono>();

orderPages.get("/:token", async (context) => {
  const visit = await openOrder(context);
  if (visit === null) return gone(context);
  const { ports, shop, row, token, now_ms } = visit;
  const view = orderView(row.order, shop.settings, { page_url: `${ports.public_url}/o/${token}` }, now_ms);
  return context.html(<OrderPage view={view} />);
});

/** All orders of the same customer: for whoever has shown to be that. */
orderPages.get("/:token/orders", async (context) => {
  const visit = await openOrder(context);
  if (visit === null || visit.customer === null) return gone(context);
  const { ports, customer, token, now_ms } = visit;
  if (!visit.proven) return context.redirect(proofPath("order", token, "history"), 303);
  const link = await signLink(ports.link_keys, {
    purpose: "history",
    subject: customer,
    expires_at_ms: now_ms + HISTORY_MS,
    issued_at_ms: now_ms,
  });
  return context.redirect(`/h/${link}`, 303);
});

/** Only the address on the order ever gets the fresh link, and every token gets the same answer. */
orderPages.post("/:token/fresh", (context) => {
  const ports = portsOf(context.env);
  // After the answer, so that its time says nothing either. What is lost here the customer asks for again.
  const requesting = sendFresh(ports, context.req.param("token"));
  context.executionCtx.waitUntil(requesting.catch((error) => logFailure("link_not_requested", {}, error)));
  return context.html(<LinkSentPage locale={visitorLocale(context)} />, 202);
});

/** The same words whether a link is wrong, expired, revoked or another's. */
export function gone(context: Context<WaybillHono>): Response | Promise<Response> {
  const token = context.req.param("token") ?? "";
  const page = (
    <LinkGonePage locale={visitorLocale(context)} fresh_path={`/o/${encodeURIComponent(token)}/fresh`} />
  );
  return context.html(page, 404);
}

async function sendFresh(ports: Ports, token: string): Promise<void> {
  const now_ms = ports.clock();
  const link = await verifyLink(ports.link_keys, token, "order", now_ms);
  const subject = link.ok ? link.value.subject : link.subject;
  if (subject === undefined) return;
  const found = await findOrder(ports, subject, now_ms);
  if (found !== null) await requestOrderLink(ports, found.shop, found.row, now_ms);
}
