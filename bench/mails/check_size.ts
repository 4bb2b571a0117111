/** Checks that every mail stays small: Gmail cuts off a mail after 102 KB, and readers on a phone pay for the data. */
import type { WrittenMail } from "./mail_set.ts";
import type { CheckResult } from "./check_report.ts";

const KB = 1_000;
const MAX_BYTES: Readonly<Record<string, number>> = { ten_lines: 20 * KB, forty_lines: 60 * KB };
/** Limit for every order, well below the size at which Gmail cuts. */
const ANY_MAX_BYTES = 90 * KB;

export function checkSize(mails: readonly WrittenMail[]): CheckResult {
  const sized = mails.map(({ kind, path, sample, mail }) => ({
    kind,
    path,
    sample,
    bytes: new TextEncoder().encode(mail.html).length,
  }));
  const largest = (found: typeof sized) => Math.max(0, ...found.map(({ bytes }) => bytes));
  return {
    check: "size of the HTML, largest in bytes",
    rows: [...Map.groupBy(sized, ({ kind }) => kind)].map(([kind, of_kind]) => ({
      kind,
      ten_lines: largest(of_kind.filter(({ sample }) => sample === "ten_lines")),
      forty_lines: largest(of_kind.filter(({ sample }) => sample === "forty_lines")),
      any: largest(of_kind),
    })),
    faults: sized.flatMap(({ path, sample, bytes }) => {
      const most = MAX_BYTES[sample] ?? ANY_MAX_BYTES;
      return bytes <= most ? [] : [`${path}: the HTML must have <= ${most} bytes: has ${bytes}`];
    }),
  };
}
