/** Recognises the lines between dashes that separate a mail from the one below it. It removes nothing. */
import { plainLine } from "./marked_lines.ts";

/** What stands between the dashes above a mail that is passed on: it is what the writer wants to be read. */
const FORWARDED = [
  "forwarded (?:message|e-?mail|appointment)|weitergeleitete[ -]?(?:nachricht|e-?mail|mail)",
  "message (?:transféré|transmis|réexpédié)|courriel transféré|mensaje reenviado",
  "mensagem (?:encaminhada|reencaminhada)|messaggio inoltrato|doorgestuurd bericht",
  "videresendt (?:meddelelse|besked|melding)|vidarebefordrat meddelande|wiadomość przekazana",
  "(?:пересылаемое|пересланное|переадресованное) сообщение|переслане повідомлення|iletilen (?:mesaj|ileti)",
  "رسالة (?:معاد توجيهها|مُعاد توجيهها|محولة)|הודעה (?:שהועברה|מועברת)",
  "転送(?:された)?メッセージ|転送メール|转发(?:的)?邮件|转发的消息|轉寄(?:的)?郵件|轉寄的訊息|전달된 ?(?:메시지|메일)",
].join("|");
/** What Apple Mail writes above a mail that is passed on. */
const BEGIN_FORWARDED =
  "^(?:begin forwarded message|début du message (?:transféré|réexpédié)|anfang der weitergeleiteten nachricht|inicio del mensaje reenviado|inizio messaggio inoltrato|begin doorgestuurd bericht|início da mensagem encaminhada|بداية الرسالة المُ?عاد توجيهها|転送されたメッセージ)\\s?[:：]$";
const RULE_BEFORE = "^[-‐‑‒–—_*=~>\\s]{2,40}(?:";
const RULE_AFTER = ")[\\s:：]{0,3}[-‐‑‒–—_*=~\\s]{0,40}$";
const FORWARD = new RegExp(`${RULE_BEFORE}${FORWARDED}${RULE_AFTER}|${BEGIN_FORWARDED}`, "iu");

/** Returns whether a line says that a mail follows which the writer passes on. */
export function isForwardDivider(line: string): boolean {
  return line.length <= 160 && FORWARD.test(plainLine(line));
}

/** "-----Original Message-----" and its kin. */
const DIVIDER = new RegExp(
  RULE_BEFORE + [
    FORWARDED,
    "(?:original|reply|replied) (?:message|e-?mail|appointment)",
    "(?:ursprüngliche|urspr\\.|original|antwort)[ -]?(?:nachricht|e-?mail|mail)",
    "message (?:d.origine|original)|courriel original",
    "mensaje original|mensagem original",
    "messaggio originale|oorspronkelijk(?:e)? (?:bericht|e-?mail)",
    "oprindelig (?:meddelelse|besked)|opprinnelig melding|ursprungligt meddelande|alkuperäinen viesti",
    "(?:oryginalna )?wiadomość (?:oryginalna|oryginalnej)|původní (?:zpráva|e-?mail)|pôvodná správa|eredeti üzenet|mesaj original",
    "исходное сообщение|оригінальне повідомлення|orijinal (?:mesaj|ileti)|αρχικό μήνυμα",
    "元の?メッセージ|元の?メール|返信元メッセージ|オリジナルメッセージ|原始邮件|原邮件|原始郵件|원본 ?(?:메시지|메일)",
  ].join("|") + `${RULE_AFTER}|${BEGIN_FORWARDED}`,
  "iu",
);

/** What help desks ask their readers to write above. */
const REPLY_ABOVE = new RegExp(
  "^[^\\p{L}]{0,40}(?:" + [
    "(?:please )?(?:type|write|enter|add|post) (?:your )?(?:reply|answer|response|comment)s? above this line",
    "(?:please |to respond,? )?(?:reply|respond|answer|write) (?:directly |only )?above this line(?: (?:to (?:post|add) a (?:reply|comment)|please))?",
    "(?:in replies,? )?(?:all|only) (?:the )?text above this line (?:is|will be) (?:added|included|posted|sent)(?: (?:to|in) (?:the|your) \\p{L}{3,15})?",
    "(?:bitte )?(?:antworten sie |schreiben sie )?(?:ihre antwort )?(?:bitte )?(?:oberhalb|über) dieser (?:zeile|linie)(?: (?:antworten|schreiben|eingeben))?",
    "(?:veuillez )?(?:répond(?:re|ez)|écri(?:re|vez)) (?:votre réponse )?au-dessus de cette ligne",
    "(?:por favor,? )?(?:responda|responder|escriba)(?: su respuesta)? (?:por )?encima de esta línea",
    "(?:この|こちらの)(?:線|行|ライン)(?:より|の)上に.{0,12}(?:返信|ご記入|入力|お書き).{0,10}",
  ].join("|") + ")[^\\p{L}]{0,40}$",
  "iu",
);

/** Returns whether `line`, without direction marks, separates what was written from a quoted mail. */
export function isRuledDivider(line: string): boolean {
  return DIVIDER.test(line) || REPLY_ABOVE.test(line);
}
