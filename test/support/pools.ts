/** Says which pool a test file belongs to: workerd if its imports reach a `cloudflare:` module, plain if they do not. */

export type Pool = "plain" | "workerd";

/** The text of the file at a path from the root of the repository; null where there is no such file. */
export type ReadText = (path: string) => string | null;

/** `import … from "…"`, `export … from "…"`, `import "…"` and `import("…")`; imports of types alone leave no trace at run time. */
const IMPORT =
  /^\s*(?:import|export)\s+(?!type\b)[^;"]*?from\s*"([^"]+)"|^\s*import\s*"([^"]+)"|(?<!typeof\s)\bimport\("([^"]+)"/gm;

/** Returns the shortest chain of imports from `file` to a `cloudflare:` module, both ends included; null where there is none. */
export function chainToWorkerd(file: string, read: ReadText): readonly string[] | null {
  const seen = new Set([file]);
  const chains: (readonly string[])[] = [[file]];
  // The list grows while it is walked, so that the nearest files come first.
  for (const chain of chains) {
    for (const target of importsOf(chain.at(-1)!, read)) {
      if (target.startsWith("cloudflare:")) return [...chain, target];
      if (seen.has(target)) continue;
      seen.add(target);
      chains.push([...chain, target]);
    }
  }
  return null;
}

/** Returns the pool in which the test `file` runs. */
export function poolOf(file: string, read: ReadText): Pool {
  return chainToWorkerd(file, read) === null ? "plain" : "workerd";
}

/** The files of the repository and the `cloudflare:` modules that `file` imports; packages are left out. */
function importsOf(file: string, read: ReadText): readonly string[] {
  if (!/\.tsx?$/.test(file)) return [];
  const specifiers = [...(read(file) ?? "").matchAll(IMPORT)].map(([, a, b, c]) => (a ?? b ?? c)!);
  return specifiers.flatMap((specifier) => {
    if (specifier.startsWith("cloudflare:")) return [specifier];
    if (!specifier.startsWith(".")) return [];
    return [new URL(specifier, `file:///${file}`).pathname.slice(1)];
  });
}
