/** Pairs one kind of mail's content with its template; the compiler checks that both fit. */
import type { StandaloneView } from "../../../templates/standalone_view.ts";
import type { MailView, RenderedMail } from "../../../templates/view.ts";
import type { ShopSettings } from "../../orders/shop.ts";
import type { StandaloneKind } from "../../messages/message.ts";
import type { FactsOf } from "../../messages/standalone.ts";
import type { ContentInput } from "./input.ts";

/** Content and template of a mail about an order. */
export interface OrderLetter<Content> {
  readonly content: (input: ContentInput) => Content;
  readonly template: (view: MailView<Content>) => RenderedMail;
}

export function orderLetter<Content>(
  content: OrderLetter<Content>["content"],
  template: OrderLetter<Content>["template"],
): OrderLetter<Content> {
  return { content, template };
}

export interface StandaloneLinks {
  /** The URL that the button opens. */
  readonly action_url: string | null;
  /** Six digits, for the mail with the verification code. */
  readonly code: string | null;
}

/** The kind, locale and links with which a standalone mail is worded, beside its facts. */
export interface Setting {
  readonly kind: StandaloneKind;
  readonly locale: string;
  readonly shop: ShopSettings;
  readonly links: StandaloneLinks;
}

/** Content and template of a mail that belongs to no order. */
export interface StandaloneLetter<Kind extends StandaloneKind, Content> {
  readonly kind: Kind;
  readonly content: (facts: FactsOf<Kind>, setting: Setting) => Content;
  readonly template: (view: StandaloneView<Content>) => RenderedMail;
}

export function standaloneLetter<Kind extends StandaloneKind, Content>(
  kind: Kind,
  content: StandaloneLetter<Kind, Content>["content"],
  template: StandaloneLetter<Kind, Content>["template"],
): StandaloneLetter<Kind, Content> {
  return { kind, content, template };
}
