/** Tax rates as senders write them, in percent as decimal text. */
import { TaxRate } from "../../orders/event.ts";
import { fitting } from "./fields.ts";

/** 0.19 is `19`, 0.077 is `7.7`; nothing for what is no rate. */
export function percentOfShare(share: unknown): string | undefined {
  return typeof share === "number" ? percentOf(share * 100) : undefined;
}

/** 19, `"19.0000"` and `"19%"` are `19`. */
export function percentOf(percent: unknown): string | undefined {
  const text = typeof percent === "string" ? percent.trim().replace(/\s*%$/, "") : percent;
  const number = typeof text === "string" && text !== "" ? Number(text) : text;
  if (typeof number !== "number" || !Number.isFinite(number)) return undefined;
  return fitting(TaxRate.entries.percent, String(Number(number.toFixed(4))));
}

/** Rates of the same name and percentage as one, in the order in which they came; those of nothing are left out. */
export function mergedRates(rates: readonly TaxRate[]): TaxRate[] {
  const merged = new Map<string, TaxRate>();
  for (const rate of rates) {
    const key = `${rate.label ?? ""} ${rate.percent ?? ""}`;
    const { amount_minor = 0 } = merged.get(key) ?? {};
    merged.set(key, { ...rate, amount_minor: amount_minor + rate.amount_minor });
  }
  return [...merged.values()].filter(({ amount_minor }) => amount_minor !== 0);
}
