/** Shows the plain page for an unknown address and for an internal error. */
import type { Context } from "hono";
import { acceptedLocale } from "../../templates/locales/translate.ts";
import { ProblemPage } from "../../templates/pages/problem.tsx";

export function problemPage(context: Context, status: 404 | 500 | 503): Response | Promise<Response> {
  context.header("Cache-Control", "no-store");
  const locale = acceptedLocale(context.req.header("Accept-Language"));
  return context.html(
    <ProblemPage locale={locale} problem={status === 404 ? "not_found" : "failed"} />,
    status,
  );
}
