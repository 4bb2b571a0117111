/** Finds the SMTP command at which a delivery was refused, in the usual systems' texts. It never judges the failure. */

/** The SMTP command that was refused (RFC 5321). */
export type Phase = "connect" | "mail" | "rcpt" | "data";

/** The text around the command's name, which is the one group. The first pattern that matches decides. */
export const SMTP_COMMANDS: readonly RegExp[] = [
  // "in reply to RCPT TO command", "after end of DATA", "following RCPT command", "for TEXT command": Postfix, Exim, GMX, X6, 1&1
  /\b(?:reply to|response to|after|following|during|for|at|in|on|most progress was|smtp command)(?: (?:the|our|end of|sending|pipelined|pipelined sending)){0,2} (RCPT|MAIL FROM|DATA|TEXT|EHLO|HELO|STARTTLS)\b/,
  /\b(?:reply to|response to|after|following|during)(?: (?:pipelined|sending|pipelined sending))? (rcpt|mail from|end of data|initial|data command|ehlo|helo|starttls)\b/i,
  /\b(?:following|response to|smtp command|most progress was|failed on|for|in) (rcpt|mail|data|ehlo|helo)(?: to| from)? ?(?:command\b|$)/i,
  // "[RCPT_TO]", "(DATA)", "SMTP:RCPT host", "DATA command generated response", "rcpt to generated": Yahoo, X6, X3, IMail
  /[[(](rcpt|mail|data)[\])_ ]|\bsmtp:(rcpt|data|mail)\b|\b(rcpt|mail|data)(?: to| from)?(?: command)? generated\b/i,
  // "192.0.2.10 does not like recipient", "rejected recipient <…>", "our RCPT", "but my name was rejected": qmail, X6
  /\b(?:does not like|rejects|rejected|refuses|refused)(?: the| this| your)? (recipient|sender)\b|\bdid not like our (rcpt|mail|data)\b/i,
  /\bbut (sender|my name|greeting) (?:was rejected|failed)|\bfailed (after) i sent the message|\bmost progress was (rcpt|mail|data|ehlo|helo)\b/i,
  /\b(refused) to talk to me|\bunknown recipient or (mailbox) unavailable ->/i,
];

export function phaseIn(text: string, commands: readonly RegExp[] = SMTP_COMMANDS): Phase | undefined {
  const line = text.replace(/\s+/g, " ");
  for (const pattern of commands) {
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
    case "mail from":
    case "sender":
      return "mail";
    case "data":
    case "data command":
    case "end of data":
    case "text":
    case "after":
      return "data";
    case undefined:
      return undefined;
    default:
      return "connect";
  }
}

/** Returns the command of Gmail's older notices, which count the states of the SMTP session: "(state 14)" is RCPT. */
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
