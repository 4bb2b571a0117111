/** What customers rate, send back and write: the operations of the API, and what each does, takes and answers. */
import * as v from "valibot";
import { Conversation, ConversationAnswer } from "../../../src/doors/api/conversations.ts";
import { RatingAnswer } from "../../../src/doors/api/feedback.ts";
import { AskedOfReturn, ReturnDecision, ReturnLabel } from "../../../src/doors/api/returns.ts";
import { FEEDBACK_LISTS } from "../../../src/sql/feedback.ts";
import { after, type Operation, order_key, text } from "../operation.ts";
import * as shapes from "../shapes.ts";
import { about, After, done, page } from "../shapes/value.ts";

export const CUSTOMER_OPERATIONS: Readonly<Record<string, Operation>> = {
  "GET /feedback": {
    id: "listRatings",
    title: "What customers rated",
    more: "Newest first, 100 a page; `low`: up to two of five stars, or four of ten.",
    query: { list: v.optional(v.picklist(FEEDBACK_LISTS)), ...after },
    answer: [
      200,
      page(
        "ratings",
        v.object({
          order: order_key,
          about: about(text, "`delivery`, `nps`, or `line:` and the line's id"),
          score: v.number(),
          of: v.number(),
          words: v.nullable(text),
          rated_at: text,
        }),
      ),
    ],
    refusals: [400],
  },
  "POST /feedback/answer": {
    id: "answerRating",
    title: "Answers an order's rating",
    more:
      "In the case that a low one opened, otherwise as a new one. 409 where no mail reaches the customer.",
    body: RatingAnswer,
    answer: [202, v.object({ case: text })],
    refusals: [404, 409, 422],
    acts: ["rating.answer"],
  },
  "GET /returns": {
    id: "listReturns",
    title: "Returns of the orders that have one open",
    more: "50 orders a page.",
    query: after,
    answer: [
      200,
      v.object({ indexed: v.boolean(), returns: v.array(shapes.Return), after: After }),
    ],
    refusals: [400],
  },
  "POST /returns/decide": {
    id: "decideReturn",
    title: "Approves or declines a return, or notes that it came",
    more:
      "The customer gets the order's own mail about it. `label_url` and what follows it: a label that the shop made itself, for an approval. 409: the return is in another state.",
    body: ReturnDecision,
    answer: [202, done("decided")],
    refusals: [404, 409, 422],
    acts: ["return.approve", "return.decline", "return.received"],
  },
  "POST /returns/label": {
    id: "addReturnLabel",
    title: "Adds a label to a return that is approved",
    more:
      "The customer gets it by mail and on the page; a newer one takes the place of an older one. 409: the return is in another state.",
    body: ReturnLabel,
    answer: [202, done("added")],
    refusals: [404, 409, 422],
    acts: ["return.label"],
  },
  "POST /returns/ask": {
    id: "askAboutReturn",
    title: "Asks the customer of a return something before it is decided",
    more: "The return's case waits for the answer, as after `POST /cases/{id}/ask`.",
    body: AskedOfReturn,
    answer: [202, v.object({ asked: v.literal(true), by_mail: v.boolean(), case: v.string() })],
    refusals: [404, 422],
    acts: ["case.ask"],
  },
  "GET /conversations": {
    id: "listConversations",
    title: "What customer and shop wrote about an order",
    more: "By conversation, the oldest first, 100 a page.",
    query: { order: order_key, ...after },
    answer: [200, page("messages", shapes.ConversationMessage)],
    refusals: [400],
  },
  "POST /conversations/answer": {
    id: "answerConversation",
    title: "Answers the customer by mail and on the order's page",
    more: "The same `id` is the same answer.",
    body: ConversationAnswer,
    answer: [202, done("answered")],
    refusals: [404, 422],
    acts: ["case.answer"],
  },
  "POST /conversations/close": {
    id: "closeConversation",
    title: "Closes a conversation and says so by mail",
    more: "What waited for it (follow-up, feedback) goes on.",
    body: Conversation,
    answer: [202, done("closed")],
    refusals: [404, 422],
    acts: ["case.solve"],
  },
};
