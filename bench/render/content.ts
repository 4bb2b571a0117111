/** The ten-line confirmation that every renderer gets: one ready-made view with its texts already looked up. */
import * as v from "valibot";
import { mailView } from "../../src/mail/content/mail_content.ts";
import { ShopSettings } from "../../src/orders/shop.ts";
import { translator } from "../../templates/locales/translate.ts";
import type { MailView } from "../../templates/view.ts";
import { samplesFor } from "../mails/samples.ts";
import { NORDLICHT } from "../pictures_cast.ts";

export interface Content {
  readonly view: MailView<null>;
  /** Texts that are looked up beforehand, since the other renderers do not look up texts. */
  readonly words: {
    readonly subject: string;
    readonly preheader: string;
    readonly reference: string;
    readonly headline: string;
    readonly lead: string;
    readonly expected: string;
    readonly button: string;
    readonly items: string;
    readonly total: string;
    readonly delivery: string;
    readonly billing: string;
    readonly same_address: string;
    readonly support: string;
    readonly why: string;
  };
}

const PAGE_URL =
  "https://orders.nordlicht.example/o/AQGAbRoZZGVtby9zaG9waWZ5LzEwMDFFb0tpVHFNeFZiOGhQM2tRbTJ2WDdhSnRSNXdaYzlMZllkNlNnQm40VWU";

export function tenLines(): Content {
  const { order, now_ms } = samplesFor("order_confirmation", "en-GB").find(({ name }) =>
    name === "ten_lines"
  )!;
  const shop = v.parse(ShopSettings, NORDLICHT);
  const message = { kind: "order_confirmation", about: "" } as const;
  const view = mailView(order, shop, message, {}, { page_url: PAGE_URL }, now_ms);
  const t = translator(view.locale);
  const { number, total, expected, item_count: count, greeting_name, placed_on } = view;
  return {
    view,
    words: {
      subject: t("confirmation.subject", { number }),
      preheader: t("confirmation.preheader_expected", { when: expected!, count, total }),
      reference: t("order.number", { number }),
      headline: t("confirmation.headline", { name: greeting_name! }),
      lead: t("confirmation.lead"),
      expected: t("order.expected"),
      button: t("order.view"),
      items: t("order.items"),
      total: t("sum.total"),
      delivery: t("order.delivery_address"),
      billing: t("order.billing_address"),
      same_address: t("order.same_address"),
      support: t("order.support"),
      why: t("mail.why", { number, date: placed_on, shop: view.shop.name }),
    },
  };
}

/** Returns the content that `html` leaves out; empty when it is complete. */
export function untold({ view, words }: Content, html: string): readonly string[] {
  const counted = html.replaceAll(/<!--.*?-->/g, "").replaceAll("&#x27;", "'").replaceAll(
    /&#39;|&rsquo;/g,
    "’",
  );
  return [
    ...Object.values(words),
    ...view.lines.flatMap(({ title, variant, pricing, total, image_url }) => [
      title,
      variant,
      pricing,
      total,
      image_url,
    ]),
    ...view.sums.flatMap(({ label, amount }) => [label, amount]),
    ...view.delivery_address!,
    ...view.shop.legal_lines,
    view.shop.name,
    view.shop.support_email,
    view.page_url,
    view.total,
    view.included_tax,
    view.expected,
    view.payment.sentence,
    view.returns!.sentence,
  ].filter((text): text is string => text !== null && !counted.includes(text));
}
