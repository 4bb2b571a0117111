/**
 * Takes out of reports what must not be written any more: the provider's words about customers who were erased since, and
 * their addresses.
 */
import type { Outcome } from "../../messages/outcome.ts";
import { selectErased } from "../../sql/outcomes.ts";
import type { RecordPorts, Shop } from "../ports.ts";

export interface Reported extends Outcome {
  /** Set where the reader was erased. */
  readonly erased?: {
    /** The keyed hash under which alone they are known. */
    readonly name: string;
    /** Whether the shop knows their address by another order, or by what a program wrote to them since. */
    readonly is_known: boolean;
  };
}

/** Only bounces and complaints bring words and write addresses. */
export async function withoutErased(
  { db, name_customer }: Pick<RecordPorts, "db" | "name_customer">,
  shop: Pick<Shop, "id">,
  outcomes: readonly Outcome[],
): Promise<readonly Reported[]> {
  const named = await Promise.all(outcomes.map(async (outcome) => ({
    outcome,
    name: outcome.type === "bounced" || outcome.type === "complained"
      ? await name_customer(shop.id, outcome.recipient)
      : null,
  })));
  const judged = named.flatMap(({ outcome, name }) => name === null ? [] : [{ outcome, name }]);
  if (judged.length === 0) return outcomes;
  const { results } = await selectErased(
    db,
    [...new Set(judged.map(({ outcome }) => outcome.key.subject))],
    [...new Set(judged.map(({ name }) => name))],
  ).all<{ readonly name: string; readonly what: "order" | "customer" | "back" }>();
  const is = (what: string, name: string) => results.some((row) => row.what === what && row.name === name);
  return named.map(({ outcome, name }) => {
    const is_erased = name !== null && (is("order", outcome.key.subject) || is("customer", name));
    return is_erased
      ? { ...outcome, reason: undefined, erased: { name, is_known: is("back", name) } }
      : outcome;
  });
}
