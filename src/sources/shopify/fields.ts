/** Schemas for Shopify's ids and money. It decides nothing about orders. */
import * as v from "valibot";
import { minorFromDecimal } from "../../orders/money.ts";
import { Code, helpful, PlainId } from "../read/fields.ts";

/** Fields that `idOf` needs, to be spread into a schema. */
export const identity = { id: PlainId, admin_graphql_api_id: Code };

/**
 * Returns the number at the end of `gid://shopify/Order/820982911946154508`, else the plain id. A relay that parsed
 * the body as JSON may have rounded an 18-digit plain id; the gid is text and stays whole.
 */
export function idOf({ id, admin_graphql_api_id }: {
  readonly id: string;
  readonly admin_graphql_api_id?: string | null | undefined;
}): string {
  return /\/(\d{1,20})$/.exec(admin_graphql_api_id ?? "")?.[1] ?? id;
}

/** Accepts `"89.99"` or 89.99 and returns the minor unit of `currency`. */
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

/**
 * Reads `{ amount: "89.99", currency_code: "EUR" }` by hand: an order of 250 lines has a thousand amounts, and a
 * valibot schema for them would take more time than the rest of the order.
 */
const Money = v.pipe(
  v.unknown(),
  v.rawTransform<unknown, { readonly amount_minor: number; readonly currency: string }>(
    ({ dataset, addIssue, NEVER }) => {
      const input = dataset.value;
      if (typeof input !== "object" || input === null) {
        addIssue({ message: "Must be an object" });
        return NEVER;
      }
      const { currency_code, amount } = input as {
        readonly currency_code?: unknown;
        readonly amount?: unknown;
      };
      const refuse = (key: string, value: unknown, message: string) => {
        const path: v.ObjectPathItem = {
          type: "object",
          origin: "value",
          input: input as Record<string, unknown>,
          key,
          value,
        };
        addIssue({ input: value, message: value === undefined ? "Must be given" : message, path: [path] });
        return NEVER;
      };
      if (typeof currency_code !== "string" || !/^[A-Z]{3}$/.test(currency_code)) {
        return refuse("currency_code", currency_code, "Must be an ISO 4217 code");
      }
      if (typeof amount !== "string" && typeof amount !== "number") {
        return refuse("amount", amount, "Must be a decimal amount");
      }
      const minor = minorFromDecimal(amount, currency_code);
      if (!minor.ok) return refuse("amount", amount, minor.message);
      return { amount_minor: minor.value, currency: currency_code };
    },
  ),
);

/** Returns the currency beside an amount, before either is checked. */
export function codeIn(input: unknown): string | undefined {
  if (typeof input !== "object" || input === null) return undefined;
  const { currency_code, currency } = input as {
    readonly currency_code?: unknown;
    readonly currency?: unknown;
  };
  return [currency_code, currency].find((code) => typeof code === "string");
}

/** One amount in two currencies: the shop's books, and the customer's charge. */
export const MoneySet = helpful(
  v.object({ shop_money: v.nullish(Money), presentment_money: v.nullish(Money) }),
);
export type MoneySet = v.InferOutput<typeof MoneySet>;
