/** Short lines one below the other, as addresses and notes are written; those that are `null` are left out. */
import { raw } from "hono/html";
import type { FC } from "hono/jsx";
import { escaped } from "./markup.ts";

export const Lines: FC<{ readonly lines: readonly (string | null)[] }> = ({ lines }) =>
  raw(lines.filter((line) => line !== null).map(escaped).join("<br/>"));
