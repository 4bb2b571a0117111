import { describe, expect, test } from "vitest";
import { COMPLIANCE_TOPICS, topicsOf } from "../../src/sources/shopify/topics.ts";
import { EXAMPLE, shopifyToml } from "../../scripts/connectors/shopify_toml.ts";
import senders from "../../docs/senders.md?raw";
import file from "../../connectors/shopify/shopify.app.toml?raw";

/** The values of a list that TOML writes over several lines. */
function listOf(toml: string, name: string): readonly string[] {
  const text = new RegExp(`^  ${name} = \\[\\n([^\\]]*)\\]`, "m").exec(toml)?.[1] ?? "";
  return [...text.matchAll(/^ {4}"([^"]+)",$/gm)].map(([, value]) => value!);
}

describe("shopify.app.toml", () => {
  test("is what the code says", () => expect(shopifyToml(EXAMPLE)).toBe(file));

  test("declares every topic of the senders' page, of a shop with stock", () => {
    const section = senders.split(/^## /m).find((text) => text.startsWith("`shopify`"))!;
    const table = section.split("\n").filter((line) => /^\| `[a-z_]+\/[a-z_]+`/.test(line)).map((line) =>
      line.split("|")[1]!
    );
    const named = table.flatMap((cell) =>
      [...cell.matchAll(/`([a-z_]+\/[a-z_]+|connect|disconnect)`/g)].map(([, topic]) => topic!)
    )
      .map((topic) => topic.includes("/") ? topic : `inventory_levels/${topic}`);
    const toml = shopifyToml({ ...EXAMPLE, tracks_stock: true });
    expect([...listOf(toml, "topics"), ...listOf(toml, "compliance_topics")].sort()).toEqual(
      named.toSorted(),
    );
  });

  test("leaves the topics of stock out where none is tracked", () => {
    expect(listOf(file, "topics")).toEqual(topicsOf({ tracks_stock: false }));
    expect(listOf(file, "compliance_topics")).toEqual([...COMPLIANCE_TOPICS]);
  });
});
