/** What a reader looks for, set apart on soft ground: one fact large, further ones small below it. */
import type { FC } from "hono/jsx";
import { LIGHT } from "./accent.ts";

export interface Fact {
  readonly label: string;
  readonly value: string;
}

interface PanelProps {
  /** At least one; the first is the large one. */
  readonly facts: readonly Fact[];
  readonly dir: "ltr" | "rtl";
}

export const Panel: FC<PanelProps> = ({ facts: [first, ...others], dir }) => (
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
        <div class="m" style={`font-size:14px;color:${LIGHT.muted}`}>{first?.label}</div>
        <div style="font-size:18px;font-weight:600">{first?.value}</div>
        {others.length === 0 ? null : <Others facts={others} dir={dir} />}
      </td>
    </tr>
  </table>
);

const Others: FC<PanelProps> = ({ facts, dir }) => {
  const [start, end] = dir === "rtl" ? ["right", "left"] as const : ["left", "right"] as const;
  return (
    <table
      role="presentation"
      width="100%"
      cellpadding="0"
      cellspacing="0"
      style="margin-top:10px;font-size:14px"
    >
      {facts.map(({ label, value }) => (
        <tr valign="top">
          <td class="m" style={`padding-top:4px;color:${LIGHT.muted}`}>{label}</td>
          <td align={end} style={`padding-top:4px;padding-${start}:16px`}>{value}</td>
        </tr>
      ))}
    </table>
  );
};
