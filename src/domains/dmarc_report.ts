/**
 * Reads a DMARC aggregate report (RFC 7489, appendix C; RFC 9990) that an XML parser has made an object of: who sent mails under a domain,
 * and what their receiver saw. It believes nothing about who reports. Pure.
 */
import * as v from "valibot";
import { err, ok, type Result } from "../result.ts";

/** Mails of one server, one From and one evaluation. */
export interface DmarcRecord {
  /** The server's address, in lower case. */
  readonly ip: string;
  readonly mails: number;
  /** The domain in From. */
  readonly from: string;
  readonly disposition: "none" | "quarantine" | "reject";
  /** Whether each is aligned with From and passed. */
  readonly dkim: boolean;
  readonly spf: boolean;
  /** The domain of a signature: one that verified before others, and a service's own before that of From. Null for unsigned mail. */
  readonly signed_by: string | null;
  /** The domain of the return path; null where the report names none. */
  readonly return_path: string | null;
}

export interface DmarcReport {
  readonly id: string;
  readonly begin_ms: number;
  readonly end_ms: number;
  /** The domain whose policy was applied. */
  readonly domain: string;
  readonly policy: "none" | "quarantine" | "reject";
  readonly records: readonly DmarcRecord[];
}

/** Records that are read of one report; a large shop's has a few hundred. */
export const RECORDS_MAX = 5_000;
const SECOND = 1_000;

const Text = v.pipe(v.string(), v.trim(), v.maxLength(300));
const Domain = v.pipe(
  v.string(),
  v.trim(),
  v.toLowerCase(),
  v.regex(/^(?=.{1,253}$)[a-z\d_](?:[a-z\d._-]*[a-z\d])?$/, "Must be a domain name"),
);
const Ip = v.pipe(
  v.string(),
  v.trim(),
  v.toLowerCase(),
  v.regex(/^(?:\d{1,3}(?:\.\d{1,3}){3}|[\da-f:.]{2,45})$/, "Must be an IP address"),
);
const Seconds = v.pipe(Text, v.regex(/^\d{1,11}$/, "Must be Unix seconds"), v.transform(Number));
const Count = v.pipe(Text, v.regex(/^\d{1,9}$/, "Must be a count"), v.transform(Number));
const Verdict = v.pipe(v.optional(Text, "fail"), v.transform((text) => text.toLowerCase() === "pass"));
const Policy = v.pipe(
  v.optional(Text, "none"),
  v.transform((text) => text.toLowerCase()),
  v.picklist(["none", "quarantine", "reject"]),
);
/** An element that stands there empty is an empty text to the parser. */
const some = <S extends v.GenericSchema>(item: S) =>
  v.optional(v.pipe(v.union([v.array(item), v.pipe(v.literal(""), v.transform(() => []))])), []);

const Record = v.object({
  row: v.object({
    source_ip: Ip,
    count: Count,
    policy_evaluated: v.optional(
      v.union([
        v.object({ disposition: v.optional(Text, "none"), dkim: Verdict, spf: Verdict }),
        v.pipe(v.literal(""), v.transform(() => ({ disposition: "none", dkim: false, spf: false }))),
      ]),
      { disposition: "none", dkim: "fail", spf: "fail" },
    ),
  }),
  identifiers: v.object({ header_from: Domain }),
  auth_results: v.optional(
    v.union([
      v.object({
        dkim: some(v.object({ domain: v.optional(Text), result: v.optional(Text) })),
        spf: some(v.object({ domain: v.optional(Text), result: v.optional(Text) })),
      }),
      v.pipe(v.literal(""), v.transform(() => ({ dkim: [], spf: [] }))),
    ]),
    { dkim: [], spf: [] },
  ),
});

const Report = v.object({
  feedback: v.object({
    report_metadata: v.object({
      report_id: v.pipe(Text, v.minLength(1)),
      date_range: v.object({ begin: Seconds, end: Seconds }),
    }),
    policy_published: v.object({ domain: Domain, p: Policy }),
    record: v.pipe(v.array(Record), v.maxLength(RECORDS_MAX)),
  }),
});

/** Elements that may stand several times, which the parser must always make lists of. */
export const REPEATED: readonly string[] = ["record", "dkim", "spf"];

/** `parsed`: elements as keys, texts as strings, each of `REPEATED` within `auth_results` and `feedback` as a list. */
export function dmarcReport(parsed: unknown): Result<DmarcReport, "report"> {
  const read = v.safeParse(Report, parsed);
  if (!read.success) {
    const [issue] = read.issues;
    return err("report", `${v.getDotPath(issue) ?? "feedback"} must be of the form of RFC 7489, appendix C`);
  }
  const { report_metadata, policy_published, record } = read.output.feedback;
  const { begin, end } = report_metadata.date_range;
  if (begin > end) return err("report", "feedback.report_metadata.date_range must end after it begins");
  return ok({
    id: report_metadata.report_id,
    begin_ms: begin * SECOND,
    end_ms: end * SECOND,
    domain: policy_published.domain,
    policy: policy_published.p,
    records: record.map(({ row, identifiers, auth_results }): DmarcRecord => {
      const { dkim, spf, disposition } = row.policy_evaluated;
      return {
        ip: row.source_ip,
        mails: row.count,
        from: identifiers.header_from,
        disposition: disposition === "quarantine" || disposition === "reject" ? disposition : "none",
        dkim: dkim === true,
        spf: spf === true,
        signed_by: signerOf(auth_results.dkim, identifiers.header_from),
        return_path: named(auth_results.spf[0]?.domain),
      };
    }),
  });
}

/** The same for every order in which a reporter names the signatures. */
function signerOf(
  signatures: readonly { readonly domain?: string | undefined; readonly result?: string | undefined }[],
  from: string,
): string | null {
  const passed = signatures.filter(({ result }) => result?.toLowerCase() === "pass");
  const names = (passed.length > 0 ? passed : signatures).flatMap(({ domain }) => named(domain) ?? [])
    .toSorted();
  return names.find((name) => name !== from && !from.endsWith(`.${name}`) && !name.endsWith(`.${from}`)) ??
    names[0] ?? null;
}

function named(domain: string | undefined): string | null {
  const name = domain?.toLowerCase().slice(0, 253) ?? "";
  return name === "" ? null : name;
}
