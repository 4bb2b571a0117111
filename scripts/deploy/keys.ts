/** Keys of an installation, in a file on this machine that is created once, never printed and never overwritten. */
import { parseEnv } from "node:util";
import { fromBase64 } from "../../src/sealed.ts";
import type { Installation } from "./installation.ts";

export interface Keys {
  readonly LINK_KEYS: string;
  readonly SEALING_KEY: string;
}

export function keysFile({ root, env }: Pick<Installation, "root" | "env">): string {
  return `${root}/deploy/${env}.keys`;
}

/**
 * Returns null when the file does not exist. Throws when a key is missing or malformed, without showing the content.
 */
export async function readKeys(installation: Pick<Installation, "root" | "env">): Promise<Keys | null> {
  const file = keysFile(installation);
  let text: string;
  try {
    text = await Deno.readTextFile(file);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
  const { LINK_KEYS, SEALING_KEY } = parseEnv(text);
  if (!LINK_KEYS || !SEALING_KEY) throw new Error(`${file} must hold LINK_KEYS and SEALING_KEY`);
  if (sealingBytes(SEALING_KEY)?.length !== 32) {
    throw new Error(`SEALING_KEY in ${file} must be 32 bytes in base64`);
  }
  return { LINK_KEYS, SEALING_KEY };
}

/** Creates the file; an existing file stays as it is. */
export async function makeKeys(
  installation: Pick<Installation, "root" | "env">,
  random: (bytes: number) => Uint8Array,
): Promise<void> {
  const file = keysFile(installation);
  await Deno.mkdir(`${installation.root}/deploy`, { recursive: true });
  const text =
    `# The keys of the installation ${installation.env}. Keep a copy where your passwords are: without SEALING_KEY the
# secrets of the shops are lost, and whoever has LINK_KEYS can open any order.
LINK_KEYS="1:${random(32).toBase64()}"
SEALING_KEY="${random(32).toBase64()}"
`;
  await Deno.writeTextFile(file, text, { createNew: true, mode: 0o600 });
}

function sealingBytes(text: string): Uint8Array | null {
  try {
    return fromBase64(text);
  } catch {
    // Not base64: the caller refuses it.
    return null;
  }
}
