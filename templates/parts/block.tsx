/** The blocks of a mail below its button: each is defined once, and shown both as HTML and as plain text. */
import type { Child, FC } from "hono/jsx";
import type { Translate } from "../locales/translate.ts";
import type { ItemView } from "../content.ts";
import type { OrderView, ReaderView } from "../view.ts";
import { LIGHT, lightAccent } from "./accent.ts";
import { type Figure, Figures, figureTexts } from "./figures.tsx";
import { labelled } from "./labelled.ts";
import { paymentLines } from "./payment_lines.ts";
import { LineItems } from "./line_items.tsx";
import { Lines, Paragraphs } from "./lines.tsx";
import { section } from "./plain_text.ts";
import { Divider, Heading } from "./section.tsx";
import { Sums } from "./sums.tsx";

export type Block =
  | { readonly shape: "items"; readonly heading: string; readonly items: readonly ItemView[] }
  /** All lines of the order and what they come to. */
  | { readonly shape: "order"; readonly heading: string; readonly order: OrderView }
  /** One below the other, as an address is written. */
  | { readonly shape: "lines"; readonly heading: string; readonly lines: readonly string[] }
  /** To be done one after the other, or simply several. */
  | {
    readonly shape: "steps" | "list";
    readonly heading: string;
    readonly lines: readonly string[];
    readonly note?: string;
  }
  /** Somebody's own words, in paragraphs whose lines end in `\n`. */
  | { readonly shape: "quote"; readonly heading: string; readonly paragraphs: readonly string[] }
  /** What needs no heading. */
  | { readonly shape: "words"; readonly paragraphs: readonly string[] }
  /** A link's URL in full, for a reader who cannot press its button. */
  | { readonly shape: "address"; readonly lead: string; readonly href: string }
  /** Numbers at a glance. */
  | { readonly shape: "figures"; readonly heading: string; readonly figures: readonly Figure[] };

interface BlockProps {
  readonly block: Block;
  readonly view: ReaderView;
  readonly t: Translate;
  /** Lines shown at most. */
  readonly shown: number;
}

/** Air between the block and the line below it: lists of items bring some of their own. */
export function airBelow(block: Block | undefined): number {
  switch (block?.shape) {
    case "items":
      return 8;
    case "order":
    case "steps":
    case "list":
      return 24;
    case "figures":
      return 16;
    case "lines":
    case "quote":
    case "words":
    case "address":
    case undefined:
      return 36;
  }
}

export const BlockHtml: FC<BlockProps> = (props) => (
  <>
    {"heading" in props.block ? <Heading>{props.block.heading}</Heading> : null}
    <BlockBody {...props} />
  </>
);

const BlockBody: FC<BlockProps> = ({ block, view, t, shown }) => {
  switch (block.shape) {
    case "items":
      return <Items items={block.items} view={view} t={t} shown={shown} />;
    case "order":
      return (
        <>
          <Items items={block.order.lines} view={view} t={t} shown={shown} />
          <Divider above={8} />
          <Sums view={block.order} t={t} />
        </>
      );
    case "lines":
      return (
        <p style="margin:0;font-size:15px">
          <Lines lines={block.lines} />
        </p>
      );
    case "steps":
      return <ol style={listStyle(view)}>{block.lines.map((line) => <ListItem>{line}</ListItem>)}</ol>;
    case "list":
      return (
        <>
          <ul style={listStyle(view)}>{block.lines.map((line) => <ListItem>{line}</ListItem>)}</ul>
          {block.note === undefined
            ? null
            : <p class="m" style={`margin:8px 0 12px;font-size:14px;color:${LIGHT.muted}`}>{block.note}</p>}
        </>
      );
    case "quote":
      return (
        <div
          class="q"
          style={`padding-${start(view)}:16px;border-${start(view)}:3px solid ${
            lightAccent(view.shop.accent).fill
          }`}
        >
          <Paragraphs paragraphs={block.paragraphs} />
        </div>
      );
    case "words":
      return <Paragraphs paragraphs={block.paragraphs} />;
    case "address":
      return (
        <p class="m" style={`margin:0;font-size:14px;color:${LIGHT.muted}`}>
          {block.lead}
          <br />
          <a
            href={block.href}
            class="a"
            style={`color:${
              lightAccent(view.shop.accent).text
            };text-decoration:underline;word-break:break-all`}
          >
            {block.href}
          </a>
        </p>
      );
    case "figures":
      return <Figures figures={block.figures} />;
  }
};

const ListItem: FC<{ readonly children: Child }> = ({ children }) => (
  <li style="margin:0 0 8px">{children}</li>
);

function listStyle(view: ReaderView): string {
  return `margin:0;padding:0;padding-${start(view)}:22px;font-size:15px`;
}

function start({ dir }: ReaderView): "left" | "right" {
  return dir === "rtl" ? "right" : "left";
}

interface ItemsProps extends Omit<BlockProps, "block"> {
  readonly items: readonly ItemView[];
}

const Items: FC<ItemsProps> = ({ items, view, t, shown }) => (
  <>
    <LineItems lines={items.slice(0, shown)} dir={view.dir} />
    {items.length <= shown ? null : (
      <p class="m" style={`margin:0 0 20px;color:${LIGHT.muted}`}>
        {t("confirmation.more_lines", { count: items.length - shown })}
      </p>
    )}
  </>
);

/** Paragraphs of the text part, the first with its heading. */
export function blockText(
  block: Block,
  t: Translate,
  shown: number,
): readonly (readonly (string | null)[])[] {
  switch (block.shape) {
    case "items":
      return [section(block.heading), ...itemTexts(block.items, t, shown)];
    case "order":
      return [
        section(block.heading),
        ...itemTexts(block.order.lines, t, shown),
        section(t("order.summary"), ...sumTexts(block.order, t)),
      ];
    case "lines":
      return [section(block.heading, ...block.lines)];
    case "steps":
      return [section(block.heading, ...block.lines.map((line, index) => `${index + 1}. ${line}`))];
    case "list":
      return [section(block.heading, ...block.lines.map((line) => `- ${line}`), block.note ?? null)];
    case "quote":
      return [section(block.heading, ...block.paragraphs)];
    case "words":
      return block.paragraphs.map((paragraph) => [paragraph]);
    // The text part shows the button's URL already.
    case "address":
      return [];
    case "figures":
      return [section(block.heading, ...figureTexts(block.figures, t))];
  }
}

/** From the subtotal to what is still to pay, a line each. */
export function sumTexts(view: OrderView, t: Translate): readonly (string | null)[] {
  const { sums, total, included_tax, included_rates, payment } = view;
  return [
    ...sums.map(({ label, amount }) => labelled(t, label, amount)),
    labelled(t, t("sum.total"), total),
    ...included_rates.map(({ label, amount }) => labelled(t, label, amount)),
    included_tax,
    ...paymentLines(view),
    payment.refunded && labelled(t, payment.refunded.label, payment.refunded.amount),
  ];
}

function itemTexts(
  items: readonly ItemView[],
  t: Translate,
  shown: number,
): readonly (readonly (string | null)[])[] {
  const hidden_count = items.length - shown;
  return [
    ...items.slice(0, shown).map(({ title, variant, pricing, total, availability }) => [
      variant === null ? title : `${title}, ${variant}`,
      total === null || pricing === null ? total ?? pricing : `${pricing} = ${total}`,
      availability,
    ]),
    hidden_count <= 0 ? [] : [t("confirmation.more_lines", { count: hidden_count })],
  ];
}
