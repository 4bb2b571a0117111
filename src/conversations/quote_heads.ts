/** Finds the lines that announce a quotation, in the languages of mail programs. It never removes them. */

/** `attribution`: "On …, … wrote:". `block`: the fields From, Sent, To, Subject. `divider`: "-----Original Message-----". */
export type HeadKind = "attribution" | "block" | "divider";

export interface QuoteHead {
  readonly kind: HeadKind;
  /** The number of lines that the head takes up. */
  readonly length: number;
}

/** Mail programs break an attribution after 70 characters or so, some before each address. */
const ATTRIBUTION_LINES = 6;
const ATTRIBUTION_MAX_CHARS = 400;
/** Lines in which the fields of a block stand; one may be broken into two. */
const BLOCK_LINES = 12;

/** Returns the quotation head that begins at `index`, if any. */
export function quoteHead(lines: readonly string[], index: number): QuoteHead | undefined {
  const line = plain(lines[index]!);
  if (line === "" || isQuoted(line)) return undefined;
  if (DIVIDER.test(line)) {
    return { kind: "divider", length: 1 + blockLength(lines, nextLine(lines, index + 1)) };
  }
  const block = blockLength(lines, /^_{5,80}$/.test(line) ? nextLine(lines, index + 1) : index);
  if (block > 0) return { kind: "block", length: /^_{5,80}$/.test(line) ? block + 1 : block };
  const length = attributionLength(lines, index);
  return length === 0 ? undefined : { kind: "attribution", length };
}

export function isQuoted(line: string): boolean {
  return /^\s{0,3}(?:>|&gt;|＞)/.test(line);
}

/** Removes the direction marks that Hebrew and Arabic programs put around names and addresses. */
function plain(line: string): string {
  return line.replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, "").trim();
}

function nextLine(lines: readonly string[], from: number): number {
  let at = from;
  while (at < lines.length && at - from < 3 && lines[at]!.trim() === "") at++;
  return at;
}

/** "-----Original Message-----" and its kin. */
const DIVIDER = new RegExp(
  "^[-_*=~>\\s]{2,40}(?:" + [
    "(?:original|forwarded|reply|replied) (?:message|e-?mail|appointment)",
    "(?:ursprüngliche|original|weitergeleitete|antwort)[ -]?(?:nachricht|e-?mail|mail)",
    "message (?:d.origine|original|transféré|transmis)|courriel original",
    "mensaje (?:original|reenviado)|mensagem (?:original|encaminhada|reencaminhada)",
    "messaggio (?:originale|inoltrato)|oorspronkelijk(?:e)? (?:bericht|e-?mail)|doorgestuurd bericht",
    "oprindelig (?:meddelelse|besked)|opprinnelig melding|ursprungligt meddelande|alkuperäinen viesti",
    "(?:oryginalna )?wiadomość (?:oryginalna|oryginalnej|przekazana)|původní (?:zpráva|e-?mail)|pôvodná správa|eredeti üzenet|mesaj original",
    "исходное сообщение|пересылаемое сообщение|оригінальне повідомлення|orijinal (?:mesaj|ileti)|αρχικό μήνυμα",
    "元の?メッセージ|元の?メール|返信元メッセージ|転送メッセージ|オリジナルメッセージ|原始邮件|原邮件|转发邮件|原始郵件|轉寄郵件|원본 ?(?:메시지|메일)",
  ].join("|") + ")[\\s:]{0,3}[-_*=~\\s]{0,40}$" +
    "|^(?:begin forwarded message|début du message (?:transféré|réexpédié)|anfang der weitergeleiteten nachricht|inicio del mensaje reenviado|inizio messaggio inoltrato|begin doorgestuurd bericht|início da mensagem encaminhada|転送されたメッセージ)\\s?:$",
  "iu",
);

/** Who wrote, or when: one of these begins a block. */
const FIRST_FIELD =
  /^[\s*]{0,4}(?:from|sent|date|reply-to|von|gesendet|datum|de|envoyé(?: le)?|fecha|enviado(?: el| em)?|enviada(?: em)?|data|da|inviato|van|verzonden|från|skickat|fra|sendt|dato|lähettäjä|lähetetty|od|wysłano|odesláno|odoslané|feladó|küldve|de la|trimis|от|отправлено|від|kimden|gönderen|από|差出人|送信者|送信元|送信日時|日時|发件人|发送时间|寄件者|寄件人|寄件日期|日期|보낸 ?사람|보낸 ?날짜)\s?\*?\s?[:：]\*?/iu;
const ANY_FIELD =
  /^[\s*]{0,4}(?:from|sent|date|to|cc|bcc|subject|reply-to|von|gesendet|datum|an|kopie|betreff|antwort an|de|envoyé(?: le)?|à|objet|sujet|répondre à|fecha|enviado(?: el| em)?|enviada(?: em)?|para|asunto|assunto|data|da|inviato|a|oggetto|van|verzonden|aan|onderwerp|från|skickat|till|ämne|fra|sendt|til|emne|dato|kopi|lähettäjä|lähetetty|vastaanottaja|aihe|od|wysłano|do|temat|odesláno|komu|předmět|odoslané|predmet|feladó|küldve|címzett|tárgy|de la|trimis|către|subiect|от|отправлено|дата|кому|тема|копия|від|kimden|gönderen|gönderildi|tarih|kime|konu|από|ημερομηνία|προς|θέμα|差出人|送信者|送信元|送信日時|日時|日付|宛先|件名|题目|发件人|发送时间|收件人|抄送|主题|日期|寄件者|寄件人|寄件日期|收件者|收件人|主旨|보낸 ?사람|보낸 ?날짜|날짜|받는 ?사람|제목|참조)\s?\*?\s?[:：]\*?(?:\s|$)/iu;

/**
 * Returns how many lines from `index` on are a mail's header fields; 0 unless they are three, or two with an address
 * or a time.
 */
function blockLength(lines: readonly string[], index: number): number {
  if (!FIRST_FIELD.test(lines[index] ?? "")) return 0;
  const names = new Set<string>();
  let last = index - 1;
  let proof = false;
  for (let at = index; at < Math.min(index + BLOCK_LINES, lines.length); at++) {
    const line = lines[at]!;
    const field = ANY_FIELD.exec(line);
    if (field !== null) {
      names.add(field[0].trim().toLowerCase());
      proof ||= /@|\d{1,2}[:.]\d\d|\b(?:19|20)\d\d\b/.test(line);
      last = at;
    } else if (line.trim() === "") {
      // Outlook on the web separates its fields by empty lines; the body begins after two.
      if (at > last + 1) break;
    } else if (at > last + 1 || names.size >= 4) break;
    else proof ||= /^\s{0,4}<?\S{1,64}@/.test(line);
  }
  return names.size >= 3 || names.size === 2 && proof ? last - index + 1 : 0;
}

const WROTE =
  /(?:^|[\s,)>"])(?:wrote|writes|said|says|sent|schrieb(?:en)?|geschrieben|a (?:é|e)crit|(?:é|e)crivait|nous a dit|escribi[óo]|ha escrito|escribió lo siguiente|ha scritto|scrive(?:va)?|schreef|het volgende geschreven|verzond|escreveu|skrev|skreiv|kirjoitti|napisał(?:\(a\)|a)?|pisze|napsal(?:\(a\)|a)?|napísal(?:\(a\)|a)?|(?:a következőt )?írta|a scris|написа(?:л|в)(?:\(а\)|а)?|пише(?:т)?|έγραψε|(?:şunu |sunu )?yazdı|đã viết|menulis|เขียนว่า|כתב(?:ה)?|كتب)(?=$|[\s:：,."<(\-–—_*])|さん(?:は|が)?書きました|(?:は|が|より)書きました|のメール|写道|寫道|님이 (?:작성|쓴 글)/iu;
const FIRST_WORD =
  /^[\s>*_–—-]{0,40}(?:on|at|in message|am|le|el|il(?: giorno)?|op|em|no dia|den|på|w dniu|dnia|dne|dňa|la data|în|в|у|στις|ngày|vào|pada|ב-?|בתאריך|在|quoting|zitat von|citando|citát)\s/iu;
const WEEKDAY =
  /^[\s>*_–—-]{0,40}(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}|(?:mo|di|mi|do|fr|sa|so)|(?:lun|mar|mer|jeu|ven|sam|dim)[a-z]{0,6}|(?:lun|mar|mi[ée]|jue|vie|s[áa]b|dom)[a-z]{0,6}|(?:seg|ter|qua|qui|sex)[a-z-]{0,8}|(?:gio)[a-zì]{0,6}|(?:ma|wo|do|vr|za|zo)|(?:s[øo]n|man|tir|ons|tor|fre|l[øö]r)[a-z]{0,4}|(?:пн|вт|ср|чт|пт|сб|вс|нд)|(?:понедельник|вторник|среда|четверг|пятница|суббота|воскресенье))[.,]?\s/iu;
const DATE_FIRST =
  /^[\s>*_–—-]{0,40}(?:(?:19|20)\d\d\s?[年년/.-]\s?\d{1,2}|\d{1,2}[./ -](?:\d{1,2}|\p{L}{3,10}\.?)[./ -](?:19|20)?\d\d)/u;
const DATE =
  /\b(?:19|20)\d\d\b|(?:19|20)\d\d\s?[年년]|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b\d{1,2}\.?\s(?:de )?\p{L}{3,10}\b|\b\p{L}{3,9}\.? \d{1,2}\b/u;
const TIME = /\b\d{1,2}[:.h]\d\d\b|\d{1,2}時\d{1,2}分|\d{1,2}:\d\d/u;
const ADDRESS = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}|\[(?:mailto|at)\b/iu;
const ENDS = /[:：]["*]?[\s–—_*-]{0,40}$/u;
/** A person mentioned in a sentence rather than a mail's writer: "yesterday at 12:30 she wrote:". */
const TOLD_OF =
  /\b(?:i|you|we|he|she|they|who|it|ich|wir|er|sie|je|tu|il|elle|nous|vous|ils|yo|él|ella|usted|io|lui|lei|noi|ik|hij|zij|wij|eu|ele|ela)\s(?:have |had |has |habe |hat |ai |a )?\S{1,20}\s?[:：]?[\s–—_*-]{0,10}$/iu;

/** Returns how many lines from `index` on say who wrote the following text, and when; 0 where they do not. */
function attributionLength(lines: readonly string[], index: number): number {
  const first = plain(lines[index]!);
  if (!beginsAttribution(first)) return 0;
  let joined = "";
  let blanks = 0;
  for (let at = index; at < Math.min(index + ATTRIBUTION_LINES, lines.length); at++) {
    const line = plain(lines[at]!);
    if (line === "") {
      // Polymail and its like put the address between empty lines.
      if (++blanks > 2 || !/^[<(]/.test(lines[nextLine(lines, at)]?.trim() ?? "") && !/[<(]$/.test(joined)) {
        return 0;
      }
      continue;
    }
    if (at > index && (isQuoted(line) && !/^>\s?(?:wrote|schrieb|a écrit)/i.test(line))) return 0;
    joined = joined === "" ? line : `${joined} ${line}`;
    if (joined.length > ATTRIBUTION_MAX_CHARS) return 0;
    if (isAttribution(joined, lines, at)) return at - index + 1;
    // A sentence has ended: what follows is another one.
    if (/[.!?。！？]$/.test(line) && !/\b\p{L}{1,4}\.$/u.test(line)) return 0;
  }
  return 0;
}

function beginsAttribution(line: string): boolean {
  return FIRST_WORD.test(`${line} `) || WEEKDAY.test(`${line} `) || DATE_FIRST.test(line) ||
    /^[–—_-]{2,40}\s?\S/.test(line) && WROTE.test(line) ||
    line.length <= 200 && (ADDRESS.test(line) || WROTE.test(line) || /[<(]$/.test(line)) &&
      beginsWithName(line);
}

/** Returns whether the text before the address or verb may be a name rather than a sentence. */
function beginsWithName(line: string): boolean {
  const name = line.split(/[<([]/, 1)[0]!.slice(0, 120);
  const words_max = DATE.test(name) ? 14 : 9;
  return name.split(/\s+/).length <= words_max &&
    !/[^\d\s][.!?;:。！？]\s{1,3}\p{Lu}/u.test(name.replace(/\b\p{L}{1,3}\./gu, ""));
}

/** Returns where in a line the writer's text ends and an attribution begins on the same line; -1 where none does. */
export function sharedHeadAt(lines: readonly string[], index: number): number {
  const line = lines[index]!;
  if (
    line.length > ATTRIBUTION_MAX_CHARS || !ENDS.test(line) ||
    !isQuoted(lines[nextLine(lines, index + 1)]?.trim() ?? "")
  ) {
    return -1;
  }
  for (
    const { index: at } of line.matchAll(
      /[\s-](?=(?:On|Am|Le|El|Il|Op|Em|Den)\s\p{L}{0,10}[.,]{0,2}\s?(?:\p{L}{3,9}\s)?\d)/gu,
    )
  ) {
    const tail = line.slice(at + 1);
    if (at > 0 && ADDRESS.test(tail) && DATE.test(tail) && WROTE.test(tail)) return at + 1;
  }
  return -1;
}

function isAttribution(joined: string, lines: readonly string[], at: number): boolean {
  const has_address = ADDRESS.test(joined);
  const has_date = DATE.test(joined);
  const ends = ENDS.test(joined);
  const wrote = WROTE.test(joined);
  const is_followed = isQuoted(lines[nextLine(lines, at + 1)]?.trim() ?? "");
  if (wrote && (ends || /[–—_*-]{2,40}$/.test(joined) || endsWithVerb(joined) && is_followed)) {
    if (has_address && (has_date || endsWithVerb(joined))) return true;
    if (is_followed) return joined.length <= 160;
    if (TOLD_OF.test(joined)) return false;
    // No address: then a date, a time and a name must stand there.
    return (FIRST_WORD.test(joined) || WEEKDAY.test(joined) || DATE_FIRST.test(joined) ||
      /^[–—_-]{2,40}/.test(joined)) &&
      has_date && (TIME.test(joined) || /\b(?:19|20)\d\d\b/.test(joined)) &&
      hasName(joined);
  }
  if (/^(?:quoting|zitat von|citando|citát)\s/iu.test(joined)) return ends && (has_address || is_followed);
  // "2026-11-22 13:00 GMT+01:00 Kontor <orders@kontor.example>:", and the languages whose programs have no verb.
  const dated = DATE_FIRST.test(joined) || WEEKDAY.test(joined) || FIRST_WORD.test(joined);
  const has_time = TIME.test(joined);
  if (dated && has_date && has_time && ends && is_followed && joined.length <= 160) return true;
  if (!dated || !has_date || !has_address || !(has_time || is_followed)) return false;
  // The verb may come with the next line.
  return ends ||
    />$/.test(joined) && !WROTE.test(` ${lines[nextLine(lines, at + 1)]?.trim().slice(0, 30) ?? ""}`);
}

function endsWithVerb(joined: string): boolean {
  const tail = joined.replace(/[\s:：."*_–—-]{0,40}$/u, "").slice(-30);
  return WROTE.test(`${tail.slice(-30)}:`) && WROTE.test(` ${tail.split(/[\s>)]/).slice(-3).join(" ")}:`);
}

/**
 * Returns whether `joined` has a capitalised word, other than a month or a beginning, which is then the writer's
 * name.
 */
function hasName(joined: string): boolean {
  return /[\s,"]\p{Lu}\p{L}{1,30}[\s,"]/u.test(joined.slice(6)) ||
    /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u.test(joined);
}
