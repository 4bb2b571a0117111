/** The page for an unknown URL and for a failure of Waybill. It reveals nothing internal. */
import type { FC } from "hono/jsx";
import { translator } from "../locales/translate.ts";
import { NotePage, WaysOn } from "./link_gone.tsx";

interface ProblemProps {
  readonly locale: string;
  readonly problem: "not_found" | "failed";
}

export const ProblemPage: FC<ProblemProps> = ({ locale, problem }) => (
  <NotePage locale={locale} title={`problem.${problem}_title`} icon={problem}>
    <p>{translator(locale)(`problem.${problem}_lead`)}</p>
    <WaysOn locale={locale} />
  </NotePage>
);
