/** The first screen of an order's page: its situation, how far it is, what to do now, and the newest scans. */
import type { FC } from "hono/jsx";
import type { Translate } from "../locales/translate.ts";
import type { ActsView, OrderView, ScanView } from "../view.ts";
import { headlineText } from "../parts/headline_text.ts";
import { labelled } from "../parts/labelled.ts";
import { ended, sentenceSpace } from "../parts/sentences.ts";
import { Icon, type IconName } from "./icon.tsx";

interface HeroProps {
  readonly view: OrderView;
  readonly t: Translate;
  /** Above the headline: which order this is. */
  readonly eyebrow: string;
  readonly calendar_path?: string | null;
  readonly acts?: ActsView;
  readonly scans?: readonly ScanView[];
  /** True for the page that the recipient of a present reads. */
  readonly is_gift?: boolean;
  /** Path of the form that shows what is hidden. */
  readonly unmask_path?: string | null;
}

/** Each mood has a mark of its own shape, so that it can be told without its colour. */
export const MARKS: Readonly<Record<OrderView["situation"]["mood"], IconName>> = {
  good: "parcel",
  needs: "bell",
  money: "card",
  sorry: "bubble",
};

/** Good news shows how far the goods are. */
function markOf(
  { situation: { mood, returning, is_claim }, ships, way, shipments, timeline }: OrderView,
): IconName {
  if (mood === "needs" && shipments.some(({ waiting }) => waiting !== null)) return "place";
  if (mood !== "good" || returning !== null) return MARKS[mood];
  if (is_claim) return MARKS.good;
  if (way === "digital") return "tick";
  if (!ships || shipments.length === 0) return MARKS.good;
  return timeline.every(({ state }) => state === "done") ? "home" : "truck";
}

export const Hero: FC<HeroProps> = (
  { view, t, eyebrow, calendar_path = null, acts, scans = [], is_gift = false },
) => {
  const { mood, headline, fact, next, requests } = view.situation;
  return (
    <section class={`hero mood-${mood}`}>
      <div class="first">
        <p class="eyebrow">
          <span class="mark">
            <Icon name={is_gift && mood === "good" ? "gift" : markOf(view)} />
          </span>
          <bdi>{eyebrow}</bdi>
        </p>
        <h1>{headlineText(view.locale, headline)}</h1>
        {fact === null ? null : <p class="lead">{fact}</p>}
        <Timeline view={view} t={t} />
        {next === null ? null : (
          <p class="next">
            <strong>{labelled(t, t("page.next"))}</strong>
            {sentenceSpace(view.locale)}
            {next}
          </p>
        )}
        {acts === undefined || (acts.primary === null && acts.others.length === 0)
          ? null
          : (
            <p class="acts-first no-print">
              {acts.primary === null ? null : <Act {...acts.primary} kind="button" />}
              {acts.others.map((one) => <Act {...one} kind="button quiet" />)}
            </p>
          )}
        {calendar_path === null ? null : (
          <p class="small beside no-print">
            <a href={calendar_path}>{t("page.calendar")}</a>
          </p>
        )}
        {requests.length === 0 ? null : (
          <ul class="requests" aria-label={t("page.requests")}>
            {requests.map((request) => (
              <li>
                <strong>{ended(view.locale, request.headline)}</strong>
                {sentenceSpace(view.locale)}
                {request.since}
              </li>
            ))}
          </ul>
        )}
      </div>
      <Scans scans={scans} t={t} />
    </section>
  );
};

const Act: FC<{ readonly href: string; readonly label: string; readonly kind: string }> = (
  { href, label, kind },
) => <a class={kind} href={href} rel={href.startsWith("/") ? undefined : "noreferrer"}>{label}</a>;

const Timeline: FC<{ readonly view: OrderView; readonly t: Translate }> = ({ view, t }) => (
  <section aria-labelledby="progress">
    <h2 id="progress" class="vh">{t("page.progress")}</h2>
    <ol class="steps">
      {view.timeline.map(({ label, state, on }) => (
        <li class={state} aria-current={state === "current" ? "step" : undefined}>
          <span class="label">
            {label} <span class="vh">({t(`page.step_${state}`)})</span>
          </span>
          {on === null ? null : <span class="on">{on}</span>}
        </li>
      ))}
    </ol>
  </section>
);

const Scans: FC<{ readonly scans: readonly ScanView[]; readonly t: Translate }> = ({ scans, t }) =>
  scans.length === 0 ? null : (
    <section class="scans">
      <h2>{t("page.where")}</h2>
      <ol>
        {scans.map(({ at, text, place }) => (
          <li>
            <span class="place">
              <bdi>{place ?? text}</bdi>
            </span>
            <span class="at">{at}</span>
            {place === null ? null : (
              <span class="what">
                <bdi>{text}</bdi>
              </span>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
