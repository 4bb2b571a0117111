/** What stands below a reply without being one: signatures that a program marks, telephones' own lines, notices of companies and lists. */

/** RFC 3676, 4.3: "-- " ends the text. Many programs lose its blank. */
const DELIMITER = /^--\s{0,2}$/;
/** Lines that may stand below a delimiter which has lost its blank. */
const SIGNATURE_LINES = 10;

const DEVICE =
  "(?:i(?:phone|pad|pod|os)|android|samsung|galaxy|huawei|xiaomi|pixel|nokia|sony|htc|lg|oneplus|motorola|alcatel|honor|oppo|vivo|realme|nothing phone|blackberry|windows|outlook|yahoo|gmail|aol|gmx|web\\.de|proton ?mail|hotmail|airmail|spark|thunderbird|mail(?:bird|box| for| app|drop)?|k-9|fairemail|mobil\\w{0,16}|smartphone|handy|tablet|telefon\\w{0,6}|téléphone|tel[ée]fono|telefone|telefoon|cell(?:phone)?|phone|device|gerät|ordinateur|portable|pixel|superhuman|front|missive|nine|bluemail|tutanota|posteo|mailo|apple|mac(?:book)?|surface|zoho|libero|orange|free|laposte|sfr|t-online|telekom|magenta|ti-\\d{2})";
/** Of what a program adds by itself, the whole line. */
const SENT_FROM = new RegExp(
  "^[\\s(<\\[*_]{0,6}(?:" + [
    `(?:sent|reply sent|message sent) (?:from|via|with|by|using) [^,.;:]{0,40}?\\b${DEVICE}\\b.{0,60}`,
    `from my [^,.;:]{0,12}?\\b${DEVICE}\\b.{0,20}`,
    "(?:get|download|try|holen sie sich|laden sie|téléchargez|télécharger|obtenez|obtener|descarga|scarica|ottieni|obtenha|download) outlook (?:for|für|pour|para|per|voor) .{1,40}",
    "outlook (?:for|für|pour|para|per|voor) (?:ios|android|windows|mac)\\b.{0,20}",
    `(?:von|aus|mit) (?:meinem|meiner|der|dem) [^,.;:]{0,40}?\\b${DEVICE}\\b.{0,40} ?(?:gesendet|geschickt|verschickt)?`,
    `(?:gesendet|verschickt|geschrieben) (?:von|mit|über|aus) [^,.;:]{0,40}?\\b${DEVICE}\\b.{0,60}`,
    `diese (?:nachricht|e-?mail) wurde (?:von|mit) [^,.;:]{0,60}?\\b${DEVICE}\\b.{0,60} gesendet`,
    `(?:envoyé|télécopié|transmis) (?:de|depuis|à partir de|avec|par|via) [^,.;:]{0,40}?\\b${DEVICE}.{0,60}`,
    `(?:enviado|mandado|enviada) (?:desde|do|da|de|a partir d[eo]|con|com|via|pelo|por) [^,.;:]{0,40}?\\b${DEVICE}\\b.{0,60}`,
    `(?:inviato|inviata|spedito) (?:da|dal|dalla|con|tramite) [^,.;:]{0,40}?\\b${DEVICE}\\b.{0,60}`,
    `(?:verzonden|verstuurd|gestuurd) (?:vanaf|met|via|vanuit|van) [^,.;:]{0,40}?\\b${DEVICE}\\b.{0,60}`,
    `(?:sendt|skickat|skickades|sänt|lähetetty|wysłano|wysłane|odesláno|odoslané|trimis|küldve|poslano|отправлено|надіслано|στάλθηκε|gönderildi) .{0,60}`,
    `.{1,40}(?:lähetetty|gönderildi|küldve|elküldve)`,
    ".{1,40}(?:から|より)送信(?:されました|しています)?|.{0,20}スマートフォンから.{0,20}",
    "(?:发自|發自|来自|來自)(?:我的|网易)?.{1,40}|從我的.{1,30}傳送|从我的.{1,30}发送|.{1,30}에서 (?:보냄|보낸 메일|전송)",
  ].join("|") + ")[\\s)>\\].*_]{0,6}$",
  "iu",
);

/** Below such a line stands nothing that the writer wrote: a company's, a list's or a virus scanner's own words. */
const DISCLAIMER = new RegExp(
  "^[\\s*_=~-]{0,80}(?:" + [
    "(?:confidentiality|privacy|legal|disclaimer|important)(?: (?:notice|note|warning|disclaimer|statement))?\\s?[:：-]",
    "(?:this|the information (?:contained )?in this|the contents? of this) (?:e-?mail|message|communication|transmission)(?:,)?(?: \\S{1,30}){0,12} (?:confidential|privileged|intended (?:only |solely )?for)",
    "(?:diese|der inhalt dieser) (?:e-?mail|nachricht)(?: \\S{1,30}){0,8} vertraulich|vertraulichkeitshinweis",
    "(?:ce|le présent) (?:message|courriel|e-?mail)(?: \\S{1,30}){0,14} confidentiel|avis de confidentialité",
    "(?:este|el presente|esta) (?:mensaje|correo|mensagem|e-?mail)(?: \\S{1,30}){0,14} confidencia|aviso (?:legal|de confidencialidad)",
    "(?:questo|il presente|le informazioni contenute) (?:messaggio|e-?mail|in quest[ao])(?: \\S{1,30}){0,14} (?:confidenzial|riservat)|avviso di riservatezza",
    "(?:dit|de informatie in dit|deze) (?:bericht|e-?mail)(?: \\S{1,30}){0,12} vertrouwelijk",
    "please (?:consider the environment|think before (?:you )?print)|bitte (?:denken|prüfen) sie(?: \\S{1,20}){0,6} (?:umwelt|ausdruck|drucken)|pensez à l.environnement|antes de imprimir",
    "(?:virus-free|virenfrei|sans virus|libre de virus|privo di virus)\\b.{0,40}(?:avast|avg|www\\.)|(?:diese e-?mail wurde|this e-?mail has been|l.absence de virus) .{0,60}(?:virus|viren|avast|antivirus)",
    "you (?:are receiving|received|are subscribed to) this (?:e-?mail|message|because)|you are receiving this (?:mail|because)|to unsubscribe from this (?:group|list)|view this (?:message|e-?mail|discussion) (?:online|on|in)|reply to this email directly or view it on",
    "(?:to )?(?:un)?subscribe,? (?:from|to|or change) .{0,60}(?:list|group|options)|mailing list\\b.{0,60}$",
    "本(?:メール|電子メール)(?:に含まれる|は、?).{0,40}(?:機密|秘密)",
  ].join("|") + ")",
  "iu",
);
const RULE = /^[-_=*~]{3,100}$/;
/** The first of a mailing list's own lines, below a rule. */
const LIST_LINE = /\bmailing list\b|\blistinfo\b|\bto unsubscribe\b|\blist (?:archive|info)\b|@lists?\./i;

/** The lines of one passage without what was added below it. */
export function withoutEnding(lines: readonly string[]): readonly string[] {
  const delimiter = lines.findIndex((_, at) => isDelimiter(lines, at));
  const above = delimiter < 0 ? lines : lines.slice(0, delimiter);
  return withoutAdded(above);
}

function isDelimiter(lines: readonly string[], at: number): boolean {
  const line = lines[at]!;
  if (!DELIMITER.test(line)) return false;
  if (line === "-- " || line === "--\u00a0") return true;
  const below = lines.slice(at + 1).filter((one) => one.trim() !== "");
  // Some part their paragraphs by dashes: what is below must look like an address and not like sentences.
  return below.length <= SIGNATURE_LINES && !below.some(isSentence);
}

function isSentence(line: string): boolean {
  const words = line.trim().split(/\s+/).length;
  return /[?？]\s{0,3}$/.test(line) || words >= 9 || words >= 5 && /[.!。！]\s{0,3}$/.test(line);
}

function withoutAdded(lines: readonly string[]): readonly string[] {
  const disclaimer = lines.findIndex((_, at) =>
    at > 0 && isDisclaimer(lines, at) && lines.slice(0, at).some(hasWords)
  );
  let end = disclaimer < 0 ? lines.length : disclaimer;
  for (;;) {
    while (end > 0 && (lines[end - 1]!.trim() === "" || RULE.test(lines[end - 1]!.trim()))) end--;
    const last = lines[end - 1]?.trim() ?? "";
    if (end < 2 || !isAddedByProgram(last)) break;
    if (!lines.slice(0, end - 1).some(hasWords)) break;
    end--;
  }
  return lines.slice(0, end);
}

function isDisclaimer(lines: readonly string[], at: number): boolean {
  const line = lines[at]!.trim();
  if (RULE.test(line)) {
    return lines.slice(at + 1, at + 4).some((next) => LIST_LINE.test(next) || DISCLAIMER.test(next.trim()));
  }
  // A sentence is broken into lines: the next one belongs to it.
  return (lines[at - 1]!.trim() === "" || RULE.test(lines[at - 1]!.trim())) &&
    DISCLAIMER.test(`${line} ${lines[at + 1]?.trim() ?? ""} ${lines[at + 2]?.trim() ?? ""}`.slice(0, 400));
}

export function isAddedByProgram(line: string): boolean {
  return line.length <= 160 &&
    SENT_FROM.test(line.replace(/<https?:\/\/[^\s<>]{1,500}>|\[?https?:\/\/\S{1,500}\]?/g, "").trim());
}

function hasWords(line: string): boolean {
  return /[\p{L}\p{N}]/u.test(line);
}

/** Lines that a company's gateway puts above each mail from outside. */
const BANNER =
  /^[\s*[(|>_=-]{0,20}(?:caution|external(?: e-?mail| sender)?|warning|achtung|vorsicht|attention|warnung|extern)\b[^a-z]{0,6}.{0,200}(?:outside|external|extern|originat|unknown sender|click (?:on )?links|links|anhänge|expéditeur)/i;

/** How many lines at the beginning are a gateway's banner. */
export function bannerLength(lines: readonly string[]): number {
  const first = lines.findIndex((line) => line.trim() !== "");
  if (first < 0 || !BANNER.test(`${lines[first]!.trim()} ${lines[first + 1]?.trim() ?? ""}`.slice(0, 400))) {
    return 0;
  }
  const length = lines.findIndex((line, at) => at > first && line.trim() === "");
  return length < 0 || !lines.slice(length).some(hasWords) ? 0 : length;
}
