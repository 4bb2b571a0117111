import { describe, expect, test } from "vitest";

/** Every folder of `src`, the single files beside them and `templates`: whom each may import. A name with a slash is one file or a part of a folder. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  index: ["doors", "config"],
  config: ["channels", "environment", "links", "sealed"],
  environment: [],
  sealed: [],
  result: [],
  values: [],
  doors: [
    "doors/webhooks",
    "doors/connect",
    "doors/api",
    "doors/pages",
    "doors/admin",
    "flow",
    "sources",
    "channels/capture",
    "channels/table",
    "config",
    "conversations",
    "dns",
    "links",
    "mail",
    "messages",
    "orders",
    "package",
    "sealed",
    "sql",
    "templates",
  ],
  "doors/webhooks": [
    "channels/chatwoot",
    "channels/table",
    "doors",
    "doors/connect",
    "flow",
    "messages/ways",
    "sources",
    "providers",
    "orders",
    "result",
    "sql",
  ],
  "doors/connect": ["doors", "doors/webhooks", "flow", "sources", "orders", "result", "templates"],
  // Desk and API check a sender's domain alike.
  "doors/forms": ["dns", "doors", "domains", "links", "mail", "messages", "orders", "sql", "values"],
  // A letter is replayed through the door of webhooks.
  "doors/api": [
    "cases",
    "customers",
    "figures",
    "doors",
    "doors/forms",
    "doors/webhooks",
    "flow",
    "messages",
    "orders",
    "sql",
    "values",
  ],
  "doors/pages": [
    "cases",
    "doors",
    "doors/forms",
    "flow",
    "customers",
    "domains",
    "links",
    "mail",
    "messages",
    "orders",
    "sql",
    "templates",
    "values",
  ],
  "doors/admin": [
    "cases",
    "customers",
    "figures",
    "doors",
    "doors/forms",
    "doors/webhooks",
    "flow",
    "conversations",
    "dns",
    "domains",
    "links",
    "mail",
    "messages",
    "orders",
    "sql",
    "templates",
    "values",
  ],
  flow: [
    "cases",
    "channels",
    "conversations",
    "customers",
    "domains",
    "figures",
    "links",
    "mail",
    "messages",
    "orders",
    "providers/provider",
    "result",
    "sealed",
    "sql",
    "stock",
    "values",
  ],
  sources: ["orders", "stock", "result", "values"],
  providers: ["messages/key_tag", "sources/source", "sources/read", "sources/verify", "result", "values"],
  stock: ["orders", "messages", "values"],
  orders: ["messages", "result", "values"],
  messages: ["values", "result"],
  cases: ["orders", "values"],
  customers: ["orders", "messages", "result", "values"],
  conversations: ["result"],
  domains: ["result"],
  dns: ["domains", "result"],
  mail: ["templates", "cases", "orders", "messages", "customers", "conversations", "result", "values"],
  // What customers write is verified and read as webhooks are.
  channels: [
    "environment",
    "messages",
    "mail",
    "result",
    "sources/source",
    "sources/read",
    "sources/verify",
    "values",
  ],
  links: ["result"],
  figures: ["messages", "orders", "values"],
  sql: ["cases", "domains", "figures", "orders", "stock", "messages", "customers", "values"],
  templates: [],
};

/** What a folder must never touch, by the text of its code. */
const NEVER: Readonly<Record<string, RegExp>> = {
  orders: /\basync\b|\bfetch\(|Date\.now|Math\.random|new Date\(\)|\benv\b/,
  cases: /\basync\b|\bfetch\(|Date\.now|Math\.random|new Date\(\)/,
  stock: /\basync\b|\bfetch\(|Date\.now|Math\.random|new Date\(\)|\benv\b/,
  figures: /\basync\b|\bfetch\(|Date\.now|Math\.random|new Date\(\)|\benv\b/,
  messages: /\basync\b|\bfetch\(|Date\.now|Math\.random|new Date\(\)|\benv\b/,
  domains: /\basync\b|\bfetch\(|Date\.now|Math\.random|new Date\(\)|\benv\b/,
  conversations: /\basync\b|\bfetch\(|Date\.now|Math\.random|new Date\(\)|\benv\b/,
  flow: /Date\.now|Math\.random|new Date\(\)|from "hono|\.prepare\(/,
  doors: /\.prepare\(/,
  channels: /\.prepare\(/,
  providers: /Date\.now|Math\.random|\bfetch\(|new Date\(\)|\.prepare\(/,
  templates: /Date\.now|Math\.random|\bfetch\(/,
};

const sources = import.meta.glob(["../src/**/*.{ts,tsx}", "../templates/**/*.{ts,tsx}"], {
  query: "?raw",
  import: "default",
  eager: true,
}) as Record<string, string>;

/** Names a door may import from `sql`: what reads, and types and bounds. Writing is flow's. */
const READS = /^(select|read|wrongAt$)|^[A-Z]/;

/** `doors/pages/act/rate.ts` belongs to `doors/pages`, `doors/web.ts` to `doors`, `orders/fold/fold.ts` to `orders`. */
function folderOf(file: string): string {
  const [first = "", second = "", ...more] = file.split("/");
  return first === "doors" && more.length > 0 ? `${first}/${second}` : first.split(".")[0]!;
}

function isAllowed(folder: string, target: string): boolean {
  const of_target = folderOf(target);
  return of_target === folder ||
    MAY_IMPORT[folder]!.some((name) =>
      name === of_target || target.startsWith(`${name}/`) && name.includes("/") && !(name in MAY_IMPORT) ||
      target.startsWith(`${name}.`)
    );
}

interface Import {
  readonly names: readonly string[];
  readonly target: string;
}

/** The files of this repository that `text` imports, type imports included, with the names that it takes from each. */
function importsOf(path: string, text: string): readonly Import[] {
  const found = text.matchAll(
    /(?:(?:import|export)\s+(?:type\s+)?([^;]*?)\s+from\s*|import\s*\(?\s*)"(\.[^"]+)"/g,
  );
  return [...found].map(([, names = "", from]) => ({
    names: names.replaceAll(/[{}]|\btype\b/g, " ").split(",").map((name) => name.trim().split(/\s+as\s+/)[0]!)
      .filter((name) => name !== ""),
    target: fileOf(new URL(from!, `file:///${path.replace("../", "")}`).pathname.slice(1)),
  }));
}

function fileOf(path: string): string {
  return path.replace("../", "").replace(/^src\//, "");
}

const IMPORTS = new Map(
  Object.entries(sources).map(([path, text]) => [fileOf(path), importsOf(path, text)] as const),
);

describe("the import table", () => {
  for (const [path, text] of Object.entries(sources)) {
    const file = fileOf(path);
    const folder = folderOf(file);
    test(`${file} imports only what its folder may`, () => {
      expect(MAY_IMPORT, `folder ${folder}`).toHaveProperty([folder]);
      for (const { names, target } of IMPORTS.get(file)!) {
        expect(isAllowed(folder, target), `${file} imports ${target}`).toBe(true);
        if (folderOf(file).startsWith("doors") && target.startsWith("sql/")) {
          expect(names.filter((name) => !READS.test(name)), `${file} writes by ${target}`).toEqual([]);
        }
      }
      const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
      expect(code).not.toMatch(NEVER[folder.split("/")[0]!] ?? /(?!)/);
    });
  }

  test("no file imports itself by way of others, not even for a type", () => {
    expect(circles((file) => IMPORTS.get(file)?.map(({ target }) => target) ?? [], [...IMPORTS.keys()]))
      .toEqual([]);
  });

  test("no folder of pure code imports itself by way of others", () => {
    const pure = [
      "values",
      "orders",
      "messages",
      "stock",
      "customers",
      "figures",
      "cases",
      "conversations",
      "domains",
      "sources",
      "sql",
    ];
    const targets = (folder: string) =>
      [...IMPORTS].filter(([file]) => folderOf(file) === folder)
        .flatMap(([, found]) => found.map(({ target }) => folderOf(target)))
        .filter((target) => target !== folder);
    expect(circles(targets, pure)).toEqual([]);
  });

  test("orders know no storefront by name", () => {
    for (
      const [path, text] of Object.entries(sources).filter(([path]) => folderOf(fileOf(path)) === "orders")
    ) {
      const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
      expect(code, path).not.toMatch(/shopify|woocommerce|bigcommerce/i);
    }
  });

  test("there are files to read", () => {
    expect(Object.keys(sources).length).toBeGreaterThan(400);
  });

  test("a circle is found where there is one", () => {
    const targets: Readonly<Record<string, readonly string[]>> = { a: ["b"], b: ["c"], c: ["b"], d: ["a"] };
    expect(circles((name) => targets[name] ?? [], Object.keys(targets))).toEqual([["b", "c", "b"]]);
  });
});

/** Each circle once, as the way round it. Depth first: whoever is met again while being visited closes one. */
function circles(
  targetsOf: (name: string) => readonly string[],
  names: readonly string[],
): readonly string[][] {
  const found: string[][] = [];
  const done = new Set<string>();
  const visit = (name: string, way: readonly string[]) => {
    if (way.includes(name)) found.push([...way.slice(way.indexOf(name)), name]);
    else if (!done.has(name)) {
      for (const target of new Set(targetsOf(name))) visit(target, [...way, name]);
      done.add(name);
    }
  };
  for (const name of names) visit(name, []);
  return found;
}
