/**
 * Whether a failed delivery speaks against the address for good (hard) or only against this attempt (soft). Pure.
 *
 * Hard means: nobody reads mail there, so nothing is sent there again. That is said by RFC 3463's X.1.x (bad mailbox, bad
 * system, moved, null MX), by RFC 7293 (another owner now), by reply 556 of RFC 7504, or in words. A full box, a filter, a policy, a dead connection say nothing about the address.
 */
import type { Action } from "./delivery_status.ts";
import { MOVED, NOT_THE_ADDRESS, UNKNOWN_HOST, UNKNOWN_USER } from "./failure_words.ts";

export type FailureClass = "hard" | "soft";
/** The SMTP command that was refused (RFC 5321). */
export type Phase = "connect" | "mail" | "rcpt" | "data";

export interface Failure {
  readonly action: Action;
  /** Of the report's Status field. */
  readonly status: string | undefined;
  /** What the refusing side said. */
  readonly diagnostic: string;
  /** What the reporting side wrote around it. */
  readonly context: string;
}

export interface Codes {
  readonly reply_code: string | undefined;
  readonly enhanced_status: string | undefined;
}

const WORDS_MAX_CHARS = 2_000;

export function failureClass(failure: Failure): FailureClass {
  if (failure.action === "delayed") return "soft";
  const said = codesIn(failure.diagnostic);
  // The refusing side's own code outweighs what our relay made of it.
  const status = said.enhanced_status ?? failure.status;
  if (status?.startsWith("4") || (status === undefined && said.reply_code?.startsWith("4"))) return "soft";
  if (said.reply_code === "556") return "hard";
  const words = normalised(failure.diagnostic);
  if (/\(bad-(?:mailbox|domain)\)/.test(words)) return "hard";
  const phase = phaseIn(failure.context) ?? phaseIn(failure.diagnostic);
  const against_address = status !== undefined && /^5\.(?:1\.(?:0|1|2|3|6|10)|7\.1[78])$/.test(status);

  // A callout that failed for the sender's address says nothing about the addressee's.
  if (/\bsender\b|\bmail from\b|\bfrom:/.test(words) && !/\brecipient\b|\brcpt\b/.test(words)) return "soft";
  // Full, too large for it, system or content trouble, by the code itself.
  if (status !== undefined && /^5\.(?:2\.[234]|[36]\.\d{1,3}|1\.[78])$/.test(status)) return "soft";
  const unknown_user = matches(UNKNOWN_USER, words);
  // After DATA the recipient had been accepted already: "user unknown" is then what filters say, of Japanese carriers above all.
  const answers_rcpt = phase === "rcpt" || phase === undefined && ECHOES_PATH.test(words);
  if (unknown_user && (against_address || answers_rcpt)) return "hard";
  const not_the_address = matches(NOT_THE_ADDRESS, words);
  if (matches(UNKNOWN_HOST, words) || matches(MOVED, words)) return "hard";
  if (not_the_address) return "soft";
  if (against_address) return "hard";
  // Without an SMTP reply it is the reporting system itself that looked for the user; with one, the phase is not known.
  return unknown_user && said.reply_code === undefined && phase === undefined ? "hard" : "soft";
}

/** "550 <ada@lovelace.example>: User unknown": a reply that begins with the path of the RCPT command. */
const ECHOES_PATH = /^(?:said: ?)?5[0-5]\d[ -](?:5\.\d{1,3}\.\d{1,3} )?<[^<>@ ]{1,64}@[^<>@ ]{1,255}>/;

/** Reply code (RFC 5321) and enhanced status code (RFC 3463) in what a mail system said. */
export function codesIn(text: string): Codes {
  const both = /(?:^|[^\d.])([245][0-5]\d)[ -]{1,3}['#<(]{0,2}([245]\.\d{1,3}\.\d{1,3})(?![\d]|\.\d)/.exec(
    text,
  );
  if (both !== null) return { reply_code: both[1]!, enhanced_status: both[2]! };
  return {
    reply_code: /(?:^|[\s:;,([<'"#>])([245][0-5]\d)(?=[ -]|$)(?!-\d| \d{3,})/.exec(text)?.[1],
    enhanced_status: /(?:^|[\s:;,([<'"#-])([245]\.\d{1,3}\.\d{1,3})(?![\d]|\.\d)/.exec(text)?.[1],
  };
}

/** At which SMTP command the refusal came, as the usual systems write it. */
export function phaseIn(text: string): Phase | undefined {
  const said =
    /\bin reply to (?:the )?(?:end of )?([A-Z]{4})|\bafter (?:pipelined )?(?:end of )?(rcpt|mail|data|initial|ehlo|helo|starttls)\b|does not like (recipient)|did not like our (rcpt|mail|data)|\[(rcpt|mail|data)_|\bfor (text|rcpt|mail|data|ehlo|helo) (?:to |from )?command|\bin (rcpt|data|mail) (?:to|from)? ?$|\bsmtp command (rcpt|data|mail)\b|\((rcpt|data|mail)\)|\b(refused) to talk to me|\brequested action not taken: (mailbox|no such)/i
      .exec(text.replace(/\s+/g, " "));
  const command = said?.slice(1).find((group) => group !== undefined) ?? transcriptCommand(text);
  switch (command?.toLowerCase()) {
    case "rcpt":
    case "recipient":
    // RFC 5321's own words for 550, 4.2.3; what is refused for its content gets 554 there.
    case "mailbox":
    case "no such":
      return "rcpt";
    case "mail":
      return "mail";
    case "data":
    case "text":
      return "data";
    case undefined:
      return undefined;
    default:
      return "connect";
  }
}

/** ">>> RCPT To:<ada@lovelace.example>" and its answer "<<< 550 …". */
function transcriptCommand(text: string): string | undefined {
  return /^\s{0,8}(?:>>>|-->|=>|sent <<<) ?(rcpt|mail|data|ehlo|helo)\b.{0,500}\n\s{0,8}(?:<<<|<--|<=|received >>>) ?[45]/im
    .exec(text)?.[1] ??
    /^\s{0,8}RCPT TO:/im.exec(text)?.[0].trim().slice(0, 4);
}

function normalised(text: string): string {
  return text.slice(0, 2 * WORDS_MAX_CHARS).replace(/https?:\/\/\S{1,500}/gi, " ").replace(/[\s"“”]+/g, " ")
    .toLowerCase()
    .replaceAll("’", "'").slice(0, WORDS_MAX_CHARS);
}

function matches(patterns: readonly RegExp[], words: string): boolean {
  return patterns.some((pattern) => pattern.test(words));
}
