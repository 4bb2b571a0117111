-- Tokens of a shop's programs. Of the secret only its SHA-256 is kept: it has 256 random bits, so nothing slower is needed.
create table api_tokens (
  shop_id text not null,
  -- Twelve characters of base64url, part of the token itself.
  id text not null,
  -- What the shop calls the program.
  name text not null,
  -- SHA-256 of the whole token, in hexadecimal.
  digest text not null,
  -- read, act, send, admin, with spaces between.
  scopes text not null,
  made_at integer not null,
  -- Null for one that does not expire.
  expires_at integer,
  -- To the hour; null until it was first used.
  used_at integer,
  primary key (shop_id, id)
) without rowid;

-- What requests with an Idempotency-Key were answered, for 24 hours.
create table api_answers (
  shop_id text not null,
  -- SHA-256 of method, path and key.
  key text not null,
  -- SHA-256 of the body.
  body text not null,
  at integer not null,
  -- Null while the request is at work.
  status integer,
  -- The answer's body, sealed.
  answer text,
  primary key (shop_id, key)
) without rowid;
create index api_answers_time on api_answers (shop_id, at);
