/** Lists files. */

/** Returns every file below `path` by name, or `path` itself when it is a file; none when the path does not exist. */
export function walkSync(path: string): readonly string[] {
  const found = statOf(path);
  if (found === null) return [];
  if (found.isFile) return [path];
  return [...Deno.readDirSync(path)].map(({ name }) => name).sort().flatMap((
    name,
  ) => walkSync(`${path}/${name}`));
}

function statOf(path: string): Deno.FileInfo | null {
  try {
    return Deno.statSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}
