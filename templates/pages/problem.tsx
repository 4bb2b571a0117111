/** The page for an unknown URL, for a failure of Waybill and for a moment at which it cannot serve. It reveals nothing internal. */
import type { FC } from "hono/jsx";
import { translator } from "../locales/translate.ts";
import { type NoteFrame, NotePage, WaysOn } from "./link_gone.tsx";

interface ProblemProps extends NoteFrame {
  readonly problem: "not_found" | "failed" | "busy";
  /** The same page once more, where asking again does nothing twice. */
  readonly again_path?: string | null;
}

const ICONS = { not_found: "not_found", failed: "failed", busy: "clock" } as const;

export const ProblemPage: FC<ProblemProps> = ({ problem, again_path = null, ...frame }) => {
  const t = translator(frame.locale, frame.shop?.texts);
  return (
    <NotePage {...frame} title={`problem.${problem}_title`} icon={ICONS[problem]}>
      <p>{t(`problem.${problem}_lead`)}</p>
      {again_path === null ? null : (
        <p class="onward">
          <a class="button" href={again_path}>{t("problem.again")}</a>
        </p>
      )}
      <WaysOn {...frame} is_ours={problem !== "not_found"} />
    </NotePage>
  );
};
