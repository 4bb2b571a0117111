/** The order confirmation: everything about the order once, and one button to the page that stays current. */
import type { Child } from "hono/jsx";
import { type Translate, translator } from "../locales/translate.ts";
import { AddressBlock } from "../parts/address_block.tsx";
import { lightAccent } from "../parts/accent.ts";
import { airBelow, type Block, BlockHtml, blockText, sumTexts } from "../parts/block.tsx";
import { Button } from "../parts/button.tsx";
import { facts, headline, lead, preheader, subject } from "../parts/confirmation_words.ts";
import { fittingHtml, LINES_MAX } from "../parts/fitting.ts";
import { footerText } from "../parts/footer.tsx";
import { headlineText, inOnePiece } from "../parts/headline_text.ts";
import { orderLinks } from "../parts/order_links.ts";
import { faceOf, moodBeside, shopInMood } from "../parts/mood.ts";
import { labelled } from "../parts/labelled.ts";
import { LineItems } from "../parts/line_items.tsx";
import { MailLayout } from "../parts/mail_layout.tsx";
import { markup } from "../parts/markup.ts";
import { Panel } from "../parts/panel.tsx";
import { payActions, payBlock, remarkBlocks } from "../parts/pay.ts";
import { returnsText } from "../parts/returns_text.ts";
import { paragraphs, section } from "../parts/plain_text.ts";
import { precompiled } from "../parts/precompiled.ts";
import { Divider, Heading, Headline, InkLead, Lead } from "../parts/section.tsx";
import { Sums } from "../parts/sums.tsx";
import { Support } from "../parts/support.tsx";
import { why } from "../parts/why.ts";
import type { OrderView, RenderedMail } from "../view.ts";
import { sentences } from "../parts/sentences.ts";

export function orderConfirmation(order: OrderView): RenderedMail {
  const view = { ...order, shop: shopInMood(order.shop, moodBeside(order.situation)) };
  const t = translator(view.locale, view.shop.texts);
  return {
    subject: subject(view, t),
    html: fittingHtml((shown) => html(view, t, shown)),
    text: text(view, t),
  };
}

/** `shown`: the number of lines that the mail shows. */
function html(view: OrderView, t: Translate, shown: number): string {
  const { shop, dir } = view;
  const hidden_count = view.lines.length - shown;
  const block = AddressBlock({ view, t });
  const face = faceOf(moodBeside(view.situation));
  const pay = payBlock(view.to_pay?.how ?? [], t);
  const told = facts(view, t).map((fact) => inOnePiece(view.locale, fact));
  const first_parts = first({
    headline: headlineText(view.locale, headline(view, t)),
    lead: (face === null ? Lead : InkLead)({ children: lead(view, t) }),
    expected: told.length === 0 ? null : Panel({ facts: told, dir, ground: face === null ? "soft" : "card" }),
    button: buttons(view, t),
  });
  const below = body({
    // A part on a ground of its own needs no line above it.
    pay: blocksHtml([pay], view, t, face !== null),
    line: face !== null && pay === null ? null : Divider({}),
    items: t("order.items"),
    lines: LineItems({ lines: view.lines.slice(0, shown), dir }),
    hidden: hidden_count <= 0
      ? null
      : hidden({ sentence: t("confirmation.more_lines", { count: hidden_count }) }),
    sums: Sums({ view, t }),
    remarks: blocksHtml(remarkBlocks(view, t), view, t),
    addresses: block === null ? null : addresses({ block }),
    returns: view.returns === null ? null : returns({ sentence: returnsText(view)! }),
    support: Support({ view, t }),
  });
  return markup(MailLayout({
    locale: view.locale,
    dir,
    subject: subject(view, t),
    preheader: preheader(view, t),
    shop,
    reference: t("order.number", { number: view.number }),
    why: why(view, t),
    foot_links: orderLinks(view, t),
    json_ld: view.json_ld,
    face,
    ...(face === null ? { children: [first_parts, below] } : { children: first_parts, below }),
  }));
}

interface First {
  readonly headline: string;
  readonly lead: Child;
  readonly expected: Child;
  readonly button: Child;
}

const first = precompiled<First>(({ headline, lead, expected, button }) => (
  <>
    <Headline>{headline}</Headline>
    {lead}
    {expected}
    {button}
  </>
));

interface Body {
  readonly pay: Child;
  readonly line: Child;
  readonly items: string;
  readonly lines: Child;
  readonly hidden: Child;
  readonly sums: Child;
  readonly remarks: Child;
  readonly addresses: Child;
  readonly returns: Child;
  readonly support: Child;
}

const body = precompiled<Body>((
  { pay, line, items, lines, hidden, sums, remarks, addresses, returns, support },
) => (
  <>
    {pay}
    {line}
    <Heading>{items}</Heading>
    {lines}
    {hidden}
    <Divider above={8} />
    {sums}
    {remarks}
    {addresses}
    <Divider above={4} />
    <div style="font-size:15px">
      {returns}
      <p style="margin:0">{support}</p>
    </div>
  </>
));

/** Returns the buttons. While the order is unpaid, paying is the button and the order's page is a plain link. */
function buttons(view: OrderView, t: Translate): Child {
  const { page_url: href, shop: { accent } } = view;
  const label = t("order.view");
  const [pay] = payActions(view, t);
  if (pay === undefined) return Button({ href, label, accent });
  return (
    <>
      {Button({ ...pay, accent })}
      <p style="margin:16px 0 0;font-size:15px">
        <a href={href} class="a" style={`color:${lightAccent(accent).text};text-decoration:underline`}>
          {label}
        </a>
      </p>
    </>
  );
}

/** `null` where there are none. */
function blocksHtml(
  blocks: readonly (Block | null)[],
  view: OrderView,
  t: Translate,
  is_apart = false,
): Child {
  const told = blocks.filter((block) => block !== null);
  return told.length === 0 ? null : told.map((block, index) => (
    <>
      {index === 0 && is_apart ? null : <Divider above={index === 0 ? 20 : airBelow(told[index - 1])} />}
      <BlockHtml block={block} view={view} t={t} shown={0} />
    </>
  ));
}

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
    [headline(view, t)],
    [lead(view, t)],
    facts(view, t).flatMap(({ label, value, notes = [] }) => [labelled(t, label, value), ...notes]),
    ...payActions(view, t).map(({ label, href }) => [labelled(t, label), href]),
    [labelled(t, t("order.view")), view.page_url],
    ...blockTexts([payBlock(view.to_pay?.how ?? [], t)], t),
    section(`${t("order.number", { number: view.number })} · ${view.placed_on}`),
    ...view.lines.slice(0, LINES_MAX).map((line) => [
      line.variant === null ? line.title : `${line.title}, ${line.variant}`,
      line.total === null ? line.pricing : `${line.pricing} = ${line.total}`,
      line.availability,
    ]),
    hidden_count <= 0 ? [] : [t("confirmation.more_lines", { count: hidden_count })],
    section(t("order.summary"), ...sumTexts(view, t)),
    ...blockTexts(remarkBlocks(view, t), t),
    view.delivery_address === null ? [] : section(t("order.delivery_address"), ...view.delivery_address),
    view.billing_address === null ? [] : section(
      t("order.billing_address"),
      ...(view.same_address ? [t("order.same_address")] : view.billing_address),
    ),
    [
      "",
      returnsText(view),
      sentences(
        view.locale,
        t("order.support"),
        t("order.support_sentence", { email: shop.support_email }),
      ),
    ],
    footerText(t, { why: why(view, t), shop: view.shop, links: orderLinks(view, t) }),
  );
}

function blockTexts(blocks: readonly (Block | null)[], t: Translate) {
  return blocks.flatMap((block) => block === null ? [] : blockText(block, t, LINES_MAX));
}
