/** Tokens of the shop's programs: made, listed and ended. */
import { checkValue } from "../../src/doors/forms/check_value.ts";
import { NewToken } from "../../src/doors/forms/new_token.ts";
import { mintToken } from "../../src/flow/programs/api_tokens.ts";
import {
  API_TOKENS_MAX,
  deleteApiToken,
  insertApiToken,
  readApiTokens,
  selectApiToken,
  selectApiTokens,
} from "../../src/sql/api_tokens.ts";
import { Misused } from "../misused.ts";
import { type Call, mustHave, runInItsCell } from "./call.ts";

/** Makes a token for a program of the shop, and shows it this once. */
export async function token(call: Call): Promise<void> {
  await mustHave(call);
  const asked = {
    name: call.values.name,
    scopes: call.values.scope,
    ...(call.values.days !== undefined && { days: Number(call.values.days) }),
  };
  const read = checkValue(asked, NewToken);
  if (!read.ok) throw new Misused(`--${read.field.replace(/^scopes.*/, "scope")} ${read.message}`);
  const made = await mintToken(
    (count) => crypto.getRandomValues(new Uint8Array(count)),
    read.value,
    Date.now(),
  );
  const runThere = await runInItsCell(call);
  await runThere((db) => insertApiToken(db, call.id, made.row));
  const [kept] = await runThere((db) => selectApiToken(db, call.id, made.row.id));
  if (kept === undefined) throw new Misused(`Shop ${call.id} must have fewer than ${API_TOKENS_MAX} tokens`);
  const { public_url } = await call.keyed();
  console.log(`Token    ${made.token}   (shown this once)`);
  console.log(`Address  ${public_url}/api/shops/${call.id}/`);
}

export async function tokens(call: Call): Promise<void> {
  await mustHave(call);
  const runThere = await runInItsCell(call);
  const rows = readApiTokens({ results: await runThere((db) => selectApiTokens(db, call.id)) });
  for (const { id: one, name, scopes, used_at, expires_at } of rows) {
    const used = used_at === null ? "never used" : `used ${new Date(used_at).toISOString()}`;
    const until = expires_at === null ? "" : `, until ${new Date(expires_at).toISOString()}`;
    console.log(`${one}  ${name}  ${scopes.join(" ")}  ${used}${until}`);
  }
  if (rows.length === 0) console.log(`No program of ${call.id} has a token.`);
}

export async function endToken(call: Call): Promise<void> {
  await mustHave(call);
  const runThere = await runInItsCell(call);
  const token_id = call.third;
  const [known] = await runThere((db) => selectApiToken(db, call.id, token_id));
  if (known === undefined) {
    throw new Misused(`Shop ${call.id} has no token ${token_id}: deno task shop tokens ${call.id}`);
  }
  await runThere((db) => deleteApiToken(db, call.id, token_id));
  console.log(`Token ${token_id} opens nothing any more.`);
}
