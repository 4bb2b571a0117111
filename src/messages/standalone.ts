/**
 * Declares and reads mails that no order's state calls for: each carries its facts, its reader and its validity.
 * Pure.
 */
import * as v from "valibot";
import { STANDALONE_MAILS, type StandaloneKind } from "./message.ts";
import { Customer, EmailAddress } from "../values/schemas.ts";

export type FactsOf<Kind extends StandaloneKind> = v.InferOutput<(typeof STANDALONE_MAILS)[Kind]["facts"]>;

/** Link of the mail's button, signed when the mail is written. */
const StandaloneLink = v.object({
  purpose: v.picklist(["order", "history", "export", "correction", "invitation"]),
  subject: v.string(),
  expires_at_ms: v.number(),
});

const Reader = v.object({
  email: EmailAddress,
  name: Customer.entries.name,
  first_name: Customer.entries.first_name,
});

interface StandaloneParts<Kind extends StandaloneKind> {
  readonly to: v.InferOutput<typeof Reader>;
  /** Language as a BCP 47 tag; absent means the shop's language. */
  readonly locale?: string | undefined;
  readonly link?: v.InferOutput<typeof StandaloneLink> | undefined;
  readonly facts: FactsOf<Kind>;
}

type StandaloneOf<Kind extends StandaloneKind> = Kind extends StandaloneKind ? StandaloneParts<Kind> & {
    readonly kind: Kind;
    readonly about: string;
    readonly due_at_ms: number;
    /** Null when it stays true. */
    readonly valid_until_ms: (typeof STANDALONE_MAILS)[Kind]["true_until"] extends "always" ? null : number;
  }
  : never;

/** Mail as it is handed to the ledger. */
export type StandaloneMail<Kind extends StandaloneKind = StandaloneKind> = StandaloneOf<Kind>;

/** Mail as the ledger stored it. */
export type StoredStandalone<Kind extends StandaloneKind = StandaloneKind> = StandaloneParts<Kind>;

/** Parses what `insertStandalone` wrote. Throws where the facts do not fit the kind: such a mail must not leave. */
export function readStandalone<Kind extends StandaloneKind>(
  kind: Kind,
  json: string,
): StoredStandalone<Kind> {
  const schema = v.object({
    to: Reader,
    locale: v.optional(v.string()),
    link: v.optional(StandaloneLink),
    facts: STANDALONE_MAILS[kind].facts as v.GenericSchema<unknown, FactsOf<Kind>>,
  });
  return v.parse(schema, JSON.parse(json)) as StoredStandalone<Kind>;
}
