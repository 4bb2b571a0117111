/**
 * `deno task connectors`: checks the WooCommerce plugin (each file by `php -l`, PHPUnit over a real WordPress with a stand-in for
 * WooCommerce) and zips it for a shop. `deno task connectors zip` only zips. Needs Debian's packages `wordpress php-cli php-mysql
 * php-xml php-mbstring php-curl mariadb-server phpunit`.
 */
import { zipSync } from "fflate";
import { argumentsOf } from "./command_line.ts";
import { run } from "./packages/run.ts";
import { startWordpress } from "./connectors/wordpress.ts";

const PLUGIN = "connectors/woocommerce";
const ZIPPED = "dist/connectors";
/** Files that are not part of a shop's zip. */
const LEFT_OUT = /^(tests\/|README\.md$)/;

const USAGE = `deno task connectors [zip]

Checks the WooCommerce plugin (each file by php -l, PHPUnit over a real WordPress) and zips it into dist/connectors.

  zip    only zips it`;

const { positionals } = argumentsOf({
  name: "deno task connectors",
  usage: USAGE,
  options: {},
  positionals_max: 1,
}, Deno.args);
if (positionals[0] !== "zip") {
  await lint();
  await test();
}
await zip();

async function lint(): Promise<void> {
  const files = await filesIn(PLUGIN);
  const php = files.filter((path) => path.endsWith(".php"));
  for (const path of php) await run("php", ["-l", `${PLUGIN}/${path}`]);
  console.log(`ok ${php.length} files are PHP`);
}

async function test(): Promise<void> {
  const wordpress = await startWordpress();
  try {
    const env = { WAYBILL_WORDPRESS: await Deno.realPath(wordpress.folder) };
    const settings = ["--bootstrap", `${PLUGIN}/tests/bootstrap.php`, "--testdox", "--colors=never"];
    console.log(await run("phpunit", [...settings, `${PLUGIN}/tests/WaybillTest.php`], { env }));
  } finally {
    await wordpress.stop();
  }
}

async function zip(): Promise<void> {
  const files = (await filesIn(PLUGIN)).filter((path) => !LEFT_OUT.test(path));
  const main = await Deno.readTextFile(`${PLUGIN}/waybill.php`);
  const version = /^ \* Version: (\S+)$/m.exec(main)![1];
  if (!main.includes(`'WAYBILL_VERSION', '${version}'`)) {
    throw new Error(`WAYBILL_VERSION must be ${version}`);
  }
  const entries = await Promise.all(
    files.map(async (path) => [`waybill/${path}`, await Deno.readFile(`${PLUGIN}/${path}`)] as const),
  );
  await Deno.mkdir(ZIPPED, { recursive: true });
  const zipped = zipSync(Object.fromEntries(entries), { mtime: new Date("2026-01-01T00:00:00Z") });
  await Deno.writeFile(`${ZIPPED}/waybill-woocommerce-${version}.zip`, zipped);
  console.log(
    `${ZIPPED}/waybill-woocommerce-${version}.zip: ${files.length} files, ${
      Math.round(zipped.length / 100) / 10
    } KB`,
  );
}

async function filesIn(folder: string, prefix = ""): Promise<readonly string[]> {
  const files: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory) files.push(...await filesIn(`${folder}/${name}`, `${prefix}${name}/`));
    else files.push(`${prefix}${name}`);
  }
  return files.toSorted();
}
