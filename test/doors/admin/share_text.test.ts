import { expect, test } from "vitest";
import { shareText } from "../../../src/doors/admin/desk_view.ts";
import { deskTongue, inTongue } from "../../../templates/admin/words.ts";

test.each(
  [
    ["en", "0.14 %", "12.3 %"],
    ["de", "0,14 %", "12,3 %"],
    ["fr", "0,14 %", "12,3 %"],
    ["ja", "0.14 %", "12.3 %"],
  ] as const,
)("a share is written as %s writes figures", async (language, small, large) => {
  const said = await inTongue(await deskTongue(language), () => [shareText(0.00139), shareText(0.12345, 1)]);
  expect(said).toEqual([small, large]);
});
