/**
 * Lays out a mail with one piece of news: headline, lead, facts, one big button and further blocks; written as HTML
 * and as text.
 */
import type { FC } from "hono/jsx";
import type { Translate } from "../locales/translate.ts";
import type { MailView, ReaderView, RenderedMail, StepView } from "../view.ts";
import { LIGHT, lightAccent } from "./accent.ts";
import { airBelow, type Block, BlockHtml, blockText } from "./block.tsx";
import { Button } from "./button.tsx";
import { type Feature, FeatureHtml, featureText } from "./feature.tsx";
import { fittingHtml, LINES_MAX } from "./fitting.ts";
import { footerText } from "./footer.tsx";
import { headlineText, inOnePiece } from "./headline_text.ts";
import { labelled } from "./labelled.ts";
import { MailLayout } from "./mail_layout.tsx";
import { Paragraphs } from "./lines.tsx";
import { markup } from "./markup.ts";
import { faceOf, type Mood, moodBeside, shopInMood } from "./mood.ts";
import { type Fact, Panel, Standing } from "./panel.tsx";
import { paragraphs } from "./plain_text.ts";
import { orderLinks } from "./order_links.ts";
import { Progress } from "./progress.tsx";
import { Scale, scaleText } from "./scale.tsx";
import { Divider, Headline, InkLead, Lead } from "./section.tsx";
import { Support } from "./support.tsx";
import { why } from "./why.ts";
import { named } from "./subject.ts";
import { sentences, sentenceSpace } from "./sentences.ts";

export interface Action {
  readonly label: string;
  readonly href: string;
}

export interface MailParts {
  readonly subject: string;
  /** The text that an inbox shows after the subject; by default the first fact and the lead. */
  readonly preheader?: string;
  readonly headline: string;
  readonly lead: string;
  /** The mail's main object, where it can be shown: a code or a product. */
  readonly feature?: Feature;
  /** The first is shown large; those whose value is `null` are left out. */
  readonly facts?: readonly (Omit<Fact, "value"> & { readonly value: string | null })[];
  /** The actions, as big buttons; without one an order's mail has the situation's, or links to its page. */
  readonly actions?: readonly Action[];
  /** Further links, shown as plain links. */
  readonly links?: readonly Action[];
  /** Further paragraphs of the lead. */
  readonly more?: readonly string[];
  /** What is to be said besides the situation's fact, where that takes the place of the lead. */
  readonly beside_fact?: string | undefined;
  /** Answers to choose from, in the place of a button. */
  readonly scale?: Scale;
  readonly blocks?: readonly (Block | null)[];
  /** A last sentence before the support address. */
  readonly closing?: string | null;
  /** Shows how far the order is, as a bar of its steps. */
  readonly steps?: readonly StepView[];
  /** The face of the mail; good news by default. */
  readonly mood?: Mood;
  /** Replaces the order's own schema. */
  readonly json_ld?: string;
}

/** The parts of a mail that an order's mail has by default. */
export interface Letter extends MailParts {
  /** Beside the shop's name. */
  readonly reference?: string;
  /** Why the reader receives it. */
  readonly why: string;
  /** Links at the foot. */
  readonly foot_links?: readonly Action[];
  /** What happens next, with its label. */
  readonly next?: Fact | null;
  /** How the order stands, in a mail whose own news is another. */
  readonly standing?: Fact | null;
  /** False where the reader is the shop, which needs no address to write to itself. */
  readonly support?: boolean;
}

/**
 * Renders a mail about an order: it links to the order's page and contains the order's schema. Where the mail is the news of
 * the order's situation, it speaks in the situation's words; otherwise it shows the situation beside its own.
 */
export function orderMail(view: MailView, t: Translate, parts: MailParts): RenderedMail {
  const actions = parts.actions ?? [];
  const { situation, acts, is_news } = view;
  const page = {
    label: t(
      view.gift === null
        ? "order.view"
        : situation.mood === "good" && view.timeline.some(({ state }) => state === "upcoming")
        ? "gift.view"
        : "gift.open",
    ),
    href: view.page_url,
  };
  const first = actions.length > 0 || parts.scale !== undefined
    ? actions
    : acts.primary === null
    ? [page]
    : [acts.primary];
  return letter(view, t, {
    ...(view.shows_prices ? { json_ld: view.json_ld } : {}),
    ...parts,
    ...(is_news ? newsParts(view, parts) : besideParts(view, t, parts)),
    subject: named(parts.subject, view.product),
    next: is_news && situation.next !== null ? { label: t("page.next"), value: situation.next } : null,
    standing: is_news ? null : standingOf(view, t, parts),
    reference: t("order.number", { number: view.number }),
    why: reason(view, t),
    actions: first,
    links: [...(first[0]?.href === page.href ? [] : [page]), ...parts.links ?? []],
    foot_links: view.gift === null ? orderLinks(view, t) : [page],
  });
}

/** Returns how the order stands; what the mail says itself is not said twice. */
function standingOf(
  { situation: { headline, fact, next } }: MailView,
  t: Translate,
  parts: MailParts,
): Fact | null {
  const [value, ...notes] = [headline, fact, next].filter((line) =>
    line !== null && line !== parts.headline && line !== parts.lead
  ) as string[];
  return value === undefined ? null : { label: t("order.now"), value, notes };
}

/** Returns what the situation says in the place of the mail's own words; a fact that its headline says is not repeated. */
function newsParts({ situation, expected, to_pay }: MailView, parts: MailParts): Partial<MailParts> {
  const { headline, fact, mood } = situation;
  return {
    headline,
    mood,
    lead: fact ?? parts.beside_fact ?? parts.lead,
    beside_fact: fact === null ? undefined : parts.beside_fact,
    facts: (parts.facts ?? []).filter(({ value }) =>
      value !== to_pay?.amount && !(value === expected && headline.includes(value ?? ""))
    ),
  };
}

/** Returns the mood and the facts of a mail with other news: the day of the whole order is said where the order stands. */
function besideParts({ situation, expected }: MailView, t: Translate, parts: MailParts): Partial<MailParts> {
  return {
    mood: parts.mood ?? moodBeside(situation),
    beside_fact: undefined,
    facts: (parts.facts ?? []).filter(({ label, value }) =>
      label !== t("order.expected") || value !== expected || !situation.headline.includes(value ?? "")
    ),
  };
}

/** Renders any mail with one piece of news. */
export function letter(reader: ReaderView, t: Translate, parts: Letter): RenderedMail {
  const { mood = "good" } = parts;
  const view = { ...reader, shop: shopInMood(reader.shop, mood) };
  const laid_out: LaidOut = {
    ...parts,
    view,
    t,
    facts: (parts.facts ?? []).filter((fact): fact is Fact => fact.value !== null).map((fact) =>
      fact.value === t("date.today") ? { ...fact, value: capitalised(reader.locale, fact.value) } : fact
    ),
    blocks: (parts.blocks ?? []).filter((block) => block !== null),
    actions: parts.actions ?? [],
    links: parts.links ?? [],
  };
  return {
    subject: parts.subject,
    html: fittingHtml((shown) => markup(<Html parts={laid_out} shown={shown} />)),
    text: text(laid_out),
  };
}

interface LaidOut extends Letter {
  readonly view: ReaderView;
  readonly t: Translate;
  readonly facts: readonly Fact[];
  readonly blocks: readonly Block[];
  readonly actions: readonly Action[];
  readonly links: readonly Action[];
}

const Html: FC<{ readonly parts: LaidOut; readonly shown: number }> = ({ parts, shown }) => {
  const { view, t } = parts;
  const face = faceOf(parts.mood ?? "good");
  const ground = face === null ? "soft" : "card";
  const below = <Below parts={parts} shown={shown} is_first_apart={face !== null} />;
  return (
    <MailLayout
      locale={view.locale}
      dir={view.dir}
      subject={parts.subject}
      preheader={parts.preheader ?? preheader(parts)}
      shop={view.shop}
      reference={parts.reference ?? ""}
      why={parts.why}
      foot_links={parts.foot_links ?? []}
      face={face}
      {...(face === null || (parts.blocks.length === 0 && !hasClosing(parts)) ? {} : { below })}
      {...(parts.json_ld === undefined ? {} : { json_ld: parts.json_ld })}
    >
      <Headline>{headlineText(view.locale, parts.headline)}</Headline>
      {face === null ? <Lead>{parts.lead}</Lead> : <InkLead>{parts.lead}</InkLead>}
      {parts.more === undefined || parts.more.length === 0 ? null : (
        <div style="padding-bottom:24px">
          <Paragraphs paragraphs={parts.more} apart={16} />
        </div>
      )}
      {parts.steps === undefined || parts.steps.length < 2 ? null : (
        <Progress
          steps={parts.steps}
          fill={lightAccent(view.shop.accent).fill}
          rest={face?.rest ?? LIGHT.line}
          dir={view.dir}
        />
      )}
      {parts.beside_fact == null ? null : <p style="margin:0 0 24px">{parts.beside_fact}</p>}
      {parts.next == null ? null : (
        <p style="margin:0 0 24px">
          <b>{labelled(t, parts.next.label)}</b>
          {sentenceSpace(view.locale)}
          {parts.next.value}
        </p>
      )}
      {parts.feature === undefined ? null : <FeatureHtml feature={parts.feature} />}
      {parts.facts.length === 0 ? null : <Panel facts={parts.facts} dir={view.dir} ground={ground} />}
      {parts.scale === undefined
        ? null
        : <Scale scale={parts.scale} accent={view.shop.accent} dir={view.dir} ground={ground} />}
      {parts.actions.map(({ label, href }, index) => (
        <div style={index === 0 ? "" : "padding-top:12px"}>
          <Button href={href} label={label} accent={view.shop.accent} is_quiet={index > 0} />
        </div>
      ))}
      {parts.links.map(({ label, href }) => (
        <p style="margin:16px 0 0;font-size:15px">
          <a
            href={href}
            class="a"
            style={`color:${lightAccent(view.shop.accent).text};text-decoration:underline`}
          >
            {label}
          </a>
        </p>
      ))}
      {parts.standing == null
        ? null
        : <div style="padding:28px 0 8px">{Standing(inOnePiece(view.locale, parts.standing), ground)}</div>}
      {face === null ? below : null}
    </MailLayout>
  );
};

interface BelowProps {
  readonly parts: LaidOut;
  readonly shown: number;
  /** True where it stands on a ground of its own, which needs no line above it. */
  readonly is_first_apart: boolean;
}

/** What the mail says below its button. */
const Below: FC<BelowProps> = ({ parts, shown, is_first_apart }) => (
  <>
    {parts.blocks.map((block, index) => (
      <>
        {index === 0 && is_first_apart ? null : <Divider above={airBelow(parts.blocks[index - 1])} />}
        <BlockHtml block={block} view={parts.view} t={parts.t} shown={shown} />
      </>
    ))}
    {hasClosing(parts)
      ? (
        <>
          {parts.blocks.length === 0 && is_first_apart
            ? null
            : <Divider above={airBelow(parts.blocks.at(-1))} />}
          <Closing parts={parts} />
        </>
      )
      : null}
  </>
);

function hasClosing({ closing, support = true }: LaidOut): boolean {
  return closing != null || support;
}

const Closing: FC<{ readonly parts: LaidOut }> = ({ parts: { view, t, closing, support = true } }) => (
  <div style="font-size:15px">
    {closing == null ? null : <p style={`margin:0${support ? " 0 12px" : ""}`}>{closing}</p>}
    {support
      ? (
        <p style="margin:0">
          <Support view={view} t={t} />
        </p>
      )
      : null}
  </div>
);

function capitalised(locale: string, text: string): string {
  return `${text.charAt(0).toLocaleUpperCase(locale)}${text.slice(1)}`;
}

/** What is only looked up, such as the carrier, is no news in an inbox. */
function preheader({ t, facts, lead }: LaidOut): string {
  const fact = facts.find(({ is_minor }) => is_minor !== true);
  return fact === undefined ? lead : `${labelled(t, fact.label, fact.value)} · ${lead}`;
}

function text(parts: LaidOut): string {
  const { view, t } = parts;
  return paragraphs(
    [parts.headline],
    [parts.lead],
    ...(parts.more ?? []).map((paragraph) => [paragraph]),
    [parts.beside_fact ?? null],
    [parts.next == null ? null : labelled(t, parts.next.label, parts.next.value)],
    ...(parts.feature === undefined ? [] : featureText(parts.feature)),
    parts.facts.map(({ label, value }) => labelled(t, label, value)),
    ...(parts.scale === undefined ? [] : scaleText(parts.scale, t)),
    ...[...parts.actions, ...parts.links].map(({ label, href }) => [labelled(t, label), href]),
    parts.standing == null
      ? []
      : [labelled(t, parts.standing.label, parts.standing.value), ...parts.standing.notes ?? []],
    ...parts.blocks.flatMap((block) => blockText(block, t, LINES_MAX)),
    closingText(parts),
    footerText(t, { why: parts.why, shop: view.shop, links: parts.foot_links ?? [] }),
  );
}

function closingText({ view, t, closing, support = true }: LaidOut): readonly (string | null)[] {
  const question = sentences(
    view.locale,
    t("order.support"),
    t("order.support_sentence", { email: view.shop.support_email }),
  );
  return closing == null && !support ? [] : ["", closing ?? null, support ? question : null];
}

function reason(view: MailView, t: Translate): string {
  if (view.gift === null) return why(view, t);
  return view.gift.giver === null
    ? t("mail.why_gift", { shop: view.shop.name })
    : t("mail.why_gift_from", { giver: view.gift.giver, shop: view.shop.name });
}
