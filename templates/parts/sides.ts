/** Where a line begins and ends: on the left and right, or the other way round. */

export type Direction = "ltr" | "rtl";

interface Sides {
  readonly start: "left" | "right";
  readonly end: "left" | "right";
}

/** What has sides, made once for each direction. */
export function eachWay<Made>(make: (sides: Sides) => Made): Readonly<Record<Direction, Made>> {
  return { ltr: make({ start: "left", end: "right" }), rtl: make({ start: "right", end: "left" }) };
}
