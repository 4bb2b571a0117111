/** Left and right by writing direction: where a line begins and ends. */

export type Direction = "ltr" | "rtl";

interface Sides {
  readonly start: "left" | "right";
  readonly end: "left" | "right";
  /** CSS's four sides, in pixels. */
  readonly box: (top: number, end: number, bottom: number, start: number) => string;
}

/** Makes one version for each writing direction. */
export function eachWay<Made>(make: (sides: Sides) => Made): Readonly<Record<Direction, Made>> {
  return {
    ltr: make({ start: "left", end: "right", box }),
    rtl: make({
      start: "right",
      end: "left",
      box: (top, end, bottom, start) => box(top, start, bottom, end),
    }),
  };
}

function box(...sides: readonly number[]): string {
  return sides.map((side) => side === 0 ? "0" : `${side}px`).join(" ");
}
