/** Recognises a mail system's notice of a failed delivery. It never reads the recipient or the reason. */
import { automaticReason, hasNullSender, isReadReceipt } from "./automatic.ts";
import { hasHeader, headerOf, type InboundMail, partsOf } from "./inbound_mail.ts";

const DAEMON_LOCAL =
  /^(?:mailer[-_.]?daemon|mail[-_.]?daemon|m?daemon|po+st[-_.]?master|double-bounce|bounces?|mailerdaemon|microsoftexchange[0-9a-f]{32}|mail[-_.]?(?:system|delivery(?:[-_.]?(?:sub)?system)?)|mdn|ndr|nondelivery|system administrator|(?:\w{1,30}_)?smtp(?:_\w{1,30})?|imss|\w{0,20}[-_.]?anti[-_.]?(?:virus|spam)[\w.-]{0,40}|\w{0,12}mail[-_.]?(?:sweeper|marshal|gateway|scanner|guard))$/i;
const DAEMON_NAME =
  /\bmail(?:er)?[ -]?(?:daemon|deliver(?:y)? ?(?:sub-?)?system|administrator)\b|\binternet mail delivery\b|\bpostmaster\b|\bsystem administrator\b|\bcourier mail server\b|\be-?mail interconnect\b|\bcontent-?filter at\b|\bmail ?(?:gateway|marshal|foundry|scanner|sweeper)\b|\binterscan\b/i;

/**
 * How a mail shows that a mail system sent it: by its own or an empty address, or only by a name that such systems
 * use.
 */
type Daemon = "by_address" | "by_name" | undefined;

function daemonOf(mail: InboundMail): Daemon {
  const from = headerOf(mail, "from").slice(0, 500).trim();
  if (/^(?:"?(?:mailer-daemon|postmaster)"?)?\s{0,3}(?:<>)?$/i.test(from)) return "by_address";
  const address = /<([^<>]{1,320})>/.exec(from)?.[1] ?? /[\w.+-]{1,64}@/.exec(from)?.[0] ?? "";
  const local = address.split("@", 1)[0]!.replace(/["\\]/g, "").trim();
  if (DAEMON_LOCAL.test(local)) return "by_address";
  return DAEMON_NAME.test(from.replace(/<[^<>]{0,320}>/, "")) ? "by_name" : undefined;
}

/** A delivery report by RFC 3464 or RFC 6533: multipart/report, or its part in a mail that no person wrote. */
export function isDeliveryReport(mail: InboundMail): boolean {
  if (partsOf(mail, "message/delivery-status", "message/global-delivery-status").length === 0) return false;
  return /^multipart\/report/i.test(headerOf(mail, "content-type").trim()) || !isPersonal(mail);
}

/** Facts about a notice: whether it names a recipient, and whether its headers answer some mail. */
export interface NoticeAbout {
  readonly names_recipient: boolean;
  readonly answers_mail: boolean;
}

/** Returns whether `mail` is a notice of failure without a report; `own_text` is its text without quotations. */
export function isBounceMail(
  mail: InboundMail,
  own_text: string,
  { names_recipient, answers_mail }: NoticeAbout,
): boolean {
  if (isReadReceipt(mail)) return false;
  // An ARF complaint is a report too and quotes the delivered mail.
  if (partsOf(mail, "message/feedback-report").length > 0) return false;
  const says_failure = FAILURE_TEXT.test(own_text);
  // Some providers write as no-reply@; a program that returns our mail is the sign.
  if (says_failure && names_recipient && returnsMail(mail) && isProgram(mail)) return true;
  if (isPersonal(mail)) return false;
  const subject = mail.subject.slice(0, 300);
  if (hasHeader(mail, "x-failed-recipients")) return true;
  const is_about_some_mail = names_recipient || answers_mail;
  const titled = FAILURE_SUBJECT.test(subject);
  const daemon = daemonOf(mail);
  if (daemon === "by_address") {
    return titled || is_about_some_mail && (says_failure || SMTP_REPLY.test(own_text));
  }
  if (daemon === "by_name" && is_about_some_mail && MAIL_SYSTEM_SUBJECT.test(subject)) return true;
  // Vacation programs have the null sender too (RFC 3834, 3.3), and people have unusual names: an SMTP code is
  // required as well.
  return names_recipient && (says_failure || titled) && SMTP_REPLY.test(own_text);
}

function returnsMail(mail: InboundMail): boolean {
  return partsOf(mail, "message/rfc822", "text/rfc822-headers").length > 0;
}

function isProgram(mail: InboundMail): boolean {
  const reason = automaticReason(mail);
  return reason === "auto_submitted" || reason === "null_sender";
}

/** Returns whether a person answered or forwarded: such a mail may quote a bounce from its first to its last line. */
function isPersonal(mail: InboundMail): boolean {
  if (daemonOf(mail) !== undefined || hasNullSender(mail)) return false;
  return !hasHeader(mail, "x-failed-recipients");
}

const SMTP_REPLY = /(?:^|[^\d.])[45][0-5]\d[ -][\w<#]|(?:^|[^\d.])[45]\.\d{1,3}\.\d{1,3}(?!\d|\.\d)/;

/** Subjects that can only mean failed mail; a carrier's "could not be delivered" is about a shipment. */
const MAIL_SYSTEM_SUBJECT =
  /\bdelivery status notification\b|\bundeliver(?:ed|able)(?: e-?)? ?(?:mail|message)\b|\breturned mail\b|\bmail delivery (?:failed|failure|error|system)\b|\bfailure notice\b/i;

const FAILURE_SUBJECT = new RegExp(
  [
    "undeliver(?:ed|able)|non-?deliver|not? (?:be )?deliver|deliver(?:y|ing)? (?:status|has |error|report|problem|notification|failed|failure|was delayed|delay|incomplete|warning|unsuccessful|attempt)|failed delivery|failure (?:notice|delivery|notification)|mail (?:delivery )?(?:failure|error|system error|could not)|returned (?:to sender|mail|message)|mail (?:return|failed\\b)|returning (?:\\S{1,12} )?to sender|could ?n[o']t (?:be )?(?:send|sent|deliver)|error sending your|unable to (?:deliver|send)|message (?:you sent )?(?:blocked|rejected|undeliverable|status)|rejected mail|delayed mail|warning: (?:message|could not|delayed|mail)|\\[bounce\\]|\\bndn\\b|\\bbounced?\\b|postmaster notify|can'?t send|permanent error|problem delivering",
    "unzustellbar|nicht zugestellt|zustellung(?:s)?(?:fehler|status)|fehlgeschlagen|non remis|non distribu|échec de la (?:remise|distribution)|non recapit|mancato recapito|no se (?:puede|pudo) entregar|no entregad|não (?:é possível|foi) (?:entregar|entregue)|devolvid[oa]|devuelto|onbestelbaar|niet (?:bezorgd|afgeleverd)|kan ?(?:ikke|ej) lever|olever|ei voitu toimittaa|niedostarcz|nedoru[čc]",
    "не доставлен|недостав|не может быть доставлен|配信(?:不能|できません|エラー|失敗)|送信(?:できません|エラー|失敗)|未配信|戻り|エラーメール|退信|无法投递|未送达|投递失败|無法傳遞|未傳遞|반송|배달 ?(?:실패|되지)",
  ].join("|"),
  "iu",
);

const FAILURE_TEXT = new RegExp(
  [
    "(?:could ?n[o']t|cannot|can ?not|can't|was ?n[o']t(?: able to)?|were not|not been|not be|unable to|not able to|failed to|did not|never) (?:be |been |to |have been |immediately be )?(?:deliver|reach|transfer|relay|forward|sen[dt]|complete)|undeliver(?:ed|able)|(?:delivery|message|mail)(?: \\S{1,40}){0,6} (?:has |have |was |is |being )?(?:failed|been delayed|delayed|rejected|bounced|blocked|returned|undeliverable|undelivered)\\b|returned to (?:the )?sender|fatal errors|delivery (?:problems?|errors?|failure)|transcript of session|permanent(?:ly)? (?:error|fail|fatal)|error (?:delivering|occurred while)|(?:trouble|problem|difficulty) delivering|unknown (?:user|recipient)|user unknown|no such user|invalid (?:user|recipient|final delivery)|mailbox (?:full|unavailable)|address not found|delivery status|failure reasons?|still undelivered|will keep trying|not (?:been )?(?:delivered|relayed)|did not reach|rejected by",
    "nicht (?:zugestellt|ausgeliefert|übermittelt|gesendet)|unzustellbar|zustellung fehlgeschlagen|fehler bei der zustellung|n'a pas (?:pu )?(?:être |été )?(?:remis|distribu|envoy|livr)|échec de la remise|ne peut être (?:remis|distribu)|non (?:è stato|recapit)|impossibile recapitare|no (?:se )?(?:ha )?(?:pudo|podido|puede) (?:ser )?(?:entreg|envi)|não (?:pôde|pode|foi) (?:ser )?(?:entreg|envi)|kon niet worden (?:bezorgd|afgeleverd)",
    "не (?:может|могло|было|удалось)(?: быть)? (?:доставлен|доставить|отправлен)|не доставлен|недоставк|配信(?:できません|されません|不能|に失敗|でき ?ませ)|送信(?:できません|に失敗)|届け(?:ることが)?でき|届きません|お届けできません|見つかりません|エラー|存在しません|无法(?:投递|送达|发送)|未能(?:投递|送达)|投递失败|退回|無法(?:傳遞|投遞|遞送)|배달(?:되지|하지) (?:못|않)",
  ].join("|"),
  "iu",
);
