/** The order's page. A GET changes nothing; a link that does not open never says why. */
import { shopWords } from "../../mail/format/shop_wording.ts";
import type { Context } from "hono";
import { Hono } from "hono";
import { LinkSentPage } from "../../../templates/pages/link_gone.tsx";
import { GiftPage, OrderPage } from "../../../templates/pages/order.tsx";
import { CHAT_FORM_SLOT } from "../../../templates/pages/order_chat.tsx";
import { ReceiptPage } from "../../../templates/pages/receipt.tsx";
import { requestOrderLink } from "../../flow/customer/request_link.ts";
import { signLink, verifyLink } from "../../links/signed_link.ts";
import { calendarOf } from "../../mail/format/calendar.ts";
import { shownOrder } from "../../mail/view/page_view.ts";
import { oneLine, textOrNull } from "../../mail/format/text.ts";
import { orderView } from "../../mail/view/order_view.ts";
import { withOwnPictures } from "../../flow/own_pictures.ts";
import { recogniseCarriers } from "../../mail/view/recognise_carriers.ts";
import { homeAt } from "../../orders/goods/arrival.ts";
import { currentWindow } from "../../orders/promise.ts";
import { labelKey } from "../../flow/cases/keep_label.ts";
import { returnProgress } from "../../orders/return_progress.ts";
import { logFailure } from "../log.ts";
import { type Ports, portsOf } from "../ports.ts";
import { findOrder, openOrder } from "./visit.ts";
import { noteFrame } from "./note_frame.ts";
import { localeOf, viewOf } from "./order_view.ts";
import { proofPath } from "./proof_path.ts";
import type { WaybillHono } from "../hono.ts";
import { writableIn } from "../shop_moves.ts";
import { formToken } from "../forms/form.ts";
import { gone } from "./gone.tsx";

/** As long as a session, since the link is not meant to be kept. */
const HISTORY_MS = 1_800_000;

const DAY_MS = 86_400_000;
/** Lines of the order that a calendar's entry names. */
const CALENDAR_LINES = 5;
const LIVE_SCRIPT_PATH = "/assets/live.js?v=2";
/** Placeholder for the page's own version, which is computed with the placeholder in place. */
const VERSION_SLOT = "%version%";
/** Policy of every page, plus the one script that asks whether the page has changed. */
const LIVE_POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; " +
  "img-src 'self' https: data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

export const giftPages = new Hono<WaybillHono>();
/** The same, where the giver wants the contents seen. */
export const openGiftPages = new Hono<WaybillHono>();
export const orderPages = new Hono<WaybillHono>();

orderPages.get("/:token", async (context) => {
  const visit = await openOrder(context);
  if (visit === null) return gone(context);
  const marked = markedAnswer(context);
  if (marked !== null) return context.redirect(`/o/${visit.token}/${marked}`, 303);
  const live = { script: LIVE_SCRIPT_PATH, version: VERSION_SLOT };
  const html = String(await <OrderPage view={await viewOf(visit)} live={live} />);
  const version = `"${await digestOf(html)}"`;
  context.header("ETag", version);
  context.set("policy", LIVE_POLICY);
  if (context.req.header("If-None-Match") === version) return context.body(null, 304);
  const form = await formToken(visit.ports, visit.row.id, "chat", visit.now_ms);
  return context.html(
    html.replace(VERSION_SLOT, version.replaceAll('"', "&quot;")).replace(CHAT_FORM_SLOT, form),
  );
});

orderPages.get("/:token/receipt", async (context) => {
  const visit = await openOrder(context);
  if (visit === null) return gone(context);
  return context.html(<ReceiptPage view={await viewOf(visit)} back={`/o/${visit.token}`} />);
});

orderPages.get("/:token/delivery.ics", async (context) => {
  const visit = await openOrder(context);
  const window = visit === null ? null : currentWindow(visit.row.order, visit.shop.settings);
  // After the delivery there is nothing to wait for.
  if (visit === null || window === null || homeAt(visit.row.order) !== null) return gone(context);
  const { row, shop, ports, token, proven, now_ms } = visit;
  const locale = localeOf(visit);
  const t = shopWords(shop.settings, locale);
  const url = `${ports.public_url}/o/${token}`;
  const { pickup, delivery_address } = orderView(
    shownOrder({ order: row.order, locale, proven }),
    shop.settings,
    { page_url: url },
    now_ms,
  );
  const place = pickup?.lines ?? (proven ? delivery_address : null);
  const text = calendarOf({
    uid: `${await digestOf(row.id)}@waybill`,
    summary: t("ics.summary", { number: oneLine(row.number), shop: shop.settings.name }),
    description: [
      ...row.order.details.lines.slice(0, CALENDAR_LINES).map(({ quantity, title }) =>
        t("line.quantity_and_title", { quantity, title: oneLine(title) })
      ),
      url,
    ].join(" · "),
    location: place === null ? null : place.join(", "),
    url,
    window,
    now_ms,
  });
  return context.body(text, 200, {
    "Content-Type": "text/calendar; charset=utf-8",
    "Content-Disposition": 'attachment; filename="delivery.ics"',
  });
});

/** A label that the shop uploaded for one of this order's returns, for as long as it may be used. */
orderPages.get("/:token/labels/:name", async (context) => {
  const visit = await openOrder(context);
  if (visit === null) return gone(context);
  const { row, shop, ports, now_ms } = visit;
  const one = row.order.returns.find(({ label_file }) => label_file?.name === context.req.param("name"));
  const is_usable = one !== undefined &&
    returnProgress(row.order, one, shop.settings, now_ms).step === "approved";
  const kept = is_usable ? await ports.mail.get(labelKey(row.id, one.label_file!.name)) : null;
  if (kept === null) return gone(context);
  const { type } = one!.label_file!;
  const is_document = type === "application/pdf";
  // A browser's own reader of PDFs does not run in a sandbox: the file is kept, and opened by a tap.
  if (!is_document) {
    context.set("policy", "default-src 'none'; img-src 'self'; sandbox; frame-ancestors 'none'");
  }
  return context.body(await kept.arrayBuffer(), 200, {
    "Content-Type": type,
    "Content-Disposition": is_document ? 'attachment; filename="return-label.pdf"' : "inline",
  });
});

/** A separate link for a present: its recipient cannot get from it to the prices. */
orderPages.get("/:token/gift", async (context) => {
  const visit = await openOrder(context);
  if (visit === null) return gone(context);
  const { ports, row, shop, now_ms } = visit;
  const is_open = context.req.query("contents") === "shown";
  const token = await signLink(ports.link_keys, {
    purpose: is_open ? "gift_contents" : "gift",
    subject: row.id,
    expires_at_ms: now_ms + shop.settings.link_days * DAY_MS,
    issued_at_ms: now_ms,
  });
  return context.redirect(`/${is_open ? "p" : "g"}/${token}`, 303);
});

giftPages.get("/:token", (context) => showGift(context, "gift"));
openGiftPages.get("/:token", (context) => showGift(context, "gift_contents"));

async function showGift(context: Context<WaybillHono>, purpose: "gift" | "gift_contents"): Promise<Response> {
  const visit = await openOrder(context, purpose);
  if (visit === null) return await gone(context);
  const { gift } = visit.row.order.details;
  const known = await withOwnPictures(visit.ports, await recogniseCarriers(visit.row.order));
  const order = shownOrder({ order: known, locale: localeOf(visit), proven: false });
  const page_url = `${visit.ports.public_url}${context.req.path}`;
  const view = orderView(order, visit.shop.settings, { page_url }, visit.now_ms, "recipient");
  const shows_contents = purpose === "gift_contents" || gift?.shows_contents === true;
  return await context.html(
    <GiftPage view={view} words={textOrNull(gift?.message)} shows_contents={shows_contents} />,
  );
}

/** All orders of the same customer, only after proof by a code. */
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

/** Sends the fresh link only to the address on the order; every token gets the same answer. */
orderPages.post("/:token/fresh", async (context) => {
  const ports = portsOf(context.env);
  // Runs after the answer, so that the response time reveals nothing. If it fails, the customer can ask again.
  const requesting = sendFresh(ports, context.req.param("token"));
  context.executionCtx.waitUntil(requesting.catch((error) => logFailure("link_not_requested", {}, error)));
  return context.html(<LinkSentPage {...await noteFrame(context)} />, 202);
});

async function sendFresh(ports: Ports, token: string): Promise<void> {
  const now_ms = ports.clock();
  const link = await verifyLink(ports.link_keys, token, "order", now_ms);
  const subject = link.ok ? link.value.subject : link.subject;
  if (subject === undefined) return;
  const found = await findOrder(ports, subject, now_ms);
  if (found !== null) await requestOrderLink(writableIn(ports, found.shop), found.shop, found.row, now_ms);
}

/** Returns the path of the form when a link in a mail preselects an answer; this records no answer. */
function markedAnswer(context: Context<WaybillHono>): string | null {
  const rating = context.req.query("rating");
  if (rating !== undefined) return /^[1-5]$/.test(rating) ? `rate?rating=${rating}` : "rate";
  const delay = context.req.query("delay");
  return delay === undefined ? null : /^(accepted|cancel)$/.test(delay) ? `delay?delay=${delay}` : "delay";
}

/** Returns a digest that distinguishes versions of a text and does not reveal the text. */
async function digestOf(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return bytes.slice(0, 12).toBase64({ alphabet: "base64url" });
}
