/** Names what was bought in a few words, for a subject. Pure. */
import type { Line } from "../../orders/event.ts";
import type { Wording } from "./amounts.ts";
import { oneLine } from "./text.ts";

/** `Wool blanket`, `Wool blanket and 2 more`; null where there is nothing to name. */
export function productName(lines: readonly Line[], { t }: Wording): string | null {
  const [first, ...others] = lines.filter(({ included_in }) => included_in === undefined);
  if (first === undefined) return null;
  const titles = oneLine(first.title);
  return others.length === 0 ? titles : t("history.and_more", { titles, count: others.length });
}
