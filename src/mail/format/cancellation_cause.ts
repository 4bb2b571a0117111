/** Names the cause of a cancellation, where every catalogue has a text for it. Pure. */
import { oneLine } from "./text.ts";

const CAUSES = ["customer", "inventory", "declined"] as const;

export function causeOf(reason: string | undefined): (typeof CAUSES)[number] | null {
  const code = oneLine(reason).toLowerCase();
  return CAUSES.find((known) => known === code) ?? null;
}
