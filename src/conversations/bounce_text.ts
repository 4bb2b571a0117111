/**
 * Finds the recipients and diagnostics in a mail system's free text, without an RFC 3464 part. It never classifies
 * them.
 */
import { addressesIn, sameAddress } from "./mail_address.ts";

export interface BounceText {
  readonly recipient: string;
  /** The text about this recipient. */
  readonly diagnostic: string;
  /** The lines around the recipient: the SMTP dialogue, "in reply to RCPT TO command". */
  readonly context: string;
}

interface Mention {
  readonly address: string;
  readonly line: number;
  readonly weight: number;
}

const LINES_MAX = 400;
const LINE_MAX_CHARS = 1_000;
const RECIPIENTS_MAX = 100;
const DIAGNOSTIC_LINES = 16;
const DIAGNOSTIC_MAX_CHARS = 1_500;

/** Text before an address that begins its line: bullets, brackets, ">>>", "550 5.1.1 ". */
const BEGINS = /^[\s>*•·\-–—"'<(\[]{0,40}(?:[45]\d\d[ -](?:#?[45]\.\d{1,3}\.\d{1,3} )?)?[\s"'<(\[]{0,10}$/;
/** "RCPT TO:<", "Recipient: ", "Unknown user: ", "undeliverable to ", "wasn't delivered to ", "permanent errors: ". */
const LABELLED =
  /(?:(?<![\p{L}\p{N}_])(?:rcpt(?:[ _]to)?|recipient(?:s| address| name)?|addressed to|failed(?: address| recipient)?|mail(?:box)?(?: address)?|users?(?:id)?|account|address(?:es)?|an|a|errors?|empfänger|destinataire|destinatario|получател[ья])\s{0,3}[:=]\s{0,3}|(?<![\p{L}\p{N}_])(?:delivered|addressed|deliverable|undeliverable|sent|delivery|deliver(?:ing)?(?: your (?:mail|message))?|mail|message|reach(?:ed)?|remis|entregado|zugestellt|an|a|à|group) (?:to|an|a|à|para)?\s{0,3}:?\s{0,3}|(?<![\p{L}\p{N}_])the recipient )[\s"'<(\[]{0,5}$/iu;
/** Words before an address that show that it is not the recipient's. */
const NOT_THE_RECIPIENT =
  /(?:\b(?:mail from|from|sender|contact|support|please|e-?mail|report(?:ed)?(?: to)?|reply-to|by|von|de|message-id|envelope-from|id)\s{0,3}[:=]?\s{0,3}[\s"'<(\[]{0,5}|mailto:|message-id:.{0,200})$/i;

/**
 * Returns the recipients that `notice` names, in its order. `known` are addresses that a header already reports as
 * failed; `own` are those of the mail's sender and receiver, which appear in it without having failed. An address in
 * running text counts only where `loose` allows it.
 */
export function bounceTextsIn(
  bounce_text: string,
  known: readonly string[],
  own: readonly string[],
  loose = false,
): readonly BounceText[] {
  const lines = bounce_text.split(/\r?\n/).slice(0, LINES_MAX).map((line) => line.slice(0, LINE_MAX_CHARS));
  const mentions = lines.flatMap(mentionsIn);
  const failed = known.length > 0 ? known : recipients(mentions, own, loose);
  const starts = failed.map((address) => firstLine(mentions, address));
  return failed.slice(0, RECIPIENTS_MAX).map((recipient, index) => {
    const start = starts[index];
    if (start === undefined) return { recipient, diagnostic: "", context: bounce_text };
    const end = Math.min(
      ...starts.filter((other) => other !== undefined && other > start) as number[],
      lines.length,
      start + DIAGNOSTIC_LINES,
    );
    const alone = failed.length === 1;
    const is_reply = /^\s{0,4}[45]\d\d[ -]/.test(lines[start]!) && !alone;
    const from = is_reply ? dialogueStart(lines, start) : start;
    const block = lines.slice(from, is_reply ? start + 1 : end);
    // Some mail systems put the reason before the address.
    const before = lines.slice(Math.max(0, from - DIAGNOSTIC_LINES), from);
    const said = saysNothingBut(block, recipient) || alone && !hasReply(block) && hasReply(before)
      ? [...before, ...block]
      : block;
    return {
      recipient,
      diagnostic: said.join("\n").replace(/[ \t]+/g, " ").trim().slice(0, DIAGNOSTIC_MAX_CHARS),
      context: alone ? bounce_text : lines.slice(Math.max(0, start - 2), end).join("\n"),
    };
  });
}

function mentionsIn(line: string, index: number): readonly Mention[] {
  // Of `Ada <ada@lovelace.example>` only the address counts, also where the name looks like one.
  return addressesIn(line).filter(({ end }) => !/^"?\s{1,3}<[^\s<>]{1,320}@/.test(line.slice(end, end + 330)))
    // Exchange writes X.400 addresses: "dda:SMTP=ada@lovelace.example".
    .map(({ address, at }) => ({
      address: address.replace(/^smtp=/i, ""),
      line: index,
      weight: weightOf(line.slice(0, at)),
    }));
}

function weightOf(before: string): number {
  const near = before.slice(-240);
  if (BEGINS.test(before)) return 3;
  if (
    /\brcpt(?: to)?\s{0,3}:\s{0,3}<?$|^\s{0,10}(?:recipient|addressed to|to)\s{0,3}:\s{0,3}<?$/i.test(near)
  ) {
    return /^\s{0,10}to/i.test(near) ? 2 : 3;
  }
  if (NOT_THE_RECIPIENT.test(near)) return 0;
  return LABELLED.test(near) ? 2 : 1;
}

function recipients(mentions: readonly Mention[], own: readonly string[], loose: boolean): readonly string[] {
  const people = mentions.filter(({ address, weight }) =>
    weight > 0 && !/^(?:mailer-daemon|postmaster)@/i.test(address)
  );
  const others = people.filter(({ address }) => !own.some((known) => sameAddress(known, address)));
  // In a shop's mail to itself the failed recipient is one of its own addresses.
  const from = others.length > 0 ? others : people.filter(({ weight }) => weight > 1);
  const most = Math.max(0, ...from.map(({ weight }) => weight));
  if (most < 2 && !loose) return [];
  return unique(from.filter(({ weight }) => weight === most).map(({ address }) => address));
}

function firstLine(mentions: readonly Mention[], address: string): number | undefined {
  const own = mentions.filter((mention) => sameAddress(mention.address, address));
  const most = Math.max(0, ...own.map(({ weight }) => weight));
  return own.find(({ weight }) => weight === most)?.line;
}

/** Where the dialogue begins that stands just before "554 <ada@lovelace.example>... Host unknown" of a transcript. */
function dialogueStart(lines: readonly string[], at: number): number {
  let from = at;
  while (at - from < DIAGNOSTIC_LINES && /^\s{0,4}(?:<<<|>>>)/.test(lines[from - 1] ?? "")) from--;
  return from;
}

function hasReply(lines: readonly string[]): boolean {
  return lines.some((line) => /(?:^|[^\d.])[45][0-5]\d[ -]/.test(line));
}

function saysNothingBut(block: readonly string[], recipient: string): boolean {
  return block.join(" ").toLowerCase().replaceAll(recipient.toLowerCase(), "").replace(/[^\p{L}]/gu, "")
    .length < 8;
}

function unique(addresses: readonly string[]): readonly string[] {
  return addresses.filter((address, index) =>
    addresses.findIndex((other) => sameAddress(other, address)) === index
  );
}
