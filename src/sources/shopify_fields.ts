/** How Shopify writes ids, text, times and money: the pieces its payloads are checked with. Decides nothing about orders. */
import * as v from "valibot";
import { Currency, Id } from "../orders/event.ts";
import { minorFromDecimal } from "../orders/money.ts";

/** Room for what is only shown; longer is cut, since a long note is no reason to lose the mail. */
const WORDS_MAX = 1_000;

/** A number, or the digits of one too long for a number. */
export const PlainId = v.pipe(
  v.union([v.string(), v.pipe(v.number(), v.safeInteger())], "Must be an id"),
  v.transform(String),
  Id,
);

/** To be spread into the schema of whatever `idOf` is asked of. */
export const identity = { id: PlainId, admin_graphql_api_id: v.nullish(v.string()) };

/**
 * The number at the end of `gid://shopify/Order/820982911946154508`, else the plain id. Anything between Shopify and
 * here that read the body as JSON has rounded an 18-digit plain id; the gid is text and comes through whole.
 */
export function idOf({ id, admin_graphql_api_id }: {
  readonly id: string;
  readonly admin_graphql_api_id?: string | null | undefined;
}): string {
  return /\/(\d{1,20})$/.exec(admin_graphql_api_id ?? "")?.[1] ?? id;
}

/** Text that is only shown: cut to size; empty and `null` are absent. */
export const Words = v.pipe(v.nullish(v.string()), v.transform(words));

/** Where a list may be `null` or missing, it is empty. */
export function list<const S extends v.GenericSchema>(schema: S) {
  return v.pipe(v.nullish(v.array(schema), []), v.transform((items): v.InferOutput<S>[] => items ?? []));
}

/** `value` if the field that it is meant for takes it, else nothing: a picture with a broken address is left out, the order stays. */
export function fitting<T>(schema: v.GenericSchema<unknown, T>, value: unknown): T | undefined {
  const result = v.safeParse(schema, value);
  return result.success ? result.output : undefined;
}

/** `"89.99"` or 89.99, in the minor unit of `currency`. */
export function decimal(currency: string) {
  return v.pipe(
    v.union([v.string(), v.number()], "Must be a decimal amount"),
    v.rawTransform<string | number, number>(({ dataset, addIssue, NEVER }) => {
      if (!dataset.typed) return NEVER;
      const minor = minorFromDecimal(dataset.value, currency);
      if (minor.ok) return minor.value;
      addIssue({ message: minor.message });
      return NEVER;
    }),
  );
}

/** `{ amount: "89.99", currency_code: "EUR" }` */
const Money = v.pipe(
  v.lazy((input) => v.object({ currency_code: Currency, amount: decimal(codeIn(input) ?? "") })),
  v.transform(({ amount, currency_code }) => ({ amount_minor: amount, currency: currency_code })),
);

/** The currency that stands beside an amount, before either is checked. */
export function codeIn(input: unknown): string | undefined {
  if (typeof input !== "object" || input === null) return undefined;
  const { currency_code, currency } = input as {
    readonly currency_code?: unknown;
    readonly currency?: unknown;
  };
  return [currency_code, currency].find((code) => typeof code === "string");
}

/** One amount twice: as the shop keeps its books, and as the customer was charged. */
export const MoneySet = v.nullish(
  v.object({ shop_money: v.nullish(Money), presentment_money: v.nullish(Money) }),
);
export type MoneySet = v.InferOutput<typeof MoneySet>;

/** The text trimmed and cut, without half a character at the cut; nothing when it is empty. */
export function words(text: string | null | undefined): string | undefined {
  const trimmed = (text ?? "").trim();
  if (trimmed === "") return undefined;
  return trimmed.length <= WORDS_MAX
    ? trimmed
    : trimmed.slice(0, WORDS_MAX).replace(/[\ud800-\udbff]$/, "").trimEnd();
}
