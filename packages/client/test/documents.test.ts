/** What the documents show of the client compiles in a strict shop, as CommonJS and as ESM, and harms no shop. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../../", import.meta.url).href);
const DOCUMENTS = ["docs/connecting.md", "packages/client/README.md"];
const MODULES = ["commonjs", "esnext"] as const;
const CLIENT = { "": "index", "/file": "file_outbox", "/sql": "sql_outbox" } as const;

mkdirSync(`${root}.cache`, { recursive: true });
const folder = mkdtempSync(`${root}.cache/snippets-`);
afterAll(() => rmSync(folder, { recursive: true }));

/** The blocks of a document that import the client. */
function snippetsIn(document: string): readonly string[] {
  return [...readFileSync(root + document, "utf8").matchAll(/^```ts\n([^]*?)^```$/gm)].map(([, code]) =>
    code!
  )
    .filter((code) => code.includes("@waybill/client"));
}

const SNIPPETS = DOCUMENTS.flatMap((document) =>
  snippetsIn(document).map((code, index) => [`${document} ${index + 1}`, code] as const)
);

/** What the compiler says of the snippet beside the client's sources; empty where it compiles. */
function faultsOf(code: string, module: (typeof MODULES)[number]): string {
  const paths = Object.fromEntries(
    Object.entries(CLIENT).map(([path, file]) => [
      `@waybill/client${path}`,
      [`${root}packages/client/src/${file}.ts`],
    ]),
  );
  const compilerOptions = {
    module,
    moduleResolution: "bundler",
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    target: "es2022",
    lib: ["es2023", "dom"],
    types: ["node"],
    typeRoots: [`${root}node_modules/@types`],
    paths,
  };
  writeFileSync(`${folder}/tsconfig.json`, JSON.stringify({ compilerOptions, files: ["shown.ts"] }));
  writeFileSync(`${folder}/shown.ts`, code);
  try {
    execFileSync(process.execPath, ["run", "-A", "npm:typescript/tsc", "-p", folder], {
      cwd: root,
      encoding: "utf8",
      stdio: "pipe",
    });
    return "";
  } catch (error) {
    return (error as { readonly stdout: string }).stdout || String(error);
  }
}

test("each document shows the client", () => {
  for (const document of DOCUMENTS) expect(snippetsIn(document).length, document).toBeGreaterThan(0);
});

describe.each(SNIPPETS)("%s", (_, code) => {
  test.each(MODULES)("compiles as %s", { timeout: 60_000 }, (module) => {
    expect(faultsOf(code, module)).toBe("");
  });

  test("waits for nothing while its module loads, and leaves no rejection", () => {
    expect(code).not.toMatch(/^(?:const [^=]+= )?await /m);
    expect(code).toMatch(/fileOutbox\S*\([^)]*\)\.catch\(/);
  });
});

test("a snippet that no shop can compile is noticed", { timeout: 60_000 }, () => {
  expect(faultsOf("export const one = await Promise.resolve(1);\n", "commonjs")).toContain("await");
  expect(faultsOf('import { nothing } from "@waybill/client";\nnothing();\n', "esnext")).toContain("nothing");
});
