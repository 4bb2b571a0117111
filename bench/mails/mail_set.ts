/** Every kind of mail in every language with every telling order, as the Worker would send it; nothing is sent or written here. */
import * as v from "valibot";
import { compose, type Mail } from "../../src/mail/compose.ts";
import { mailView } from "../../src/mail/matter.ts";
import { render } from "../../src/mail/render.ts";
import { keyText, MESSAGE_KINDS, type MessageKind } from "../../src/messages/message.ts";
import { toldSoFar } from "../../src/messages/told.ts";
import { addressee } from "../../src/orders/addressee.ts";
import { planMessages } from "../../src/orders/plan.ts";
import { ShopSettings } from "../../src/orders/shop.ts";
import { CATALOGUES } from "../../templates/locales/translate.ts";
import { NORDLICHT } from "../pictures_cast.ts";
import { type Sample, samplesFor } from "./samples.ts";

export interface WrittenMail {
  /** Path without its ending, below the folder of all mails: `order_link/en-US.guest`. */
  readonly path: string;
  readonly kind: MessageKind;
  /** With its region: `de-DE`. */
  readonly locale: string;
  /** Name of the telling order. */
  readonly sample: string;
  readonly mail: Mail;
  readonly raw: string;
}

export interface MailSet {
  readonly mails: readonly WrittenMail[];
  /** Mails that could not be written, and why. */
  readonly faults: readonly string[];
}

const PAGE_URL =
  "https://orders.nordlicht.example/o/AQGAbRoZZGVtby9zaG9waWZ5LzEwMDFFb0tpVHFNeFZiOGhQM2tRbTJ2WDdhSnRSNXdaYzlMZllkNlNnQm40VWU";
const SHOP = v.parse(ShopSettings, NORDLICHT);

/** One for each catalogue, with the region where most of its readers live. */
export const LOCALES: readonly string[] = Object.keys(CATALOGUES).map((language) =>
  `${language}-${new Intl.Locale(language).maximize().region}`
);

export async function mailSet(kinds: readonly MessageKind[] = MESSAGE_KINDS): Promise<MailSet> {
  const mails: WrittenMail[] = [];
  const faults: string[] = [];
  for (const kind of kinds) {
    for (const locale of LOCALES) {
      for (const sample of samplesFor(kind, locale)) {
        const path = `${kind}/${locale}.${sample.name}`;
        try {
          const mail = letter(kind, sample);
          mails.push({ path, kind, locale, sample: sample.name, mail, raw: await compose(mail) });
        } catch (error) {
          faults.push(`${path}: ${error instanceof Error ? error.message : error}`);
        }
      }
    }
  }
  return { mails, faults };
}

/** As a delivery makes it, with a link that nobody signed. */
function letter(kind: MessageKind, { order, ledger, now_ms }: Sample): Mail {
  const planned = planMessages({ order, shop: SHOP, ledger, now_ms }).find((message) =>
    message.kind === kind
  );
  const key = { subject: `demo/shopify/${order.details.id}`, kind, about: planned?.about ?? "" };
  const view = mailView(order, SHOP, key, toldSoFar(ledger), { page_url: PAGE_URL }, now_ms);
  const { name, email } = addressee(order, kind);
  if (email === undefined) throw new Error("the telling order must have an address to write to");
  return {
    key: keyText(key),
    from: { name: SHOP.name, email: SHOP.from.email },
    to: { name, email },
    reply_to: { name: SHOP.name, email: SHOP.support_email },
    ...render(kind, view),
    date_ms: now_ms,
    headers: { "Auto-Submitted": "auto-generated" },
  };
}
