/** Finds the lines that announce a quotation, in the languages of mail programs. It never removes them. */
import { attributionLength } from "./attributions.ts";
import { isRuledDivider } from "./dividers.ts";
import { isQuoted, nextLine, plainLine } from "./marked_lines.ts";

/** `attribution`: "On …, … wrote:". `block`: the fields From, Sent, To, Subject. `divider`: "-----Original Message-----". */
export type HeadKind = "attribution" | "block" | "divider";

export interface QuoteHead {
  readonly kind: HeadKind;
  /** The number of lines that the head takes up. */
  readonly length: number;
}

/** ">>> Kontor <orders@kontor.example> 22.11.2026 13:00 >>>", above a text without marks. */
const GROUPWISE =
  /^>{3} [^<>]{1,80}<[^<>\s]{1,64}@[^<>\s]{1,100}> .{0,20}\d{1,4}[./-]\d{1,2}[./-]\d{2,4}.{0,20} >{3}$/;

/** Lines in which the fields of a block stand; one may be broken into two. */
const BLOCK_LINES = 12;

/** Returns the quotation head that begins at `index`, if any. */
export function quoteHead(lines: readonly string[], index: number): QuoteHead | undefined {
  const line = plainLine(lines[index]!);
  if (GROUPWISE.test(line)) return { kind: "block", length: 1 };
  if (line === "" || isQuoted(line)) return undefined;
  if (isDivider(lines, index)) return { kind: "divider", length: dividerLength(lines, index) };
  const from = /^[_=-]{5,80}$/.test(line) ? nextLine(lines, index + 1) : index;
  const block = isFieldRow(line)
    ? 1
    : blockLength(lines, from) || (from > index ? senderAlone(lines, from) : 0);
  if (block > 0) return { kind: "block", length: from - index + block };
  const length = attributionLength(lines, index);
  return length === 0 ? undefined : { kind: "attribution", length };
}

/** BlackBerry writes its divider without dashes, above the fields. */
const BARE_DIVIDER = /^(?:original message|ursprüngliche nachricht|message d.origine|mensaje original)$/iu;

function isDivider(lines: readonly string[], index: number): boolean {
  const line = plainLine(lines[index]!);
  if (line.length > 160) return false;
  return isRuledDivider(line) ||
    BARE_DIVIDER.test(line) && blockLength(lines, nextLine(lines, index + 1)) > 0;
}

/** Returns the lines of a divider with the fields and the attribution that some programs put below it. */
function dividerLength(lines: readonly string[], index: number): number {
  const from = nextLine(lines, index + 1);
  const fields = blockLength(lines, from, { below_divider: true });
  const end = fields === 0 ? index + 1 : from + fields;
  const next = nextLine(lines, end);
  const attribution = next < lines.length ? attributionLength(lines, next) : 0;
  return (attribution === 0 ? end : next + attribution) - index;
}

/** Who wrote, or when: one of these begins a block. */
const FIRST_FIELD =
  /^[\s*]{0,8}(?:from|expéditeur|message du|sent|date|reply-to|von|gesendet|datum|de|envoyé(?: le)?|fecha|enviado(?: el| em)?|enviada(?: em)?|data|da|inviato|van|verzonden|från|skickat|fra|sendt|dato|lähettäjä|lähetetty|od|wysłano|odesláno|odoslané|feladó|küldve|de la|trimis|от|отправлено|від|kimden|gönderen|από|من|تم الإرسال|تاريخ الإرسال|מאת|נשלח|差出人|送信者|送信元|送信日時|日時|发件人|发送时间|寄件者|寄件人|寄件日期|日期|보낸 ?사람|보낸 ?날짜)\s?\*{0,2}\s?[:：]\*{0,2}/iu;
const ANY_FIELD =
  /^[\s*]{0,8}(?:from|expéditeur|message du|copie(?: à)?|destinataires?|importance|wichtigkeit|priority|priorität|sent|date|to|cc|bcc|subject|reply-to|von|gesendet|datum|an|kopie|betreff|antwort an|de|envoyé(?: le)?|à|objet|sujet|répondre à|fecha|enviado(?: el| em)?|enviada(?: em)?|para|asunto|assunto|data|da|inviato|a|oggetto|van|verzonden|aan|onderwerp|från|skickat|till|ämne|fra|sendt|til|emne|dato|kopi|lähettäjä|lähetetty|vastaanottaja|aihe|od|wysłano|do|temat|odesláno|komu|předmět|odoslané|predmet|feladó|küldve|címzett|tárgy|de la|trimis|către|subiect|от|отправлено|дата|кому|тема|копия|від|kimden|gönderen|gönderildi|tarih|kime|konu|από|ημερομηνία|στάλθηκε|προς|θέμα|من|تم الإرسال|تاريخ الإرسال|التاريخ|إلى|نسخة|الموضوع|מאת|נשלח|תאריך|אל|עותק|נושא|差出人|送信者|送信元|送信日時|日時|日付|宛先|件名|题目|发件人|发送时间|收件人|抄送|主题|日期|寄件者|寄件人|寄件日期|收件者|收件人|主旨|보낸 ?사람|보낸 ?날짜|날짜|받는 ?사람|제목|참조)(?:\s?\*{0,2}\s?[:：]\*{0,2}(?:\s|$)|\s[:：])/iu;

/** Fields that a program wrote on one line: "Date: … From: … To: … Subject: …". */
const ROW_FIELD =
  /(?:^|\s)(from|sent|date|to|subject|cc|von|gesendet|datum|an|betreff|de|envoyé|à|objet|fecha|para|asunto|da|data|inviato|oggetto|van|verzonden|aan|onderwerp)\s?: /giu;
const SUBJECT = /^(?:subject|betreff|objet|asunto|oggetto|onderwerp)$/i;

/** Returns whether a line holds a mail's header fields, with an address and a time, or an address and the subject. */
function isFieldRow(line: string): boolean {
  if (line.length > 600 || !FIRST_FIELD.test(line)) return false;
  const names = new Set([...line.matchAll(ROW_FIELD)].map(([, name]) => name!.toLowerCase()));
  if (names.size < 2 || !/\S@\S/.test(line)) return false;
  const has_time = /\b(?:19|20)\d\d\b/.test(line) && /\d:\d\d/.test(line);
  return names.size === 2 ? has_time : has_time || [...names].some((name) => SUBJECT.test(name));
}

/** Returns 1 where the line is a sender's address and nothing else, and what follows is marked as quoted. */
function senderAlone(lines: readonly string[], index: number): number {
  const is_sender = /^\s{0,4}\*{0,2}(?:from|von|de|da|van)\s?:\*{0,2} ?<?\S{1,64}@\S{1,100}$/i.test(
    lines[index] ?? "",
  );
  return is_sender && isQuoted(lines[nextLine(lines, index + 1)] ?? "") ? 1 : 0;
}

/** Fields that only a mail program writes, and those by which people also tell of a ride or of hours. */
const SENDER =
  /^(?:from|expéditeur|von|de|da|van|från|fra|lähettäjä|od|feladó|de la|от|від|kimden|από|من|מאת|差出人|送信者|送信元|发件人|寄件者|寄件人|보낸 ?사람)$/iu;
const SENT =
  /^(?:sent|gesendet|envoyé(?: le)?|message du|enviad[oa](?: el| em)?|inviato|verzonden|skickat|sendt|lähetetty|wysłano|odesláno|odoslané|küldve|trimis|отправлено|надіслано|gönderildi|στάλθηκε|تم الإرسال|تاريخ الإرسال|נשלח|送信日時|发送时间|寄件日期|보낸 ?날짜)$/iu;
const TITLE =
  /^(?:subject|betreff|objet|sujet|asunto|assunto|oggetto|onderwerp|ämne|emne|aihe|temat|předmět|predmet|tárgy|subiect|тема|konu|θέμα|الموضوع|נושא|件名|题目|主题|主旨|제목)$/iu;

/**
 * Returns how many lines from `index` on are a mail's header fields; 0 where they may be the writer's own, such as the
 * hours at which somebody is at home: "From: 10:00", "To: 12:00".
 */
function blockLength(
  lines: readonly string[],
  index: number,
  { below_divider } = { below_divider: false },
): number {
  if (!(below_divider ? ANY_FIELD : FIRST_FIELD).test(lines[index] ?? "")) return 0;
  const names = new Set<string>();
  let last = index - 1;
  let has_address = false;
  let has_moment = false;
  for (let at = index; at < Math.min(index + BLOCK_LINES, lines.length); at++) {
    const line = lines[at]!;
    const field = ANY_FIELD.exec(line);
    if (field !== null) {
      names.add(field[0].replace(/[\s*:：]{1,10}$/u, "").replace(/^[\s*]{1,10}/u, "").toLowerCase());
      has_address ||= /\S@\S/.test(line);
      has_moment ||= YEAR.test(line) && HOUR.test(line);
      last = at;
    } else if (line.trim() === "") {
      // Outlook on the web separates its fields by empty lines; the body begins after two.
      if (at > last + 1) break;
    } else if (at > last + 1 || names.size >= 4) break;
    else has_address ||= /^\s{0,4}<?\S{1,64}@/.test(line);
  }
  const has = (kind: RegExp) => [...names].some((name) => kind.test(name));
  const is_block = below_divider || names.size >= 2 && has_address ||
    names.size >= 2 && has(SENDER) && has(SENT) ||
    names.size >= 3 && has(TITLE) && (has_moment || has(SENDER));
  return is_block ? last - index + 1 : 0;
}

const YEAR = /(?:19|20)\d\d|\b\d{1,2}[./-]\d{1,2}[./-]\d\d\b/;
const HOUR = /\d{1,2}[:h]\d\d|(?<![\d.])\d{1,2}\.\d\d(?![\d.])|\d{1,2}時|[上下]午 ?\d/;
