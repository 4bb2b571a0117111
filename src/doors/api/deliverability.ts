/** Shows how well the shop's mails arrive, and checks the DNS of the domain that they come from. */
import { Hono } from "hono";
import * as v from "valibot";
import { readDeliverability } from "../../flow/deliverability/read_deliverability.ts";
import { checkSender, domainOf, SELECTORS_MAX } from "../forms/sender_check.ts";
import type { ApiHono } from "./api_env.ts";
import { complain, JSON_MAX_BYTES, readJson, refuse } from "./body.ts";

export const DomainCheck = v.object({
  channel: v.optional(v.pipe(v.string(), v.maxLength(30)), ""),
  selectors: v.optional(
    v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(253))), v.maxLength(SELECTORS_MAX)),
    [],
  ),
  return_path: v.optional(v.pipe(v.string(), v.maxLength(254)), ""),
});

export const deliverabilityApi = new Hono<ApiHono>();

deliverabilityApi.get("/", async (context) => {
  const { ports, shop } = context.var;
  return context.json(await readDeliverability(ports.db, shop, ports.clock()));
});

deliverabilityApi.post("/domain", async (context) => {
  const { ports, shop } = context.var;
  const read = await readJson(context, DomainCheck, JSON_MAX_BYTES);
  if (!read.ok) return refuse(context, read);
  const checked = await checkSender(ports.resolve, shop.settings, read.value);
  if (checked === null) return complain(context, 422, "selectors", "must be host names, as must return_path");
  return context.json({
    domain: domainOf(shop.settings),
    channels: checked.map(({ channel, report: { findings, records, questions } }) => ({
      channel,
      findings,
      records,
      unasked: questions.length,
    })),
  });
});
