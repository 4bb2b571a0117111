/** The page for an address that leads nowhere and for a failure of ours. It tells a stranger nothing about the inside. */
import type { FC } from "hono/jsx";
import { translator } from "../locales/translate.ts";
import { NotePage } from "./link_gone.tsx";

interface ProblemProps {
  readonly locale: string;
  readonly problem: "not_found" | "failed";
}

export const ProblemPage: FC<ProblemProps> = ({ locale, problem }) => (
  <NotePage locale={locale} title={`problem.${problem}_title`} icon={problem}>
    <p>{translator(locale)(`problem.${problem}_lead`)}</p>
  </NotePage>
);
