/** A panel: one fact large, further ones small below it. */
import type { Child } from "hono/jsx";
import type { HtmlEscapedString } from "hono/utils/html";
import { LIGHT } from "./accent.ts";
import { precompiled } from "./precompiled.ts";
import { type Direction, eachWay } from "./sides.ts";

/** Soft on white, and white on the ground of a mail's face. */
export type Ground = "soft" | "card";
export const GROUNDS = {
  soft: { class: "s", colour: LIGHT.soft },
  card: { class: "e", colour: LIGHT.card },
} as const;

export interface Fact {
  readonly label: string;
  readonly value: string;
  /** Below the value, where it is the large one. */
  readonly notes?: readonly (string | null)[];
  /** True where the value would break within a cell of its own, such as a tracking number or an address: it stands below its label. */
  readonly is_long?: boolean;
  /** True for what is only looked up: it is never the large one. */
  readonly is_minor?: boolean;
}

/** Beside its label a value this long keeps to one line on the narrowest phone; the label breaks instead. */
const SHORT_MAX = 20;

interface PanelProps {
  /** At least one; the first is the large one. */
  readonly facts: readonly Fact[];
  readonly dir: Direction;
  readonly ground: Ground;
}

export function Panel({ facts, dir, ground }: PanelProps): HtmlEscapedString {
  const [first] = facts;
  const has_large = first !== undefined && first.is_minor !== true;
  const others = has_large ? facts.slice(1) : facts;
  // One that stands below its label makes all do so: values at both sides of a panel read like a mistake.
  const stand_below = others.some(({ is_long = false }) => is_long);
  return panel[ground]({
    first: has_large ? large({ label: first.label, value: first.value, notes: notesOf(first) }) : null,
    others: others.length === 0 ? null : small[has_large ? "below" : "alone"]({
      rows: others.map(({ label, value }) =>
        stand_below ? tall({ label, value }) : row[dir]({
          label,
          value,
          wrap: value.length <= SHORT_MAX ? "white-space:nowrap" : "",
        })
      ),
    }),
  });
}

/** How the order stands, quieter than the mail's own facts. */
export function Standing({ label, value, notes = [] }: Fact, ground: Ground): HtmlEscapedString {
  return standing[ground]({
    label,
    value,
    notes: notes.filter((text) => text !== null).map((text) => quietNote({ text })),
  });
}

function eachGround<Made>(make: (ground: (typeof GROUNDS)[Ground]) => Made): Readonly<Record<Ground, Made>> {
  return { soft: make(GROUNDS.soft), card: make(GROUNDS.card) };
}

function notesOf({ notes = [] }: Fact): Child {
  return notes.filter((text) => text !== null).map((text) => note({ text }));
}

interface Shown {
  readonly label: Child;
  readonly value: Child;
  readonly notes: Child;
}

const note = precompiled<{ readonly text: string }>(({ text }) => (
  <div style="padding-top:4px;font-size:15px">{text}</div>
));

const quietNote = precompiled<{ readonly text: string }>(({ text }) => (
  <div class="m" style="padding-top:2px">{text}</div>
));

const standing = eachGround(({ class: name, colour }) =>
  precompiled<Shown>(({ label, value, notes }) => (
    <table role="presentation" width="100%" cellpadding="0" cellspacing="0">
      <tr>
        <td
          class={name}
          bgcolor={colour}
          style={`padding:12px 16px;border-radius:10px;background:${colour};font-size:14px`}
        >
          <div class="m" style="font-size:13px">{label}</div>
          <b>{value}</b>
          {notes}
        </td>
      </tr>
    </table>
  ))
);

const panel = eachGround(({ class: name, colour }) =>
  precompiled<{ readonly first: Child; readonly others: Child }>(({ first, others }) => (
    <table
      role="presentation"
      width="100%"
      cellpadding="0"
      cellspacing="0"
      style="margin-bottom:28px"
    >
      <tr>
        <td
          class={name}
          bgcolor={colour}
          style={`padding:16px 20px;border-radius:10px;background:${colour}`}
        >
          {first}
          {others}
        </td>
      </tr>
    </table>
  ))
);

const large = precompiled<Shown>(({ label, value, notes }) => (
  <>
    <div class="m" style="font-size:14px">{label}</div>
    <div style="font-size:18px;font-weight:600">{value}</div>
    {notes}
  </>
));

const rowsWithin = (style: string) =>
  precompiled<{ readonly rows: Child }>(({ rows }) => (
    <table role="presentation" width="100%" cellpadding="0" cellspacing="0" style={style}>
      {rows}
    </table>
  ));
const small = {
  below: rowsWithin("margin-top:10px;font-size:14px"),
  alone: rowsWithin("margin-top:-4px;font-size:14px"),
};

const row = eachWay(({ end, box }) =>
  precompiled<Pick<Fact, "label" | "value"> & { readonly wrap: string }>(({ label, value, wrap }) => (
    <tr valign="top">
      <td class="m" style={`padding:${box(4, 16, 0, 0)}`}>{label}</td>
      <td align={end} style={`padding-top:4px;${wrap}`}>{value}</td>
    </tr>
  ))
);

const tall = precompiled<Pick<Fact, "label" | "value">>(({ label, value }) => (
  <tr>
    <td colspan={2} style="padding-top:6px">
      <span class="m">{label}</span>
      <br />
      {value}
    </td>
  </tr>
));
