/** Makes the dispute pack of an order: the report as a PDF, or everything as a zip whose files can be checked by their hashes. */
import type { DeskLanguage } from "../../mail/view/finding_words.ts";
import type { Gathered } from "./gather_evidence.ts";

export const PACK_FORMS = ["pdf", "zip"] as const;
export type PackForm = (typeof PACK_FORMS)[number];

/** Languages of the PDF: the desk's. */
export const PACK_LOCALES = ["en", "de", "fr", "es", "ja"] as const satisfies readonly DeskLanguage[];

export interface Pack {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: string;
  readonly filename: string;
}

/** `locale` is one of the desk's languages, in which the PDF is written. */
export async function disputePack(
  gathered: Gathered,
  form: PackForm,
  locale: string,
  now_ms: number,
): Promise<Pack> {
  const { evidence } = gathered;
  // Loaded with the first pack, as pdfkit and its fonts are larger than the rest of the Worker.
  const [{ reportPdf }, { disputeReport }, { inDeskWords }] = await Promise.all([
    import("../../mail/pdf/report_pdf.ts"),
    import("../../mail/view/dispute_report.ts"),
    import("../../mail/view/finding_words.ts"),
  ]);
  const report = await inDeskWords(locale, () => disputeReport(evidence));
  const pdf = await reportPdf(report, evidence.shop.name, now_ms);
  const number = evidence.number.replaceAll(/[^A-Za-z0-9-]/g, "") || "order";
  const filename = `dispute-${number}.${form}`;
  if (form === "pdf") return { bytes: new Uint8Array(pdf), type: "application/pdf", filename };
  return { bytes: await zipped(gathered, pdf, now_ms), type: "application/zip", filename };
}

/** `SHA256SUMS` is of the form that `sha256sum -c` reads. */
async function zipped(
  { evidence, files }: Gathered,
  pdf: Uint8Array,
  now_ms: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const [{ strToU8, zipSync }, { providerEvents }] = await Promise.all([
    import("fflate"),
    import("../../mail/view/provider_events.ts"),
  ]);
  const all: readonly (readonly [string, Uint8Array])[] = [
    ["evidence.pdf", pdf],
    ["evidence.json", strToU8(JSON.stringify(evidence, null, 2))],
    ["provider_events.json", strToU8(JSON.stringify(providerEvents(evidence.mails), null, 2))],
    ...files.map(({ name, bytes }) => [name, bytes] as const),
  ];
  const sums = await Promise.all(all.map(async ([name, bytes]) => {
    const digest = await crypto.subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>);
    return `${new Uint8Array(digest).toHex()}  ${name}\n`;
  }));
  const entries = Object.fromEntries([...all, ["SHA256SUMS", strToU8(sums.join(""))] as const]);
  return new Uint8Array(zipSync(entries, { mtime: new Date(now_ms) }));
}
