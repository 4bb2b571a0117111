/** The mail that says a parcel has left: all of an order, some of it or the last, and how to follow it. */
import { type Translate, translator } from "../locales/translate.ts";
import type { DepartureView, ShipmentSummaryView } from "../content.ts";
import { type MailParts, orderMail } from "../parts/order_mail.tsx";
import { addressBlock, itemsBlock, quoteBlock, shipmentFacts, trackActions } from "../parts/was_now.ts";
import type { MailView, RenderedMail } from "../view.ts";

export function shipmentShipped(view: MailView<DepartureView>): RenderedMail {
  const t = translator(view.locale, view.shop.texts);
  const { scope, shipments, expected, items, still_to_come, replaced_numbers, json_ld } = view.content;
  const count = shipments.length;
  return orderMail(view, t, {
    steps: view.timeline,
    ...opening(view, t),
    facts: [
      scope === "all"
        ? { label: t("order.expected"), value: expected }
        // The day of the whole order stands below.
        : { label: t("shipped.expected", { count }), value: expected === view.expected ? null : expected },
      ...shipmentsFacts(shipments, t),
    ],
    links: trackActions(shipments, t),
    blocks: [
      quoteBlock(t("shipped.gift_message"), view.gift?.message ?? null),
      itemsBlock(t("shipped.inside", { count }), items),
      itemsBlock(t("shipped.to_come"), scope === "some" ? still_to_come : []),
      replaced_numbers.length === 0 ? null : {
        shape: "lines",
        heading: t("shipped.new_number"),
        lines: replaced_numbers.map((number) => t("shipped.replaces_number", { number })),
      },
      addressBlock(view.delivery_address, t),
    ],
    json_ld,
  });
}

/** Returns headline and lead; for the recipient of a present the mail is about the present and not about an order. */
function opening(
  { number, shop, gift, content: { way, scope, shipments } }: MailView<DepartureView>,
  t: Translate,
): Pick<MailParts, "subject" | "headline" | "lead" | "beside_fact"> {
  if (gift !== null) {
    const lead = gift.giver === null
      ? t("shipped.lead_gift", { shop: shop.name })
      : t("shipped.lead_gift_from", { giver: gift.giver, shop: shop.name });
    return { subject: t("shipped.gift"), headline: t("shipped.gift"), lead, beside_fact: lead };
  }
  const subject = t(`shipped.subject_${scope}`, { number });
  const lead = scope === "all" && way === "local" ? t("shipped.lead_local") : t(`shipped.lead_${scope}`);
  const count = shipments.length;
  return scope === "all"
    ? {
      subject,
      headline: t("shipped.headline", { count }),
      lead,
      ...(count > 1 ? { beside_fact: t("shipped.headline", { count }) } : {}),
    }
    : { subject, headline: t(`shipped.headline_${scope}`), lead, beside_fact: lead };
}

/** Returns the facts: one line for each of several shipments. */
function shipmentsFacts(
  shipments: readonly ShipmentSummaryView[],
  t: Translate,
): NonNullable<MailParts["facts"]> {
  const [first, ...others] = shipments;
  if (first !== undefined && others.length === 0) return shipmentFacts(first, t);
  return shipments.map(({ position, carrier, number }) => ({
    label: [t("parcel.which"), position].filter((part) => part !== null).join(" "),
    value: [carrier, number].filter((part) => part !== null).join(" ") || null,
    is_minor: true,
    is_long: true,
  }));
}
