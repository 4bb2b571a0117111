/** People, tokens, what programs hand over, and webhooks to them: the operations of the API, and what each does, takes and answers. */
import * as v from "valibot";
import { RoleChange } from "../../../src/doors/api/people.ts";
import { Replay } from "../../../src/doors/api/webhooks.ts";
import { EndpointChange, NewEndpoint } from "../../../src/doors/forms/new_endpoint.ts";
import { NewPerson } from "../../../src/doors/forms/new_person.ts";
import { AnySend } from "../../../src/doors/forms/new_send.ts";
import { NewToken } from "../../../src/doors/forms/new_token.ts";
import { after, type Operation, text } from "../operation.ts";
import * as shapes from "../shapes.ts";
import { about, done, page } from "../shapes/value.ts";

export const PROGRAM_OPERATIONS: Readonly<Record<string, Operation>> = {
  "GET /people": {
    id: "listPeople",
    title: "The shop's people at the desk",
    more: "At most 200.",
    answer: [200, v.object({ people: v.array(shapes.Person) })],
  },
  "POST /people": {
    id: "invitePerson",
    title: "Invites somebody",
    more: "A link goes by mail, and a code lets them in. 409: at the desk already, or 200 people.",
    body: NewPerson,
    answer: [202, v.object({ invited: v.boolean(), id: text })],
    refusals: [409, 422],
    acts: ["person.invite"],
  },
  "PATCH /people/{id}": {
    id: "changeRole",
    title: "Gives somebody another role",
    body: RoleChange,
    answer: [200, done("changed")],
    refusals: [404, 422],
    acts: ["person.change"],
  },
  "DELETE /people/{id}": {
    id: "removePerson",
    title: "Takes somebody away, with their sessions",
    answer: [200, done("removed")],
    refusals: [404],
    acts: ["person.remove"],
  },
  "GET /tokens": {
    id: "listTokens",
    title: "The tokens of the shop's programs",
    more: "At most 100.",
    answer: [200, v.object({ tokens: v.array(shapes.Token) })],
  },
  "POST /tokens": {
    id: "makeToken",
    title: "Makes a token",
    more: "409: the shop has 100.",
    body: NewToken,
    answer: [201, shapes.NewTokenAnswer],
    refusals: [409, 422],
    acts: ["token.make"],
  },
  "DELETE /tokens/{id}": {
    id: "endToken",
    title: "Ends a token at once",
    answer: [200, done("ended")],
    refusals: [404],
    acts: ["token.end"],
  },
  "POST /send": {
    id: "send",
    title: "Hands a mail over, or up to 100 as `messages`",
    more:
      "By a built-in template with its data, by one of the shop's own (`own:NAME`), or with `subject` and one of `html`, `markdown` and `text`. All are taken, or none where one is wrong (`messages.3.to.email`). The same `id` for the same reader is one message, by whichever way or lane (`duplicate`). With `?sandbox` nothing is kept and nothing leaves: the answer is 200 and shows what would. docs/sending.md.",
    query: { sandbox: about(v.optional(text), "Only shows what would leave") },
    body: v.union([AnySend, v.object({ messages: v.array(AnySend) })]),
    answer: [202, v.object({ messages: v.array(shapes.Sent) })],
    also: [200, v.object({ sandbox: v.boolean(), messages: v.array(shapes.SandboxMail) })],
    refusals: [413, 422],
  },
  "GET /send/{id}": {
    id: "readSend",
    title: "What became of a mail that was handed over",
    answer: [200, shapes.SentMail],
    refusals: [404],
  },
  "DELETE /send/{id}": {
    id: "cancelSend",
    title: "Cancels a mail that has not left",
    more: "409: it has left, or is on its way.",
    answer: [200, done("cancelled")],
    refusals: [404, 409],
    acts: ["send.cancel"],
  },
  "GET /webhooks": {
    id: "listWebhooks",
    title: "The addresses that are told of what happens",
    more: "At most 20. docs/webhooks.md lists the events and how they are signed.",
    answer: [200, v.object({ webhooks: v.array(shapes.Endpoint) })],
  },
  "POST /webhooks": {
    id: "makeWebhook",
    title: "Adds an address",
    more: "It gets `webhook.test` within a minute. Without `types`, all. 409: the shop has 20.",
    body: NewEndpoint,
    answer: [201, v.object({ id: text, secret: about(text, "Shown this once") })],
    refusals: [409, 422],
    acts: ["webhook.make"],
  },
  "PATCH /webhooks/{id}": {
    id: "changeWebhook",
    title: "Changes an address or its types, switches it off or on",
    body: EndpointChange,
    answer: [200, done("changed")],
    refusals: [404, 422],
    acts: ["webhook.change"],
  },
  "DELETE /webhooks/{id}": {
    id: "endWebhook",
    title: "Takes an address away, with its log",
    answer: [200, done("ended")],
    refusals: [404],
    acts: ["webhook.end"],
  },
  "POST /webhooks/{id}/rotate": {
    id: "rotateWebhook",
    title: "Makes a new signing secret",
    more: "Both sign for a day, so that the receiver can change over.",
    answer: [201, v.object({ secret: about(text, "Shown this once"), both_until: text })],
    refusals: [404],
    acts: ["webhook.rotate"],
  },
  "POST /webhooks/{id}/test": {
    id: "testWebhook",
    title: "Sends the address a first word",
    answer: [202, v.object({ owed: v.number() })],
    refusals: [404],
    acts: ["webhook.test"],
  },
  "POST /webhooks/{id}/replay": {
    id: "replayWebhook",
    title: "Tells again what the address did not take, or one event",
    more: "500 at a time.",
    body: Replay,
    answer: [202, v.object({ owed: v.number() })],
    refusals: [404, 422],
    acts: ["webhook.replay"],
  },
  "GET /webhooks/{id}/events": {
    id: "listWebhookEvents",
    title: "What the address was told and is to be, with each try",
    more: "Newest first, 100 a page, for 14 days.",
    query: after,
    answer: [200, page("events", shapes.Delivery)],
    refusals: [400, 404],
  },
};
