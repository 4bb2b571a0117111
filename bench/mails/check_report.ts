/** What one check over all mails found: a table for people, and faults that end the run. */
export interface CheckResult {
  readonly check: string;
  readonly rows: readonly Readonly<Record<string, string | number>>[];
  readonly faults: readonly string[];
  /** Why it was not made, in whole or in part. */
  readonly skipped?: string;
}
