/** The cells that wrangler.toml names, and how one more is named. Pure. */

/** A D1 binding of wrangler.toml: its values by their keys. */
interface Block {
  readonly values: Map<string, string>;
  /** Where its last value ends, after the line break. */
  end: number;
}

function blocksIn(config: string): readonly Block[] {
  const blocks: Block[] = [];
  let open: Block | null = null;
  let at = 0;
  for (const line of config.split(/(?<=\n)/)) {
    at += line.length;
    if (/^\s*\[/.test(line)) {
      open = /^\s*\[\[\s*d1_databases\s*\]\]/.test(line) ? { values: new Map(), end: at } : null;
      if (open !== null) blocks.push(open);
    }
    const [, key, value] = /^\s*(\w+)\s*=\s*(?:"([^"]*)")?/.exec(line) ?? [];
    if (open === null || key === undefined) continue;
    if (value !== undefined) open.values.set(key, value);
    open.end = at;
  }
  return blocks;
}

/** A database of somebody's own under another name is no cell. */
function cellsIn(config: string) {
  return blocksIn(config).flatMap(({ values, end }) => {
    const named = /^DB(?:_(\d+))?$/.exec(values.get("binding") ?? "");
    return named === null ? [] : [{
      cell: Number(named[1] ?? 1),
      database_name: values.get("database_name") ?? "waybill",
      migrations_dir: values.get("migrations_dir") ?? "migrations",
      end,
    }];
  }).toSorted((a, b) => a.cell - b.cell);
}

/** Returns the numbers of all cells, 1 first. Throws where they have a gap: a shop there would not be found. */
export function cellNumbers(config: string): readonly number[] {
  const numbers = cellsIn(config).map(({ cell }) => cell);
  if (numbers.length === 0 || numbers.some((number, index) => number !== index + 1)) {
    throw new Error(
      `Cannot read the cells of wrangler.toml as they must be DB, DB_2, DB_3 …: ${numbers.join(", ")}`,
    );
  }
  return numbers;
}

/** Returns the name of a cell's database: that of the first, with its number. */
export function databaseNameOf(config: string, cell: number): string {
  const [first] = cellsIn(config);
  return cell === 1 ? first!.database_name : `${first!.database_name}-${cell}`;
}

/** Returns the configuration with one more cell, after the last. */
export function cellBlock(config: string, cell: number): string {
  const cells = cellsIn(config);
  const { end } = cells.at(-1)!;
  const before = config.slice(0, end);
  const block = `\n[[d1_databases]]\nbinding = "DB_${cell}"\ndatabase_name = "${
    databaseNameOf(config, cell)
  }"\nmigrations_dir = "${cells[0]!.migrations_dir}"\n`;
  return `${before}${before.endsWith("\n") ? "" : "\n"}${block}${config.slice(end)}`;
}
