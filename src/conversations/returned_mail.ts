/** Separates a notice from the mail that it returns, and reads which mail that was and who its recipients were. */
import { headerOf, type InboundMail, partsOf } from "./inbound_mail.ts";
import { addressesIn } from "./mail_address.ts";

export interface ReturnedMail {
  /** With its angle brackets, as we sent it. */
  readonly message_id: string | undefined;
  /** The recipients in the returned mail's own headers; a list may have many more. */
  readonly recipients: readonly string[];
}

export interface DividedText {
  /** The mail system's own text. */
  readonly bounce_text: string;
  /** The rest: the returned mail, or its headers. */
  readonly returned: string;
}

/** "--- Below this line is a copy of the message.", "----- Original message -----", "Message headers follow:". */
const SEPARATOR =
  /^[\s*=_-]{0,40}(?:below (?:this line )?is a copy|(?:enclosed|this) is a copy of|start of (?:returned|original) message|(?:the )?(?:header of the )?(?:original|returned|unsent|undelivered|rejected|bounced) (?:e-?mail|message|mail info|mail)(?: headers?| body| info)?(?: is)?(?: follows?| following| as follows)?\s{0,3}[:.-]{0,3}[\s*=_-]{0,80}$|message headers follow|(?:original )?message text follows|the (?:original|returned) message (?:is (?:attached|included|below)|follows)|en-t[êe]tes de message d'origine|urspr(?:ü|=fc)ngliche (?:nachricht|mail)|mensaje original|message d'origine|messaggio originale|元のメッセージ|原邮件|原始邮件)/i;
/** A header with which a returned mail begins, at the start of a line. */
const FIRST_HEADER =
  /^(?:received|return-path|delivered-to|x-received|x-google-[\w-]{1,40}|x-originating-ip|dkim-signature|domainkey-signature|arc-[\w-]{1,40}|message-id|authentication-results):/i;
const FURTHER_HEADER =
  /^(?:received|from|to|cc|subject|date|message-id|mime-version|return-path|reply-to|x-[\w-]{1,40}):/i;
/** Lines after the first header in which two more must stand. */
const HEADER_LINES = 14;
const HEADERS_MAX_CHARS = 16_384;

export function divided(text: string): DividedText {
  const lines = text.split(/\r?\n/);
  const at = lines.findIndex((line, index) =>
    index > 0 && (SEPARATOR.test(line.slice(0, 200)) || beginsHeaders(lines, index))
  );
  return at < 0
    ? { bounce_text: text, returned: "" }
    : { bounce_text: lines.slice(0, at).join("\n"), returned: lines.slice(at).join("\n") };
}

function beginsHeaders(lines: readonly string[], index: number): boolean {
  return FIRST_HEADER.test(lines[index]!) &&
    lines.slice(index + 1, index + 1 + HEADER_LINES).filter((line) => FURTHER_HEADER.test(line)).length >= 2;
}

/** The mail that `mail` returns: its own part, or what follows the notice. */
export function returnedMail(mail: InboundMail, returned_text: string): ReturnedMail {
  const kept = partsOf(
    mail,
    "message/rfc822",
    "text/rfc822-headers",
    "message/rfc822-headers",
    "message/partial",
  );
  const headers = unfolded((kept[0]?.text ?? returned_text).slice(0, HEADERS_MAX_CHARS));
  const report = partsOf(mail, "message/delivery-status").map(({ text }) => text).join("\n");
  return {
    message_id: /^message-id:[ \t]*(<[^<>\s]{3,990}>)/im.exec(headers)?.[1] ??
      /^x-original-message-id:[ \t]*(<[^<>\s]{3,990}>)/im.exec(report)?.[1],
    recipients: headers.split("\n").filter((line) => /^(?:to|cc):/i.test(line))
      .flatMap((line) => addressesIn(line)).map(({ address }) => address),
  };
}

const ID = /<[^<>\s]{3,990}>/g;
/** Most Message-IDs of one bounce that are looked up. */
const IDS_MAX = 20;

/**
 * Returns the Message-IDs in a bounce, each once: of the returned mail, of its own text ("Message-ID: <…>"), of
 * In-Reply-To, and of References from its end, where the answered mail stands.
 */
export function broughtBack(
  mail: InboundMail,
  own_text: string,
  { message_id }: ReturnedMail,
): readonly string[] {
  const named = /^[\s*>]{0,8}(?:original )?message[- ]id\s{0,3}[:=]\s{0,3}(<[^<>\s]{3,990}>)/im.exec(own_text)
    ?.[1];
  const ids = [message_id, named, ...referredIds(mail)].filter((id) => id !== undefined);
  return [...new Set(ids)].slice(0, IDS_MAX);
}

/** The mails that `mail` answers by its headers (RFC 5322, 3.6.4), the one that it answers first. */
export function referredIds(mail: InboundMail): readonly string[] {
  const ids = (name: string) => headerOf(mail, name).slice(-HEADERS_MAX_CHARS).match(ID) ?? [];
  return [...ids("in-reply-to"), ...ids("references").toReversed()];
}

function unfolded(text: string): string {
  return text.replace(/\r\n/g, "\n").replace(/\n[ \t]+/g, " ");
}
