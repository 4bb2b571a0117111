/** What an invitation to the desk needs: an address, a name and a role. The same for the desk and the API. */
import * as v from "valibot";
import { inOneLine, withoutTurns } from "../../values/plain_text.ts";
import { ROLES } from "../../values/role.ts";
import { EmailAddress } from "../../values/schemas.ts";

export const NewPerson = v.object({
  email: v.pipe(EmailAddress, v.toLowerCase()),
  /** The name that colleagues see. */
  name: v.pipe(
    v.string(),
    v.transform(withoutTurns),
    v.transform(inOneLine),
    v.trim(),
    v.minLength(1),
    v.maxLength(60),
  ),
  role: v.picklist(ROLES),
});
