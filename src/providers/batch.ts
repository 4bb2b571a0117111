/**
 * Reads many reports from one delivery. Each report is read alone, so that one that cannot be understood does not
 * lose the others.
 */
import * as v from "valibot";
import { err, ok, type Result } from "../result.ts";
import { checked, invalid } from "../sources/read/parse_error.ts";
import { ProviderEvent, type ProviderReading } from "./provider.ts";

/** MailChannels sends up to 1,000 in one delivery. */
const REPORTS_MAX = 2_000;
/** Limits how many error messages are kept: a batch that is wrong throughout usually has one error. */
const REFUSED_MAX = 20;

const Reports = v.pipe(v.array(v.unknown()), v.maxLength(REPORTS_MAX));

/** Holds the events of a report, or the kind of a report that Waybill ignores. */
export type ReportReading = Result<readonly ProviderEvent[] | { readonly ignored: string }, "invalid">;

/** Reads each report of `json` with `read`; refuses the delivery only when no report in it can be understood. */
export async function readBatch(
  json: unknown,
  read: (report: unknown) => ReportReading | Promise<ReportReading>,
): Promise<Result<ProviderReading, "invalid">> {
  const reports = checked(Reports, json);
  if (!reports.ok) return reports;
  const events: ProviderEvent[] = [];
  const refused: string[] = [];
  let ignored: string | undefined;
  for (const [index, report] of reports.value.entries()) {
    const reading = await read(report);
    if (!reading.ok) refused.push(`${index}.${reading.message}`);
    else if ("ignored" in reading.value) ignored ??= reading.value.ignored;
    else events.push(...reading.value);
  }
  if (events.length === 0 && ignored === undefined && refused.length > 0) return err("invalid", refused[0]!);
  if (events.length === 0 && refused.length === 0) {
    return ok({ type: "ignored", topic: ignored ?? "nothing" });
  }
  return ok({ type: "events", events, refused: refused.slice(0, REFUSED_MAX) });
}

/** Checks `candidates` against the schema of ProviderEvent. Each must name its mail, or whom it was for. */
export function events(candidates: readonly ProviderEvent[]): Result<readonly ProviderEvent[], "invalid"> {
  const is_nobodys = candidates.some(({ provider_id, key, recipient }) =>
    provider_id === undefined && key === undefined && recipient === null
  );
  if (is_nobodys) return invalid("recipient", "must be an address, as nothing else names the mail", null);
  return checked(v.array(ProviderEvent), candidates, (path) => path.replace(/^\d+\./, ""));
}

export function ignored(topic: string): ReportReading {
  return ok({ ignored: topic.slice(0, 100).toWellFormed() });
}

/** Turns the reading of a single report into the reading of the whole delivery. */
export function readingOf(reading: ReportReading, once?: string): Result<ProviderReading, "invalid"> {
  if (!reading.ok) return reading;
  if ("ignored" in reading.value) return ok({ type: "ignored", topic: reading.value.ignored });
  const reports = { type: "events" as const, events: reading.value, refused: [] };
  return ok(once === undefined ? reports : { ...reports, once });
}
