/**
 * The mails that were sent about an order: anyone with the link sees which and when; only the proven customer sees
 * their content.
 */
import { shopWords } from "../../mail/format/shop_wording.ts";
import type { Context } from "hono";
import { Hono } from "hono";
import { MailsPage, SentMailPage } from "../../../templates/pages/mails.tsx";
import { framedMail } from "../../../templates/pages/dev_mailbox.tsx";
import { momentText } from "../../mail/format/dates.ts";
import { oneLine } from "../../mail/format/text.ts";
import { parseMail } from "../../mail/mime/parse.ts";
import { shopView } from "../../mail/view/order_view.ts";
import { type LedgerEntry, mayHaveBeenRead } from "../../messages/ledger.ts";
import {
  isShortAnswerKind,
  isSmsKind,
  isStandaloneKind,
  keyText,
  type MessageKey,
  type OrderKind,
} from "../../messages/message.ts";
import { addressee } from "../../orders/addressee.ts";
import { readLedger, selectLedger } from "../../sql/messages.ts";
import { FRAMED_MAIL_POLICY } from "../framed_mail.ts";
import { openOrder, type OrderVisit } from "./visit.ts";
import { localeOf } from "./order_view.ts";
import { proofPath } from "./proof_path.ts";
import type { WaybillHono } from "../hono.ts";
import { gone } from "./gone.tsx";

export const mailPages = new Hono<WaybillHono>();

mailPages.get("/:token/mails", async (context) => {
  const visit = await openOrder(context);
  if (visit === null) return gone(context);
  const locale = localeOf(visit);
  const path = `/o/${visit.token}`;
  const view = {
    ...frameOf(visit, locale),
    back: {
      href: path,
      label: shopWords(visit.shop.settings, locale)("order.number", { number: oneLine(visit.row.number) }),
    },
    mails: (await sentMails(visit)).map((entry) => ({
      ...named(entry, visit, locale),
      href: `${path}/mails/${idOf(entry)}`,
    })),
  };
  return await context.html(<MailsPage view={view} />);
});

mailPages.get("/:token/mails/:id", async (context) => {
  const visit = await openOrder(context);
  if (visit === null) return gone(context);
  if (!visit.proven) return context.redirect(proofPath("order", visit.token, "unmask"), 303);
  const entry = await find(visit, context);
  if (entry === undefined) return gone(context);
  const locale = localeOf(visit);
  const mails = `/o/${visit.token}/mails`;
  const kept = await visit.ports.archive.head(archived(visit, entry));
  const view = {
    ...frameOf(visit, locale),
    ...named(entry, visit, locale),
    back: { href: mails, label: shopWords(visit.shop.settings, locale)("page.mails") },
    frame: kept === null ? null : `${mails}/${idOf(entry)}/html`,
  };
  return await context.html(<SentMailPage view={view} />);
});

mailPages.get("/:token/mails/:id/html", async (context) => {
  const visit = await openOrder(context);
  const entry = visit === null || !visit.proven ? undefined : await find(visit, context);
  const kept = entry === undefined ? null : await visit!.ports.archive.get(archived(visit!, entry));
  if (kept === null) return gone(context);
  const { html } = await parseMail(await kept.text());
  context.set("policy", FRAMED_MAIL_POLICY);
  return context.html(framedMail(html));
});

/** Returns sent mails, newest first. Mails to the recipient of a present are left out. */
async function sentMails({ ports, row }: OrderVisit): Promise<readonly LedgerEntry[]> {
  const ledger = readLedger(await selectLedger(ports.db, row.id).all(), row);
  return ledger
    .filter((entry) =>
      mayHaveBeenRead(entry) && !isStandaloneKind(entry.kind) && !isSmsKind(entry.kind) &&
      !isShortAnswerKind(entry.kind) &&
      addressee(row.order, entry.kind).email === row.order.details.customer.email
    )
    .toSorted((a, b) => (b.closed_at ?? 0) - (a.closed_at ?? 0));
}

async function find(visit: OrderVisit, context: Context<WaybillHono>): Promise<LedgerEntry | undefined> {
  const id = context.req.param("id");
  return (await sentMails(visit)).find((entry) => idOf(entry) === id);
}

/** Encodes the kind and `about` of a mail as an id that may stand in a URL. */
function idOf({ kind, about }: Pick<MessageKey, "kind" | "about">): string {
  return new TextEncoder().encode(`${kind}/${about}`).toBase64({ alphabet: "base64url", omitPadding: true });
}

function archived({ row }: OrderVisit, { kind, about }: LedgerEntry): string {
  return `sent/${keyText({ subject: row.id, kind, about })}`;
}

function named({ kind, closed_at }: LedgerEntry, { shop }: OrderVisit, locale: string) {
  return {
    name: shopWords(shop.settings, locale)(`mailed.${kind as OrderKind}`),
    at: momentText(locale, shop.settings.time_zone, new Date(closed_at ?? 0).toISOString()),
  };
}

function frameOf({ shop }: OrderVisit, locale: string) {
  return { locale, shop: shopView(shop.settings, locale) };
}
