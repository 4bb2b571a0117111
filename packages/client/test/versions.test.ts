import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { EVENTS_VERSION } from "../src/index.ts";
import schema from "../../../src/doors/events_schema.json" with { type: "json" };
import { manifest } from "../../saleor/src/manifest.ts";

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), "../..");
const PACKAGES = ["client", "vendure", "medusa", "saleor"];

async function manifestOf(name: string) {
  const read = (file: string) => readFile(join(FOLDER, name, file), "utf8");
  return {
    json: JSON.parse(await read("package.json")),
    changelog: await read("CHANGELOG.md"),
    readme: await read("README.md"),
    license: await read("LICENSE"),
  };
}

test("the connectors' major version is that of the event format that the Worker takes", async () => {
  expect(EVENTS_VERSION).toBe(schema.version);
  for (const name of PACKAGES) {
    const { json } = await manifestOf(name);
    expect(json.version.split(".")[0], name).toBe(String(EVENTS_VERSION));
  }
});

test.each(PACKAGES)(
  "%s names its version in its changelog, has a README and the project's license, and pins what it needs",
  async (name) => {
    const { json, changelog, readme, license } = await manifestOf(name);
    expect(json.name).toBe(`@waybill/${name}`);
    expect(json.license).toBe("MIT");
    expect(changelog).toContain(`## ${json.version}`);
    expect(readme.length).toBeGreaterThan(500);
    expect(license).toContain("MIT");
    for (const version of Object.values(json.dependencies)) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    if (name !== "client") {
      const { json: client } = await manifestOf("client");
      expect(json.dependencies["@waybill/client"]).toBe(client.version);
    }
  },
);

test("every package is among those that are held to this", async () => {
  const folders = (await readdir(FOLDER, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory()).map(({ name }) => name);
  expect(folders.filter((name) => name !== "support" && name !== "node_modules").sort()).toEqual(
    [...PACKAGES].sort(),
  );
});

test("Saleor's manifest bears the package's version", async () => {
  const { json } = await manifestOf("saleor");
  expect(manifest("https://app.example").version).toBe(json.version);
});
