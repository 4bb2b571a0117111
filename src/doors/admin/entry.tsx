/**
 * Lets a person to a shop's desk by a session of ours (the shop's token, or a code to a person's address) or by
 * Cloudflare Access, refuses what their role may not do, and shows everybody else the sign-in page.
 */
import type { Context, Next } from "hono";
import { RefusedPage } from "../../../templates/admin/sign_in.tsx";
import { deskLanguage, deskTongue, inTongue, w } from "../../../templates/admin/words.ts";
import type { Shop } from "../../flow/ports.ts";
import { SHOP_ID } from "../../orders/order_id.ts";
import { type PersonRow, selectPersonByEmail } from "../../sql/people.ts";
import { mayAct } from "../../values/role.ts";
import { inCell, type Ports, portsOf } from "../ports.ts";
import { servedIn } from "../shop_moves.ts";
import { openDesk } from "./session.ts";
import { showSignIn } from "./sign_in.tsx";
import type { DeskHono, Reader } from "./desk_env.ts";
import { DESK_SCRIPT_POLICY } from "./desk_script.ts";
import { languageFor } from "./language.ts";
import { leastRole } from "./least_role.ts";
import { accessEmail, mayOpen } from "./may_open.ts";

export async function enter(context: Context<DeskHono>, next: Next): Promise<Response | void> {
  const ports = portsOf(context.env);
  const now_ms = ports.clock();
  const shop_id = context.req.param("shop") ?? "";
  const shop = SHOP_ID.test(shop_id) ? await ports.find_shop(shop_id, now_ms) : null;
  const reader = shop === null ? null : await readerOf(context, inCell(ports, shop), shop, now_ms);
  // An unknown shop and another person's shop get the same answer.
  if (shop === null || reader === null) return await showSignIn(context, { shop: shop_id, fault: null });
  const least = leastRole(context.req.method, context.req.path);
  if (!mayAct(reader.role, least)) {
    const view = {
      back: `/admin/${shop.id}`,
      lead: w("refused_act.lead", { role: w(`role.${reader.role}`) }),
    };
    return await context.html(<RefusedPage {...view} />, 403);
  }
  context.set("policy", DESK_SCRIPT_POLICY);
  context.set("desk", { ports: servedIn(context, ports, shop), shop, now_ms, ...reader });
  return await inTongue(await deskTongue(languageFor(context, shop, reader.language)), next);
}

async function readerOf(
  context: Context<DeskHono>,
  ports: Ports,
  shop: Shop,
  now_ms: number,
): Promise<Reader | null> {
  const session = await openDesk(context, ports, shop, now_ms);
  if (session !== null) {
    const who = `session ${session.name}`;
    return session.person === null
      ? { ...NO_PERSON, who, email: null, person: await shopsOwn(shop), role: "owner", has_session: true }
      : { who, ...personOf(session.person), has_session: true };
  }
  const email = await accessEmail(context, ports, now_ms);
  if (email === null) return null;
  const who = `access ${email}`;
  const known = await selectPersonByEmail(ports.db, shop.id, email).first<PersonRow>();
  if (known !== null) return { who, ...personOf(known), has_session: false };
  return mayOpen(shop.settings, email)
    ? { ...NO_PERSON, who, email, person: email, role: "owner", has_session: false }
    : null;
}

const NO_PERSON = { person_id: null, language: null } as const;

type Personal = Pick<Reader, "email" | "person" | "role" | "person_id" | "language">;

function personOf({ id, email, name, role, language }: PersonRow): Personal {
  return { email, person: name, role, person_id: id, language };
}

/** Whoever has the shop's token bears one name in the audit, whichever language their browser prefers. */
async function shopsOwn({ settings }: Shop): Promise<string> {
  const tongue = await deskTongue(deskLanguage(settings.locale) ?? "en");
  return inTongue(tongue, () => w("people.token"));
}
