/**
 * Every kind of mail in every language for every sample order, as the Worker would send it; sends and writes nothing.
 */
import * as v from "valibot";
import { attachmentsFor } from "../../src/mail/mime/attachments.ts";
import { compose, type Mail } from "../../src/mail/mime/compose.ts";
import { mailView } from "../../src/mail/content/mail_content.ts";
import { renderStandalone, standaloneView } from "../../src/mail/content/standalone.ts";
import { render } from "../../src/mail/content/render.ts";
import {
  isStandaloneKind,
  keyText,
  MAIL_KINDS,
  type MailKind,
  type OrderKind,
  type StandaloneKind,
} from "../../src/messages/message.ts";
import type { StoredStandalone } from "../../src/messages/standalone.ts";
import { customerSubject } from "../../src/messages/subject.ts";
import { factsShownSoFar } from "../../src/orders/plan/facts_shown.ts";
import { addressee } from "../../src/orders/addressee.ts";
import { planMessages } from "../../src/orders/plan/plan.ts";
import { ShopSettings } from "../../src/orders/shop.ts";
import { CATALOGUES } from "../../templates/locales/translate.ts";
import { linksOf } from "../../test/mail/standalone_samples.ts";
import { NORDLICHT, NOW_MS } from "../pictures_cast.ts";
import { standalonesFor } from "./standalones.ts";
import { type Sample, samplesFor } from "./samples.ts";

export interface WrittenMail {
  /** Path without its ending, below the folder of all mails: `order_link/en-US.guest`. */
  readonly path: string;
  readonly kind: MailKind;
  /** With its region: `de-DE`. */
  readonly locale: string;
  /** Name of the sample order. */
  readonly sample: string;
  readonly mail: Mail;
  readonly raw: string;
}

export interface MailSet {
  readonly mails: readonly WrittenMail[];
  /** Mails that could not be composed, and why. */
  readonly faults: readonly string[];
}

const PAGE_URL =
  "https://orders.nordlicht.example/o/AQGAbRoZZGVtby9zaG9waWZ5LzEwMDFFb0tpVHFNeFZiOGhQM2tRbTJ2WDdhSnRSNXdaYzlMZllkNlNnQm40VWU";
const SHOP = v.parse(ShopSettings, NORDLICHT);

/** One locale for each catalogue, with the region where most of its readers live. */
export const LOCALES: readonly string[] = Object.keys(CATALOGUES).map((language) =>
  `${language}-${new Intl.Locale(language).maximize().region}`
);

export async function mailSet(kinds: readonly MailKind[] = MAIL_KINDS): Promise<MailSet> {
  const mails: WrittenMail[] = [];
  const faults: string[] = [];
  for (const kind of kinds) {
    for (const locale of LOCALES) {
      for (const { name, write } of lettersFor(kind, locale)) {
        const path = `${kind}/${locale}.${name}`;
        try {
          const mail = await write();
          mails.push({ path, kind, locale, sample: name, mail, raw: await compose(mail) });
        } catch (error) {
          faults.push(`${path}: ${error instanceof Error ? error.message : error}`);
        }
      }
    }
  }
  return { mails, faults };
}

interface Unwritten {
  readonly name: string;
  readonly write: () => Mail | Promise<Mail>;
}

function lettersFor(kind: MailKind, locale: string): readonly Unwritten[] {
  return isStandaloneKind(kind)
    ? standalonesFor(kind, locale).map(({ name, standalone }) => ({
      name,
      write: () => standaloneLetter(kind, standalone),
    }))
    : samplesFor(kind, locale).map((sample) => ({ name: sample.name, write: () => letter(kind, sample) }));
}

function standaloneLetter(kind: StandaloneKind, standalone: StoredStandalone): Mail {
  const subject = customerSubject("demo", "1");
  return {
    key: keyText({ subject, kind, about: "" }),
    from: { name: SHOP.name, email: SHOP.from.email },
    to: { name: standalone.to.name, email: standalone.to.email },
    reply_to: { name: SHOP.name, email: SHOP.support_email },
    ...renderStandalone(kind, standaloneView(kind, standalone, SHOP, linksOf(kind, standalone))),
    date_ms: NOW_MS,
    headers: { "Auto-Submitted": "auto-generated" },
  };
}

/** Composes the mail as a delivery does, with an unsigned link. */
async function letter(kind: OrderKind, { order, about, ledger, now_ms }: Sample): Promise<Mail> {
  const planned = planMessages({ order, shop: SHOP, ledger, now_ms }).find((message) =>
    message.kind === kind
  );
  const key = { subject: `demo/shopify/${order.details.id}`, kind, about: planned?.about ?? about ?? "" };
  const view = mailView(order, SHOP, key, factsShownSoFar(ledger), { page_url: PAGE_URL }, now_ms);
  const { name, email } = addressee(order, kind);
  if (email === undefined) throw new Error("the telling order must have an address to write to");
  return {
    key: keyText(key),
    from: { name: SHOP.name, email: SHOP.from.email },
    to: { name, email },
    reply_to: { name: SHOP.name, email: SHOP.support_email },
    ...render(kind, view),
    attachments: await attachmentsFor(kind, view, now_ms),
    date_ms: now_ms,
    headers: { "Auto-Submitted": "auto-generated" },
  };
}
