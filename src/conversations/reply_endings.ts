/**
 * Finds what follows a reply without being part of it: marked signatures, phones' own lines, notices of companies and
 * lists.
 */

/** RFC 3676, 4.3: "-- " ends the text. Many programs lose its blank. */
const DELIMITER = /^--\s{0,2}$/;
/** Lines that may stand below a delimiter which has lost its blank. */
const SIGNATURE_LINES = 10;

/** Names that only programs and devices have. */
const BRAND =
  "(?:i(?:phon\\w{1,5}|pads?|pods?|os)|android|samsung|galaxy|huawei|xiaomi|redmi|google pixel|nokia|htc|oneplus|motorola|alcatel|honor|oppo|realme|blackberry|windows (?:mail|phone|\\d{1,2})|outlook|yahoo(?:! ?| )?mail|yahoo|gmail|aol|gmx|web\\.de|proton ?mail|hotmail|airmail|thunderbird|mailbox|mailbird|k-9|fairemail|superhuman|missive|bluemail|tutanota|tuta|posteo|zoho|t-online|telekom mail|ti-\\d{2})";
/** Things that a writer may name too; they count only as somebody's own or without any other word. */
const THING =
  "(?:mobile(?: device| phone)?|smartphone|handy|tablet|cell(?:phone)?|phone|device|mobiltelefon\\w{0,2}|mobilgerät|telefon|android-?(?:gerät|mobiltelefon|handy)|téléphone|portable|appareil|ordinateur|teléfono|móvil|dispositivo|celular|telefono|cellulare|telefone|telefoon|apparaat|mobiel)";
const MY =
  "(?:my|a|an|the|meinem|meiner|dem|einem|mon|ma|un|une|mi|mio|mia|mijn|een|meu|minha|min|mina|mój|mojego|моего|мого)";
/** Words that go on after a name: "Samsung Galaxy S5 smartphone", "Yahoo Mail on Android". */
const MORE =
  "(?:[ -](?:smartphone|phone|device|mobile|mail|e-?mail|app|for|für|pour|para|per|on|auf|sur|with|mit|avec|con|com|using|secure|verschlüsselt|android|ios|iphone|ipad|windows|mac|pro|plus|max|mini|note|ultra|edge|pc|octacore|lte|\\dg|smartphones?|handy|gesendet|geschickt|verschickt|mobil|courriel|appareil|dispositivo|telefon|[a-z]{0,2}\\d{1,4}[a-z]{0,5}|flash\\d?)){0,8}";
const EXCUSE =
  "(?:[,.;!–-]{0,2} ?[^?]{0,30}(?:typo|brevity|brief|excuse|kürze|tippfehler|brièveté|brevedad|brevità|errori di|concis|簡潔|お許し)[^?]{0,50})?";
const NAMED = `(?:${MY} )?(?:\\p{L}{1,12}[ '’-]){0,2}?${BRAND}(?:['’]\\p{L}{1,6})?`;
const OWN_THING = `${MY} (?:\\p{L}{1,12}[ -]){0,1}?${THING}`;

/** Whole lines that a program adds by itself. */
const SENT_FROM = new RegExp(
  "^[\\s(<\\[*_]{0,6}(?:" + [
    `(?:reply |message )?sent (?:from|via|with|by|using) (?:${NAMED}|${OWN_THING}|mobile(?: device)?)`,
    `from (?:my )(?:${BRAND}|${THING})`,
    "(?:get|download|try|holen sie sich|laden sie|téléchargez|télécharger|obtenez|obtener|descarga|scarica|ottieni|obtenha) outlook (?:for|für|pour|para|per|voor) (?:ios|android|windows|mac)",
    "outlook (?:for|für|pour|para|per|voor) (?:ios|android|windows|mac)(?: を入手| beziehen| downloaden)?",
    `(?:von|aus|mit) (?:${NAMED}|${OWN_THING})${MORE} (?:gesendet|geschickt|verschickt)`,
    `(?:gesendet|verschickt|geschrieben) (?:von|mit|über|aus) (?:der )?(?:${NAMED}|${OWN_THING})`,
    `diese (?:nachricht|e-?mail) wurde (?:von|mit) [^,.;?]{0,60}?${BRAND}[^,.;?]{0,50} gesendet`,
    `(?:envoyé|télécopié|transmis) (?:de|depuis|à partir de|avec|via) (?:${NAMED}|${OWN_THING})`,
    `(?:enviado|mandado|enviada) (?:desde|do|da|de|a partir d[eo]|con|com|via) (?:${NAMED}|${OWN_THING})`,
    `(?:inviato|inviata|spedito) (?:da|dal|dalla|con|tramite) (?:${NAMED}|${OWN_THING})`,
    `(?:verzonden|verstuurd|gestuurd) (?:vanaf|met|via|vanuit|van) (?:${NAMED}|${OWN_THING})`,
    `(?:sendt|skickat|skickades|sänt|lähetetty|wysłano|wysłane|odesláno|odoslané|trimis|poslano|отправлено|надіслано|στάλθηκε)(?: \\p{L}{1,6}){0,2} (?:${NAMED}|${OWN_THING})`,
    `${NAMED}(?:['’]?\\p{L}{0,6}) (?:lähetetty|gönderildi|küldve|elküldve)`,
    "(?:私の|マイ)?(?:[a-z][\\w .+-]{1,30}|スマートフォン|スマホ|携帯(?:電話)?)(?:端末)?(?:から|より|で)(?:[\\w .-]{1,20}で)?送信(?:されました|しています|しました)?",
    "[a-z][\\w .+-]{1,30}(?: \\p{sc=Katakana}{1,20})?(?:メール)?(?:から|より)送信",
    "(?:proton mail|gmail|yahoo!?メール) ?[\\p{sc=Katakana}ー]{0,12}(?:から|より)送信",
    "(?:发自|發自|来自|來自|從)(?:我的|网易)(?: ?[a-z][\\w .+-]{1,30}|手机|手機|邮箱大师)(?: ?(?:傳送|发送))?",
    "(?:나의|내) ?[a-z][\\w .+-]{1,30}에서 (?:보냄|보낸 메일|전송)",
  ].map((form) => `${form}`).join("|") + `)${MORE}${EXCUSE}[\\s)>\\].*_。]{0,6}$`,
  "iu",
);

/** Lines that begin a notice of a company, a list or a virus scanner: nothing below them is the writer's. */
const DISCLAIMER = new RegExp(
  "^[\\s*_=~-]{0,80}(?:" + [
    "(?:confidentiality|privacy|legal) (?:notice|note|warning|disclaimer|statement)\\s?[:：-]|disclaimer\\s?[:：-]|vertraulichkeitshinweis\\s?[:：-]|avis de confidentialité\\s?[:：-]|aviso (?:legal|de confidencialidad)\\s?[:：-]|avviso di riservatezza\\s?[:：-]",
    "please (?:consider the environment|think before (?:you )?print)|bitte (?:denken|prüfen) sie(?: \\S{1,20}){0,6} (?:umwelt|ausdruck|drucken)|pensez à l.environnement|antes de imprimir",
    "(?:virus-free|virenfrei|sans virus|libre de virus|privo di virus)\\b.{0,40}(?:avast|avg|www\\.)|(?:diese e-?mail wurde|this e-?mail has been|l.absence de virus) .{0,60}(?:virus|viren|avast|antivirus)",
    "you (?:are receiving|received|are subscribed to) this (?:e-?mail|message) because|to unsubscribe from this (?:group|list)(?: and|,)|reply to this email directly or view it on",
  ].join("|") + ")",
  "iu",
);
/** A paragraph that says of the mail that it is confidential, and what a company's paragraph adds. */
const CONFIDENTIAL =
  /^[\s*_=~-]{0,80}(?:(?:this|the information (?:contained )?in this|the contents? of this) (?:e-?mail|message|communication|transmission)\b.{0,120}(?:confidential|privileged|intended (?:only |solely )?for)|(?:diese|der inhalt dieser) (?:e-?mail|nachricht)\b.{0,120}vertraulich|(?:ce|le présent) (?:message|courriel|e-?mail)\b.{0,120}confidentiel|(?:este|el presente|esta) (?:mensaje|correo|mensagem|e-?mail)\b.{0,120}confidencia|(?:questo|il presente|le informazioni contenute) (?:messaggio|e-?mail|in quest[ao])\b.{0,120}(?:confidenzial|riservat)|(?:dit|de informatie in dit|deze) (?:bericht|e-?mail)\b.{0,120}vertrouwelijk|本(?:メール|電子メール).{0,40}(?:機密|秘密))/iu;
const LEGAL =
  /\b(?:addressees?|intended recipients?|attachments?|unauthori[sz]ed|dissemination|disclosure|prohibited|adressat\w{0,2}|empfänger\w{0,2}|unbefugt\w{0,2}|anhänge\w{0,1}|rechtlich|vernichten|destinataires?|pièces jointes|divulgation|diffusion|destinatari\w{1,2}|adjuntos|divulgación|allegati|divulgazione|geadresseerde|bijlagen)\b|宛先|破棄|開示/iu;
/** Mailman and its like: a line of underscores, then the list's name. */
const LIST_RULE = /^_{20,100}$/;
const LIST_LINE = /\bmailing list(?: --.{0,60})?$|\/listinfo\/|^to unsubscribe\b|^list (?:archive|info)/i;
const RULE = /^[-_=*~]{3,100}$/;

/** Returns the lines of one passage without the text added below it. */
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
  // Some writers separate paragraphs by dashes: the lines below must resemble an address and not sentences.
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
  if (LIST_RULE.test(line) && lines.slice(at + 1, at + 4).some((next) => LIST_LINE.test(next.trim()))) {
    return true;
  }
  const before = lines[at - 1]!.trim();
  if (before !== "" && !RULE.test(before)) return false;
  // A sentence is broken into lines: the next ones belong to it.
  const paragraph = lines.slice(at, at + 12).map((one) => one.trim()).join(" ").slice(0, 1_000);
  return DISCLAIMER.test(paragraph) || CONFIDENTIAL.test(paragraph) && LEGAL.test(paragraph);
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
  /^[\s*[(|>_=-]{0,20}(?:caution|external(?: e-?mail| sender)?|warning|achtung|vorsicht|attention|warnung|extern)\b.{0,120}(?:(?:originat\w{2,3}|sent|received|com(?:es|ing)|came) from (?:outside|an external)|outside (?:of )?(?:the|your|our|this) (?:organi[sz]ation|company|network)|do not click|von außerhalb|externe[rn]? absender|expéditeur externe|extérieur de (?:votre|l)|not open (?:any )?attachments)/i;

/** How many lines at the beginning are a gateway's banner. */
export function bannerLength(lines: readonly string[]): number {
  const first = lines.findIndex((line) => line.trim() !== "");
  if (first < 0 || !BANNER.test(`${lines[first]!.trim()} ${lines[first + 1]?.trim() ?? ""}`.slice(0, 400))) {
    return 0;
  }
  const length = lines.findIndex((line, at) => at > first && line.trim() === "");
  return length < 0 || !lines.slice(length).some(hasWords) ? 0 : length;
}
