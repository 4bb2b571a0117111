/** The parts of a notice below its button: each is told once, and shown both as HTML and as plain text. */
import type { Child, FC } from "hono/jsx";
import type { Translate } from "../locales/translate.ts";
import type { ItemView } from "../matter.ts";
import type { MailView } from "../view.ts";
import { LIGHT, lightAccent } from "./accent.ts";
import { labelled } from "./labelled.ts";
import { LineItems } from "./line_items.tsx";
import { Lines } from "./lines.tsx";
import { section } from "./plain_text.ts";
import { Heading } from "./section.tsx";
import { Sums } from "./sums.tsx";

export type Block =
  | { readonly shape: "items"; readonly heading: string; readonly items: readonly ItemView[] }
  /** All lines of the order and what they come to. */
  | { readonly shape: "order"; readonly heading: string }
  /** One below the other, as an address is written. */
  | { readonly shape: "lines"; readonly heading: string; readonly lines: readonly string[] }
  /** To be done one after the other, or simply several. */
  | { readonly shape: "steps" | "list"; readonly heading: string; readonly lines: readonly string[] }
  | { readonly shape: "quote"; readonly heading: string; readonly text: string };

interface BlockProps {
  readonly block: Block;
  readonly view: MailView;
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
    case "lines":
    case "quote":
    case undefined:
      return 36;
  }
}

export const BlockHtml: FC<BlockProps> = (props) => (
  <>
    <Heading>{props.block.heading}</Heading>
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
          <Items items={view.lines} view={view} t={t} shown={shown} />
          <Sums view={view} t={t} />
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
      return <ul style={listStyle(view)}>{block.lines.map((line) => <ListItem>{line}</ListItem>)}</ul>;
    case "quote":
      return (
        <p
          style={`margin:0;padding-${start(view)}:16px;border-${start(view)}:3px solid ${
            lightAccent(view.shop.accent).fill
          }`}
        >
          {block.text}
        </p>
      );
  }
};

const ListItem: FC<{ readonly children: Child }> = ({ children }) => (
  <li style="margin:0 0 8px">{children}</li>
);

function listStyle(view: MailView): string {
  return `margin:0;padding:0;padding-${start(view)}:22px;font-size:15px`;
}

function start({ dir }: MailView): "left" | "right" {
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
  view: MailView,
  t: Translate,
  shown: number,
): readonly (readonly (string | null)[])[] {
  switch (block.shape) {
    case "items":
      return [section(block.heading), ...itemTexts(block.items, t, shown)];
    case "order":
      return [
        section(block.heading),
        ...itemTexts(view.lines, t, shown),
        section(
          t("order.summary"),
          ...view.sums.map(({ label, amount }) => labelled(t, label, amount)),
          labelled(t, t("sum.total"), view.total),
          view.included_tax,
          view.payment.sentence,
          view.payment.refunded && labelled(t, view.payment.refunded.label, view.payment.refunded.amount),
        ),
      ];
    case "lines":
      return [section(block.heading, ...block.lines)];
    case "steps":
      return [section(block.heading, ...block.lines.map((line, index) => `${index + 1}. ${line}`))];
    case "list":
      return [section(block.heading, ...block.lines.map((line) => `- ${line}`))];
    case "quote":
      return [section(block.heading, block.text)];
  }
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
