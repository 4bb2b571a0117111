/** Which words of a mail a shop may replace by its own, and whether its own can stand in their place. It keeps and fills in none. */
import { IntlMessageFormat } from "intl-messageformat";
import type { MailContents } from "../content.ts";
import type { StandaloneContents } from "../standalone_view.ts";
import { CATALOGUES, type TextKey } from "./translate.ts";

type Kind = keyof MailContents | keyof StandaloneContents;

/** The part of the catalogues that each kind of mail alone speaks from: `lead` of `order_link` is `link.lead`. */
export const SECTIONS = {
  order_confirmation: "confirmation",
  order_changed: "changed",
  order_cancelled: "cancelled",
  invoice: "invoice",
  payment_reminder: "reminder",
  backorder_notice: "backorder",
  back_on_track: "restock",
  delay_notice: "delay",
  payment_receipt: "receipt",
  payment_failed: "failed",
  refund_issued: "refund",
  refund_failed: "unrefunded",
  shipment_shipped: "shipped",
  shipment_updated: "updated",
  shipment_out_for_delivery: "courier",
  shipment_ready_for_pickup: "pickup",
  shipment_delivered: "arrived",
  shipment_attempted: "attempted",
  shipment_exception: "held",
  shipment_stalled: "stalled",
  shipment_returned_to_sender: "sentback",
  return_received_request: "request",
  return_approved: "approved",
  return_declined: "declined",
  return_arrived: "returned",
  return_window_closing: "closing",
  withdrawal_acknowledged: "withdrawal",
  follow_up: "followup",
  feedback_request: "feedback",
  order_link: "link",
  back_in_stock: "instock",
  support_received: "asked",
  support_reply: "reply",
  support_resolved: "solved",
  rating_received: "rated",
  choice_confirmed: "chosen",
  history_link: "history",
  verification_code: "code",
  data_export_ready: "export",
  erasure_done: "erasure",
  shop_alert: "alert",
  shop_digest: "digest",
} as const satisfies Readonly<Record<Kind, string>>;

/** The catalogue's key for a kind's own text; null where that kind says nothing under this name. */
export function ownKey(kind: string, name: string): TextKey | null {
  const key = Object.hasOwn(SECTIONS, kind) ? `${SECTIONS[kind as Kind]}.${name}` : "";
  return Object.hasOwn(CATALOGUES["en"]!, key) ? key as TextKey : null;
}

/** What speaks against `text` in place of the catalogue's `key`; null when nothing does. */
export function textFault(language: string, key: TextKey, text: string): string | null {
  const given = variables(elementsOf(CATALOGUES[language]![key]));
  let used: Variables;
  try {
    used = variables(elementsOf(text));
  } catch (error) {
    // The parser names its rule as a constant: `EXPECT_ARGUMENT_CLOSING_BRACE`.
    const rule = error instanceof Error ? error.message.toLowerCase().replaceAll("_", " ") : "unknown";
    return `Must be an ICU message: ${rule}`;
  }
  const names = [...given.keys()].map((name) => `{${name}}`).join(", ") || "none";
  for (const [name, types] of used) {
    const known = given.get(name);
    if (known === undefined) return `Must use no variable but ${names}: has {${name}}`;
    for (const type of types) {
      if (!ANYWHERE.has(type) && !known.has(type)) {
        return `Must show {${name}} as the usual text does: a date or a plural of it can fail`;
      }
    }
  }
  return null;
}

/** ICU's elements that take a variable: as it is, as a number, date, time, by choice, by count. */
const ARGUMENT = 1;
const SELECT = 5;
const PLURAL = 6;
/** Fits whatever is given. */
const ANYWHERE: ReadonlySet<number> = new Set([ARGUMENT, SELECT]);

type Variables = ReadonlyMap<string, ReadonlySet<number>>;

interface Element {
  readonly type: number;
  readonly value?: string;
  readonly options?: Readonly<Record<string, { readonly value: readonly Element[] }>>;
}

function elementsOf(message: string): readonly Element[] {
  return new IntlMessageFormat(message, "en", undefined, { ignoreTag: true }).getAst() as readonly Element[];
}

/** By name, in which ways each is shown. */
function variables(elements: readonly Element[]): Variables {
  const found = new Map<string, Set<number>>();
  const add = (name: string, types: Iterable<number>) =>
    found.set(name, new Set([...found.get(name) ?? [], ...types]));
  for (const { type, value = "", options = {} } of elements) {
    if (type >= ARGUMENT && type <= PLURAL) add(value, [type]);
    for (const option of Object.values(options)) {
      for (const [name, types] of variables(option.value)) add(name, types);
    }
  }
  return found;
}
