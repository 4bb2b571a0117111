/** Shows the plain page for an unknown address, for an internal error and for a shop that moves. */
import type { Context } from "hono";
import { acceptedLocale } from "../../templates/locales/translate.ts";
import type { NoteFrame } from "../../templates/pages/link_gone.tsx";
import { ProblemPage } from "../../templates/pages/problem.tsx";

const PROBLEMS = { 404: "not_found", 500: "failed", 503: "busy" } as const;

export async function problemPage(context: Context, status: 404 | 500 | 503): Promise<Response> {
  context.header("Cache-Control", "no-store");
  return context.html(
    <ProblemPage
      {...await frameOf(context)}
      problem={PROBLEMS[status]}
      again_path={status === 404 ? null : samePath(context)}
    />,
    status,
  );
}

/** Where asking once more does nothing twice. A path that begins with two slashes would lead to another host. */
function samePath({ req: { method, url } }: Context): string | null {
  const { pathname, search } = new URL(url);
  return method !== "GET" || pathname.startsWith("//") ? null : `${pathname}${search}`;
}

/** Most that is served are webhooks, which show no page. */
async function frameOf(context: Context): Promise<NoteFrame> {
  try {
    const { noteFrame } = await import("./pages/note_frame.ts");
    return await noteFrame(context);
  } catch {
    // What failed may have been the shop itself; the failure has its own line in the log, and this page needs no shop.
    return { locale: acceptedLocale(context.req.header("Accept-Language")) };
  }
}
