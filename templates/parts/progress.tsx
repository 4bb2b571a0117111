/** How far an order is, as a bar of its steps. Cells with a ground, since Outlook draws neither gradients nor borders of a cell's part. */
import type { FC } from "hono/jsx";
import type { HtmlEscapedString } from "hono/utils/html";
import type { StepView } from "../view.ts";
import { LIGHT } from "./accent.ts";
import { precompiled } from "./precompiled.ts";
import { type Direction, eachWay } from "./sides.ts";

interface ProgressProps {
  readonly steps: readonly StepView[];
  /** Colour of what is reached. */
  readonly fill: string;
  /** Colour of what is not reached yet. */
  readonly rest: string;
  readonly dir: Direction;
}

export const Progress: FC<ProgressProps> = ({ steps, fill, rest, dir }) => (
  <table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="margin:24px 0 28px">
    <tr>
      {steps.map(({ state }, index) => (
        <td
          width={`${Math.floor(100 / steps.length)}%`}
          style={`font-size:1px;line-height:5px;${index === 0 ? "" : GAPS[dir]}`}
        >
          {bars[state]({ fill, rest })}
        </td>
      ))}
    </tr>
    <tr>
      {steps.map(({ label, state }) => (
        <td
          valign="top"
          class={state === "current" ? "" : "m"}
          style={`padding:8px 2px 0;font-size:12px;line-height:1.3;${
            state === "current" ? "font-weight:600" : `color:${LIGHT.muted}`
          }`}
        >
          {label}
        </td>
      ))}
    </tr>
  </table>
);

const GAPS = eachWay(({ start }) => `border-${start}:4px solid transparent;`);

interface Colours {
  readonly fill: string;
  readonly rest: string;
}

/** The step of now is filled by half; Word, which knows no width of a block, fills it whole. */
const bars: Readonly<Record<StepView["state"], (colours: Colours) => HtmlEscapedString>> = {
  done: precompiled<Colours>(({ fill }) => (
    <div class="g" style={`height:5px;background:${fill}`}>
      &nbsp;
    </div>
  )),
  current: precompiled<Colours>(({ fill, rest }) => (
    <div class="u" style={`height:5px;background:${rest}`}>
      <div class="g" style={`width:50%;height:5px;background:${fill}`}>&nbsp;</div>
    </div>
  )),
  upcoming: precompiled<Colours>(({ rest }) => (
    <div class="u" style={`height:5px;background:${rest}`}>&nbsp;</div>
  )),
};
