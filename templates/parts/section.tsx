/** The quiet structure of a mail: a hairline between its parts, and the headings that name them. */
import type { Child, FC } from "hono/jsx";
import { LIGHT } from "./accent.ts";

export const Headline: FC<{ readonly children: Child }> = ({ children }) => (
  <h1 style="margin:40px 0 0;font-size:30px;line-height:1.2;font-weight:600;letter-spacing:-.02em">
    {children}
  </h1>
);

export const Lead: FC<{ readonly children: Child }> = ({ children }) => (
  <p class="m" style={`margin:12px 0 28px;font-size:17px;color:${LIGHT.muted}`}>{children}</p>
);

export const Heading: FC<{ readonly children: Child }> = ({ children }) => (
  <h2 style="margin:0 0 20px;font-size:18px;line-height:1.3;font-weight:600;letter-spacing:-.01em">
    {children}
  </h2>
);

export const Divider: FC<{ readonly above?: number }> = ({ above = 36 }) => (
  <div
    class="l"
    style={`margin:${above}px 0 28px;border-top:1px solid ${LIGHT.line};font-size:0;line-height:0`}
  >
    &nbsp;
  </div>
);
