/**
 * Whether a failed delivery speaks against the address for good (hard) or only against this attempt (soft). Pure.
 *
 * Hard means: nobody reads mail there, so nothing is sent there again. That is said by RFC 3463's X.1.x (bad mailbox, bad
 * system, moved, null MX), by RFC 7293 (another owner now), by replies of RFC 7504, or in words. A full box, a filter, a
 * policy, a dead connection say nothing about the address. In doubt it is soft: soft bounces count up, a hard one ends it.
 *
 * Which reason outweighs which was learnt from Sisimai (https://libsisimai.org/en/reason/), that "user unknown" counts
 * only with a code or after RCPT above all.
 */
import type { Action } from "./delivery_status.ts";
import { codesIn, isVague, meaningOf, preferredStatus } from "./failure_codes.ts";
import { FILTERED, NO_WAY, NOT_NOW, NOT_YOUR_ADDRESS, NOT_YOUR_SERVER } from "./failure_excuses.ts";
import { phaseIn } from "./failure_phase.ts";
import { GONE, NOT_IN_DIRECTORY, UNKNOWN_HOST, UNKNOWN_USER } from "./failure_words.ts";
import { providerClass } from "./provider_codes.ts";

export type FailureClass = "hard" | "soft";

export interface Failure {
  readonly action: Action;
  /** Of the report's Status field. */
  readonly status: string | undefined;
  /** What the refusing side said. */
  readonly diagnostic: string;
  /** What the reporting side wrote around it. */
  readonly context: string;
}

const WORDS_MAX_CHARS = 2_000;

/** The order matters: what is explicit before what is vague, and every excuse before the words that it would explain. */
export function failureClass(failure: Failure): FailureClass {
  if (failure.action === "delayed") return "soft";
  const said = codesIn(failure.diagnostic);
  const status = preferredStatus(said.enhanced_status, failure.status);
  // Relays write 5.0.0 of what was refused for the time being until they gave up.
  if (status?.startsWith("4") || isVague(status) && said.reply_code?.startsWith("4")) return "soft";
  if (said.reply_code === "556") return "hard";
  const by_provider = providerClass(failure.diagnostic, failure.context);
  if (by_provider !== undefined) return by_provider;

  const words = normalised(failure.diagnostic);
  const meaning = meaningOf(status);
  if (meaning === "gone") return "hard";
  if (meaning === "not_the_address" || saysAny(NOT_NOW, words)) return "soft";
  if (saysAny(GONE, words)) return "hard";

  const phase = phaseIn(failure.context) ?? phaseIn(failure.diagnostic);
  // Who refuses the connection or the sender has not heard yet for whom the mail is.
  if (phase === "connect" || phase === "mail") return "soft";
  // A callout that failed for the sender's address says nothing about the addressee's.
  if (SENDER.test(words) && !RECIPIENT.test(words)) return "soft";
  if (meaning === "bad_mailbox") return excused(status, words) ? "soft" : "hard";
  // After DATA the recipient had been accepted already: "user unknown" is then what filters say, of Japanese carriers above all.
  if (saysAny(UNKNOWN_USER, words) && phase === "rcpt") return "hard";
  if (said.reply_code === undefined && phase === undefined && saysAny(NOT_IN_DIRECTORY, words)) return "hard";

  if (saysAny(NOT_YOUR_ADDRESS, words) || saysAny(NO_WAY, words)) return "soft";
  return meaning === "bad_system" || saysAny(UNKNOWN_HOST, words) ? "hard" : "soft";
}

const SENDER =
  /\bsender (?:address|verif|domain|e-?mail|callout|unknown|rejected|denied)|\bverification failed for\b|\b(?:unknown|invalid|unroutable) sender\b|\bmail from\b|\bemetteur\b|\be2110\b/;
const RECIPIENT = /\brecipient\b|\brcpt\b/;

/** "5.1.1 blocked": some use the code of a bad mailbox for a sender whom they do not want, and X.1.0 for anything. */
function excused(status: string | undefined, words: string): boolean {
  if (saysAny(UNKNOWN_USER, words)) return false;
  return saysAny(NOT_YOUR_ADDRESS, words) || saysAny(NOT_YOUR_SERVER, words) ||
    status === "5.1.0" && saysAny(FILTERED, words);
}

function normalised(text: string): string {
  return text.slice(0, 2 * WORDS_MAX_CHARS).replace(/https?:\/\/\S{1,500}/gi, " ").replace(/[\s"“”]+/g, " ")
    .toLowerCase()
    .replaceAll("’", "'").trim().slice(0, WORDS_MAX_CHARS);
}

function saysAny(patterns: readonly RegExp[], words: string): boolean {
  return patterns.some((pattern) => pattern.test(words));
}
