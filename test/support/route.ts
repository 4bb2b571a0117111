/** One route: by whose token it is opened, how its owner uses it, what caches may keep of it. */
import type { Purpose } from "../../src/links/signed_link.ts";
import type { Role } from "../../src/values/role.ts";
import type { Asked } from "./strangers.ts";

/** The form that a POST wants, as the page gives it. */
export interface FormOf {
  readonly action: string;
  readonly about: "order" | "customer" | "desk";
  readonly fields?: Readonly<Record<string, string>>;
}

export interface Route {
  /** By whose token it is opened: a signed link, a reader's token, a shop's bearer token, or none. */
  readonly by: Purpose | "reader" | "bearer" | "none";
  /** The request with the token in place of `:token`. */
  readonly path: string;
  /** What its owner is answered. */
  readonly works: number;
  readonly cache: string;
  readonly body?: BodyInit;
  readonly form?: FormOf;
  /** Of a page of the desk: the least role that may ask. */
  readonly role?: Role;
  /** Of a form of the desk: the act that the audit names for it; null where it changes nothing, or changes nothing with these fields. */
  readonly act?: string | null;
  /** Only after a code; without one, whoever asks is sent to prove it. */
  readonly proven?: true;
  /** Other ids in the request, each replaced by what is another's or no id at all. The last answers as unknown does. */
  readonly others?: () => Promise<readonly Partial<Asked>[]>;
  /** Where a route takes ids of several kinds: the same for each of the others. */
  readonly also?: () => Promise<readonly (readonly Partial<Asked>[])[]>;
}

export const NO_STORE = "no-store";

/** As it may stand in an address. */
export function idOf(key: string): string {
  return new TextEncoder().encode(key).toBase64({ alphabet: "base64url", omitPadding: true });
}
