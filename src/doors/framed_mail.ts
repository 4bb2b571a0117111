/** The policy of a mail that is shown inside a page: it brings its own styles, and nothing in it may run or post. */

export const FRAMED_MAIL_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src https: http: data:; form-action 'none'; frame-ancestors 'self'";
