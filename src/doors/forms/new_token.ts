/** What a token for a program needs: a name, scopes, and for how long. The same for the desk and the API. */
import * as v from "valibot";
import { inOneLine, withoutTurns } from "../../values/plain_text.ts";
import { SCOPES } from "../../values/scope.ts";

export const NewToken = v.object({
  /** By which people know the program. */
  name: v.pipe(
    v.string(),
    v.transform(withoutTurns),
    v.transform(inOneLine),
    v.trim(),
    v.minLength(1),
    v.maxLength(60),
  ),
  scopes: v.pipe(v.array(v.picklist(SCOPES)), v.minLength(1), v.maxLength(4)),
  /** Days until it expires; without it, it does not. */
  days: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3_650))),
});
