/**
 * Defines a sender: how its webhooks are verified and which events they hold. Each sender has one file, and its terms
 * are used in no other.
 */
import type { OrderEvent } from "../orders/event.ts";
import type { Reference } from "../orders/reference.ts";
import type { Result } from "../result.ts";
import type { StockEvent } from "../stock/event.ts";

export interface Webhook {
  readonly headers: Headers;
  /** Exactly the bytes that were signed. */
  readonly body: Uint8Array;
  readonly received_at_ms: number;
  /** Token at the end of the webhook address, `?token=…`: the only proof that some senders give. */
  readonly token?: string | undefined;
}

/** The events of one order in one webhook. */
export interface OrderEvents {
  /** The sender's own id: of the order, or of a payment or tracker where the sender knows no order. */
  readonly order: string;
  /**
   * Names by which the storefront may know the same order, tried in this sequence when `order` is unknown; unused
   * where the events describe the order itself, which goes by its sender's own id only.
   */
  readonly also?: readonly Reference[];
  /** True for scans of a parcel that goes back: they count only where an order's return bears its number. */
  readonly goes_back?: true;
  readonly events: readonly OrderEvent[];
  /** By line: the names of its `ProductPicture`, the most exact first. Absent where the sender reports no products. */
  readonly pictured_as?: Readonly<Record<string, readonly string[]>>;
}

/** The picture of a storefront's product or variant. */
export interface ProductPicture {
  /** The storefront's own name: `product/632910392`, `variant/808950810`. */
  readonly item: string;
  /** `null` where it has none any more. */
  readonly url: string | null;
  readonly at: string;
}

/** A request for a person's data or its erasure, with the names that the sender gives. */
export interface PrivacyRequest {
  readonly what: "data" | "customer" | "shop";
  readonly email: string | null;
  readonly orders: readonly string[];
  /** When the sender received or first reported the request; null where it does not say. */
  readonly at: string | null;
}

export type Reading =
  /**
   * `id` is the sender's webhook id, unique per shop and source; computed from the content where the sender gives
   * none.
   */
  | {
    readonly type: "events";
    readonly id: string;
    readonly orders: readonly OrderEvents[];
    /** Events of the shop's stock, which belongs to no order. */
    readonly stock?: readonly StockEvent[];
    /** Pictures of products, which belong to no order yet. */
    readonly pictures?: readonly ProductPicture[];
    /** Helpful parts that did not fit and were left out, for the author of the body: field, rule and the value's shape. */
    readonly left_out?: readonly string[];
  }
  /** The storefront says that its store, by the storefront's own name, has uninstalled the app. */
  | { readonly type: "uninstalled"; readonly store: string }
  /** A privacy request that the storefront forwards for a customer. */
  | { readonly type: "privacy"; readonly id: string; readonly asked: PrivacyRequest }
  /** A verified and valid report on which Waybill does not act; `is_test` for one that says nothing at all. */
  | { readonly type: "ignored"; readonly topic: string; readonly is_test?: true };

/** `unavailable`, in both types: the sender's API could not be asked, and the sender should send the webhook again. */
export type SignatureRefusal = "signature" | "unavailable";
export type ReadingRefusal = "unreadable" | "invalid" | "unavailable";

export interface Answer {
  readonly status: number;
  readonly body: Uint8Array;
  /** The `Link` header, where there is one: it holds the URL of the next page. */
  readonly link?: string | undefined;
}

/** What a request may hold beside its URL. */
export interface Asked {
  readonly headers?: Readonly<Record<string, string>>;
  /** Seconds for which the answer may be cached. */
  readonly keep_s?: number;
  /** Sent as the JSON body of a POST; without it the request is a GET. */
  readonly json?: unknown;
}

/**
 * Makes one request to one of the source's own `hosts`, with limits of time and size, without following redirects;
 * `unavailable` when no answer came. Any other host is a bug in the source and throws.
 */
export type Ask = (url: URL, asked?: Asked) => Promise<Result<Answer, "unavailable">>;

/** Data and access that a source may use beyond the webhook itself; most sources need none. */
export interface SourcePorts {
  /**
   * The webhook address exactly as given to the sender, since some senders sign it. It is never derived from the
   * request.
   */
  readonly registered_url: string;
  /** The shop's live access tokens at this sender, newest first. */
  readonly tokens: readonly string[];
  /** Domain of the shop's store at this sender, fixed when it was connected; null where it was not. */
  readonly store_domain: string | null;
  /** The shop's own names, besides the usual ones, of the line's field that holds the day from which it can be sent. */
  readonly date_names: readonly string[];
  /** Whether the parts of a split order owe mails of their own; otherwise their shipments are their parent's news. */
  readonly sub_orders: boolean;
  readonly ask: Ask;
}

/** Inputs for fetching a storefront's changed orders. */
export type ChangedPorts = Pick<SourcePorts, "tokens" | "ask"> & Partial<SourcePorts> & {
  /** The shop's IANA time zone, for times that mean a day there. */
  readonly time_zone?: string;
  /** Version of the storefront's API, where it has several. */
  readonly api_version?: string;
};

export interface Source {
  readonly name: string;
  /** The only hosts that the source may fetch from. */
  readonly hosts?: readonly string[];
  /** The header that names the topic; absent where the body does. */
  readonly topic_header?: string;
  /** All headers that `read` needs, in small letters: a webhook that is read again later has no others. */
  readonly read_headers?: readonly string[];
  /**
   * Checks that one of the live secrets signed `webhook` within the scheme's time tolerance. Runs before any parsing.
   */
  verify(
    webhook: Webhook,
    secrets: readonly string[],
    ports: SourcePorts,
  ): Promise<Result<null, SignatureRefusal>>;
  /**
   * Reads a verified webhook. `unreadable`: not JSON (400). `invalid`: names the field, the rule and the value's
   * shape (422).
   */
  read(webhook: Webhook, ports: SourcePorts): Promise<Result<Reading, ReadingRefusal>>;
}
