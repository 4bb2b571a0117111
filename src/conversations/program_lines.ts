/**
 * Recognises the lines that mail programs and devices put below a mail by themselves: "Sent from my iPhone". It never
 * removes them.
 */

/** Names that only programs and devices have. */
const BRAND =
  "(?:i(?:phon\\w{1,5}|pads?|pods?|os)|android|samsung|galaxy|huawei|xiaomi|redmi|google pixel|nokia|htc|oneplus|motorola|moto [a-z]\\d{0,3}|fairphone|xperia|gigaset|alcatel|honor|oppo|realme|blackberry|windows (?:mail|phone|\\d{1,2})|outlook|yahoo(?:! ?| )?mail|yahoo|gmail|aol|gmx|web\\.de|proton ?mail|hotmail|airmail|thunderbird|mailbox|mailbird|k-9|fairemail|superhuman|missive|bluemail|mailspring|spark|polymail|fastmail|spike(?: mail)?|em ?client|canary(?: mail)?|postbox|typeapp|mailtrack|guerrilla mail|surface(?= *$)|tutanota|tuta|posteo|zoho|t-online|freenet|mail\\.de|laposte|libero|seznam|telekom mail|ti-\\d{2})";
/** Things that a writer may name too; they count only as somebody's own or without any other word. */
const THING =
  "(?:mobile(?: device| phone)?|smartphone|handy|tablet|cell(?:phone)?|phone|device|mobiltelefon\\w{0,2}|mobilgerät|telefon|android-?(?:gerät|mobiltelefon|handy)|téléphone|portable|appareil|ordinateur|teléfono|móvil|dispositivo|celular|telefono|cellulare|telefone|telefoon|apparaat|mobiel)";
const OWN =
  "(?:my|a|an|the|meinem\\/meiner|meinem|meiner|dem|einem|mon|ma|un|une|mi|mio|mia|mijn|een|meu|minha|min|mina|mój|mojego|моего|мого)";
/** Words that go on after a name: "Samsung Galaxy S5 smartphone", "Yahoo Mail on Android". */
const MORE =
  "(?:[ -](?:smartphone|phone|device|mobile|mail|e-?mail|app|for|für|pour|para|per|on|auf|sur|with|mit|avec|con|com|using|secure|verschlüsselt|android|ios|iphone|ipad|windows|mac|pro|plus|max|mini|note|ultra|edge|pc|octacore|lte|\\dg|smartphones?|handy|gerät|gesendet|geschickt|verschickt|mobil|courriel|appareil|dispositivo|telefon|[a-z]{0,2}\\d{1,4}[a-z]{0,5}|flash\\d?)){0,8}";
const EXCUSE =
  "(?:[,.;!–-]{0,2} ?[^?]{0,30}(?:typo|brevity|brief|excuse|kürze|tippfehler|brièveté|brevedad|brevità|errori di|concis|簡潔|お許し)[^?]{0,50})?";
const NAMED = `(?:${OWN} )?(?:\\p{L}{1,12}[ '’-]){0,2}?${BRAND}(?:['’]\\p{L}{1,6})?`;
const OWN_THING = `${OWN} (?:\\p{L}{1,12}[ -]){0,1}?${THING}`;

/** Whole lines that a program adds by itself. */
const SENT_FROM = new RegExp(
  "^[\\s(<\\[*_]{0,6}(?:" + [
    `(?:reply |message )?sent (?:from|via|with|by|using) (?:${NAMED}|${OWN_THING}|mobile(?: device)?)`,
    `from (?:my )(?:${BRAND}|${THING})`,
    "(?:get|download|try|holen sie sich|laden sie|téléchargez|télécharger|obtenez|obtener|descarga|scarica|ottieni|obtenha|obter) (?:o |l['’])?outlook (?:for|für|pour|para|per|voor) (?:ios|android|windows|mac)",
    "outlook (?:for|für|pour|para|per|voor) (?:ios|android|windows|mac)(?: ?を入手(?:する)?| beziehen| downloaden)?",
    "(?:android|ios|iphone|ipad) ?版 ?outlook ?を入手(?:する)?",
    `(?:von|aus|mit) (?:der )?(?:${NAMED}|${OWN_THING})${MORE} (?:gesendet|geschickt|verschickt)`,
    `(?:gesendet|verschickt|geschrieben) (?:von|mit|über|aus) (?:der )?(?:${NAMED}|${OWN_THING})`,
    `diese (?:nachricht|e-?mail) wurde (?:von|mit) [^,.;?]{0,60}?${BRAND}[^,.;?]{0,50} gesendet`,
    "envoyé (?:par|depuis|avec) l['’]appli(?:cation)? mail (?:de |d['’])?\\p{L}{2,15}",
    `(?:envoyé|télécopié|transmis) (?:de |depuis |à partir (?:de |d['’])|avec |via )(?:${NAMED}|${OWN_THING})`,
    `(?:enviado|mandado|enviada) (?:desde|do|da|de|a partir d[eo]|con|com|via) (?:${NAMED}|${OWN_THING})`,
    `(?:inviato|inviata|spedito) (?:da|dal|dalla|con|tramite) (?:${NAMED}|${OWN_THING})`,
    `(?:verzonden|verstuurd|gestuurd) (?:vanaf|met|via|vanuit|van) (?:${NAMED}|${OWN_THING})`,
    `(?:sendt|skickat|skickades|sänt|lähetetty|wysłano|wysłane|odesláno|odoslané|trimis|poslano|отправлено|надіслано|στάλθηκε)(?: \\p{L}{1,6}){0,2} (?:${NAMED}|${OWN_THING})`,
    `(?:lähetetty|odesláno|odoslané|poslano|wysłan[eo]|отправлено|надіслано)(?: \\p{L}{1,2})? ${BRAND}\\p{L}{0,5}`,
    "отправлено из (?:мобильной )?(?:яндекс\\.?почты|почты (?:mail\\.ru|яндекс|\\p{Lu}\\p{L}{1,12}))(?: для (?:android|ios|iphone|ipad))?",
    `(?:mit freundlichen|viele|liebe|beste) grüßen? (?:vom|von meinem|aus meinem) ${BRAND}(?: gesendet)?`,
    `${NAMED}(?:['’]?\\p{L}{0,6})(?: (?:cihaz|telefon)\\p{L}{0,8})? (?:lähetetty|gönderildi|küldve|elküldve)`,
    "(?:私の|マイ)?(?:[a-z][\\w .+-]{1,30}|スマートフォン|スマホ|携帯(?:電話)?)(?:端末)?(?:から|より|で)(?:[\\w .-]{1,20}で)?送信(?:されました|しています|しました)?",
    "[a-z][\\w .+-]{1,30}(?: \\p{sc=Katakana}{1,20})?(?:メール)?(?:から|より)送信",
    "(?:proton mail|gmail|yahoo!?メール) ?(?:for |アプリ )?[a-z]{0,12} ?[\\p{sc=Katakana}ー]{0,12}(?:から|より)送信",
    "(?:发自|發自|来自|來自|從)(?:我的|网易)(?: ?[a-z][\\w .+-]{1,30}|\\p{sc=Han}{0,4}(?:手机|手機)|邮箱大师)(?: ?(?:傳送|发送))?",
    `(?:发自|發自|来自|來自) ?${BRAND}`,
    `(?:تم (?:ال)?إرسال\\S{0,2}|أُ?رسلت|مُ?رسلة?) (?:من|عبر|بواسطة) (?:ال\\p{L}{0,2} |هاتف |جهاز ){0,2}${BRAND}[\\p{L}\\d .-]{0,30}`,
    "(?:تم (?:ال)?إرسال\\S{0,2}|أُ?رسلت|مُ?رسلة?) (?:من|عبر) (?:هاتفي|جوالي|جهازي)(?: \\p{L}{2,12})?",
    "احصل على outlook ?(?:لـ|لنظام|ل) ?(?:ios|android|windows|mac)",
    `נשלח מ.{0,20}${BRAND}.{0,20}`,
    "(?:나의|내) ?[a-z][\\w .+-]{1,30}에서 (?:보냄|보낸 메일|전송)",
  ].map((form) => `${form}`).join("|") +
    `)${MORE}(?:, an? [\\p{L}\\d& -]{2,40} smartphone)?${EXCUSE}[\\s)>\\].*_。]{0,6}$`,
  "iu",
);

/** How such a line begins, where the program's name is not known. */
const LEAD = new RegExp(
  "^[\\s(<\\[*_-]{0,6}(?:" + [
    "(?<from>(?:reply |message )?sent from|gesendet (?:von|aus)|envoyé (?:de|depuis|à partir de)|provenance\\s?:|enviado desde|enviado (?:do|da|de)|inviato (?:da|dal|dalla)|verzonden (?:vanaf|vanuit|van)|verstuurd (?:vanaf|vanuit)|wysłan[eo] z|skickat från|sendt fra)",
    "(?:reply |message )?sent (?:with|via|using)|gesendet (?:mit|über)|envoyé (?:avec|via)|enviado (?:con|com|mediante|a través de)|inviato (?:con|tramite)|verzonden (?:met|via)|verstuurd (?:met|via)|skickat (?:med|via)|sendt (?:med|via)",
    "(?<get>get|download|try|holen sie sich|laden sie|obtenez|obtenir|télécharge[rz]|obtener|obtén|descarga|descargue|ottieni|scarica|obter|obtenha|download|hanki|hämta|hent|pobierz|stáhnout|загрузите|скачать)",
  ].join("|") + ")\\s",
  "iu",
);
/** Words that stand beside a program's or a device's name. */
const BESIDE =
  /^(?:my|the|a|an|on|for|from|with|using|by|via|mobile|secure|encrypted|e-?mails?|mails?|app|application|appli|l['’]appli(?:cation)?|client|phone|smartphone|tablet|device|network|wireless|version|der|die|das|dem|meinem|meiner|einem|für|fürs|mit|von|auf|über|mobil|mon|ma|de|du|la|le|les|l|sur|pour|un|une|mi|el|para|con|desde|en|del|il|mio|mia|per|su|da|mijn|voor|op|met|een|meu|minha|no|na|min|på|til|pro|plus|mini|ultra|and|und|et|y|e|en|&|\\||[-–—·])$/iu;
/** Words that no other thing bears: by post one sends a "Mail" as well, or an "Express". */
const PLATFORM =
  /\b(?:android|ios|ipados|windows|mac|macos|iphone|ipad|linux|mobile|smartphone|app|appli|application|e-?mail)\b/iu;
const MAIL_NAME = /\b(?:mail|\w{2,12}mail|mailbox|courriel|correo|posta)\b/iu;
const MY = /\s(?:my|mon|ma|mi|mio|mia|mijn|meu|minha|min) (?=\p{Lu}|\p{Ll}\p{Lu})/u;
const JAPANESE_APP =
  /^[\s(<\[*_-]{0,6}[\p{Script=Latin}\d][\p{Script=Latin}\d .!+-]{1,30}(?:用|版)の?[\p{Script=Latin}\d !.]{0,20}[\p{sc=Katakana}ー]{0,16}(?:から|より|で)送信(?:しています|しました|されました)?[。)\s]{0,4}$/u;

/** Returns whether a mail program or device added `line` by itself. */
export function isAddedByProgram(line: string): boolean {
  if (line.length > 200) return false;
  const plain = line.replace(MARKDOWN_LINK, "$1").replace(LINKS, "").replace(/\s{2,}/g, " ").trim();
  return plain.length <= 160 && (SENT_FROM.test(plain) || namesProgram(plain, plain !== line.trim()));
}

/** "[Proton Mail](https://…)". */
const MARKDOWN_LINK = /\[([^[\]]{1,80})\]\(https?:\/\/[^\s()]{1,500}\)/g;
const LINKS =
  /\(\s{1,2}https?:\/\/[^\s()]{1,500}\s{1,2}\)|<https?:\/\/[^\s<>]{1,500}>|\(https?:\/\/[^\s()]{1,500}\)|\[?https?:\/\/\S{1,500}\]?/g;

/**
 * Returns whether `line` says from what it was sent, and the thing can only be a program or a device: every word is a
 * name or stands beside one, and a link, a platform or "my" says which kind of thing it is.
 */
function namesProgram(line: string, has_link: boolean): boolean {
  if (JAPANESE_APP.test(line)) return true;
  const lead = LEAD.exec(line);
  if (lead === null) return false;
  const thing = line.slice(lead[0].length).replace(/[\s)>\].*_。]{1,6}$/, "");
  const words = thing.split(/\s+/).filter((word) => word !== "");
  if (words.length === 0 || words.length > 12 || /[,;:?!]/.test(thing)) return false;
  const names = words.filter((word) => !BESIDE.test(word));
  if (!names.every((word) => /^[\p{Lu}\d]|\p{Ll}\p{Lu}/u.test(word))) return false;
  if (lead.groups?.["get"] !== undefined) return names.length > 0 && FOR_PLATFORM.test(thing);
  if (names.length === 0) return FOR_PLATFORM.test(thing);
  const is_device = MY.test(` ${line} `) && (names.length > 1 || /\d/.test(names[0]!));
  return has_link || PLATFORM.test(thing) || is_device ||
    lead.groups?.["from"] !== undefined && MAIL_NAME.test(thing);
}

const FOR_PLATFORM =
  /\s(?:for|für|pour|para|per|voor|on|auf|sur|til|på) (?:android|ios|ipados|windows|mac|macos|iphone|ipad|linux)\b/iu;
