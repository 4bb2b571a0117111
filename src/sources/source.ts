/** A sender: how its webhooks are verified and what they mean. One file a sender; its vocabulary ends there. */
import type { OrderEvent } from "../orders/event.ts";
import type { Reference } from "../orders/reference.ts";
import type { Result } from "../result.ts";
import type { StockEvent } from "../stock/event.ts";

export interface Webhook {
  readonly headers: Headers;
  /** Exactly the bytes that were signed. */
  readonly body: Uint8Array;
  readonly received_at_ms: number;
  /** What the address ended in, `?token=…`: all that some senders prove themselves by. */
  readonly token?: string | undefined;
}

/** What one webhook says about one order. */
export interface OrderEvents {
  /** What the sender itself calls it: an order's id, or where it knows no order a payment's, a tracker's. */
  readonly order: string;
  /**
   * How the storefront may call the same order. Tried in this order when `order` is not known; not at all where the order
   * itself is told, which goes by its sender's own name alone.
   */
  readonly also?: readonly Reference[];
  readonly events: readonly OrderEvent[];
}

/** Whose data is wanted or to be forgotten, as the sender names them. */
export interface PrivacyRequest {
  readonly what: "data" | "customer" | "shop";
  readonly email: string | null;
  readonly orders: readonly string[];
  /** When the sender was asked, or first told of it; null where it does not say. */
  readonly at: string | null;
}

export type Reading =
  /** `id` is the sender's webhook id, unique per shop and source; synthetic where the sender gives none. */
  | {
    readonly type: "events";
    readonly id: string;
    readonly orders: readonly OrderEvents[];
    /** What it says of the shop's stock, which belongs to no order. */
    readonly stock?: readonly StockEvent[];
  }
  /** A customer's right that the storefront passes on. */
  | { readonly type: "privacy"; readonly id: string; readonly asked: PrivacyRequest }
  /** Verified and understood, but nothing that Waybill acts on. */
  | { readonly type: "ignored"; readonly topic: string };

/** `unavailable` is nobody's fault in either: what has to be asked of the sender could not be, and it should send again. */
export type SignatureRefusal = "signature" | "unavailable";
export type ReadingRefusal = "unreadable" | "invalid" | "unavailable";

export interface Answer {
  readonly status: number;
  readonly body: Uint8Array;
  /** The `Link` header, where the answer has one: the way to its next page. */
  readonly link?: string | undefined;
}

/**
 * One GET to one of the source's own `hosts`, bounded in time and size, without following a redirect. `keep_s` is how long
 * an answer may be remembered; `unavailable` when none came. Any other host is a fault of the source's, and throws.
 */
export type Ask = (
  url: URL,
  senderAsker?: { readonly headers?: Readonly<Record<string, string>>; readonly keep_s?: number },
) => Promise<Result<Answer, "unavailable">>;

/** What a source may know and reach beyond the webhook itself. Most need none of it. */
export interface SourcePorts {
  /** The address that the sender was given, to the letter, since some sign it. Never derived from the request. */
  readonly registered_url: string;
  /** The shop's live access tokens at this sender, newest first. */
  readonly tokens: readonly string[];
  /** The shop's own names of the field in which a line says from when it can leave, beside the usual ones. */
  readonly date_names: readonly string[];
  readonly ask: Ask;
}

/** What asking a storefront for its changed orders takes. */
export type ChangedPorts = Pick<SourcePorts, "tokens" | "ask"> & Partial<SourcePorts>;

export interface Source {
  readonly name: string;
  /** The only hosts it may ask anything of. */
  readonly hosts?: readonly string[];
  /** Whether one of the live secrets signed this webhook, within the scheme's time tolerance. Runs before any parsing. */
  verify(
    webhook: Webhook,
    secrets: readonly string[],
    ports: SourcePorts,
  ): Promise<Result<null, SignatureRefusal>>;
  /** What a verified webhook says. `unreadable`: no JSON (400). `invalid`: names the field, the rule and the value's shape (422). */
  read(webhook: Webhook, ports: SourcePorts): Promise<Result<Reading, ReadingRefusal>>;
}
