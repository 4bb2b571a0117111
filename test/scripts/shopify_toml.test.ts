import { describe, expect, test } from "vitest";
import { COMPLIANCE_TOPICS, topicsOf } from "../../src/sources/shopify/topics.ts";
import { EXAMPLE, scopeLines, shopifyToml } from "../../scripts/connectors/shopify_toml.ts";
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

  test("asks for the scopes of each feature, and says what each is for", () => {
    const whole = { tracks_stock: true, offers_exchanges: true, changes_orders: true, decides_returns: true };
    const toml = shopifyToml({ ...EXAMPLE, ...whole });
    const scopes = /^scopes = "([^"]+)"$/m.exec(toml)![1]!.split(",");
    expect(scopes).toEqual(expect.arrayContaining(["write_orders", "write_returns", "read_products"]));
    for (const scope of scopes) expect(toml).toMatch(new RegExp(`^# ${scope}: \\w.{10,}$`, "m"));
    expect(toml).not.toContain("undefined");
    expect(/^scopes = "([^"]+)"$/m.exec(file)![1]).not.toMatch(/write_|products|inventory/);
  });

  test("is written with the option for each scope that is left out, and what is so without it", () => {
    const offered = scopeLines(EXAMPLE).join("\n");
    expect(offered).toContain("--acts cancel,address: write_orders. Without it cancellations");
    expect(offered).toContain("--exchanges: read_products. Without it customers write in words");
    expect(offered).toContain("--stock: read_inventory, read_products. Without it");
    expect(offered).toMatch(/--acts returns: write_returns\. Without it/);
    const whole = { tracks_stock: true, offers_exchanges: true, changes_orders: true, decides_returns: true };
    expect(scopeLines(whole).join("\n")).not.toContain("Not asked for");
  });

  test("leaves the topics of stock out where none is tracked", () => {
    expect(listOf(file, "topics")).toEqual(topicsOf({ tracks_stock: false }));
    expect(listOf(file, "compliance_topics")).toEqual([...COMPLIANCE_TOPICS]);
  });
});
