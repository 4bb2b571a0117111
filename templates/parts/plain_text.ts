/** The layout of a mail's text part: short paragraphs, one thing a line, links alone on theirs. It never wraps; the reader's window does. */

/** Paragraphs of lines, one blank line between them. Lines that are `null` and paragraphs without a line vanish. */
export function paragraphs(...blocks: readonly (readonly (string | null)[])[]): string {
  let text = "";
  for (const lines of blocks) {
    let break_before = text === "" ? "" : "\n\n";
    for (const line of lines) {
      if (line === null) continue;
      text += break_before + line;
      break_before = "\n";
    }
  }
  return text + "\n";
}

/** A part with its heading, set off by a rule as long as the heading and by more air above. */
export function section(heading: string, ...lines: readonly (string | null)[]): readonly (string | null)[] {
  return ["", heading, "-".repeat(Math.min(heading.length, 72)), ...lines];
}
