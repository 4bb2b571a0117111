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
}

interface PanelProps {
  /** At least one; the first is the large one. */
  readonly facts: readonly Fact[];
  readonly dir: Direction;
}

export function Panel({ facts: [first, ...others], dir }: PanelProps): HtmlEscapedString {
  return panel({
    label: first?.label,
    value: first?.value,
    notes: (first?.notes ?? []).filter((text) => text !== null).map((text) => note({ text })),
    others: others.length === 0
      ? null
      : small({ rows: others.map(({ label, value }) => row[dir]({ label, value })) }),
  });
}

interface Shown {
  readonly label: Child;
  readonly value: Child;
  readonly notes: Child;
  readonly others: Child;
}

const note = precompiled<{ readonly text: string }>(({ text }) => (
  <div style="padding-top:4px;font-size:15px">{text}</div>
));

const panel = precompiled<Shown>(({ label, value, notes, others }) => (
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
        <div class="m" style="font-size:14px">{label}</div>
        <div style="font-size:18px;font-weight:600">{value}</div>
        {notes}
        {others}
      </td>
    </tr>
  </table>
));

const small = precompiled<{ readonly rows: Child }>(({ rows }) => (
  <table
    role="presentation"
    width="100%"
    cellpadding="0"
    cellspacing="0"
    style="margin-top:10px;font-size:14px"
  >
    {rows}
  </table>
));

const row = eachWay(({ end, box }) =>
  precompiled<Pick<Fact, "label" | "value">>(({ label, value }) => (
    <tr valign="top">
      <td class="m" style={`padding:${box(4, 16, 0, 0)}`}>{label}</td>
      <td align={end} style="padding-top:4px">{value}</td>
    </tr>
  ))
);
