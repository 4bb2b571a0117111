/** The cells that wrangler.toml names, and how one more is named. Pure. */

const BLOCK =
  /\[\[d1_databases\]\]\nbinding = "DB(?:_(\d+))?"\ndatabase_name = "([^"]+)"\nmigrations_dir = "[^"]+"\n/g;

/** Returns the numbers of all cells, 1 first. Throws where they have a gap: a shop there would not be found. */
export function cellNumbers(config: string): readonly number[] {
  const numbers = [...config.matchAll(BLOCK)].map(([, number]) => Number(number ?? 1)).toSorted((a, b) =>
    a - b
  );
  if (numbers.length === 0 || numbers.some((number, index) => number !== index + 1)) {
    throw new Error(
      `Cannot read the cells of wrangler.toml as they must be DB, DB_2, DB_3 …: ${numbers.join(", ")}`,
    );
  }
  return numbers;
}

/** Returns the name of a cell's database: that of the first, with its number. */
export function databaseNameOf(config: string, cell: number): string {
  const first = [...config.matchAll(BLOCK)].find(([, number]) => number === undefined)![2]!;
  return cell === 1 ? first : `${first}-${cell}`;
}

/** Returns the configuration with one more cell, after the last. */
export function cellBlock(config: string, cell: number): string {
  const last = [...config.matchAll(BLOCK)].at(-1)!;
  const end = last.index + last[0].length;
  const dir = /migrations_dir = "[^"]+"/.exec(last[0])![0];
  const block = `\n[[d1_databases]]\nbinding = "DB_${cell}"\ndatabase_name = "${
    databaseNameOf(config, cell)
  }"\n${dir}\n`;
  return config.slice(0, end) + block + config.slice(end);
}
