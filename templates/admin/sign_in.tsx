/** The sign-in form of a desk: the shop and its token, typed once. It never reveals which shops exist. */
import type { Child, FC } from "hono/jsx";
import { PageLayout } from "../pages/page_layout.tsx";
import { deskStylesheetPath } from "../pages/stylesheet.ts";
import type { LinkTo } from "./view.ts";
import { type DeskKey, w } from "./words.ts";

export interface SignInView {
  readonly shop: string;
  readonly token: string;
  /** The page that was asked for. */
  readonly to: string;
  readonly fault: Extract<DeskKey, `enter.fault_${string}`> | null;
}

export const SignInPage: FC<{ readonly view: SignInView }> = ({ view }) => (
  <Entry title={w("enter.title")}>
    <p class="lead">{w("enter.lead")}</p>
    {view.fault === null ? null : <p class="fault" role="alert">{w(view.fault)}</p>}
    <form class="card fields" method="post" action="/admin">
      <input type="hidden" name="form" value={view.token} />
      <input type="hidden" name="to" value={view.to} />
      <div class="field">
        <label for="shop">{w("enter.shop")}</label>
        <input
          id="shop"
          name="shop"
          value={view.shop}
          required
          maxlength={32}
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
        />
      </div>
      <div class="field">
        <label for="token">{w("enter.token")}</label>
        <p class="hint" id="token-hint">{w("enter.token_hint")}</p>
        <input
          id="token"
          name="token"
          type="password"
          required
          maxlength={200}
          autocomplete="current-password"
          aria-describedby="token-hint"
        />
      </div>
      <button class="button" type="submit">{w("enter.submit")}</button>
    </form>
  </Entry>
);

/** Shows the choice of shops to a person with access to several desks. */
export const ShopsPage: FC<{ readonly shops: readonly LinkTo[]; readonly next: string | null }> = (
  { shops, next },
) => (
  <Entry title={w("shops.title")}>
    {shops.length === 0 ? <p class="lead">{w("shops.none")}</p> : (
      <ul class="card rows">
        {shops.map(({ href, label }) => (
          <li>
            <a href={href}>{label}</a>
          </li>
        ))}
      </ul>
    )}
    {next === null ? null : (
      <p class="onward">
        <a href={next}>{w("shops.more")}</a>
      </p>
    )}
  </Entry>
);

/** Shown for a form that is refused: it was issued to somebody else, or too long ago. */
export const StalePage: FC<{ readonly back: string }> = ({ back }) => (
  <Entry title={w("stale.title")}>
    <p class="lead">{w("stale.lead")}</p>
    <p class="onward">
      <a class="button" href={back}>{w("stale.back")}</a>
    </p>
  </Entry>
);

/** Shown for an outage of Waybill, or of the service that holds the keys of Access. */
export const FailedPage: FC = () => (
  <Entry title={w("failed.title")}>
    <p class="lead">{w("failed.lead")}</p>
  </Entry>
);

/** A page of the desk for whoever is not in it. */
export const Entry: FC<{ readonly title: string; readonly children: Child }> = ({ title, children }) => (
  <PageLayout locale="en" dir="ltr" title={`${title} · Waybill`} stylesheet={deskStylesheetPath()}>
    <main class="wrap narrow entry">
      <h1>{title}</h1>
      {children}
    </main>
  </PageLayout>
);
