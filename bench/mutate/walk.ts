/** Lists files. */

/** Every file below `path`, or `path` itself where it is a file, in the order of their names; none where there is no such path. */
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
