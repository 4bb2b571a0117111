/** Declares which mails a shop wants, for which orders, who gets copies, and whether anything leaves at all. */
import * as v from "valibot";
import { withoutTurns } from "../values/plain_text.ts";
import { type MessageKind, ORDER_KINDS, STANDALONE_KINDS, type StandaloneKind } from "../messages/message.ts";
import { CUSTOMER_KINDS, EmailAddress } from "../values/schemas.ts";

/**
 * Mails that always leave, whatever a shop switches off and in shadow mode too: a person waits for them on a page, wrote
 * them at the desk, or the law or the shop itself asks for them. `shop_digest` has a setting of its own.
 */
export const UNSWITCHABLE = [
  "order_link",
  "history_link",
  "verification_code",
  "data_export_ready",
  "erasure_done",
  "support_reply",
  "shop_alert",
  "shop_digest",
  "sent_code",
  "sent_mail",
  "sent_notice",
] as const satisfies readonly MessageKind[];
type Unswitchable = (typeof UNSWITCHABLE)[number];

/** Kinds that a shop may switch off; short messages have settings of their own. */
export const SWITCHABLE_KINDS = [...ORDER_KINDS, ...STANDALONE_KINDS].filter((kind) =>
  !(UNSWITCHABLE as readonly string[]).includes(kind)
) as readonly Exclude<(typeof ORDER_KINDS)[number] | StandaloneKind, Unswitchable>[];
export type SwitchableKind = (typeof SWITCHABLE_KINDS)[number];

/** on: it leaves. off: it is not sent. shadow: it is planned, written and judged, and does not leave. */
export const KIND_STATES = ["on", "off", "shadow"] as const;
export type KindState = (typeof KIND_STATES)[number];

const COPIES_MAX = 5;
const RULES_MAX = 50;
const NAMES_MAX = 50;

/** A word of a storefront's in a rule: compared without regard to case, and kept to its own line. */
const RuleName = v.pipe(
  v.string(),
  v.transform(withoutTurns),
  v.trim(),
  v.toLowerCase(),
  v.minLength(1),
  v.maxLength(128),
);

/** A channel as its storefront names it, optionally with the storefront, and `*` at the end for any ending: `amazon-*`. */
const ChannelName = v.pipe(
  RuleName,
  v.regex(
    /^[^:*]+(?::[^:*]+)?\*?$|^[^:*]+:\*$/,
    "Must be a channel such as pos or amazon-*, with the storefront and a colon before it or not",
  ),
);

/** Orders that owe no mails, or not those of `kinds`. Every condition that is given must hold; of each list, one entry. */
export const OrderRule = v.pipe(
  v.object({
    channels: v.optional(names(ChannelName)),
    tags: v.optional(names(RuleName)),
    customers: v.optional(names(v.picklist(CUSTOMER_KINDS))),
    kinds: v.optional(v.pipe(v.array(kindName()), v.minLength(1))),
  }),
  v.check(
    ({ channels, tags, customers }) =>
      channels !== undefined || tags !== undefined || customers !== undefined,
    "Must name channels, tags or customers",
  ),
);
export type OrderRule = v.InferOutput<typeof OrderRule>;

export const MailSettings = v.object({
  /** Whether everything is recorded, planned and written, and nothing leaves for a customer. */
  shadow: v.optional(v.boolean(), false),
  /** Kinds that are not simply on. */
  kinds: v.optional(v.record(kindName(), v.picklist(KIND_STATES)), {}),
  /** Further readers of a kind, whom the customer does not see (`Bcc`): services that live on copies. */
  copies: v.optional(
    v.record(kindName(), v.pipe(v.array(EmailAddress), v.minLength(1), v.maxLength(COPIES_MAX))),
    {},
  ),
  not_owed: v.optional(v.pipe(v.array(OrderRule), v.maxLength(RULES_MAX)), []),
  /** Whether subjects name what was bought; not for goods that others are not to read of over a shoulder. */
  product_in_subject: v.optional(v.boolean(), true),
  /** Whether a payment of the order's own minute has no receipt of its own, where the confirmation says that it is paid. */
  receipt_in_confirmation: v.optional(v.boolean(), true),
  /** Whether the parts into which a marketplace plugin splits an order owe mails of their own. */
  sub_orders: v.optional(v.boolean(), false),
});
export type MailSettings = v.InferOutput<typeof MailSettings>;

/** Whether, and how, a kind leaves at a shop. */
export function stateOf({ shadow, kinds }: MailSettings, kind: MessageKind): KindState {
  if ((UNSWITCHABLE as readonly string[]).includes(kind)) return "on";
  const own = (kinds as Partial<Record<MessageKind, KindState>>)[kind] ?? "on";
  return own === "on" && shadow ? "shadow" : own;
}

/** Addresses that get a copy of a kind. */
export function copiesOf({ copies }: MailSettings, kind: MessageKind): readonly string[] {
  return (copies as Partial<Record<MessageKind, readonly string[]>>)[kind] ?? [];
}

/** Every address that gets a copy of some kind, in lower case: what is reported of it says nothing of a customer. */
export function copyAddresses({ copies }: MailSettings): ReadonlySet<string> {
  return new Set(Object.values(copies).flat().map((address) => address.toLowerCase()));
}

function kindName() {
  return v.picklist(
    SWITCHABLE_KINDS,
    ({ input }) =>
      (UNSWITCHABLE as readonly unknown[]).includes(input)
        ? "Must be a kind that may be switched off: this one answers a person or the shop"
        : "Must be a kind of docs/mails.md",
  );
}

function names<const S extends v.GenericSchema<unknown, string>>(schema: S) {
  return v.pipe(v.array(schema), v.minLength(1), v.maxLength(NAMES_MAX));
}
