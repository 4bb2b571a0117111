/** The layout of a mail's text part: short paragraphs, one thing a line, links alone on theirs. It never wraps; the reader's window does. */

/** Paragraphs of lines, one blank line between them. Lines that are `null` and paragraphs without a line vanish. */
export function paragraphs(...blocks: readonly (readonly (string | null)[])[]): string {
  const filled = blocks.map((lines) => lines.filter((line) => line !== null)).filter((lines) =>
    lines.length > 0
  );
  return filled.map((lines) => lines.join("\n")).join("\n\n") + "\n";
}

/** A part with its heading, set off by a rule as long as the heading and by more air above. */
export function section(heading: string, ...lines: readonly (string | null)[]): readonly (string | null)[] {
  return ["", heading, "-".repeat(Math.min(heading.length, 72)), ...lines];
}
