/**
 * Finds pieces that an earlier snapshot had and a newer one no longer has. A snapshot alone shows only the remaining
 * ones. Pure.
 */
import type { Line, OrderDetails } from "../event.ts";

/** Pieces of one line that the snapshot of time `at` removed. */
export interface Removal {
  readonly at: string;
  /** Line in the last snapshot that contained it. */
  readonly line: Line;
  readonly quantity: number;
}

/** Returns the removals once the snapshot `after` of time `at` replaces `before`, oldest first. */
export function removalsAfter(
  known: readonly Removal[],
  before: OrderDetails,
  after: OrderDetails,
  at: string,
): readonly Removal[] {
  const [had, has] = [quantities(before), quantities(after)];
  const kept = known.flatMap((removal) => unlessPutBack(removal, known, had, has));
  const removed = linesById(before).flatMap((line): readonly Removal[] => {
    const quantity = (had.get(line.id) ?? 0) - (has.get(line.id) ?? 0);
    return quantity > 0 ? [{ at, line, quantity }] : [];
  });
  return [...kept, ...removed];
}

/** Reduces a removal by pieces that are back in the order: the newest removal of a line is undone first. */
function unlessPutBack(
  removal: Removal,
  known: readonly Removal[],
  had: ReadonlyMap<string, number>,
  has: ReadonlyMap<string, number>,
): readonly Removal[] {
  const { id } = removal.line;
  const back = Math.max(0, (has.get(id) ?? 0) - (had.get(id) ?? 0));
  const of_line = known.filter(({ line }) => line.id === id);
  const newer = of_line.slice(of_line.indexOf(removal) + 1);
  const left = back - newer.reduce((sum, { quantity }) => sum + quantity, 0);
  const quantity = removal.quantity - Math.max(0, left);
  return quantity <= 0 ? [] : quantity === removal.quantity ? [removal] : [{ ...removal, quantity }];
}

/** Returns each line that the order has or had, once, with all pieces ever ordered. */
export function orderedLines(
  { details, removals = [] }: {
    readonly details: Pick<OrderDetails, "lines">;
    readonly removals?: readonly Removal[] | undefined;
  },
): readonly { readonly line: Line; readonly ordered: number }[] {
  const now = quantities(details);
  const removed = new Map<string, number>();
  const former = new Map<string, Line>();
  for (const { line, quantity } of removals) {
    removed.set(line.id, (removed.get(line.id) ?? 0) + quantity);
    if (!now.has(line.id)) former.set(line.id, line);
  }
  return [...linesById(details), ...former.values()].map((line) => ({
    line,
    ordered: (now.get(line.id) ?? 0) + (removed.get(line.id) ?? 0),
  }));
}

function linesById({ lines }: Pick<OrderDetails, "lines">): readonly Line[] {
  const first = new Map<string, Line>();
  for (const line of lines) if (!first.has(line.id)) first.set(line.id, line);
  return [...first.values()];
}

function quantities({ lines }: Pick<OrderDetails, "lines">): ReadonlyMap<string, number> {
  const pieces = new Map<string, number>();
  for (const { id, quantity } of lines) pieces.set(id, (pieces.get(id) ?? 0) + quantity);
  return pieces;
}
