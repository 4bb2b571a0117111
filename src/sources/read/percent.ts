/** Reads senders' tax rates as decimal percentages. */
import { TaxRate } from "../../orders/event.ts";
import { fitting } from "./fields.ts";

/** Returns `19` for 0.19, `7.7` for 0.077; undefined for any value that is not a rate. */
export function percentOfShare(share: unknown): string | undefined {
  return typeof share === "number" ? percentOf(share * 100) : undefined;
}

/** Returns `19` for 19, `"19.0000"` and `"19%"`. */
export function percentOf(percent: unknown): string | undefined {
  const text = typeof percent === "string" ? percent.trim().replace(/\s*%$/, "") : percent;
  const number = typeof text === "string" && text !== "" ? Number(text) : text;
  if (typeof number !== "number" || !Number.isFinite(number)) return undefined;
  return fitting(TaxRate.entries.percent, String(Number(number.toFixed(4))));
}

/** Merges rates of the same name and percentage, in their original order; rates with no tax are omitted. */
export function mergedRates(rates: readonly TaxRate[]): TaxRate[] {
  const merged = new Map<string, TaxRate>();
  for (const rate of rates) {
    const key = `${rate.label ?? ""} ${rate.percent ?? ""}`;
    const { amount_minor = 0 } = merged.get(key) ?? {};
    merged.set(key, { ...rate, amount_minor: amount_minor + rate.amount_minor });
  }
  return [...merged.values()].filter(({ amount_minor }) => amount_minor !== 0);
}
