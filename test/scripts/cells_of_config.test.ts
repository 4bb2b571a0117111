import { describe, expect, test } from "vitest";
import { cellBlock, cellNumbers, databaseNameOf } from "../../scripts/cell/cells_of_config.ts";

const ONE = `name = "waybill"

[[d1_databases]]
binding = "DB"
database_name = "waybill"
migrations_dir = "migrations"

[[r2_buckets]]
binding = "MAIL"
`;

describe("the cells of wrangler.toml", () => {
  test("begin with one, and each further one stands after the last, with a number in its name", () => {
    expect(cellNumbers(ONE)).toEqual([1]);
    const three = cellBlock(cellBlock(ONE, 2), 3);
    expect(cellNumbers(three)).toEqual([1, 2, 3]);
    expect(databaseNameOf(three, 3)).toBe("waybill-3");
    expect(three.replaceAll(/\[\[d1[^[]*/g, "")).toBe(ONE.replaceAll(/\[\[d1[^[]*/g, ""));
    expect(three).toContain('binding = "DB_3"\ndatabase_name = "waybill-3"\nmigrations_dir = "migrations"\n');
  });

  test("are refused with a gap, since the Worker counts until the first that is missing", () => {
    expect(() => cellNumbers(cellBlock(ONE, 3))).toThrow("DB, DB_2, DB_3");
  });
});
