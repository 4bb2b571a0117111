/** A row of answers, each a link large enough for a thumb; the page behind it asks for confirmation. */
import type { FC } from "hono/jsx";
import type { Translate } from "../locales/translate.ts";
import { lightAccent } from "./accent.ts";
import { type Ground, GROUNDS } from "./panel.tsx";
import { labelled } from "./labelled.ts";

export interface Scale {
  readonly answers: readonly { readonly label: string; readonly url: string }[];
  /** What the first and the last answer mean. */
  readonly lowest: string;
  readonly highest: string;
}

interface ScaleProps {
  readonly scale: Scale;
  /** `#rrggbb` */
  readonly accent: string;
  readonly dir: "ltr" | "rtl";
  readonly ground: Ground;
}

export const Scale: FC<ScaleProps> = ({ scale, accent, dir, ground }) => {
  const { class: name_of_ground, colour } = GROUNDS[ground];
  const { answers } = scale;
  return (
    <>
      <table role="presentation" width="100%" cellpadding="0" cellspacing="0">
        <tr>
          {answers.map(({ label, url }, index) => (
            <>
              {index === 0 ? null : <td width="8">&nbsp;</td>}
              <td
                class={name_of_ground}
                align="center"
                bgcolor={colour}
                style={`border-radius:10px;background:${colour};mso-padding-alt:14px 0`}
              >
                <a
                  href={url}
                  class="a"
                  aria-label={name(scale, index)}
                  style={`display:block;padding:14px 0;font-size:20px;font-weight:600;color:${
                    lightAccent(accent).text
                  };text-decoration:none`}
                >
                  {label}
                </a>
              </td>
            </>
          ))}
        </tr>
      </table>
      <table
        role="presentation"
        width="100%"
        cellpadding="0"
        cellspacing="0"
        class="m"
        style="margin-top:8px;font-size:14px"
      >
        <tr>
          <td>{scale.lowest}</td>
          <td align={dir === "rtl" ? "left" : "right"}>{scale.highest}</td>
        </tr>
      </table>
    </>
  );
};

export function scaleText(scale: Scale, t: Translate): readonly (readonly string[])[] {
  return scale.answers.map(({ url }, index) => [labelled(t, name(scale, index)), url]);
}

/** `5 (very good)` at the ends, the number alone between them. */
function name({ answers, lowest, highest }: Scale, index: number): string {
  const label = answers[index]?.label ?? "";
  const meaning = index === 0 ? lowest : index === answers.length - 1 ? highest : null;
  return meaning === null ? label : `${label} (${meaning})`;
}
