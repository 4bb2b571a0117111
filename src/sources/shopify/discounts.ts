/** Splits Shopify's discounts into those of a line and those of the order as a whole. The totals stay Shopify's. */
import * as v from "valibot";
import { Code, list, Words, words } from "../read/fields.ts";
import { MoneySet } from "./fields.ts";

/** Above this number the discounts are summed into one because the event accepts no more. */
const NAMED_MAX = 50;

/** States the purpose of a discount; the allocations hold its amounts. Shopify's lists refer to it by position. */
export const DiscountApplication = v.object({
  target_type: Code,
  target_selection: Code,
  code: Words,
  title: Words,
  description: Words,
});
type DiscountApplication = v.InferOutput<typeof DiscountApplication>;

export function discountAllocations(Amount: v.GenericSchema<unknown, number>) {
  return list(v.object({
    amount: Amount,
    amount_set: MoneySet,
    discount_application_index: v.nullish(v.number()),
  }));
}

/** A share of a discount, in the order's currency. */
export interface Allocation {
  readonly amount_minor: number;
  readonly application: number | null | undefined;
}

export interface DiscountedLine {
  readonly allocations: readonly Allocation[];
  /**
   * The discount that Shopify shows on the line: it repeats the allocations or omits them, so it counts only where
   * there are none.
   */
  readonly total_discount_minor: number;
}

/**
 * Returns the discount of the line alone. A discount on all lines belongs to the order, although Shopify allocates it
 * to lines too.
 */
export function lineDiscountMinor(
  line: DiscountedLine,
  applications: readonly DiscountApplication[],
): number {
  if (line.allocations.length === 0) return line.total_discount_minor;
  return sum(line.allocations.filter(({ application }) => !isOrderWide(applications, application)));
}

/**
 * Returns the named discounts on the order, which add up to `total_minor`: all that Shopify deducted, less the lines'
 * own discounts. `allocations` are those of all lines and of shipping; shipping is shown at full price, so its
 * discounts are included here.
 */
export function orderDiscounts(
  { applications, of_lines, of_shipping, codes, total_minor }: {
    readonly applications: readonly DiscountApplication[];
    readonly of_lines: readonly Allocation[];
    readonly of_shipping: readonly Allocation[];
    readonly codes: readonly (string | undefined)[];
    readonly total_minor: number;
  },
): { label?: string | undefined; amount_minor: number }[] {
  if (total_minor <= 0) return [];
  const allocations = [
    ...of_lines.filter(({ application }) => isOrderWide(applications, application)),
    ...of_shipping,
  ];
  const named = Map.groupBy(allocations, ({ application }) => labelOf(applications[application ?? -1]));
  const amounts = [...named].map(([label, parts]) => ({ label, amount_minor: sum(parts) }));
  if (sum(amounts) === total_minor && amounts.length <= NAMED_MAX) {
    return amounts.filter(({ amount_minor }) => amount_minor !== 0);
  }
  const labels = [...new Set([...named.keys(), ...codes])].filter((label) => label !== undefined);
  return [{ label: words(labels.join(", ")), amount_minor: total_minor }];
}

function isOrderWide(
  applications: readonly DiscountApplication[],
  index: number | null | undefined,
): boolean {
  const application = applications[index ?? -1];
  return application?.target_selection === "all" || application?.target_type === "shipping_line";
}

function labelOf(application: DiscountApplication | undefined): string | undefined {
  return application?.code ?? application?.title ?? application?.description;
}

function sum(amounts: readonly { readonly amount_minor: number }[]): number {
  return amounts.reduce((total, { amount_minor }) => total + amount_minor, 0);
}
