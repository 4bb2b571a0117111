/**
 * Has real deliveries read by their senders' sources: `deno task conformance samples FOLDER`, where FOLDER holds one folder a
 * sender with its bodies. Prints what each tells; exits 1 when one is refused, and says so where there is nothing to read.
 */
import type { Source } from "../../src/sources/source.ts";
import { SOURCES } from "../../src/sources/table.ts";

const [folder] = Deno.args;
if (folder === undefined) {
  console.error("Cannot read samples as their folder must be given: deno task conformance samples FOLDER");
  Deno.exit(2);
}
let read = 0;
let refused = 0;
for (const [name, source] of Object.entries(SOURCES)) {
  const files = filesIn(`${folder}/${name}`);
  if (files.length === 0) console.log(`${name}: SKIPPED, no delivery in ${folder}/${name}`);
  for (const file of files) {
    read += 1;
    const counted = await tell(source, file, await Deno.readFile(`${folder}/${name}/${file}`));
    if (counted === null) refused += 1;
  }
}
console.log(`${read} deliveries read, ${refused} refused`);
Deno.exit(refused > 0 ? 1 : 0);

function filesIn(path: string): readonly string[] {
  try {
    return [...Deno.readDirSync(path)].map(({ name }) => name).filter((name) => name.endsWith(".json"))
      .sort();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

/** What a delivery tells, printed without its content; null when it is refused. */
async function tell(source: Source, file: string, body: Uint8Array): Promise<string | null> {
  const reading = await source.read({ headers: headersOf(source, file), body, received_at_ms: Date.now() });
  if (!reading.ok) {
    console.log(`${source.name}/${file}: REFUSED, ${reading.message}`);
    return null;
  }
  const counted = reading.value.type === "ignored"
    ? `ignored, ${reading.value.topic}`
    : reading.value.orders.flatMap(({ events }) => events.map(({ type }) => type)).join(", ");
  console.log(`${source.name}/${file}: ${counted}`);
  return counted;
}

/** The topic by the name of the file, where the sender tells it in a header: `orders_create.json` is `orders/create`. */
function headersOf({ name }: Source, file: string): Headers {
  const topic = file.replace(/\.json$/, "");
  switch (name) {
    case "shopify":
      return new Headers({ "x-shopify-topic": topic.replace(/_(create|updated?|paid|cancelled)$/, "/$1") });
    case "woocommerce":
      return new Headers({
        "x-wc-webhook-topic": topic === "order" ? "order.updated" : topic.replace("_", "."),
      });
    case "standard":
      return new Headers({ "webhook-id": topic });
    default:
      return new Headers();
  }
}
