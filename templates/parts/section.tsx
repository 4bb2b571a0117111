/** The quiet structure of a mail: a hairline between its parts, and the headings that name them. */
import type { Child } from "hono/jsx";
import type { HtmlEscapedString } from "hono/utils/html";
import { LIGHT } from "./accent.ts";
import { precompiled } from "./precompiled.ts";

interface Headed {
  readonly children: Child;
}

export const Headline = precompiled<Headed>(({ children }) => (
  <h1 style="margin:40px 0 0;font-size:30px;line-height:1.2;font-weight:600;letter-spacing:-.02em">
    {children}
  </h1>
));

export const Lead = precompiled<Headed>(({ children }) => (
  <p class="m" style={`margin:12px 0 28px;font-size:17px;color:${LIGHT.muted}`}>{children}</p>
));

/** The lead on the ground of a mail's face, where grey would be faint. */
export const InkLead = precompiled<Headed>(({ children }) => (
  <p style="margin:12px 0 28px;font-size:17px">{children}</p>
));

export const Heading = precompiled<Headed>(({ children }) => (
  <h2 style="margin:0 0 20px;font-size:18px;line-height:1.3;font-weight:600;letter-spacing:-.01em">
    {children}
  </h2>
));

/** `above`: the air between it and what it follows. */
export function Divider({ above = 36 }: { readonly above?: number }): HtmlEscapedString {
  return hairline({ above });
}

// Word omits the line without the blank, and makes it as high as the blank's font: one pixel, by the sheet's style.
// Spam filters treat zero heights as hidden text.
const hairline = precompiled<{ readonly above: number }>(({ above }) => (
  <div
    class="l"
    style={`margin:${above}px 0 27px;border-top:1px solid ${LIGHT.line};line-height:1px`}
  >
    &nbsp;
  </div>
));
