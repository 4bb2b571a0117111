/** Makes one JSON report of those that the pools wrote. */

/** What vitest's JSON reporter writes: counts under names that begin with `num`, and the files. */
interface Report {
  readonly success: boolean;
  readonly startTime: number;
  readonly testResults: readonly unknown[];
  readonly [count: `num${string}`]: number;
}

/** Returns the reports as one: counts are added, files put one after the other. */
export function sumReports(reports: readonly Report[]): Report {
  const names = new Set(
    reports.flatMap((report) => Object.keys(report).filter((name) => name.startsWith("num"))),
  );
  const counts = Object.fromEntries(
    [...names].map((
      name,
    ) => [name, reports.reduce((sum, report) => sum + (report[name as `num${string}`] ?? 0), 0)]),
  );
  return {
    ...counts,
    startTime: Math.min(...reports.map(({ startTime }) => startTime)),
    success: reports.every(({ success }) => success),
    testResults: reports.flatMap(({ testResults }) => testResults),
  };
}
