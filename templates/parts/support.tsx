/** The sentence with the support address as a link, at the place where the language puts it. */
import type { HtmlEscapedString } from "hono/utils/html";
import type { Translate } from "../locales/translate.ts";
import type { ReaderView } from "../view.ts";
import { lightAccent } from "./accent.ts";
import { precompiled } from "./precompiled.ts";
import { sentenceSpace } from "./sentences.ts";

interface SupportProps {
  readonly view: ReaderView;
  readonly t: Translate;
}

export function Support({ view: { shop, locale }, t }: SupportProps): HtmlEscapedString {
  const [before = "", after = ""] = t("order.support_sentence", { email: PLACE }).split(PLACE);
  const { text: colour } = lightAccent(shop.accent);
  return sentence({
    question: t("order.support"),
    space: sentenceSpace(locale),
    before,
    email: shop.support_email,
    colour,
    after,
  });
}

/** Stands for the address until the sentence is cut there. */
const PLACE = "\u0000";

interface Sentence {
  readonly question: string;
  readonly space: string;
  readonly before: string;
  readonly email: string;
  readonly colour: string;
  readonly after: string;
}

const sentence = precompiled<Sentence>(({ question, space, before, email, colour, after }) => (
  <>
    {question}
    {space}
    {before}
    <a href={`mailto:${email}`} class="a" style={`color:${colour};text-decoration:underline`}>{email}</a>
    {after}
  </>
));
