/**
 * Reads a file of suppressions: CSV with a head line, plain addresses or JSON lines. Returns all lines, or the faults
 * and no line. Pure.
 */
import type * as v from "valibot";
import { w } from "../../../templates/admin/words.ts";
import type { SuppressionLine } from "../../sql/suppressions.ts";
import { csvRows } from "../csv.ts";
import { type Line, lineOf } from "../forms/suppression_line.ts";
import { checkValue } from "../forms/check_value.ts";

export const FILE_MAX_BYTES = 1_000_000;
export const FILE_MAX_LINES = 5_000;

export type ReadFile =
  | { readonly ok: true; readonly lines: readonly SuppressionLine[] }
  | { readonly ok: false; readonly faults: readonly string[] };

interface Given {
  /** Line number, from 1. */
  readonly line: number;
  readonly value: unknown;
}

export function readSuppressionFile(text: string, schema: typeof Line): ReadFile {
  const given = text.trimStart().startsWith("{") ? jsonLines(text) : csvLines(text);
  if (given.length === 0 || given.length > FILE_MAX_LINES) {
    return { ok: false, faults: [w("list.fault_count", { most: FILE_MAX_LINES, count: given.length })] };
  }
  const faults: string[] = [];
  const lines: SuppressionLine[] = [];
  for (const { line, value } of given) {
    const read = checkValue(value, schema as v.GenericSchema<unknown, v.InferOutput<typeof Line>>);
    if (read.ok) lines.push(lineOf(read.value));
    // A fault names line, field and rule, never the value.
    else faults.push(w("list.fault_line", { line, field: read.field, rule: read.message }));
  }
  return faults.length === 0 ? { ok: true, lines } : { ok: false, faults };
}

function jsonLines(text: string): readonly Given[] {
  return text.split("\n").flatMap((one, index) => {
    if (one.trim() === "") return [];
    try {
      return [{ line: index + 1, value: JSON.parse(one) as unknown }];
    } catch {
      return [{ line: index + 1, value: null }]; // No JSON: the schema refuses it by its line.
    }
  });
}

/**
 * Reads CSV lines. Without a head line the first column is the address; the defaults are class `all`, reason
 * `blocked`, for ever.
 */
function csvLines(text: string): readonly Given[] {
  const rows = csvRows(text);
  const head = rows[0]?.cells.map((cell) => cell.trim().toLowerCase()) ?? [];
  const has_head = head.includes("email");
  const at = (name: string) => has_head ? head.indexOf(name) : name === "email" ? 0 : -1;
  return rows.slice(has_head ? 1 : 0).map(({ line, cells }) => {
    const cell = (name: string) => (cells[at(name)] ?? "").trim();
    return {
      line,
      value: {
        email: unguarded(cell("email")),
        class: cell("class") || "all",
        reason: cell("reason") || "blocked",
        until: cell("until") || null,
      },
    };
  });
}

/** Removes the mark that keeps a spreadsheet from reading an address as a formula (suppression_export.ts). */
function unguarded(text: string): string {
  return /^'[=+\-@]/.test(text) ? text.slice(1) : text;
}
