/** Declares what the ledger keeps of a mail that a person sends once more, until it has left. Pure. */
import * as v from "valibot";
import { EmailAddress } from "../values/schemas.ts";

const Again = v.object({
  again: v.literal(true),
  /** The key of the mail whose copy is sent, for a mail that no order owes: its facts are gone. */
  copy_of: v.optional(v.string()),
  /** The reader of such a copy; of an order's mail, the order knows its reader. */
  to: v.optional(v.object({ email: EmailAddress })),
});
export type Again = v.InferOutput<typeof Again>;

/** Returns null for a mail that nobody sent by hand. */
export function readAgain(facts: string | null): Again | null {
  if (facts === null) return null;
  const read = v.safeParse(Again, JSON.parse(facts));
  return read.success ? read.output : null;
}
