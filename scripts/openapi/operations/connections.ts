/** Chats, ways and senders, and what they left: the operations of the API, and what each does, takes and answers. */
import * as v from "valibot";
import { WayAccount } from "../../../src/doors/api/ways.ts";
import { ChatUrl, SlackAppSecrets } from "../../../src/doors/api/chats.ts";
import { NewSecret } from "../../../src/doors/api/senders.ts";
import { CHATS } from "../../../src/messages/chat.ts";
import { CONNECTED_NAMES } from "../../../src/flow/ways/connect_way.ts";
import { SENDER_NAMES } from "../../../src/doors/webhooks/sender_secrets.ts";
import { after, type Operation } from "../operation.ts";
import * as shapes from "../shapes.ts";
import { done, page } from "../shapes/value.ts";

export const CONNECTION_OPERATIONS: Readonly<Record<string, Operation>> = {
  "GET /chats": {
    id: "listChats",
    title: "The chats in which staff are told of alerts, and how it went last",
    more: "Their addresses are sealed and never shown.",
    answer: [200, v.object({ chats: v.array(shapes.Chat) })],
  },
  "PUT /chats/slack-app": {
    id: "connectSlackApp",
    title: "Connects the shop's own Slack app, by which people answer customers in Slack",
    more:
      "Slack is asked whether it knows the token. `events_url` is what the app's event subscription needs.",
    body: SlackAppSecrets,
    answer: [200, v.object({ connected: v.literal(true), events_url: v.string() })],
    refusals: [422],
    acts: ["chat.connect"],
  },
  "DELETE /chats/slack-app": {
    id: "disconnectSlackApp",
    title: "Forgets the shop's Slack app",
    answer: [200, done("disconnected")],
    refusals: [404],
    acts: ["chat.disconnect"],
  },
  "PUT /chats/{chat}": {
    id: "connectChat",
    title: "Connects a chat by its incoming webhook",
    more: "A first message follows within a minute.",
    path: { chat: v.picklist(CHATS) },
    body: ChatUrl,
    answer: [200, done("connected")],
    refusals: [404, 422],
    acts: ["chat.connect"],
  },
  "DELETE /chats/{chat}": {
    id: "disconnectChat",
    title: "Takes the connection away",
    path: { chat: v.picklist(CHATS) },
    answer: [200, done("disconnected")],
    refusals: [404],
    acts: ["chat.disconnect"],
  },
  "GET /ways": {
    id: "listWays",
    title: "The short ways to customers, and by which accounts they leave",
    more: "Secrets are sealed and never shown.",
    answer: [200, v.object({ ways: v.array(shapes.ConnectedWay) })],
  },
  "PUT /ways/{way}": {
    id: "connectWay",
    title: "Connects the shop's account at a way's service, and offers the way to customers",
    more: "The fields are those that `GET ways` names. A secret that is left out or empty stays as it was.",
    path: { way: v.picklist(CONNECTED_NAMES) },
    body: WayAccount,
    answer: [200, v.object({ connected: v.literal(true), hook_url: v.string() })],
    refusals: [404, 422],
    acts: ["way.connect"],
  },
  "DELETE /ways/{way}": {
    id: "disconnectWay",
    title: "Forgets the account; what is owed on the way goes by the next one",
    path: { way: v.picklist(CONNECTED_NAMES) },
    answer: [200, done("disconnected")],
    refusals: [404],
    acts: ["way.disconnect"],
  },
  "POST /ways/{way}/check": {
    id: "checkWay",
    title: "Asks the service whether the account works and its webhooks come here",
    path: { way: v.picklist(CONNECTED_NAMES) },
    answer: [
      200,
      v.object({ ok: v.boolean(), found: v.array(v.object({ ok: v.boolean(), says: v.string() })) }),
    ],
    refusals: [404],
  },
  "GET /senders": {
    id: "listSenders",
    title: "Who sends webhooks, when each was last heard, and whether that is usual",
    more:
      "Noted once in five minutes at most. `silent`: for more than a day, and twice as long as ever before. While two secrets are live, `newest_verified_at` says whether the new one works.",
    answer: [200, v.object({ senders: v.array(shapes.Sender) })],
  },
  "POST /senders/{source}/secret": {
    id: "rotateSecret",
    title: "Adds a sender's secret; the ones before stay valid",
    more:
      "Without `secret` one is made, for senders that take one, and is told this once. 409: four are live already.",
    path: { source: v.picklist(SENDER_NAMES) },
    body: NewSecret,
    answer: [201, v.object({ kept: v.literal(true), secret: v.optional(v.string()) })],
    refusals: [404, 409, 422],
    acts: ["secret.rotate"],
  },
  "DELETE /senders/{source}/old-secrets": {
    id: "dropOldSecrets",
    title: "Keeps the newest secret of each form alone",
    path: { source: v.picklist(SENDER_NAMES) },
    answer: [200, done("dropped")],
    refusals: [404],
    acts: ["secret.drop"],
  },
  "GET /audit": {
    id: "listActs",
    title: "Who did what at the desk and through the API",
    more: "Newest first, 100 a page.",
    query: after,
    answer: [200, page("acts", shapes.Act)],
    refusals: [400],
  },
  "GET /ignored": {
    id: "listIgnored",
    title: "Topics that came and say nothing Waybill acts on",
    more: "With how many came, 100 a page.",
    query: after,
    answer: [200, page("ignored", shapes.Ignored)],
    refusals: [400],
  },
  "GET /parked": {
    id: "listParked",
    title: "Webhooks that wait for an order nobody has brought",
    more: "100 a page: names and types, not what they say.",
    query: after,
    answer: [200, page("parked", shapes.Parked)],
    refusals: [400],
  },
};
