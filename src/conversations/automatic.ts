/** Whether a program wrote a mail, by RFC 3834 and the habits of those who do not follow it. It never answers one. */
import { hasHeader, headerOf, type InboundMail, partsOf } from "./inbound_mail.ts";

export type AutomaticReason =
  | "responder"
  | "read_receipt"
  | "calendar"
  | "bulk"
  | "report"
  | "auto_submitted"
  | "null_sender";

/** Why `mail` is held for a program's, or `undefined` where a person seems to have written it. */
export function automaticReason(mail: InboundMail): AutomaticReason | undefined {
  const content_type = headerOf(mail, "content-type").toLowerCase();
  if (/report-type="?disposition-notification/.test(content_type)) return "read_receipt";
  if (partsOf(mail, "message/disposition-notification").length > 0) return "read_receipt";
  if (partsOf(mail, "message/feedback-report").length > 0) return "report";
  if (partsOf(mail, "text/calendar").some(({ text }) => /^method:(?:reply|counter)/im.test(text))) {
    return "calendar";
  }
  if (isResponder(mail)) return "responder";
  const submitted = headerOf(mail, "auto-submitted").toLowerCase();
  if (isBulk(mail)) return "bulk";
  if (submitted !== "" && !submitted.startsWith("no")) return "auto_submitted";
  if (MACHINE_HEADERS.some((name) => hasHeader(mail, name))) return "auto_submitted";
  if (/^(?:all|.*\b(?:oof|autoreply)\b)/i.test(headerOf(mail, "x-auto-response-suppress").slice(0, 200))) {
    return "auto_submitted";
  }
  if (NO_REPLY.test(headerOf(mail, "from").slice(-400))) return "auto_submitted";
  return hasNullSender(mail) ? "null_sender" : undefined;
}

/** The envelope's sender is empty (RFC 5321, 4.5.5), by the envelope itself or by the Return-Path that keeps it. */
export function hasNullSender(mail: InboundMail): boolean {
  if (mail.envelope_from !== undefined) return mail.envelope_from === "" || mail.envelope_from === "<>";
  return /^<(?:mailer-daemon)?>$|^$/i.test(headerOf(mail, "return-path").trim()) &&
    hasHeader(mail, "return-path");
}

const RESPONDER_HEADERS = [
  "x-autoreply",
  "x-autorespond",
  "x-autoresponder",
  "x-vacation",
  "x-mail-autoreply",
  "x-autoreply-from",
];
const MACHINE_HEADERS = ["x-github-reason", "x-amz-sns-message-id", "x-failed-recipients"];
const NO_REPLY =
  /\b(?:no[._-]?reply|do[._-]?not[._-]?reply|ne-pas-repondre|mailer-daemon|keine-antwort)[\w.+-]{0,60}@/i;

/**
 * Subjects that the usual mail programs give their answers, at the beginning, after "Re: " at most. Only such as no person
 * writes: "Abwesenheit am 24.12." and 不在通知 (a missed delivery) are what customers write about.
 */
const RESPONDER_SUBJECT = new RegExp(
  "^(?:(?:re|aw|sv|r): ?)?[[(【「《]?(?:" + [
    "auto(?:matic(?:ally)?|mated)?[ -]?(?:reply|response|respond(?:er)?|generated)",
    "out[ -]of[ -](?:the )?office",
    "(?:away|absent) from (?:the |my )?office|vacation (?:reply|notice|message)",
    "automatische (?:antwort|e?-?mail|rückantwort)|(?:abwesenheits|urlaubs)-?(?:notiz|nachricht|benachrichtigung|meldung|assistent|hinweis|agent)",
    "réponse automatique|absen(?:t|ce) du bureau|(?:message|notification) d.absence",
    "respuesta autom[áa]tica|fuera de (?:la )?oficina|ausente de la oficina",
    "risposta automatica|fuori sede|fuori ufficio|assente dall",
    "resposta autom[áa]tica|fora do escrit[óo]rio|aus[êe]ncia tempor[áa]ria",
    "automatisch antwoord|afwezigheids?(?:bericht|assistent|melding)",
    "automatiskt? svar|autosvar|automaattinen vastaus",
    "odpowied[źz] automatyczna|automatyczna odpowied[źz]|automatick[áa] odpov[ěe][ďd]|automatikus válasz",
    "автоматический ответ|автоответ|автоматична відповідь|otomatik yan[ıi]t",
    "自動(?:返信|応答|回答)|自动(?:回复|答复)|自動(?:回覆|回复)|자동 ?(?:회신|응답|답장)",
  ].join("|") + ")",
  "iu",
);

function isResponder(mail: InboundMail): boolean {
  const submitted = headerOf(mail, "auto-submitted").toLowerCase();
  return /\bvacation\b|\bauto-replied\b.{0,20}vacation/.test(submitted) ||
    RESPONDER_HEADERS.some((name) => !/^(?:|no|false)$/i.test(headerOf(mail, name).trim())) ||
    /vacation/i.test(headerOf(mail, "x-apple-action")) ||
    /auto[_-]?reply/i.test(headerOf(mail, "precedence")) ||
    RESPONDER_SUBJECT.test(mail.subject.trim().slice(0, 200));
}

function isBulk(mail: InboundMail): boolean {
  return /^(?:bulk|junk|list)\b/i.test(headerOf(mail, "precedence").trim()) || hasHeader(mail, "list-id") ||
    hasHeader(mail, "list-unsubscribe") || hasHeader(mail, "list-post");
}
