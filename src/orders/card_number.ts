/** Takes full card numbers out of what is told of an order or of stock, before it is stored anywhere. Pure. */

/**
 * Fields that orders, parcels and payments are found again by, or that a machine follows. One in ten of all long numbers
 * passes for a card's: to mask an 18-digit id or a tracking number would lose its order. Every other text is for people,
 * a name, an address, a note, a title, and there a card number is one that somebody typed into the wrong box.
 */
const REFERENCES: ReadonlySet<string> = new Set([
  ...[
    "id",
    "line_id",
    "aliases",
    "number",
    "sku",
    "item",
    "location",
    "transaction_id",
    "known_as",
    "payment_id",
    "email",
  ],
  ...["url", "image_url", "pay_url", "label_url", "retry_url"],
]);

const DIGITS_MIN = 13;
const DIGITS_MAX = 19;
/** Telephone numbers end at 15 digits (E.164), most cards have 16: what is longer than any telephone number is none. */
const PHONE_DIGITS_MAX = 15;

export function withoutCardNumbers<Value>(value: Value): Value {
  return masked(value, "") as Value;
}

function masked(value: unknown, field: string): unknown {
  if (typeof value === "string") {
    if (REFERENCES.has(field)) return value;
    return maskCardNumbers(value, field === "phone" ? PHONE_DIGITS_MAX + 1 : DIGITS_MIN);
  }
  if (Array.isArray(value)) return value.map((entry) => masked(entry, field));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, masked(part, name)]));
}

/** ASCII, Arabic, Persian and full-width digits: each bears its value in its last four bits. */
const DIGIT = "[0-9\\u0660-\\u0669\\u06f0-\\u06f9\\uff10-\\uff19]";
/** As cards and people group them: `4111 1111-1111.1111`. */
const SEPARATOR = "[\\s.\\u2010-\\u2015-]{1,3}";
const GROUPS = new RegExp(`${DIGIT}+(?:${SEPARATOR}${DIGIT}+)*`, "g");
const GROUP = new RegExp(`${DIGIT}+`, "g");
const ONE_DIGIT = new RegExp(DIGIT, "g");
const KEPT = 4;

/** `Card 4111 1111 1111 1111` is `Card •••• •••• •••• 1111`; a number that fails the Luhn check is left as it is. */
export function maskCardNumbers(text: string, digits_min = DIGITS_MIN): string {
  return text.replace(GROUPS, (run) => maskRun(run, digits_min));
}

/** A quantity or a house number may stand before a card's first group, so every row of whole groups is tried. */
function maskRun(run: string, digits_min: number): string {
  const groups = [...run.matchAll(GROUP)].map(([digits]) => digits);
  // By the digit's place in the run: what one row hides no other row shows.
  const hidden = new Set<number>();
  let start = 0;
  for (let first = 0; first < groups.length; first++) {
    let row = "";
    for (const group of groups.slice(first, first + DIGITS_MAX)) {
      row += group;
      if (row.length > DIGITS_MAX) break;
      if (row.length < digits_min || !isIssued(row) || !passesLuhn(row)) continue;
      for (let place = 0; place < row.length - KEPT; place++) hidden.add(start + place);
    }
    start += groups[first]!.length;
  }
  let place = 0;
  return hidden.size === 0 ? run : run.replace(ONE_DIGIT, (digit) => hidden.has(place++) ? "•" : digit);
}

/**
 * Whether cards begin like this: 1 to 6 and 8, and 9792 and 9860 of two national schemes. One in ten of all books would
 * pass for a card by its check digit alone: ISBNs begin with 978 or 979.
 */
function isIssued(digits: string): boolean {
  const begin = Array.from(digits.slice(0, 4), (digit) => digit.charCodeAt(0) & 0xf).join("");
  return /^[1-68]|^9792|^9860/.test(begin);
}

/** https://www.iso.org/standard/70484.html, annex B */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let place = 1; place <= digits.length; place++) {
    const value = digits.charCodeAt(digits.length - place) & 0xf;
    const doubled = value * 2;
    sum += place % 2 === 1 ? value : doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0 && /[^0\u0660\u06f0\uff10]/.test(digits);
}
