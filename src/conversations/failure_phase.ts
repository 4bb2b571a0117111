/** At which SMTP command a delivery was refused, as the usual systems write it. It judges nothing. */

/** The SMTP command that was refused (RFC 5321). */
export type Phase = "connect" | "mail" | "rcpt" | "data";

/** The words around the command's name, which is their one group. */
const SAID: readonly RegExp[] = [
  // Postfix, Yandex
  /\bin reply to (?:the )?(?:end of )?([A-Z]{4})/,
  // Exim and its kin, GMX, X6
  /\bafter (?:pipelined )?(?:sending )?(?:end of )?(rcpt|mail|data|initial|ehlo|helo|starttls)\b/i,
  /\bfollowing (rcpt|mail|data|ehlo|helo) command/i,
  // qmail
  /does not like (recipient)|did not like our (rcpt|mail|data)|\bmost progress was (rcpt|mail|data|ehlo|helo)\b/i,
  /\bbut (sender|my name|greeting) (?:was rejected|failed)|\bfailed on (data) command|\bfailed (after) i sent the message/i,
  // Yahoo, Lotus, SendGrid, 1&1, IMail
  /\[(rcpt|mail|data)_|\bfor (text|rcpt|mail|data|ehlo|helo) (?:to |from )?command|\bin (data) ?$/i,
  /\bin (RCPT|MAIL|DATA) (?:TO|FROM)\b/,
  /\bsmtp command (rcpt|data|mail)\b|\bsmtp:(rcpt|data|mail) host\b|\((rcpt|data|mail)\)|\badditional (rcpt) to generated|\bresponse to (mail|rcpt|ehlo|helo)\b|\b(data) command generated response/i,
  /\b(refused) to talk to me|\bunknown recipient or (mailbox) unavailable ->/i,
];

export function phaseIn(text: string): Phase | undefined {
  const line = text.replace(/\s+/g, " ");
  for (const pattern of SAID) {
    const word = pattern.exec(line)?.slice(1).find((group) => group !== undefined);
    if (word !== undefined) return named(word);
  }
  return gmailState(line) ?? named(transcriptCommand(text));
}

function named(word: string | undefined): Phase | undefined {
  switch (word?.toLowerCase()) {
    case "rcpt":
    case "recipient":
    case "mailbox":
      return "rcpt";
    case "mail":
    case "sender":
      return "mail";
    case "data":
    case "text":
    case "after":
      return "data";
    case undefined:
      return undefined;
    default:
      return "connect";
  }
}

/** Older notices of Gmail's count the states of the SMTP session: "(state 14)" is RCPT. */
function gmailState(line: string): Phase | undefined {
  const state = Number(/\(state (\d{1,2})\)/.exec(line)?.[1] ?? "NaN");
  if (Number.isNaN(state)) return undefined;
  if (state >= 15) return "data";
  return state === 14 ? "rcpt" : "connect";
}

/** ">>> RCPT To:<ada@lovelace.example>" and its answer "<<< 550 …". */
function transcriptCommand(text: string): string | undefined {
  return /^\s{0,8}(?:>>>|-->|=>|sent <<<) ?(rcpt|mail|data|ehlo|helo)\b.{0,500}\n\s{0,8}(?:<<<|<--|<=|received >>>) ?[45]/im
    .exec(text)?.[1] ??
    /^\s{0,8}RCPT TO:/im.exec(text)?.[0].trim().slice(0, 4);
}
