/** Applies one `--set path=value` to the sample. Pure. */
import type { Json } from "./sample.ts";

/**
 * Sets one field: `data.order.lines.0.quantity=3`. A value that is not JSON is text. Throws when the path is not in
 * the sample.
 */
export function setPath(body: Json, assignment: string): Json {
  const [, path, text] = /^([^=]+)=(.*)$/s.exec(assignment) ?? [];
  if (path === undefined) throw new Error(`--set must be path=value: got ${assignment}`);
  const changed = structuredClone(body);
  const steps = path.split(".");
  const last = steps.pop()!;
  let place: unknown = changed;
  for (const step of steps) {
    place = (place as Json)[step];
    if (typeof place !== "object" || place === null) {
      throw new Error(`--set ${path}: there is no ${step} in the sample`);
    }
  }
  (place as Json)[last] = valueOf(text!);
  return changed;
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
