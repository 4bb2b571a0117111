/**
 * Has real deliveries read by their senders' sources: `deno task conformance samples FOLDER`, where FOLDER holds one folder a
 * sender with its bodies. Prints what each says, and each total that its own parts do not make; exits 1 when a delivery is
 * refused or contradicts itself, and says so where there is nothing to read.
 */
import { contradictionsIn } from "../../src/orders/account/contradictions.ts";
import type { Source, SourcePorts } from "../../src/sources/source.ts";
import { SOURCES } from "../../src/sources/table.ts";

/** Of a shop that has set nothing and whose sender cannot be asked. */
const NO_PORTS: SourcePorts = {
  registered_url: "https://orders.shop.example/webhooks",
  tokens: [],
  store_domain: null,
  date_names: [],
  sub_orders: false,
  ask: () => Promise.reject(new Error("A delivery is read from its body alone")),
};

const [folder] = Deno.args;
if (folder === undefined) {
  console.error(
    "Cannot read samples as their folder must be given: deno task conformance samples FOLDER",
  );
  Deno.exit(2);
}
const found = { read: 0, refused: 0, contradicts_itself: 0 };
for (const [name, source] of Object.entries(SOURCES)) {
  const files = filesIn(`${folder}/${name}`);
  if (files.length === 0) {
    console.log(`${name}: SKIPPED, no delivery in ${folder}/${name}`);
  }
  for (const file of files) {
    found.read += 1;
    const outcome = await outcomeOf(
      source,
      file,
      await Deno.readFile(`${folder}/${name}/${file}`),
    );
    if (outcome !== null) found[outcome] += 1;
  }
}
console.log(
  `${found.read} deliveries read, ${found.refused} refused, ${found.contradicts_itself} with parts that are not their total`,
);
Deno.exit(found.refused + found.contradicts_itself > 0 ? 1 : 0);

function filesIn(path: string): readonly string[] {
  try {
    return [...Deno.readDirSync(path)].map(({ name }) => name).filter((name) => name.endsWith(".json"))
      .sort();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

/** Prints what a delivery says, without its content; returns what is wrong with it, null where nothing is. */
async function outcomeOf(
  source: Source,
  file: string,
  body: Uint8Array,
): Promise<"refused" | "contradicts_itself" | null> {
  const name = `${source.name}/${file}`;
  const reading = await source.read({
    headers: headersOf(source, file),
    body,
    received_at_ms: Date.now(),
  }, NO_PORTS);
  if (!reading.ok) {
    console.log(`${name}: REFUSED, ${reading.message}`);
    return "refused";
  }
  if (reading.value.type === "ignored") {
    console.log(`${name}: ignored, ${reading.value.topic}`);
    return null;
  }
  const events = reading.value.type === "events" ? reading.value.orders.flatMap(({ events }) => events) : [];
  console.log(`${name}: ${events.map(({ type }) => type).join(", ")}`);
  const contradictions = events.flatMap(contradictionsIn);
  for (const { of, stated_minor, parts_minor } of contradictions) {
    console.log(
      `${name}: DOES NOT ADD UP, ${of} is ${stated_minor}, its parts are ${parts_minor} (minor units)`,
    );
  }
  return contradictions.length > 0 ? "contradicts_itself" : null;
}

/**
 * The topic by the name of the file, where the sender tells it in a header: `orders_create.json` is `orders/create`, and so is
 * `orders_create-0012.json`.
 */
function headersOf({ name }: Source, file: string): Headers {
  const topic = file.replace(/\.json$/, "").replace(/[-.].*$/, "");
  switch (name) {
    case "shopify":
      return new Headers({
        "x-shopify-topic": topic.replace(
          /_(create|updated?|paid|cancelled)$/,
          "/$1",
        ),
      });
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
