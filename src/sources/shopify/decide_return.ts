/**
 * Approves or declines a return in a Shopify store. What is so already is not asked for again, and Shopify writes to no
 * customer. https://shopify.dev/docs/api/admin-graphql/latest/mutations/returnApproveRequest
 */
import * as v from "valibot";
import type { Changed, ChangeRefusal, StorefrontChange } from "../../orders/storefront_change.ts";
import { err, ok, type Result } from "../../result.ts";
import type { AdminAccess } from "./admin_api.ts";
import { askedOfAdmin } from "./asked_of_admin.ts";

const STATE = `query BeforeDecision($id: ID!) {
  return(id: $id) { id status order { id } }
}`;

const APPROVE = `mutation ApproveReturn($input: ReturnApproveRequestInput!) {
  returnApproveRequest(input: $input) {
    return { id status }
    userErrors { code }
  }
}`;

const DECLINE = `mutation DeclineReturn($input: ReturnDeclineRequestInput!) {
  returnDeclineRequest(input: $input) {
    return { id status }
    userErrors { code }
  }
}`;

const State = v.object({
  return: v.nullable(v.object({ status: v.string(), order: v.object({ id: v.string() }) })),
});
const Decided = v.nullable(v.object({ userErrors: v.array(v.object({ code: v.nullish(v.string()) })) }));

/** The state in which each decision leaves a return. */
const DONE = { approve: "OPEN", decline: "DECLINED" } as const;
/** Shopify's bound of a note to the customer. */
const NOTE_MAX = 500;

export async function decideAtShopify(
  access: AdminAccess,
  { order, return_id, decision, reason }: Extract<StorefrontChange, { type: "return" }>,
): Promise<Result<Changed, ChangeRefusal>> {
  if (!/^\d{1,20}$/.test(return_id)) return err("refused", "The return is none of Shopify's own");
  const id = `gid://shopify/Return/${return_id}`;
  const before = await askedOfAdmin(access, STATE, { id }, State);
  if (!before.ok) return before;
  const found = before.value.return;
  // Another order's return must not be decided by this one's number.
  if (found === null || found.order.id !== `gid://shopify/Order/${order}`) {
    return err("refused", "Shopify has no such return");
  }
  if (found.status === DONE[decision]) return ok("done");
  if (found.status !== "REQUESTED") {
    return err("refused", `The return is ${found.status.toLowerCase().slice(0, 20)} in Shopify`);
  }
  // The customer hears of it by Waybill's own mail.
  const input = { id, notifyCustomer: false };
  const [query, field, variables] = decision === "approve"
    ? [APPROVE, "returnApproveRequest", input] as const
    : [DECLINE, "returnDeclineRequest", {
      ...input,
      declineReason: "OTHER",
      ...(reason === undefined ? {} : { declineNote: reason.slice(0, NOTE_MAX) }),
    }] as const;
  const answer = await askedOfAdmin(access, query, { input: variables }, v.record(v.string(), v.unknown()));
  if (!answer.ok) return answer;
  const decided = v.safeParse(Decided, answer.value[field]);
  if (!decided.success) return err("unavailable", "Cannot read Shopify's answer to the decision");
  if (decided.output === null) return err("denied", "The token may not decide returns in Shopify");
  const [error] = decided.output.userErrors;
  if (error === undefined) return ok("done");
  const code = /^[A-Z_]{1,40}$/.exec(error.code ?? "")?.[0];
  return err("refused", `Shopify does not ${decision} the return: ${code ?? "an error without a code"}`);
}
