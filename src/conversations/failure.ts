/**
 * Decides whether a failed delivery shows that the address is dead (hard) or only that this attempt failed (soft).
 * Pure. Hard means that nobody reads mail there, so nothing is sent there again. The signs are RFC 3463's X.1.x (bad
 * mailbox, bad system, moved, null MX), RFC 7293 (another owner now), replies of RFC 7504, or words. A full box, a
 * filter, a policy or a dead connection say nothing about the address. In doubt it is soft: soft bounces are counted,
 * a hard one ends sending at once. Which reason outweighs which follows Sisimai (https://libsisimai.org/en/reason/),
 * above all that "user unknown" counts only with a code or after RCPT.
 */
import type { Action } from "./delivery_status.ts";
import { codesIn, isVague, meaningOf, preferredStatus } from "./failure_codes.ts";
import { phaseIn } from "./failure_phase.ts";
import { providerClass } from "./provider_codes.ts";
import { WORDING, type Wording } from "./wording.ts";

export type FailureClass = "hard" | "soft";

export interface Failure {
  readonly action: Action;
  /** Of the report's Status field. */
  readonly status: string | undefined;
  /** The text of the refusing side. */
  readonly diagnostic: string;
  /** The reporting side's text around the diagnostic. */
  readonly context: string;
  /** The reporting side's text about this recipient alone, where it is known. */
  readonly remark?: string | undefined;
}

/** X.2.2 only means a full mailbox: a relay that states it has a reason, whatever reply it quotes. */
const FULL_STATUS = "5.2.2";
const WORDS_MAX_CHARS = 2_000;

/**
 * Classes a failure as hard or soft. The order is important: explicit signs before vague ones, and each excuse before
 * the words that it would explain.
 */
export function failureClass(failure: Failure, wording: Wording = WORDING): FailureClass {
  if (failure.action === "delayed") return "soft";
  const said = codesIn(failure.diagnostic);
  const status = preferredStatus(said.enhanced_status, failure.status);
  // Relays report 5.0.0 after giving up on a temporary refusal.
  if (status?.startsWith("4") || isVague(status) && said.reply_code?.startsWith("4")) return "soft";
  if (said.reply_code === "556") return "hard";
  const by_provider = providerClass(failure.diagnostic, failure.context, wording.provider_sayings);
  if (by_provider !== undefined) return by_provider;

  const words = plainWords(failure.diagnostic);
  const meaning = meaningOf(status);
  if (meaning === "gone") return "hard";
  if (meaning === "not_the_address" || failure.status === FULL_STATUS) return "soft";
  if (saysAny(wording.full, words) || saysAny(wording.full, assertions(failure.remark ?? ""))) return "soft";
  if (saysAny(wording.not_now, words)) return "soft";
  if (saysAny(wording.gone, words)) return "hard";

  const phase = phaseIn(failure.context, wording.smtp_commands) ??
    phaseIn(failure.diagnostic, wording.smtp_commands);
  // A server that refuses the connection or the sender does not know the recipient yet.
  if (phase === "connect" || phase === "mail") return "soft";
  // A callout that failed for the sender's address says nothing about the recipient's.
  if (SENDER.test(words) && !RECIPIENT.test(words)) return "soft";
  if (meaning === "bad_mailbox") return excused(status, words, wording) ? "soft" : "hard";
  // After DATA the recipient was accepted already: "user unknown" then comes from a filter, above all at Japanese
  // carriers.
  // RFC 5321's own words for 550 say nothing beside a filter's.
  if (STANDARD_550.test(words) && saysAny(wording.filtered, words.replace(STANDARD_550, " "))) return "soft";
  const names_user = saysAny(wording.unknown_user, words) || saysAny(wording.not_in_directory, words);
  if (names_user && phase === "rcpt") return "hard";
  // No server reply is quoted: the reporting system describes its own directory.
  if (said.reply_code === undefined && phase === undefined) {
    if (saysAny(wording.not_in_directory, words)) return "hard";
    if (saysAny(wording.unknown_user, words) && !SECOND_HAND.test(words)) return "hard";
  }

  if (saysAny(wording.not_your_address, words) || saysAny(wording.no_way, words)) return "soft";
  return meaning === "bad_system" || saysAny(wording.unknown_host, words) ? "hard" : "soft";
}

const STANDARD_550 = /\brequested (?:mail )?action not taken:? mailbox unavailable\b/;
const SENDER =
  /\bsender (?:address|verif|domain|e-?mail|callout|unknown|rejected|denied)|\bverification failed for\b|\b(?:unknown|invalid|unroutable) sender\b|\bmail from\b|\bemetteur\b|\be2110\b/;
/** A server's reply whose code the report has lost: "[User unknown]", and the sentence of webmail providers. */
const SECOND_HAND =
  /\[[^[\]]{0,80}(?:unknown|not found|no such)[^[\]]{0,80}\]|\baccount\b[^.]{0,60} (?:does not|doesn't) exist\b/;
const RECIPIENT = /\brecipient\b|\brcpt\b/;

/**
 * Returns whether other words outweigh a bad-mailbox code: some servers use 5.1.1 for an unwanted sender, and X.1.0
 * for anything.
 */
function excused(status: string | undefined, words: string, wording: Wording): boolean {
  if (saysAny(wording.unknown_user, words)) return false;
  return saysAny(wording.not_your_address, words) || saysAny(wording.not_your_server, words) ||
    status === "5.1.0" && saysAny(wording.filtered, words);
}

/** `text` as the wordings read it: lower case, single blanks, no links, 2,000 characters at most. */
export function plainWords(text: string): string {
  return text.slice(0, 2 * WORDS_MAX_CHARS).replace(/https?:\/\/\S{1,500}/gi, " ").replace(/[\s"“”_]+/g, " ")
    .toLowerCase()
    .replaceAll("’", "'").trim().slice(0, WORDS_MAX_CHARS);
}

/** A sentence that only supposes a cause ("the mailbox may be full") says nothing about this mailbox. */
const SUPPOSES =
  /\b(?:may|might|could|can(?!')|if|or|possibl[ey]|perhaps|probably|reasons?|causes?|kann|könnte|oder|falls|peut|pourrait|ou|si|puede|podría|può|potrebbe|pode|poderia)\b/;

function assertions(text: string): string {
  return plainWords(text).split(/(?<=[.!?:;。]) /).filter((sentence) => !SUPPOSES.test(sentence)).join(" ");
}

function saysAny(patterns: readonly RegExp[], words: string): boolean {
  return patterns.some((pattern) => pattern.test(words));
}
