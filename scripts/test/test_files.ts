/** Lists the test files with the pool of each, as test/support/pools.ts decides it. */
import { existsSync, readFileSync } from "node:fs";
import { globSync } from "node:fs";
import { type Pool, poolOf } from "../../test/support/pools.ts";

/** Every test file's path from the root of the repository, by its pool; the browser checks are no vitest files. */
export function testFiles(): Readonly<Record<Pool, readonly string[]>> {
  const texts = new Map<string, string | null>();
  const read = (path: string) => {
    const known = texts.get(path);
    if (known !== undefined) return known;
    const text = existsSync(path) ? readFileSync(path, "utf8") : null;
    texts.set(path, text);
    return text;
  };
  const files: Record<Pool, string[]> = { plain: [], workerd: [] };
  for (const file of globSync("test/**/*.test.{ts,tsx}").sort()) files[poolOf(file, read)].push(file);
  return files;
}
