import { describe, expect, test } from "vitest";

/** Who may import whom. A folder that is not named here may not exist. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  index: ["doors", "config"],
  config: ["links", "sealed"],
  sealed: [],
  result: [],
  doors: [
    "flow",
    "sources",
    "providers",
    "links",
    "config",
    "conversations",
    "sql",
    "channels/capture",
    "orders",
    "messages",
    "customers",
    "dns",
    "domains",
    "mail",
    "result",
    "sealed",
    "templates",
    "package",
  ],
  flow: [
    "orders",
    "stock",
    "messages",
    "providers/provider",
    "customers",
    "domains",
    "mail",
    "channels",
    "links",
    "sql",
    "result",
    "sealed",
  ],
  sources: ["orders", "stock", "result"],
  stock: ["orders", "messages"],
  providers: [
    "messages/key_tag",
    "sources/source",
    "sources/verify/signature",
    "sources/verify/ed25519",
    "sources/read/json",
    "sources/read/parse_error",
    "result",
  ],
  orders: ["messages", "result"],
  messages: ["orders", "channels/channel", "result"],
  customers: ["orders", "messages", "result"],
  conversations: ["result"],
  domains: ["result"],
  dns: ["domains", "result"],
  mail: ["templates", "orders", "messages", "customers", "conversations", "result"],
  channels: ["messages", "mail", "result"],
  links: ["result"],
  sql: ["orders", "stock", "messages", "customers"],
  templates: [],
};

/** What a folder must never touch, by the text of its code. */
const NEVER: Readonly<Record<string, RegExp>> = {
  orders: /\basync\b|\bfetch\(|Date\.now|Math\.random|new Date\(\)|\benv\b/,
  stock: /\basync\b|\bfetch\(|Date\.now|Math\.random|new Date\(\)|\benv\b/,
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

describe("the import table", () => {
  for (const [path, text] of Object.entries(sources)) {
    const file = path.replace("../", "").replace("src/", "");
    const folder = file.split(/[/.]/)[0]!;
    test(`${file} imports only what its folder may`, () => {
      expect(MAY_IMPORT, `folder ${folder}`).toHaveProperty(folder);
      for (const [, from] of text.matchAll(/(?:from|import) ?\(?"(\.[^"]+)"/g)) {
        const target = new URL(from!, `file:///${path.replace("../", "")}`).pathname.slice(1).replace(
          "src/",
          "",
        );
        const allowed = target.startsWith(`${folder}/`) || target.startsWith(`${folder}.`) ||
          MAY_IMPORT[folder]!.some((name) => target.startsWith(`${name}/`) || target.startsWith(`${name}.`));
        expect(allowed, `${file} imports ${target}`).toBe(true);
      }
      const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
      expect(code).not.toMatch(NEVER[folder] ?? /(?!)/);
    });
  }

  test("the files are there to be read", () => {
    expect(Object.keys(sources).length).toBeGreaterThan(20);
  });
});
