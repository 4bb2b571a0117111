/** Streams the whole suppression list as a file, page by page. The file can be imported again. */
import { selectSuppressionPage, type SuppressionRow, SUPPRESSIONS_PAGE_MAX } from "../../sql/suppressions.ts";
import { logFailure } from "../log.ts";
import { csvLine } from "../csv.ts";
import { downloadHeaders } from "../download.ts";

const FORMS = {
  csv: { type: "text/csv; charset=utf-8", head: "email,class,reason,until,at\r\n" },
  jsonl: { type: "application/jsonl; charset=utf-8", head: "" },
} as const;
type FileForm = keyof typeof FORMS;

/** Most pages of one file; D1 answers at most 1,000 statements a request. */
const PAGES_MAX = 900;

export function isFileForm(name: string | undefined): name is FileForm {
  return name !== undefined && Object.hasOwn(FORMS, name);
}

export function exportedList(db: D1Database, shop_id: string, form: FileForm): Response {
  const encoder = new TextEncoder();
  let after = { address: "", class: "" };
  let pages = 0;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(encoder.encode(FORMS[form].head)),
    async pull(controller) {
      try {
        const { results } = await selectSuppressionPage(db, shop_id, after).all<SuppressionRow>();
        const last = results.at(-1);
        if (last !== undefined) {
          controller.enqueue(encoder.encode(results.map((row) => written(row, form)).join("")));
          after = last;
        }
        pages++;
        if (results.length < SUPPRESSIONS_PAGE_MAX) controller.close();
        // Throws, since a file that breaks off is better than one that looks whole and is not.
        else if (pages >= PAGES_MAX) throw new Error(`Cannot save a list of more than ${PAGES_MAX} pages`);
      } catch (error) {
        logFailure("suppressions_not_saved", { shop_id }, error);
        controller.error(error);
      }
    },
  });
  return new Response(body, {
    headers: downloadHeaders(FORMS[form].type, `suppressions-${shop_id}.${form}`),
  });
}

function written({ address, class: name, reason, until, at }: SuppressionRow, form: FileForm): string {
  const line = {
    email: address,
    class: name,
    reason,
    until: until === null ? null : new Date(until).toISOString(),
    at: new Date(at).toISOString(),
  };
  return form === "jsonl"
    ? `${JSON.stringify(line)}\n`
    : csvLine([guarded(line.email), line.class, line.reason, line.until ?? "", line.at]);
}

/** A spreadsheet would run it: https://owasp.org/www-community/attacks/CSV_Injection */
function guarded(text: string): string {
  return /^[=+\-@]/.test(text) ? `'${text}` : text;
}
