/** Damages payloads in any place, for tests that nothing a sender can send makes a reader throw or repeat it. */
import fc from "fast-check";

interface Mutation {
  /** Picks one of all the places in the payload. */
  readonly place: number;
  readonly change: (value: unknown) => unknown;
}

const DROPPED = Symbol("dropped");
/** No door lets in more. */
export const BODY_MAX = 1_000_000;
/** Stands for what must never be repeated. */
export const CANARY = "canary-7f3a";

const retyped = fc.constantFrom<unknown>(
  ...[
    null,
    true,
    "",
    CANARY,
    `${CANARY}@${CANARY}.example`,
    "constructor",
    "\ud800",
    "\u0000",
    "-1",
    "1e9",
    "9".repeat(30),
  ],
  ...[
    0,
    -1,
    1.5,
    1e300,
    2 ** 53 - 1,
    "90071992547409.91",
    [],
    {},
    [[]],
    [null],
    "2026-11-22T12:00:00Z",
    "9999-12-31T23:59:59-12:00",
  ],
);

const damage: fc.Arbitrary<Mutation> = fc.record({
  place: fc.nat(),
  change: fc.oneof(
    fc.constant(() => DROPPED),
    retyped.map((value) => () => value),
    fc.constantFrom(1, 2, 80).map((depth) => (value: unknown) => nested(value, depth)),
    retyped.map((odd) => (value: unknown) => poisoned(value, odd)),
  ),
});

/** Once at most: twice would make bodies that no door lets in. */
const growth: fc.Arbitrary<Mutation> = fc.record({
  place: fc.nat(),
  change: fc.constantFrom(2, 60, 1_100).map((times) => (value: unknown) => enlarged(value, times)),
});

/** A few changes to one payload. */
export const mutations = fc.oneof(
  fc.array(damage, { minLength: 1, maxLength: 3 }),
  fc.tuple(growth),
  fc.tuple(growth, damage),
);

/** The payload with one of its places changed. */
export function mutated(payload: unknown, { place, change }: Mutation): unknown {
  const copy: { body: unknown } = { body: structuredClone(payload) };
  const places = placesIn(copy);
  const [parent, key] = places[place % places.length]!;
  const value = change(parent[key]);
  if (value === DROPPED) delete parent[key];
  else parent[key] = value;
  return copy.body;
}

type Container = Record<string, unknown>;

function placesIn(value: unknown): readonly (readonly [Container, string])[] {
  if (typeof value !== "object" || value === null) return [];
  const container = value as Container;
  return Object.keys(container).flatMap((key) => [[container, key] as const, ...placesIn(container[key])]);
}

function nested(value: unknown, depth: number): unknown {
  return Array.from({ length: depth }).reduce((inner: unknown) => [inner], value);
}

/** With keys that mean something to JavaScript itself, as JSON can bring them in. */
function poisoned(value: unknown, odd: unknown): unknown {
  const own = typeof value === "object" && value !== null ? value : {};
  const text = JSON.stringify({ ...own, toString: odd, constructor: odd, hasOwnProperty: odd, "": odd });
  return JSON.parse(text.replace(/^\{/, `{"__proto__":${JSON.stringify(odd)},`));
}

function enlarged(value: unknown, times: number): unknown {
  if (typeof value === "string") return value.repeat(times);
  if (typeof value === "number") return value * times;
  if (Array.isArray(value)) return Array.from({ length: times }, () => value).flat();
  return Array.from({ length: times }, () => value);
}
