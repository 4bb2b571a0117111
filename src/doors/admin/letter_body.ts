/** Shows the body of a dead letter around the field that stopped it. Pure; it decides nothing. */

export interface ShownBody {
  readonly before: string;
  /** The field and its value; empty where the body is no JSON, or the field is missing from it. */
  readonly marked: string;
  readonly after: string;
  readonly is_cut: boolean;
}

const PARSED_MAX_BYTES = 8_000_000;

/** Characters shown before and after the mark. */
const AROUND = 6_000;
const MARK = "\u0001";

export function shownBody(body: Uint8Array, field: string): ShownBody {
  // A Worker has no memory for more of it as text, as JSON and as text again.
  if (body.byteLength > PARSED_MAX_BYTES) {
    return cut(new TextDecoder().decode(body.subarray(0, 9 * AROUND)), "", "");
  }
  const text = new TextDecoder().decode(body);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return cut(text, "", ""); // Not JSON: shown as it came.
  }
  const path = field.split(".");
  const holder = path.slice(0, -1).reduce(inside, json);
  const key = path.at(-1)!;
  if (!isContainer(holder) || !Object.hasOwn(holder, key)) return cut(JSON.stringify(json, null, 2), "", "");
  const value = (holder as Record<string, unknown>)[key];
  (holder as Record<string, unknown>)[key] = MARK;
  const [before = "", after = ""] = JSON.stringify(json, null, 2).split(JSON.stringify(MARK));
  const name = Array.isArray(holder) ? "" : `${JSON.stringify(key)}: `;
  const marked = `${name}${JSON.stringify(value, null, 2)}`;
  return cut(before.slice(0, before.length - name.length), marked, after);
}

function cut(before: string, marked: string, after: string): ShownBody {
  const is_whole = marked === "";
  return {
    before: is_whole ? before.slice(0, 2 * AROUND) : before.slice(-AROUND),
    marked: marked.slice(0, AROUND),
    after: after.slice(0, AROUND),
    is_cut: before.length > (is_whole ? 2 * AROUND : AROUND) || marked.length > AROUND ||
      after.length > AROUND,
  };
}

function inside(holder: unknown, key: string): unknown {
  return isContainer(holder) && Object.hasOwn(holder, key)
    ? (holder as Readonly<Record<string, unknown>>)[key]
    : undefined;
}

function isContainer(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
