/** A panel on soft ground: one fact large, further ones small below it. */
import type { Child } from "hono/jsx";
import type { HtmlEscapedString } from "hono/utils/html";
import { LIGHT } from "./accent.ts";
import { precompiled } from "./precompiled.ts";
import { type Direction, eachWay } from "./sides.ts";

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

interface PanelProps {
  /** At least one; the first is the large one. */
  readonly facts: readonly Fact[];
  readonly dir: Direction;
}

export function Panel({ facts, dir }: PanelProps): HtmlEscapedString {
  const [first] = facts;
  const has_large = first !== undefined && first.is_minor !== true;
  const others = has_large ? facts.slice(1) : facts;
  return panel({
    first: has_large ? large({ label: first.label, value: first.value, notes: notesOf(first) }) : null,
    others: others.length === 0 ? null : small[has_large ? "below" : "alone"]({
      rows: others.map(({ label, value, is_long = false }) => (is_long ? tall : row[dir])({ label, value })),
    }),
  });
}

/** How the order stands, quieter than the mail's own facts. */
export function Standing({ label, value, notes = [] }: Fact): HtmlEscapedString {
  return standing({
    label,
    value,
    notes: notes.filter((text) => text !== null).map((text) => quietNote({ text })),
  });
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

const standing = precompiled<Shown>(({ label, value, notes }) => (
  <table role="presentation" width="100%" cellpadding="0" cellspacing="0">
    <tr>
      <td
        class="s"
        bgcolor={LIGHT.soft}
        style={`padding:12px 16px;border-radius:10px;background:${LIGHT.soft};font-size:14px`}
      >
        <div class="m" style="font-size:13px">{label}</div>
        <b>{value}</b>
        {notes}
      </td>
    </tr>
  </table>
));

const panel = precompiled<{ readonly first: Child; readonly others: Child }>(({ first, others }) => (
  <table
    role="presentation"
    width="100%"
    cellpadding="0"
    cellspacing="0"
    style="margin-bottom:28px"
  >
    <tr>
      <td
        class="s"
        bgcolor={LIGHT.soft}
        style={`padding:16px 20px;border-radius:10px;background:${LIGHT.soft}`}
      >
        {first}
        {others}
      </td>
    </tr>
  </table>
));

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
  precompiled<Pick<Fact, "label" | "value">>(({ label, value }) => (
    <tr valign="top">
      <td class="m" style={`padding:${box(4, 16, 0, 0)}`}>{label}</td>
      <td align={end} style="padding-top:4px">{value}</td>
    </tr>
  ))
);

const tall = precompiled<Pick<Fact, "label" | "value">>(({ label, value }) => (
  <tr>
    <td colspan={2} style="padding-top:4px">
      <span class="m">{label}</span>
      <br />
      {value}
    </td>
  </tr>
));
