/** Puts texts into every field of a valibot schema that takes them, so that no field can be forgotten: what a schema holds is asked of the schema. */
import * as v from "valibot";

interface Node {
  readonly type: string;
  readonly entries?: Readonly<Record<string, Node>>;
  readonly item?: Node;
  readonly wrapped?: Node;
  readonly options?: readonly (Node & string)[];
  readonly key?: Node;
  readonly value?: Node;
  readonly literal?: unknown;
}

/** What stands in a field that takes no free text: the first of these that it accepts. */
const SAMPLES: readonly unknown[] = [
  "2026-11-22",
  "2026-11-22T12:00:00.000Z",
  "EUR",
  "DE",
  "ada@lovelace.example",
  "https://kontor.example/",
  "https://kontor.example/{number}",
  "https://kontor.example/{items}",
  "https://kontor.example/{return}",
  "{sku}",
  "4242",
  "en",
  "Europe/Berlin",
  "#1f6f54",
  "a".repeat(64),
  "id-1",
  1,
  3,
  0,
  true,
];

/** Which texts to try in a field, the most wanted first; the field takes the first that it accepts. */
export type Wanted = (path: string) => readonly string[];

/**
 * A value of `schema` with a text of `wanted` wherever one is accepted. What `given` says stays where the field takes no free
 * text, so that dates, ids and amounts go on fitting together; every optional field is filled.
 */
export function filled(schema: unknown, wanted: Wanted, given?: unknown, path = ""): unknown {
  const node = schema as Node;
  switch (node.type) {
    case "optional":
    case "nullable":
    case "nullish":
      return given === undefined || given === null
        ? optional(node.wrapped!, wanted, given, path)
        : filled(node.wrapped, wanted, given, path);
    case "object": {
      const own = (given ?? {}) as Record<string, unknown>;
      return Object.fromEntries(
        Object.entries(node.entries!).map((
          [name, entry],
        ) => [name, filled(entry, wanted, own[name], `${path}.${name}`)]),
      );
    }
    case "array": {
      const own = given as readonly unknown[] | undefined;
      // No lines named means all lines: one that is made up would mean none.
      const is_whole = own !== undefined && node.item!.entries?.["line_id"] !== undefined;
      const items = own === undefined || (own.length === 0 && !is_whole) ? [undefined] : own;
      return items.map((item) => filled(node.item, wanted, item, `${path}[]`));
    }
    case "record":
      return given ?? {};
    case "union": {
      const fits = node.options!.find((option) => given === undefined || v.is(option as never, given));
      return filled(fits ?? node.options![0], wanted, given, path);
    }
    case "variant": {
      const type = (given as { readonly type?: string })?.type;
      const option = given === undefined
        ? node.options![0]
        : node.options!.find(({ entries }) => type !== undefined && v.is(entries!["type"] as never, type));
      if (option === undefined) throw new Error(`Cannot fill ${path} as it must be one of the variants`);
      return filled(option, wanted, given, path);
    }
    case "string": {
      const free = wanted(path).find((text) => v.is(node as never, text));
      if (free !== undefined && !isFixed(path)) return free;
      return given ?? SAMPLES.find((sample) => v.is(node as never, sample));
    }
    default:
      return given ?? node.literal ?? node.options?.[0] ??
        SAMPLES.find((sample) => v.is(node as never, sample));
  }
}

/** What may be left out is there where it takes a text, and left out where it would only say another day. */
function optional(node: Node, wanted: Wanted, absent: unknown, path: string): unknown {
  const value = filled(node, wanted, undefined, path);
  const without = filled(node, () => [], undefined, path);
  return JSON.stringify(value) === JSON.stringify(without) ? absent : value;
}

/** Names by which parts of one story find each other. */
function isFixed(path: string): boolean {
  return /(\.|^)(id|line_id|aliases\[\]|hash|currency|locale|language|country|email|from)$/.test(path);
}

/** Every path of a schema at which `text` would be taken as it is. */
export function freePaths(schema: unknown, text: string): readonly string[] {
  const paths: string[] = [];
  const note: Wanted = (path) => {
    paths.push(path);
    return [text];
  };
  filled(schema, note);
  return paths;
}
