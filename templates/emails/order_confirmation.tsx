/** The mail that says "we have your order": everything about it once, and one button to the page that stays current. */
import type { Child } from "hono/jsx";
import { type Translate, translator } from "../locales/translate.ts";
import { AddressBlock } from "../parts/address_block.tsx";
import { Button } from "../parts/button.tsx";
import { fittingHtml, LINES_MAX } from "../parts/fitting.ts";
import { footerText } from "../parts/footer.tsx";
import { labelled } from "../parts/labelled.ts";
import { LineItems } from "../parts/line_items.tsx";
import { MailLayout } from "../parts/mail_layout.tsx";
import { markup } from "../parts/markup.ts";
import { Panel } from "../parts/panel.tsx";
import { returnsText } from "../parts/returns_text.ts";
import { paragraphs, section } from "../parts/plain_text.ts";
import { precompiled } from "../parts/precompiled.ts";
import { Divider, Heading, Headline, Lead } from "../parts/section.tsx";
import { Sums } from "../parts/sums.tsx";
import { Support } from "../parts/support.tsx";
import { why } from "../parts/why.ts";
import type { OrderView, RenderedMail } from "../view.ts";

export function orderConfirmation(view: OrderView): RenderedMail {
  const t = translator(view.locale, view.texts);
  return {
    subject: t("confirmation.subject", { number: view.number }),
    html: fittingHtml((shown) => html(view, t, shown)),
    text: text(view, t),
  };
}

/** `shown`: how many lines are. */
function html(view: OrderView, t: Translate, shown: number): string {
  const { shop, dir } = view;
  const hidden_count = view.lines.length - shown;
  const block = AddressBlock({ view, t });
  return markup(MailLayout({
    locale: view.locale,
    dir,
    subject: t("confirmation.subject", { number: view.number }),
    preheader: preheader(view, t),
    shop,
    reference: t("order.number", { number: view.number }),
    why: why(view, t),
    json_ld: view.json_ld,
    children: body({
      greeting: greeting(view, t),
      lead: lead(view, t),
      expected: view.expected === null
        ? null
        : Panel({ facts: [{ label: t("order.expected"), value: view.expected }], dir }),
      button: Button({ href: view.page_url, label: t("order.view"), accent: shop.accent }),
      items: t("order.items"),
      lines: LineItems({ lines: view.lines.slice(0, shown), dir }),
      hidden: hidden_count <= 0
        ? null
        : hidden({ sentence: t("confirmation.more_lines", { count: hidden_count }) }),
      sums: Sums({ view, t }),
      addresses: block === null ? null : addresses({ block }),
      returns: view.returns === null ? null : returns({ sentence: returnsText(view.returns)! }),
      support: Support({ view, t }),
    }),
  }));
}

interface Body {
  readonly greeting: string;
  readonly lead: string;
  readonly expected: Child;
  readonly button: Child;
  readonly items: string;
  readonly lines: Child;
  readonly hidden: Child;
  readonly sums: Child;
  readonly addresses: Child;
  readonly returns: Child;
  readonly support: Child;
}

const body = precompiled<Body>((
  { greeting, lead, expected, button, items, lines, hidden, sums, addresses, returns, support },
) => (
  <>
    <Headline>{greeting}</Headline>
    <Lead>{lead}</Lead>
    {expected}
    {button}
    <Divider />
    <Heading>{items}</Heading>
    {lines}
    {hidden}
    <Divider above={8} />
    {sums}
    {addresses}
    <Divider above={4} />
    <div style="font-size:15px">
      {returns}
      <p style="margin:0">{support}</p>
    </div>
  </>
));

const addresses = precompiled<{ readonly block: Child }>(({ block }) => (
  <>
    <Divider above={20} />
    {block}
  </>
));

const hidden = precompiled<{ readonly sentence: string }>(({ sentence }) => (
  <p class="m" style="margin:0">{sentence}</p>
));

const returns = precompiled<{ readonly sentence: string }>(({ sentence }) => (
  <p style="margin:0 0 12px">{sentence}</p>
));

function text(view: OrderView, t: Translate): string {
  const { shop } = view;
  const hidden_count = view.lines.length - LINES_MAX;
  return paragraphs(
    [greeting(view, t)],
    [lead(view, t)],
    view.expected === null ? [] : [labelled(t, t("order.expected"), view.expected)],
    [labelled(t, t("order.view")), view.page_url],
    section(`${t("order.number", { number: view.number })} · ${view.placed_on}`),
    ...view.lines.slice(0, LINES_MAX).map((line) => [
      line.variant === null ? line.title : `${line.title}, ${line.variant}`,
      `${line.pricing} = ${line.total}`,
      line.availability,
    ]),
    hidden_count <= 0 ? [] : [t("confirmation.more_lines", { count: hidden_count })],
    section(
      t("order.summary"),
      ...view.sums.map(({ label, amount }) => labelled(t, label, amount)),
      labelled(t, t("sum.total"), view.total),
      view.included_tax,
      view.payment.refunded === null
        ? null
        : labelled(t, view.payment.refunded.label, view.payment.refunded.amount),
      view.payment.sentence,
    ),
    view.delivery_address === null ? [] : section(t("order.delivery_address"), ...view.delivery_address),
    view.billing_address === null ? [] : section(
      t("order.billing_address"),
      ...(view.same_address ? [t("order.same_address")] : view.billing_address),
    ),
    [
      "",
      returnsText(view.returns),
      `${t("order.support")} ${t("order.support_sentence", { email: shop.support_email })}`,
    ],
    footerText({ why: why(view, t), shop: view.shop }),
  );
}

function greeting({ first_name }: OrderView, t: Translate): string {
  return first_name === null
    ? t("confirmation.headline_nameless")
    : t("confirmation.headline", { name: first_name });
}

function lead(view: OrderView, t: Translate): string {
  if (view.payment.awaited) return t("confirmation.lead_unpaid");
  return view.ships && view.payment.settled ? t("confirmation.lead") : t("confirmation.lead_digital");
}

function preheader({ expected, item_count: count, total }: OrderView, t: Translate): string {
  return expected === null
    ? t("confirmation.preheader", { count, total })
    : t("confirmation.preheader_expected", { when: expected, count, total });
}
