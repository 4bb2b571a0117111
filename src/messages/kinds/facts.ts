/** Declares facts that several standalone mails share. */
import * as v from "valibot";

export const Text = v.pipe(v.string(), v.minLength(1), v.maxLength(10_000));
export const Name = v.pipe(v.string(), v.minLength(1), v.maxLength(500));
export const Count = v.pipe(v.number(), v.integer(), v.minValue(0));
export const Minutes = v.pipe(v.number(), v.integer(), v.minValue(1));
export const HttpUrl = v.pipe(v.string(), v.url(), v.regex(/^https?:\/\//i));

/** Conversation to which a mail belongs. */
export const Conversation = {
  /** Subject in the customer's words. */
  topic: Name,
  /** The order number that the customer sees. */
  order_number: v.optional(Name),
};
