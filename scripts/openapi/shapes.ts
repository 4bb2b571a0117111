/** The shapes of the API's answers, by the names that the OpenAPI document has for them. Descriptions stand where a name does not say it. */
export {
  Case,
  CaseEntry,
  ConversationMessage,
  Order,
  OrderWithCases,
  Return,
  WholeCase,
} from "./shapes/cases.ts";
export { Act, Chat, ConnectedWay, Sender, Settings, SettingsChanged } from "./shapes/connections.ts";
export { CheckedDomain, Deliverability, DmarcSource, Suppression } from "./shapes/deliverability.ts";
export { Digest, Figures, Year } from "./shapes/figures.ts";
export { Mail, Template, TemplateShown, TemplateVariable, Trial } from "./shapes/mails.ts";
export {
  Delivery,
  Endpoint,
  NewTokenAnswer,
  Person,
  SandboxMail,
  Sent,
  SentMail,
  Token,
} from "./shapes/programs.ts";
export { Problem } from "./shapes/value.ts";
export { Erasure, Ignored, Kept, Letter, LetterWithBody, Parked, Unreachable } from "./shapes/waiting.ts";
