/** The pieces of a shipment, or those that are still to come: each with its picture and its quantity. */
import type { FC } from "hono/jsx";
import type { PieceView } from "../view.ts";

interface PiecesProps {
  readonly pieces: readonly PieceView[];
  readonly label: string;
}

export const Pieces: FC<PiecesProps> = ({ pieces, label }) =>
  pieces.length === 0 ? null : (
    <ul class="items pieces" aria-label={label}>
      {pieces.map(({ title, variant, initial, image_url, quantity, times }) => (
        <li>
          {image_url === null
            ? <span class="pic mono" aria-hidden="true">{initial}</span>
            : <img class="pic" src={image_url} alt="" width="56" height="56" loading="lazy" />}
          <div>
            <p class="title">
              <bdi>{title}</bdi>
            </p>
            {variant === null ? null : (
              <p class="more">
                <bdi>{variant}</bdi>
              </p>
            )}
          </div>
          <p class="times">
            <span class="vh">{quantity}</span>
            <span aria-hidden="true">{times}</span>
          </p>
        </li>
      ))}
    </ul>
  );
