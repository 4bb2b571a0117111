import { describe, expect, test } from "vitest";
import { OPERATIONS } from "../../../scripts/openapi/operations.ts";
import { Act } from "../../../src/doors/api/cases.ts";
import { desk } from "../../../src/doors/admin/desk.tsx";

/** Each act of the desk below `/admin/:shop`, and the operations by which a program does the same. */
const PATHS: Readonly<Record<string, readonly string[]>> = {
  "/cases/:id/answer": ["POST /cases/{id}/answer"],
  "/cases/:id/solve": ["POST /cases/{id}/acts solve"],
  "/cases/:id/dismiss": ["POST /cases/{id}/acts dismiss"],
  "/cases/:id/reopen": ["POST /cases/{id}/acts reopen"],
  "/cases/:id/take": ["POST /cases/{id}/acts assign"],
  "/cases/:id/leave": ["POST /cases/{id}/acts assign"],
  "/cases/:id/give": ["POST /cases/{id}/acts assign"],
  "/cases/:id/snooze": ["POST /cases/{id}/acts snooze"],
  "/cases/:id/file": ["POST /cases/{id}/acts kind", "POST /cases/{id}/acts tag"],
  "/cases/:id/merge": ["POST /cases/{id}/acts merge"],
  "/cases/:id/link": ["POST /cases/{id}/acts link"],
  "/cases/:id/decide": ["POST /cases/{id}/decide"],
  "/returns/decide": ["POST /returns/decide"],
  "/stock/say": ["POST /stock/say"],
  "/feedback/answer": ["POST /feedback/answer"],
  "/mails/again": ["POST /mails/again"],
  "/mails/kinds/:kind/texts": ["POST /texts", "POST /texts/test", "POST /trials"],
  "/mails/kinds/:kind/back": ["POST /texts/back"],
  "/mails/own/make": ["PUT /templates/{name}"],
  "/mails/own/:name/save": [
    "PUT /templates/{name}",
    "POST /templates/{name}/preview",
    "POST /templates/{name}/test",
  ],
  "/mails/own/:name/back": ["POST /templates/{name}/back"],
  "/mails/own/:name/delete": ["DELETE /templates/{name}"],
  "/orders/find": ["POST /orders/find"],
  "/orders/answer": ["POST /conversations/answer"],
  "/orders/close": ["POST /conversations/close"],
  "/orders/correct": ["POST /unreachable/correct"],
  "/orders/hold": ["POST /orders/hold"],
  "/orders/release": ["POST /orders/release"],
  "/orders/delivery": ["POST /orders/delivery"],
  "/orders/write": ["POST /orders/write"],
  "/suppressions/find": ["POST /suppressions/find"],
  "/suppressions/add": ["POST /suppressions"],
  "/suppressions/import": ["POST /suppressions"],
  "/suppressions/release": ["DELETE /suppressions"],
  "/unreachable/correct": ["POST /unreachable/correct"],
  "/unreachable/dismiss": ["POST /unreachable/dismiss"],
  "/alarms/dismiss": ["POST /alarms/dismiss"],
  "/waiting/replay": ["POST /dead-letters/replay"],
  "/waiting/drop": ["DELETE /dead-letters/{id}"],
  "/waiting/spill": ["POST /spill/replay"],
  "/waiting/stop": ["POST /erasures/stop"],
  "/channels/ways/:way": ["PUT /ways/{way}", "DELETE /ways/{way}", "POST /ways/{way}/check"],
  "/figures/done": ["POST /figures/done"],
  "/figures/trials/start": ["POST /trials"],
  "/figures/trials/stop": ["POST /trials/stop"],
  "/figures/trials/adopt": ["POST /trials/adopt"],
  "/domain": ["POST /deliverability/domain"],
  "/settings/shadow": ["PATCH /settings/mails"],
  "/settings/kinds": ["PATCH /settings/mails"],
  "/settings/copies/add": ["PATCH /settings/mails"],
  "/settings/copies/remove": ["PATCH /settings/mails"],
  "/settings/orders/add": ["PATCH /settings/mails"],
  "/settings/orders/remove": ["PATCH /settings/mails"],
  "/settings/marketplaces": ["PATCH /settings"],
  "/settings/brand": ["PATCH /settings"],
  "/settings/promises": ["PATCH /settings"],
  "/settings/answers": ["PATCH /settings"],
  "/settings/canned/add": ["PATCH /settings"],
  "/settings/canned/change": ["PATCH /settings"],
  "/settings/canned/remove": ["PATCH /settings"],
  "/settings/senders/:source/secret": ["POST /senders/{source}/secret"],
  "/settings/senders/:source/drop": ["DELETE /senders/{source}/old-secrets"],
  "/settings/slack": ["PUT /chats/slack-app", "DELETE /chats/slack-app"],
  "/settings/chat": ["PUT /chats/{chat}", "DELETE /chats/{chat}"],
  "/people/invite": ["POST /people"],
  "/people/change": ["PATCH /people/{id}"],
  "/people/remove": ["DELETE /people/{id}"],
  "/programs/make": ["POST /tokens"],
  "/programs/end": ["DELETE /tokens/{id}"],
  "/programs/hooks/make": ["POST /webhooks"],
  "/programs/hooks/switch": ["PATCH /webhooks/{id}"],
  "/programs/hooks/end": ["DELETE /webhooks/{id}"],
  "/programs/hooks/rotate": ["POST /webhooks/{id}/rotate"],
  "/programs/hooks/test": ["POST /webhooks/{id}/test"],
  "/programs/hooks/replay": ["POST /webhooks/{id}/replay"],
};

/** What is of a person at a screen alone, and why a program has none of it. */
const OF_PERSONS: Readonly<Record<string, string>> = {
  "/cases/:id/here": "says that a person looks at the page",
  "/out": "ends a person's session",
  "/language": "chooses the language in which a person reads the desk",
};

/** Routes of the desk that change or ask something, `:act{a|b}` as one each. */
function actsOfDesk(): readonly string[] {
  const posts = desk.routes.filter(({ method, path }) => method === "POST" && path.startsWith("/:shop/"));
  return [
    ...new Set(posts.flatMap(({ path }) => {
      const below = path.replace(/^\/:shop/, "").replace(/(.)\/$/, "$1");
      const choice = /:\w+\{([\w|]+)\}/.exec(below);
      return choice === null ? [below] : choice[1]!.split("|").map((one) => below.replace(choice[0], one));
    })),
  ];
}

describe("everything that the desk does", () => {
  const acts = actsOfDesk();

  test("is known here, whatever is added to it", () => {
    expect(acts.length).toBeGreaterThan(50);
    expect(acts.filter((act) => !(act in PATHS) && !(act in OF_PERSONS))).toEqual([]);
    expect([...Object.keys(PATHS), ...Object.keys(OF_PERSONS)].filter((act) => !acts.includes(act))).toEqual(
      [],
    );
  });

  test.each(Object.entries(PATHS))("%s has its path in the API", (_, operations) => {
    expect(operations.length).toBeGreaterThan(0);
    const known = Act.options.map(({ entries }) => entries.act.literal as string);
    for (const named of operations) {
      const [method, path, act] = named.split(" ");
      expect(Object.keys(OPERATIONS)).toContain(`${method} ${path}`);
      if (act !== undefined) expect(known).toContain(act);
    }
  });
});
