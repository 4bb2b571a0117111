/** How far an order is, as a bar of its steps. Cells with a ground, since Outlook draws neither gradients nor borders of a cell's part. */
import type { FC } from "hono/jsx";
import type { StepView } from "../view.ts";
import { LIGHT } from "./accent.ts";

interface ProgressProps {
  readonly steps: readonly StepView[];
  /** Colour of what is reached. */
  readonly fill: string;
}

export const Progress: FC<ProgressProps> = ({ steps, fill }) => (
  <table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="margin:24px 0 28px">
    <tr>
      {steps.map(({ state }, index) => (
        <td
          width={`${Math.floor(100 / steps.length)}%`}
          style={`font-size:1px;line-height:5px;${index === 0 ? "" : "border-left:4px solid transparent;"}`}
        >
          <div
            class={state === "upcoming" ? "l s" : "g"}
            style={`height:5px;background:${state === "upcoming" ? LIGHT.line : fill}`}
          >
            &nbsp;
          </div>
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
