/** Which actions an order offers its customer now, as links to their pages. */
import type { LinkView } from "../../../templates/pages/form.tsx";
import type { OrderVisit } from "./opened.ts";

export function actionLinks(_visit: OrderVisit, _locale: string, _path: string): readonly LinkView[] {
  return [];
}
