/**
 * Finds where a reply must be shown as it stands, quotation and all: its writer passes a mail on, or says that the
 * answers stand in it. It removes nothing.
 */
import { isForwardDivider } from "./dividers.ts";
import type { Repetition } from "./known_text.ts";
import { isQuoted } from "./marked_lines.ts";
import { quoteHead } from "./quote_heads.ts";

/** What mail programs put before the subject of a mail that is passed on. */
const FORWARD_SUBJECT =
  /^\s{0,3}(?:fwd?|wg|tr|rv|i|enc|doorst|vs|vb|vl|pd|ilt|hov|přep|továbbítás|転送|转发|轉寄|전달|إعادة توجيه|توجيه|הועבר)\s?[:：]/iu;
/** Share of a mail that must be ours for it to be a quotation, whoever passes it on. */
const OURS_SHARE = 0.5;

/** "See my answers below in red.", in the languages of the shops: not where a colon says that the writer goes on. */
const POINTS_BELOW = new RegExp(
  [
    "\\b(?:see|answer(?:s|ed)?|repl(?:y|ies|ied)|comment(?:s|ed)?|respon(?:ses?|ded)|notes?|remarks?)\\b[^.!?\\n]{0,40}\\b(?:below|inline|in-line|underneath|between the lines|in (?:red|blue|green|bold|capitals|caps|colou?r))\\b",
    "(?:siehe|antwort\\p{L}{0,3}|anmerkung\\p{L}{0,2}|kommentar\\p{L}{0,2}|beantworte\\p{L}{0,2})\\b[^.!?\\n]{0,40}(?:unten|darunter|inline|im text|zwischen den zeilen|in (?:rot|blau|grün|fett)|(?:rot|blau|grün|fett) (?:markiert|geschrieben))|\\bs\\. ?u\\.",
    "(?:voir|réponses?|réponds|répondu|commentaires?|remarques?)\\b[^.!?\\n]{0,40}(?:ci-dessous|plus bas|dans le texte|entre les lignes|en (?:rouge|bleu|vert|gras|majuscules))",
    "(?:ver|véase|vea|respuestas?|respond[oí]|respondido|contest[oé]|comentarios?)(?=\\s)[^.!?\\n]{0,40}(?:abajo|a continuación|entre líneas|en (?:rojo|azul|verde|negrita|mayúsculas))",
    "(?:vedi|veda|rispost[ae]|rispondo|risposto|commenti)\\b[^.!?\\n]{0,40}(?:sotto|di seguito|tra le righe|in (?:rosso|blu|verde|grassetto|maiuscolo))",
    "(?:zie|antwoord\\p{L}{0,2}|opmerking\\p{L}{0,2})\\b[^.!?\\n]{0,40}(?:hieronder|onder|in (?:het )?(?:rood|blauw|groen|vet))",
    "(?:ver|veja|respostas?|respondo|respondi|comentários?)(?=\\s)[^.!?\\n]{0,40}(?:abaixo|em (?:vermelho|azul|verde|negrito))",
    "(?:انظر|ردي|ردودي|الردود|إجاباتي|إجابتي|أجبت)[^.!؟\\n]{0,40}(?:أدناه|بالأسفل|في الأسفل|بالأحمر|باللون)",
    "(?:ראו?|תשובות(?:יי?)?|עניתי)[^.!?\\n]{0,30}(?:למטה|להלן|באדום)",
    "(?:以下|下記|下|文中|本文中)に.{0,16}(?:回答|返信|返答|お答え|コメント|記入|赤字)|(?:赤字|青字|太字|インライン)で.{0,10}(?:回答|返信|返答|お答え|コメント|記入)",
    "(?:见|見|请看|請看)(?:下面|下方|如下|文中)|(?:回复|回覆|答复)(?:见|在|如)(?:下|文中|红字|紅字)|아래에? ?(?:답변|회신|참조)",
  ].join("|"),
  "iu",
);

/**
 * Returns the line from which on a mail must be shown as it stands; `undefined` where nothing tells so, and for a mail
 * of ours that is passed on. `subject` is that of the mail.
 */
export function wholeFrom(
  lines: readonly string[],
  repetitions: readonly Repetition[],
  subject: string,
): number | undefined {
  const from = lines.findIndex((line, at) =>
    isQuoted(line) || isForwardDivider(line) || quoteHead(lines, at) !== undefined
  );
  if (from < 0) return undefined;
  const line = lines[from]!;
  if (lines.slice(0, from).some((one) => !/[:：]\s{0,3}$/.test(one) && POINTS_BELOW.test(one))) return from;
  const is_forward = isForwardDivider(line) ||
    FORWARD_SUBJECT.test(subject.slice(0, 40)) && !isQuoted(line) &&
      quoteHead(lines, from)!.kind !== "attribution";
  return is_forward && !isOurs(lines, repetitions, from) ? from : undefined;
}

function isOurs(lines: readonly string[], repetitions: readonly Repetition[], from: number): boolean {
  let known = 0;
  let all = 0;
  for (let at = from; at < lines.length; at++) {
    const { length } = lines[at]!.trim();
    all += length;
    if (repetitions[at] === "repeated") known += length;
  }
  return known >= OURS_SHARE * all;
}
