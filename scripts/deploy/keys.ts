/** Keys of an installation, in a file on this machine that is never printed. Only `deno task keys` changes it. */
import { parseEnv } from "node:util";
import { readSealingKeys } from "../../src/sealed.ts";
import type { Installation } from "./installation.ts";
import type { Keys } from "./key_ring.ts";

type Place = Pick<Installation, "root" | "env">;

export function keysFile({ root, env }: Place): string {
  return `${root}/deploy/${env}.keys`;
}

/**
 * Returns null when the file does not exist. Throws when a key is missing or malformed, without showing the content.
 */
export async function readKeys(installation: Place): Promise<Keys | null> {
  const file = keysFile(installation);
  let text: string;
  try {
    text = await Deno.readTextFile(file);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
  const { LINK_KEYS, SEALING_KEY, PEPPER } = parseEnv(text);
  if (!LINK_KEYS || !SEALING_KEY) throw new Error(`${file} must hold LINK_KEYS and SEALING_KEY`);
  if (readSealingKeys(SEALING_KEY) === null) {
    throw new Error(`SEALING_KEY in ${file} must be \`id:base64\` of 32 bytes, newest first`);
  }
  // Link keys have the same form; an older single sealing key has no id.
  if (!LINK_KEYS.includes(":") || readSealingKeys(LINK_KEYS) === null) {
    throw new Error(`LINK_KEYS in ${file} must be \`id:base64\` of 32 bytes, newest first`);
  }
  return { LINK_KEYS, SEALING_KEY, ...(PEPPER ? { PEPPER } : {}) };
}

/** Creates the file; an existing file stays as it is. */
export async function makeKeys(
  installation: Place,
  random: (bytes: number) => Uint8Array,
): Promise<void> {
  await Deno.mkdir(`${installation.root}/deploy`, { recursive: true });
  const made: Keys = {
    LINK_KEYS: `1:${random(32).toBase64()}`,
    SEALING_KEY: `1:${random(32).toBase64()}`,
    PEPPER: random(32).toBase64(),
  };
  const text = textOf(installation.env, made);
  await Deno.writeTextFile(keysFile(installation), text, { createNew: true, mode: 0o600 });
}

/** Replaces the file in one step; the one before is kept beside it as `.keys.before`. */
export async function replaceKeys(installation: Place, keys: Keys): Promise<void> {
  const file = keysFile(installation);
  await Deno.copyFile(file, `${file}.before`);
  await Deno.writeTextFile(`${file}.new`, textOf(installation.env, keys), { mode: 0o600 });
  await Deno.rename(`${file}.new`, file);
}

function textOf(env: string, { LINK_KEYS, SEALING_KEY, PEPPER }: Keys): string {
  return `# The keys of the installation ${env}. Keep a copy where your passwords are: without SEALING_KEY the
# secrets of the shops are lost, without PEPPER who was erased, and whoever has LINK_KEYS can open any order.
LINK_KEYS="${LINK_KEYS}"
SEALING_KEY="${SEALING_KEY}"
${PEPPER === undefined ? "" : `PEPPER="${PEPPER}"\n`}`;
}
