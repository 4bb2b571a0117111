/** All wordings that decide on a failure, as one value, so that a test can leave some out. It decides nothing. */
import { FILTERED, FULL, NO_WAY, NOT_NOW, NOT_YOUR_ADDRESS, NOT_YOUR_SERVER } from "./failure_excuses.ts";
import { SMTP_COMMANDS } from "./failure_phase.ts";
import { GONE, NOT_IN_DIRECTORY, UNKNOWN_HOST, UNKNOWN_USER } from "./failure_words.ts";
import { PROVIDER_SAYINGS, type ProviderClass } from "./provider_codes.ts";

export interface Wording {
  readonly filtered: readonly RegExp[];
  readonly full: readonly RegExp[];
  readonly gone: readonly RegExp[];
  readonly no_way: readonly RegExp[];
  readonly not_in_directory: readonly RegExp[];
  readonly not_now: readonly RegExp[];
  readonly not_your_address: readonly RegExp[];
  readonly not_your_server: readonly RegExp[];
  /** The first that matches decides. */
  readonly provider_sayings: readonly (readonly [RegExp, ProviderClass])[];
  /** Each has one group that holds the command's name. */
  readonly smtp_commands: readonly RegExp[];
  readonly unknown_host: readonly RegExp[];
  readonly unknown_user: readonly RegExp[];
}

export const WORDING: Wording = {
  filtered: FILTERED,
  full: FULL,
  gone: GONE,
  no_way: NO_WAY,
  not_in_directory: NOT_IN_DIRECTORY,
  not_now: NOT_NOW,
  not_your_address: NOT_YOUR_ADDRESS,
  not_your_server: NOT_YOUR_SERVER,
  provider_sayings: PROVIDER_SAYINGS,
  smtp_commands: SMTP_COMMANDS,
  unknown_host: UNKNOWN_HOST,
  unknown_user: UNKNOWN_USER,
};
