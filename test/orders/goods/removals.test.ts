import { describe, expect, test } from "vitest";
import type { Line } from "../../../src/orders/event.ts";
import { orderedLines, type Removal, removalsAfter } from "../../../src/orders/goods/removals.ts";
import { hours } from "../../support/cast.ts";
import { details, line } from "./cases.ts";

/** The removals after each of these snapshots came an hour after the one before. */
function after(...snapshots: readonly (readonly Line[])[]): readonly Removal[] {
  return snapshots.slice(1).reduce(
    (removals: readonly Removal[], lines, index) =>
      removalsAfter(removals, details(snapshots[index]!), details(lines), hours(index + 1)),
    [],
  );
}

function text(removals: readonly Removal[]): string {
  return removals.map(({ at, line, quantity }) => `${quantity} ${line.id} ${at.slice(11, 13)}`).join(", ");
}

describe("a removal", () => {
  test.each([
    ["of one piece", [[line("mug", 3)], [line("mug", 2)]], "1 mug 13"],
    ["of a whole line", [[line("mug"), line("cup")], [line("cup")]], "1 mug 13"],
    [
      "of more pieces later stands beside the first",
      [[line("mug", 3)], [line("mug", 2)], [line("mug", 1)]],
      "1 mug 13, 1 mug 14",
    ],
    ["that is taken back is none", [[line("mug", 3)], [line("mug", 2)], [line("mug", 3)]], ""],
    [
      "that is taken back in part stands for the rest",
      [[line("mug", 5)], [line("mug", 1)], [line("mug", 3)]],
      "2 mug 13",
    ],
    [
      "is undone newest first",
      [[line("mug", 5)], [line("mug", 3)], [line("mug", 2)], [line("mug", 4)]],
      "1 mug 13",
    ],
    ["is none where pieces are added", [[line("mug", 1)], [line("mug", 3), line("cup")]], ""],
    [
      "counts lines that bear one id together",
      [[line("mug", 1), line("mug", 2)], [line("mug", 2)]],
      "1 mug 13",
    ],
  ])("%s", (_, snapshots, expected) => {
    expect(text(after(...snapshots))).toBe(expected);
  });
});

describe("the ordered lines", () => {
  test("are those of the newest snapshot, together with the removed ones", () => {
    const removals = after([line("mug", 3), line("cup")], [line("mug", 2)]);
    const lines = orderedLines({ details: details([line("mug", 2)]), removals });
    expect(lines.map(({ line: { id }, ordered }) => `${ordered} ${id}`)).toEqual(["3 mug", "1 cup"]);
  });

  test("have the title under which they were last reported", () => {
    const removals = after([line("mug")], [line("mug", 1, { title: "Blue mug" }), line("cup")], [
      line("cup"),
    ]);
    const lines = orderedLines({ details: details([line("cup")]), removals });
    expect(lines.map(({ line: { title } }) => title)).toEqual(["Title of cup", "Blue mug"]);
  });
});
