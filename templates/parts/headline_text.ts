/** Keeps the parts of a day in a headline on one line: `Nov 25`, `19. Dezember`. Large type in a small width breaks often. */

/**
 * `headline` with no-break spaces within its days, also after a short weekday, and before the dash of a range, which breaks only
 * after its dash.
 */
export function headlineText(locale: string, headline: string): string {
  return headline.replaceAll(" – ", "\u00a0– ")
    .replace(daysOf(locale), (day) => day.replaceAll(" ", "\u00a0"))
    .replaceAll(SHORT_WEEKDAY, "$1\u00a0");
}

/** A weekday that leaves room for its day on the line: `Wed, Nov 25`, `Di., 24.`, `mar. 1` */
const SHORT_WEEKDAY = /(?<!\p{L})(\p{L}{2,4}(?:\.,?|,)) (?=(?:\p{L}+\.?\u00a0)?\p{Nd}{1,2}(?!\p{Nd}))/gu;

/** The fact with the days of its value on one line. */
export function inOnePiece<Told extends { readonly value: string }>(locale: string, fact: Told): Told {
  return { ...fact, value: headlineText(locale, fact.value) };
}

const DAYS = new Map<string, RegExp>();

/** Matches a day of the month beside the name of a month, in the order and with the words of `locale`. */
function daysOf(locale: string): RegExp {
  const known = DAYS.get(locale);
  if (known !== undefined) return known;
  const months = (["long", "short"] as const).flatMap((month) => {
    const format = new Intl.DateTimeFormat(locale, {
      day: "numeric",
      month,
      timeZone: "UTC",
      calendar: "gregory",
    });
    return Array.from(
      { length: 12 },
      (_, index) =>
        format.formatToParts(Date.UTC(2026, index, 1)).find(({ type }) => type === "month")?.value ?? "",
    );
  }).filter((name) => name !== "").map((name) => name.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const named = `(?:${months.sort((one, other) => other.length - one.length).join("|")})`;
  const made = new RegExp(
    `(?<!\\p{Nd})\\p{Nd}{1,2}\\.? (?:de )?${named}(?!\\p{L})|(?<!\\p{L})${named} \\p{Nd}{1,2}(?!\\p{Nd})`,
    "gu",
  );
  DAYS.set(locale, made);
  return made;
}
