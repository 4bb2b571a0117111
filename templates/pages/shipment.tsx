/** One parcel on the order's page: how far it is, and the way to its carrier. */
import type { FC } from "hono/jsx";
import type { Translate } from "../locales/translate.ts";
import type { ProofView, WaitingView } from "../content.ts";
import type { ShipmentView, TrackingView } from "../view.ts";
import { Lines } from "./lines.tsx";
import { Pieces } from "./pieces.tsx";

interface ShipmentProps {
  readonly shipment: ShipmentView;
  readonly t: Translate;
}

export const Shipment: FC<ShipmentProps> = ({ shipment, t }) => {
  const links = shipment.is_home ? [] : shipment.tracking.filter(({ url }) => url !== null);
  return (
    <section class={`card parcel mood-${shipment.mood}`}>
      <div class="row">
        <h2>{shipment.title}</h2>
        <span class="tag">{shipment.state}</span>
      </div>
      {shipment.expected === null ? null : <p class="when">{shipment.expected}</p>}
      <Proof proof={shipment.proof} t={t} />
      <Waiting waiting={shipment.waiting} t={t} />
      <Pieces pieces={shipment.items} label={t("parcel.contents")} />
      <Numbers tracking={shipment.tracking} is_home={shipment.is_home} t={t} />
      {links.length === 0 ? null : (
        <div class="actions">
          {links.map(({ carrier, url }) => (
            <a class="button quiet" href={url ?? ""} rel="noreferrer">
              {carrier === null ? t("parcel.track") : t("parcel.track_with", { carrier })}
            </a>
          ))}
        </div>
      )}
      {shipment.scans.length < 4 ? null : (
        <details class="history">
          <summary>{t("parcel.history", { count: shipment.scans.length })}</summary>
          <ol>
            {shipment.scans.map(({ at, text, place }) => (
              <li>
                <span class="at">{at}</span>
                <span>
                  <bdi>{text}</bdi>
                  {place === null ? null : (
                    <>
                      {" · "}
                      <bdi>{place}</bdi>
                    </>
                  )}
                </span>
              </li>
            ))}
          </ol>
        </details>
      )}
    </section>
  );
};

/** Who took it and where it was left. */
const Proof: FC<{ readonly proof: ProofView | null; readonly t: Translate }> = ({ proof, t }) =>
  proof === null ? null : (
    <>
      <dl class="facts">
        {proof.rows.map(({ label, value }) => (
          <>
            <dt>{label}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </>
        ))}
      </dl>
      {proof.url === null ? null : (
        <p class="small">
          <a href={proof.url} rel="noreferrer">{t("arrived.proof")}</a>
        </p>
      )}
    </>
  );

/** Where it waits, until when, and what is shown there. */
const Waiting: FC<{ readonly waiting: WaitingView | null; readonly t: Translate }> = ({ waiting, t }) =>
  waiting === null ? null : (
    <>
      <dl class="facts">
        {[
          [t("pickup.until"), waiting.until === null ? [] : [waiting.until], undefined] as const,
          [t("pickup.code"), waiting.code === null ? [] : [waiting.code], "code"] as const,
          [t("pickup.place"), waiting.place, undefined] as const,
          [t("pickup.hours"), waiting.hours, undefined] as const,
          [t("parcel.note"), waiting.note === null ? [] : [waiting.note], undefined] as const,
        ].filter(([, lines]) => lines.length > 0).map(([label, lines, kind]) => (
          <>
            <dt>{label}</dt>
            <dd class={kind}>
              <Lines lines={lines} />
            </dd>
          </>
        ))}
      </dl>
      {waiting.directions === null ? null : (
        <p class="contents no-print">
          <a href={waiting.directions} rel="noreferrer">{t("page.directions")}</a>
        </p>
      )}
    </>
  );

interface NumbersProps {
  readonly tracking: readonly TrackingView[];
  /** Once it is home its number alone leads to the carrier. */
  readonly is_home: boolean;
  readonly t: Translate;
}

const Numbers: FC<NumbersProps> = ({ tracking, is_home, t }) => {
  const numbered = tracking.filter(({ number, carrier }) => number !== null || carrier !== null);
  return numbered.length === 0 ? null : (
    <dl class="facts numbers">
      {numbered.map(({ number, carrier, url }) => (
        <>
          {carrier === null || (url !== null && !is_home) ? null : (
            <>
              <dt>{t("parcel.carrier")}</dt>
              <dd>{carrier}</dd>
            </>
          )}
          {number === null ? null : (
            <>
              <dt>{t("parcel.tracking_number")}</dt>
              <dd>{is_home && url !== null ? <a href={url} rel="noreferrer">{number}</a> : number}</dd>
            </>
          )}
        </>
      ))}
    </dl>
  );
};
