/** Declares an account at Twilio: that of a shop, or the environment's, which the shops without one share. */
import * as v from "valibot";
import { allOrNone, Given } from "../environment.ts";

const AccountSid = v.pipe(
  v.string(),
  v.trim(),
  v.regex(/^AC[0-9a-f]{32}$/, "Must be AC and 32 hexadecimal digits"),
);
const Sender = v.pipe(
  v.string(),
  v.trim(),
  v.regex(
    /^(?:\+[1-9]\d{6,14}|MG[0-9a-f]{32}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11})$/,
    "Must be a number in E.164, the id of a messaging service, or a name of 1 to 11 letters, digits and spaces",
  ),
);
const Environment = v.object({
  TWILIO_ACCOUNT_SID: AccountSid,
  TWILIO_AUTH_TOKEN: Given,
  TWILIO_FROM: Sender,
});
export const TwilioAccount = v.strictObject({
  account_sid: AccountSid,
  auth_token: v.pipe(v.string(), v.trim(), v.regex(/^\S{16,200}$/, "Must be the account's auth token")),
  from: Sender,
});
export type TwilioAccount = v.InferOutput<typeof TwilioAccount>;

/** Reads the account that all shops without one of their own share. */
export function twilioSettings(env: unknown): { readonly twilio: TwilioAccount | undefined } {
  const given = allOrNone(Environment, env);
  return {
    twilio: given && {
      account_sid: given.TWILIO_ACCOUNT_SID,
      auth_token: given.TWILIO_AUTH_TOKEN,
      from: given.TWILIO_FROM,
    },
  };
}
