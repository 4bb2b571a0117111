/**
 * `deno task read LANGUAGE…`: walks the forms of the pages against the local Worker and writes what each page, each
 * mail and each short message says, as its reader meets it, to `dist/read/LANGUAGE.txt`.
 */
import { CATALOGUE_NAMES } from "../templates/locales/translate.ts";
import { argumentsOf } from "../scripts/command_line.ts";
import { build, type House, start } from "./miniflare.ts";
import { readerOf } from "./read/reader.ts";
import { readAccount } from "./read/account.ts";
import { readClaims } from "./read/claims.ts";
import { readRequests } from "./read/requests.ts";
import { readReturns } from "./read/returns.ts";

const INFORMAL: Readonly<Record<string, string>> = { "de-du": "de", "es-tu": "es" };
const NAMES = [...CATALOGUE_NAMES, ...Object.keys(INFORMAL)];

const USAGE = `deno task read LANGUAGE...

Walks the forms of the pages and writes what they and their mails say to dist/read/LANGUAGE.txt, to be read aloud. What was
read above is left out: \`…\` and how many lines. LANGUAGE is one of ${NAMES.join(", ")}`;

const { positionals } = argumentsOf({
  name: "deno task read",
  usage: USAGE,
  options: {},
  positionals_max: NAMES.length,
}, Deno.args);

const strange = positionals.find((name) => !NAMES.includes(name));
if (positionals.length === 0 || strange !== undefined) {
  console.error(
    strange === undefined
      ? USAGE
      : `${JSON.stringify(strange)} is no language of \`deno task read\`\n${USAGE}`,
  );
  Deno.exit(2);
}
const script = await build("bench/worker.ts", "dist/bench");
await Deno.mkdir("dist/read", { recursive: true });
for (const name of positionals) {
  const locale = INFORMAL[name] ?? name;
  const house = await start({ script, consumers: true });
  try {
    await settle(house, locale, name in INFORMAL);
    const notes: string[] = [];
    try {
      const reader = readerOf(house, locale, notes);
      for (const read of [readRequests, readClaims, readReturns, readAccount]) await read(reader);
    } finally {
      await Deno.writeTextFile(`dist/read/${name}.txt`, folded(notes));
    }
    await Deno.writeTextFile(`dist/read/${name}.txt`, folded(notes));
    console.log(`dist/read/${name}.txt`);
  } finally {
    await house.miniflare.dispose();
  }
}
Deno.exit(0);

/** Leaves out each line that stood above, as nobody reads it twice; numbers and links count as the same. */
function folded(lines: readonly string[]): string {
  const seen = new Set<string>();
  let [text, left_out] = ["", 0];
  for (const line of lines.flatMap((part) => part.split("\n"))) {
    const is_title = /^(?:===|---|###) ?/.test(line) && !/^-+$/.test(line);
    const same = line.replace(/https?:\S+/g, "").replace(/\d+/g, "0");
    if (!is_title && seen.has(same)) {
      left_out++;
      continue;
    }
    seen.add(same);
    if (left_out > 0) text += `  … ${left_out}\n`;
    left_out = 0;
    text += `${line}\n`;
  }
  return text;
}

async function settle(house: House, locale: string, is_informal: boolean): Promise<void> {
  const settings = {
    name: "Nordlicht",
    locale,
    country: "DE",
    time_zone: "Europe/Berlin",
    withdrawal_days: 14,
    order_index: true,
    shipment_sms: true,
    shipment_telegram: true,
    reorder: { url: "https://nordlicht.example/cart?add={items}" },
    legal_lines: ["Nordlicht GmbH, Torstraße 1, 10119 Berlin"],
    returns: { window_days: 30, paid_by: "shop" },
    support: { hours: { days: [1, 2, 3, 4, 5], from_hour: 9, until_hour: 17 } },
    ...(is_informal ? { brand: { form_of_address: "informal" } } : {}),
  };
  await house.sql(
    `update shops set settings = json_patch(settings, '${JSON.stringify(settings).replaceAll("'", "''")}')`,
  );
}
