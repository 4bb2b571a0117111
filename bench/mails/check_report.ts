/** Result of one check over all mails: a table to print, and faults that fail the run. */
export interface CheckResult {
  readonly check: string;
  readonly rows: readonly Readonly<Record<string, string | number>>[];
  readonly faults: readonly string[];
  /** Why the check was skipped, in whole or in part. */
  readonly skipped?: string;
}
