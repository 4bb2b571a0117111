/** The policy of a mail shown inside a page: it may use its own styles, but run no script and post no form. */

export const FRAMED_MAIL_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src https: http: data:; form-action 'none'; frame-ancestors 'self'";
