/** Masks full card numbers in reports about orders and stock before they are stored. Pure. */

/**
 * Fields that are never masked, since orders, shipments and payments are found by them or machines read them. One in
 * ten of all long numbers looks like a card number: masking an 18-digit id or a tracking number would lose its order.
 * All other fields (names, addresses, notes, titles) are for people, and a card number there was typed into the wrong
 * field.
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
  ...["url", "image_url", "pay_url", "label_url", "qr_url", "retry_url"],
]);

const DIGITS_MIN = 13;
const DIGITS_MAX = 19;
/** Most digits of a phone number (E.164); most cards have 16, so a longer number is no phone number. */
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

/** Digits in ASCII, Arabic, Persian and full-width; the last four bits of each are its value. */
const DIGIT = "[0-9\\u0660-\\u0669\\u06f0-\\u06f9\\uff10-\\uff19]";
/** Separators between groups, as on cards and in typed text: `4111 1111-1111.1111`. */
const SEPARATOR = "[\\s.\\u2010-\\u2015-]{1,3}";
const GROUPS = new RegExp(`${DIGIT}+(?:${SEPARATOR}${DIGIT}+)*`, "g");
const GROUP = new RegExp(`${DIGIT}+`, "g");
const ONE_DIGIT = new RegExp(DIGIT, "g");
const KEPT = 4;

/**
 * Masks card numbers: `Card 4111 1111 1111 1111` becomes `Card •••• •••• •••• 1111`. A number that fails the Luhn
 * check stays.
 */
export function maskCardNumbers(text: string, digits_min = DIGITS_MIN): string {
  return text.replace(GROUPS, (run) => maskRun(run, digits_min));
}

/** Tries every sequence of whole groups, since a quantity or a house number may precede a card's first group. */
function maskRun(run: string, digits_min: number): string {
  const groups = [...run.matchAll(GROUP)].map(([digits]) => digits);
  // Positions of digits to hide; a digit hidden by one sequence stays hidden.
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
 * Returns whether card numbers begin with these digits: 1 to 6 and 8, and 9792 and 9860 of two national schemes. The
 * check digit alone would match one in ten ISBNs, which begin with 978 or 979.
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
