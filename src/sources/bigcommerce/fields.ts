/** How BigCommerce writes times and currencies: the pieces its answers are checked with. Decides nothing about orders. */
import * as v from "valibot";
import { ok, type Result } from "../../result.ts";
import { checked } from "../read/parse_error.ts";
import { Currency } from "../../values/schemas.ts";

/** `Tue, 05 Mar 2019 21:40:11 +0000`, as in mail. */
export const MailDate = v.pipe(
  v.string(),
  v.regex(
    /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} [+-]\d{4}$/,
    "Must be a time such as Tue, 05 Mar 2019 21:40:11 +0000",
  ),
  v.check((text) => !Number.isNaN(Date.parse(text)), "Must be a real date"),
  v.transform((text) => new Date(text).toISOString()),
);

/** One that may be left out, or empty, where nothing has happened yet. */
export const OptionalMailDate = v.nullish(
  v.union([v.pipe(v.literal(""), v.transform(() => undefined)), MailDate], "Must be a time in mail's form"),
);

/** What the customer pays in is the "default" currency; `currency_code` is the one that prices are shown in beside it. */
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
