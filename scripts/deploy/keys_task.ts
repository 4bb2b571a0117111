/** `deno task keys`: the life of an installation's keys, from the file on this machine to the Worker. */
import { sealingRingIn } from "../../src/sealed.ts";
import { argumentsOf, runTask } from "../command_line.ts";
import { Misused } from "../misused.ts";
import { dropped, idsOf, type Keys, type Ring, RINGS, rotated } from "./key_ring.ts";
import { keysFile, readKeys, replaceKeys } from "./keys.ts";
import { openRemote, type Remote } from "./remote.ts";
import { reseal, sealedBy } from "./reseal.ts";
import { accountOf } from "./step.ts";
import { secretsOf } from "./worker.ts";

const USAGE = `deno task keys list [--env staging]
deno task keys rotate [links|sealing] [--env staging]
deno task keys reseal [--env staging]
deno task keys drop links|sealing ID [--env staging]
deno task keys upload [--env staging]

The keys of an installation that \`deno task deploy\` made: deploy/production.keys and the Worker's secrets.

  list      the ids of the keys in use, the newest first; never a key
  rotate    puts a new key before the others, here and in the Worker. The old ones go on opening what they made
  reseal    seals the secrets of all shops with the newest sealing key
  drop      takes an old key out. A sealing key only after \`reseal\`; every link that an old link key signed ends with it
  upload    gives the Worker what the file holds, where an earlier command could not

After a leak of the sealing key: rotate sealing, reseal, drop sealing 1, then rotate each shop's own secrets at its senders.
After a leak of the link keys: rotate links, drop links 1. Customers ask for a new link at /s/<shop>.

  --env NAME    another installation than production`;

const OPTIONS = { env: { type: "string", default: "production" } } as const;
const COMMANDS = { list, rotate, reseal: resealAll, drop, upload } as const;

if (import.meta.main) await runTask(main);

async function main(): Promise<void> {
  const task = { name: "deno task keys", usage: USAGE, options: OPTIONS, positionals_max: 3 };
  const { values, positionals: [command = "", ...rest] } = argumentsOf(task, Deno.args);
  if (!Object.hasOwn(COMMANDS, command)) {
    throw new Misused(
      `COMMAND must be one of ${Object.keys(COMMANDS).join(", ")}: got ${JSON.stringify(command)}`,
    );
  }
  const root = Deno.cwd();
  const remote = await openRemote(values.env, root);
  const keys = await readKeys(remote.installation);
  if (keys === null) {
    throw new Misused(
      `${keysFile(remote.installation)} must be on this machine: copy it from where it was made`,
    );
  }
  await COMMANDS[command as keyof typeof COMMANDS](remote, keys, rest);
}

function list(_: Remote, keys: Keys): void {
  for (const ring of Object.keys(RINGS) as Ring[]) {
    const [newest, ...others] = idsOf(keys, ring);
    console.log(
      `${ring.padEnd(8)} ${newest} makes new ones${
        others.length === 0 ? "" : `; ${others.join(", ")} still open theirs`
      }`,
    );
  }
  console.log(
    keys.PEPPER === undefined
      ? "pepper   the sealing key; the first rotation makes it one of its own"
      : "pepper   its own; it never changes",
  );
}

async function rotate(remote: Remote, keys: Keys, [only]: readonly string[]): Promise<void> {
  const rings = only === undefined ? Object.keys(RINGS) as Ring[] : [ringNamed(only)];
  let next = keys;
  for (const ring of rings) next = rotated(next, ring, remote.context.ports.random(32));
  await putInUse(remote, next);
  for (const ring of rings) console.log(`${ring}: key ${idsOf(next, ring)[0]} makes new ones.`);
  if (rings.includes("sealing")) console.log("Next: `deno task keys reseal`.");
}

async function drop(remote: Remote, keys: Keys, [name, id]: readonly string[]): Promise<void> {
  const ring = ringNamed(name ?? "");
  const next = dropped(keys, ring, Number(id));
  if (ring === "sealing") {
    const left = await sealedBy(remote.run, Number(id));
    if (left.length > 0) {
      throw new Misused(
        `Cannot drop sealing key ${id} as it must seal nothing: ${left.length} shops, such as ${
          left[0]
        }. \`deno task keys reseal\` first`,
      );
    }
  }
  await putInUse(remote, next);
  console.log(`${ring}: key ${id} opens nothing any more.`);
}

async function resealAll(remote: Remote, keys: Keys): Promise<void> {
  const ring = await sealingRingIn(keys.SEALING_KEY);
  const nonce = () => remote.context.ports.random(12);
  const { shops, resealed, closed } = await reseal(remote.run, ring, nonce);
  console.log(
    `${shops} shops: ${resealed} sealed anew with key ${ring[0]!.id}, ${
      shops - resealed - closed.length
    } were already.`,
  );
  if (closed.length > 0) {
    throw new Error(
      `No key opens the secrets of ${closed.join(", ")}. An older copy of ${
        keysFile(remote.installation)
      } may; otherwise give them anew with \`deno task shop add\``,
    );
  }
}

async function upload(remote: Remote, keys: Keys): Promise<void> {
  await give(remote, keys);
  console.log(`The Worker has what ${keysFile(remote.installation)} holds.`);
}

/** The file first: a key that only the Worker had could never be read again. */
async function putInUse(remote: Remote, keys: Keys): Promise<void> {
  await replaceKeys(remote.installation, keys);
  try {
    await give(remote, keys);
  } catch (error) {
    throw new Error(
      `${(error as Error).message}\nThe new keys are in ${
        keysFile(remote.installation)
      }, and the Worker has not all of them. Once it can be reached: \`deno task keys upload\``,
    );
  }
  console.log(`Copy ${keysFile(remote.installation)} to where your passwords are.`);
}

/** The pepper first: without it the Worker would not start with a second sealing key. */
async function give({ context }: Remote, { PEPPER, SEALING_KEY, LINK_KEYS }: Keys): Promise<void> {
  if (await secretsOf(context) === null) {
    throw new Error(`There is no Worker ${context.names.worker}: \`deno task deploy\` makes it`);
  }
  const path = `/accounts/${accountOf(context)}/workers/scripts/${context.names.worker}/secrets`;
  for (
    const [name, text] of Object.entries({
      ...(PEPPER === undefined ? {} : { PEPPER }),
      SEALING_KEY,
      LINK_KEYS,
    })
  ) {
    await context.ports.cloudflare.call(path, { method: "PUT", body: { name, text, type: "secret_text" } });
  }
}

function ringNamed(text: string): Ring {
  if (Object.hasOwn(RINGS, text)) return text as Ring;
  throw new Misused(`RING must be one of ${Object.keys(RINGS).join(", ")}: got ${JSON.stringify(text)}`);
}
