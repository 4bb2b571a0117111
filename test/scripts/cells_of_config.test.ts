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

  test("are read where wrangler or a person wrote other values into a block, and stand beside other databases", () => {
    const written = `[[d1_databases]]
binding = "DB"
# The first.
database_id = "4b1c"
migrations_dir = "migrations"
database_name = "kontor"
remote = true

[[d1_databases]]
binding = "STATISTICS"
database_name = "statistics"

[vars]
ENVIRONMENT = "production"
`;
    expect(cellNumbers(written)).toEqual([1]);
    const two = cellBlock(written, 2);
    expect(cellNumbers(two)).toEqual([1, 2]);
    expect(databaseNameOf(two, 2)).toBe("kontor-2");
    expect(two).toContain('database_name = "kontor"\nremote = true\n\n[[d1_databases]]\nbinding = "DB_2"\n');
    expect(two).toContain('[vars]\nENVIRONMENT = "production"\n');
  });

  test("are named after a block that ends the file without a line break", () => {
    expect(cellNumbers(cellBlock(ONE.slice(0, ONE.indexOf("\n\n[[r2")), 2))).toEqual([1, 2]);
  });

  test("are refused with a gap, since the Worker counts until the first that is missing", () => {
    expect(() => cellNumbers(cellBlock(ONE, 3))).toThrow("DB, DB_2, DB_3");
  });
});
