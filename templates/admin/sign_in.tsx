/** The sign-in pages of a desk: by a code to a person's address, or by the shop's token. They never reveal which shops and people exist. */
import type { Child, FC } from "hono/jsx";
import { PageLayout } from "../pages/page_layout.tsx";
import { deskStylesheet } from "./desk_stylesheet.ts";
import type { LinkTo } from "./view.ts";
import { type DeskKey, deskLanguageNow, w } from "./words.ts";

export interface SignInView {
  readonly shop: string;
  readonly token: string;
  /** The token of the form that asks for a code. */
  readonly code_token: string;
  /** The page that was asked for. */
  readonly to: string;
  readonly fault: Extract<DeskKey, `enter.fault_${string}`> | null;
}

export const SignInPage: FC<{ readonly view: SignInView }> = ({ view }) => (
  <Entry title={w("enter.title")}>
    {view.fault === null ? null : <p class="fault" role="alert">{w(view.fault)}</p>}
    <h2 class="way">{w("enter.by_code")}</h2>
    <form class="card fields" method="post" action="/admin/~code">
      <input type="hidden" name="form" value={view.code_token} />
      <input type="hidden" name="to" value={view.to} />
      <ShopField id="code-shop" shop={view.shop} />
      <div class="field">
        <label for="email">{w("enter.email")}</label>
        <input id="email" name="email" type="email" required maxlength={254} autocomplete="email" />
      </div>
      <button class="button" type="submit">{w("enter.send")}</button>
    </form>
    <h2 class="way">{w("enter.by_token")}</h2>
    <p class="lead">{w("enter.lead")}</p>
    <form class="card fields" method="post" action="/admin">
      <input type="hidden" name="form" value={view.token} />
      <input type="hidden" name="to" value={view.to} />
      <ShopField id="shop" shop={view.shop} />
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

const ShopField: FC<{ readonly id: string; readonly shop: string }> = ({ id, shop }) => (
  <div class="field">
    <label for={id}>{w("enter.shop")}</label>
    <input
      id={id}
      name="shop"
      value={shop}
      required
      maxlength={32}
      autocomplete="username"
      autocapitalize="none"
      spellcheck={false}
    />
  </div>
);

export interface CodeView {
  readonly shop: string;
  readonly email: string;
  readonly to: string;
  readonly token: string;
  readonly is_wrong: boolean;
}

/** Asks for the code that was sent, if the address belongs to somebody at this desk. */
export const DeskCodePage: FC<{ readonly view: CodeView }> = ({ view }) => (
  <Entry title={w("code.title")}>
    <p class="lead">{w("code.lead", { email: view.email })}</p>
    {view.is_wrong ? <p class="fault" role="alert">{w("code.wrong")}</p> : null}
    <form class="card fields" method="post" action="/admin/~code">
      <input type="hidden" name="form" value={view.token} />
      <input type="hidden" name="to" value={view.to} />
      <input type="hidden" name="shop" value={view.shop} />
      <input type="hidden" name="email" value={view.email} />
      <div class="field">
        <label for="code">{w("code.code")}</label>
        <input
          id="code"
          name="code"
          required
          inputmode="numeric"
          maxlength={16}
          autocomplete="one-time-code"
        />
      </div>
      <button class="button" type="submit">{w("enter.submit")}</button>
    </form>
    <p class="onward">
      <a href={`/admin/${view.shop}`}>{w("code.back")}</a>
    </p>
  </Entry>
);

export interface JoinView {
  readonly shop: { readonly id: string; readonly name: string };
  readonly name: string;
  readonly role: string;
  readonly email: string;
  readonly token: string;
}

/** What an invitation leads to. It opens nothing: the code does. */
export const JoinPage: FC<{ readonly view: JoinView }> = ({ view }) => (
  <Entry title={w("join.title", { shop: view.shop.name })}>
    <p class="lead">{w("join.lead", { name: view.name, role: view.role, email: view.email })}</p>
    <form class="card fields" method="post" action="/admin/~code">
      <input type="hidden" name="form" value={view.token} />
      <input type="hidden" name="to" value="" />
      <input type="hidden" name="shop" value={view.shop.id} />
      <input type="hidden" name="email" value={view.email} />
      <button class="button" type="submit">{w("enter.send")}</button>
    </form>
  </Entry>
);

/** Shown for an invitation that is over, or was taken back. */
export const NoInvitationPage: FC = () => (
  <Entry title={w("join.over_title")}>
    <p class="lead">{w("join.over_lead")}</p>
    <p class="onward">
      <a class="button" href="/admin">{w("enter.submit")}</a>
    </p>
  </Entry>
);

/** Shown for what the person's role may not do. */
export const RefusedPage: FC<{ readonly back: string; readonly lead: string }> = ({ back, lead }) => (
  <Entry title={w("refused_act.title")}>
    <p class="lead">{lead}</p>
    <p class="onward">
      <a class="button" href={back}>{w("refused_act.back")}</a>
    </p>
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
  <PageLayout
    locale={deskLanguageNow()}
    dir="ltr"
    title={`${title} · Waybill`}
    stylesheet={deskStylesheet.path()}
  >
    <main class="wrap narrow entry">
      <h1>{title}</h1>
      {children}
    </main>
  </PageLayout>
);
