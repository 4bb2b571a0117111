/** Declares what a storefront answers to the app by which a shop is connected. Types only. */

/** Access to one store; it reads what its scopes allow. */
export interface AccessToken {
  readonly token: string;
  readonly scopes: readonly string[];
  /** How long it is valid, and the token that makes the next one; null where it does not expire. */
  readonly expires: { readonly in_s: number; readonly refresh_token: string } | null;
}

/** `refused`: the code or refresh token is used, expired or another app's, so the app must be opened anew. */
export type TokenRefusal = "refused" | "unavailable";

/** What was found and mended of a shop's webhooks. Topics are named as webhooks name them. */
export interface WebhooksChecked {
  /** Topics to which nothing was subscribed, and now is. */
  readonly subscribed: readonly string[];
  /** Topics that the storefront refused, usually for a missing scope. */
  readonly refused: readonly string[];
  readonly scopes_missing: readonly string[];
  /** What is wrong with the version of the storefront's API, or null. */
  readonly version: VersionTrouble | null;
}

/** `unauthorized`: the token is no longer valid, usually since the app was uninstalled. */
export type WebhooksRefusal = "unavailable" | "unauthorized";

export type VersionTrouble =
  /** Webhooks or answers come in another version than the settings name. */
  | { readonly what: "differs"; readonly got: string; readonly wanted: string }
  /** The storefront stops serving the version on this day. */
  | { readonly what: "ends"; readonly version: string; readonly on: string };
