/** Names the settings that a change touches, with what they were and are, for the audit. Settings hold no secret; secrets lie sealed elsewhere. Pure. */
import type { ActDetail } from "../../sql/audit.ts";

export type ChangedSetting = NonNullable<ActDetail["changes"]>[number];

/** Characters of a value as JSON; longer ones are cut. */
const VALUE_MAX = 200;
/** Settings that one row of the audit names. */
const CHANGES_MAX = 50;

/** Goes into objects and compares lists as a whole. */
export function changedSettings(before: unknown, after: unknown): readonly ChangedSetting[] {
  return compared(before, after, []).slice(0, CHANGES_MAX);
}

function compared(before: unknown, after: unknown, path: readonly string[]): readonly ChangedSetting[] {
  if (isObject(before) && isObject(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return names.flatMap((name) => compared(before[name], after[name], [...path, name]));
  }
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  return [{ setting: path.join("."), before: shown(before), after: shown(after) }];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value).slice(0, VALUE_MAX);
}
