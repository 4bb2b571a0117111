/** Short lines one below the other, as addresses and notes are written; those that are `null` are left out. */
import { raw } from "hono/html";
import type { FC } from "hono/jsx";
import { escaped } from "./markup.ts";

export const Lines: FC<{ readonly lines: readonly (string | null)[] }> = ({ lines }) =>
  raw(lines.filter((line) => line !== null).map(escaped).join("<br/>"));

/** What somebody wrote: paragraphs set apart, the lines of each (`\n`) one below the other. */
export const Paragraphs: FC<{ readonly paragraphs: readonly string[]; readonly apart?: number }> = (
  { paragraphs, apart = 12 },
) => (
  <>
    {paragraphs.map((paragraph, index) => (
      <p style={index === 0 ? "margin:0" : `margin:${apart}px 0 0`}>
        <Lines lines={paragraph.split("\n")} />
      </p>
    ))}
  </>
);
