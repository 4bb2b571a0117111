/** Whom to write to: the sentence with its address as a link, wherever the language puts it. */
import type { FC } from "hono/jsx";
import type { Translate } from "../locales/translate.ts";
import type { ReaderView } from "../view.ts";
import { lightAccent } from "./accent.ts";

export const Support: FC<{ readonly view: ReaderView; readonly t: Translate }> = ({ view: { shop }, t }) => {
  const [before = "", after = ""] = t("order.support_sentence", { email: "\u0000" }).split("\u0000");
  return (
    <>
      {t("order.support")} {before}
      <a
        href={`mailto:${shop.support_email}`}
        class="a"
        style={`color:${lightAccent(shop.accent).text};text-decoration:underline`}
      >
        {shop.support_email}
      </a>
      {after}
    </>
  );
};
