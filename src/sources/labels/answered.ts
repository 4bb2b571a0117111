/** Posts a question to a provider of labels and reads its answer. */
import type * as v from "valibot";
import type { LabelRefusal } from "../../orders/return_label.ts";
import { err, type Result } from "../../result.ts";
import { readJson } from "../read/json.ts";
import { checked } from "../read/parse_error.ts";
import type { Ask } from "../source.ts";

export async function answered<Of>(
  ask: Ask,
  url: string,
  headers: Readonly<Record<string, string>>,
  json: unknown,
  schema: v.GenericSchema<unknown, Of>,
): Promise<Result<Of, LabelRefusal>> {
  const answer = await ask(new URL(url), { headers, json });
  if (!answer.ok) return answer;
  const { status, body } = answer.value;
  const { host } = new URL(url);
  if (status === 401 || status === 403) return err("denied", `${host} answered ${status}`);
  if (status >= 400 && status < 500 && status !== 429) return err("refused", `${host} answered ${status}`);
  if (status !== 200 && status !== 201) return err("unavailable", `${host} answered ${status}`);
  const read = readJson(body);
  const value = read.ok ? checked(schema, read.value) : read;
  return value.ok ? value : err("unavailable", `Cannot read the answer of ${host}: ${value.message}`);
}
