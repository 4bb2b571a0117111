/** Takes mails that a shop's own programs hand over, one or a hundred; shows and cancels them. A code is sent by the request itself. */
import type { Context } from "hono";
import { Hono } from "hono";
import * as v from "valibot";
import { deliverMessage } from "../../flow/deliver/deliver_message.ts";
import { acceptSends, cancelSend, keyIn, previewSend, type TakenSend } from "../../flow/programs/send.ts";
import { keyText, type MessageKey } from "../../messages/message.ts";
import { SHORT_WAYS, type Way } from "../../messages/ways.ts";
import { type LedgerRow, selectLedgerRow } from "../../sql/ledger.ts";
import { selectTags, SEND_KINDS } from "../../sql/sends.ts";
import { NewSend, NewSends } from "../forms/new_send.ts";
import { logFailure } from "../log.ts";
import { noteAct } from "./api_act.ts";
import type { ApiHono } from "./api_env.ts";
import { complain, readJson, refuse } from "./body.ts";
import { mailJson } from "./mail_json.ts";

const BODY_MAX_BYTES = 20_000_000;
const UNKNOWN = "must be the id of a mail that was handed over";

/** One, or `messages`. */
const Either = v.lazy((given): v.GenericSchema<unknown, NewSend | v.InferOutput<typeof NewSends>> =>
  typeof given === "object" && given !== null && "messages" in given ? NewSends : NewSend
);

export const sendApi = new Hono<ApiHono>();

sendApi.post("/", async (context) => {
  const { ports, shop } = context.var;
  const read = await readJson(context, Either, BODY_MAX_BYTES);
  if (!read.ok) return refuse(context, read);
  const is_batch = "messages" in read.value;
  const given = "messages" in read.value ? read.value.messages : [read.value];
  const at = (index: number, field: string) => is_batch ? `messages.${index}.${field}` : field;
  const now_ms = ports.clock();
  if (context.req.query("sandbox") !== undefined) {
    const shown = [];
    for (const [index, one] of given.entries()) {
      const made = await previewSend(ports, shop, one, now_ms);
      if (!made.ok) return complain(context, 422, at(index, made.fault.field), made.fault.rule);
      const { mail, raw, short } = made.value;
      const { subject = null, text = null, html = null } = mail ?? {};
      shown.push({ subject, text, html, bytes: raw.length, short });
    }
    return context.json({ sandbox: true, messages: shown });
  }
  const taken = await acceptSends(ports, shop, given, now_ms);
  if (!taken.ok) return complain(context, 422, at(taken.fault.index, taken.fault.field), taken.fault.rule);
  sendCodes(context, taken.value);
  return context.json({
    messages: taken.value.map(({ id, key, duplicate }) => ({ id, key: keyText(key), duplicate })),
  }, 202);
});

sendApi.get("/:id", async (context) => {
  const { ports, shop } = context.var;
  const key = keyIn(shop.id, context.req.param("id"));
  const rows = key === null ? [] : await rowsOf(ports.db, key);
  const row = rows.at(-1);
  if (key === null || row === undefined) return complain(context, 404, "id", UNKNOWN);
  const tags = await selectTags(ports.db, key).all();
  const kept = (tags.results[0] as { readonly tags: string | null } | undefined)?.tags ?? null;
  return context.json({
    ...mailJson(row, ports.clock()),
    id: context.req.param("id"),
    tags: kept?.split(" ") ?? [],
    way: wayOfSend(row.kind),
    tried: rows.slice(0, -1).map((one) => {
      const { key, state, reason } = mailJson(one, ports.clock());
      return { way: wayOfSend(one.kind), key, state, reason };
    }),
  });
});

sendApi.delete("/:id", async (context) => {
  const { ports, shop } = context.var;
  const key = keyIn(shop.id, context.req.param("id"));
  const row = key === null ? undefined : (await rowsOf(ports.db, key)).at(-1);
  if (row === undefined) return complain(context, 404, "id", UNKNOWN);
  if (!await cancelSend(ports, row, ports.clock())) {
    return complain(context, 409, "id", "must be of a mail that has not left and is not on its way");
  }
  await noteAct(context, "send.cancel", { detail: { about: keyText(row) } });
  return context.json({ cancelled: true });
});

/** The message with those that went before it by other ways: of each key that a fallback may have, in its order. */
async function rowsOf(db: D1Database, key: MessageKey): Promise<readonly LedgerRow[]> {
  const found = await db.batch<LedgerRow>(SEND_KINDS.map((kind) => selectLedgerRow(db, { ...key, kind })));
  const rows = found.flatMap(({ results }) => results);
  const isOver = ({ state }: LedgerRow) =>
    state === "failed" || state === "suppressed" || state === "bounced";
  return rows.toSorted((a, b) => a.dated_at - b.dated_at || Number(isOver(b)) - Number(isOver(a)));
}

function wayOfSend(kind: LedgerRow["kind"]): Way {
  return SHORT_WAYS.find((way) => kind === `sent_${way}`) ?? "mail";
}

/** Somebody waits before a screen: a code stands behind nothing that is queued. Where this fails, the clock sends it within a minute. */
function sendCodes(context: Context<ApiHono>, taken: readonly TakenSend[]): void {
  const { ports } = context.var;
  for (const { key, duplicate, is_code } of taken) {
    if (!is_code || duplicate) continue;
    context.executionCtx.waitUntil(
      deliverMessage(ports, key, ports.clock()).catch((error) =>
        logFailure("code_not_sent", { key: keyText(key) }, error)
      ),
    );
  }
}
