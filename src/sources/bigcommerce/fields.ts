/** Schemas for BigCommerce's times and currencies. It decides nothing about orders. */
import * as v from "valibot";
import { ok, type Result } from "../../result.ts";
import { checked } from "../read/parse_error.ts";
import { Currency } from "../../values/schemas.ts";

/** Accepts a date in mail's form: `Tue, 05 Mar 2019 21:40:11 +0000`. */
export const MailDate = v.pipe(
  v.string(),
  v.regex(
    /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} [+-]\d{4}$/,
    "Must be a time such as Tue, 05 Mar 2019 21:40:11 +0000",
  ),
  v.check((text) => !Number.isNaN(Date.parse(text)), "Must be a real date"),
  v.transform((text) => new Date(text).toISOString()),
);

/** Accepts such a date, or a missing or empty one where the event has not happened yet. */
export const OptionalMailDate = v.nullish(
  v.union([v.pipe(v.literal(""), v.transform(() => undefined)), MailDate], "Must be a time in mail's form"),
);

/**
 * Returns the currency that the customer pays in: the "default" currency. `currency_code` is a currency in which
 * prices are also shown.
 */
export function orderCurrency(order: unknown): Result<string, "invalid"> {
  const read = checked(
    v.object({ default_currency_code: v.nullish(Currency), currency_code: v.nullish(Currency) }),
    order,
    inOrder,
  );
  if (!read.ok) return read;
  const { default_currency_code, currency_code } = read.value;
  const currency = checked(
    Currency,
    default_currency_code ?? currency_code,
    () => "order.default_currency_code",
  );
  return currency.ok ? ok(currency.value) : currency;
}

export function inOrder(path: string): string {
  return path === "" ? "order" : `order.${path}`;
}
