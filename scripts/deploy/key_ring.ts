/** Rings of keys: a rotation puts a new one first, and the ones before go on opening until they are dropped. Pure. */
import { Misused } from "../misused.ts";

/** As the file and the Worker's secrets hold them. `PEPPER` is absent in an installation of 0.2 that never rotated. */
export interface Keys {
  readonly LINK_KEYS: string;
  readonly SEALING_KEY: string;
  readonly PEPPER?: string;
}

export const RINGS = { links: "LINK_KEYS", sealing: "SEALING_KEY" } as const;
export type Ring = keyof typeof RINGS;

const ID_MAX = 255;
/** More keys would be tried for each link that is refused. */
const KEYS_MAX = 8;

/** Returns the ids of a ring, newest first. */
export function idsOf(keys: Keys, ring: Ring): readonly number[] {
  return partsOf(keys, ring).map(({ id }) => id);
}

/** Puts `fresh` (32 bytes) first. Names keep deriving from what they derive from: that becomes `PEPPER`. */
export function rotated(keys: Keys, ring: Ring, fresh: Uint8Array): Keys {
  const parts = partsOf(keys, ring);
  if (parts.length >= KEYS_MAX) {
    throw new Misused(
      `Cannot rotate the ${ring} keys as at most ${KEYS_MAX} may be in use: drop an old one first`,
    );
  }
  const used = new Set(parts.map(({ id }) => id));
  const newest = Math.max(...used);
  // An id stands in links for years: one that was used is taken again as late as possible.
  const id = newest < ID_MAX
    ? newest + 1
    : Array.from({ length: ID_MAX }, (_, at) => at + 1).find((one) => !used.has(one))!;
  return withRing({ ...keys, PEPPER: pepperOf(keys) }, ring, [{ id, base64: fresh.toBase64() }, ...parts]);
}

/** Takes an old key out. What only it opens is closed from then on. */
export function dropped(keys: Keys, ring: Ring, id: number): Keys {
  const parts = partsOf(keys, ring);
  if (!parts.some((part) => part.id === id)) {
    throw new Misused(
      `ID must be one of the ${ring} keys ${parts.map((part) => part.id).join(", ")}: got ${id}`,
    );
  }
  if (parts[0]!.id === id) {
    throw new Misused(
      `Cannot drop key ${id} as the newest must stay: \`deno task keys rotate ${ring}\` first`,
    );
  }
  return withRing({ ...keys, PEPPER: pepperOf(keys) }, ring, parts.filter((part) => part.id !== id));
}

/** Customers' names derived from the first sealing key up to 0.2. */
function pepperOf(keys: Keys): string {
  return keys.PEPPER ?? partsOf(keys, "sealing").at(-1)!.base64;
}

interface Part {
  readonly id: number;
  readonly base64: string;
}

function partsOf(keys: Keys, ring: Ring): readonly Part[] {
  return keys[RINGS[ring]].split(",").map((part) => {
    const [id, base64] = part.includes(":") ? part.split(":") : ["1", part];
    return { id: Number(id), base64: base64! };
  });
}

function withRing(keys: Keys, ring: Ring, parts: readonly Part[]): Keys {
  return { ...keys, [RINGS[ring]]: parts.map(({ id, base64 }) => `${id}:${base64}`).join(",") };
}
