-- Webhooks that verified and could not be recorded. The body stands in R2 under `dead/<shop>/<id>`; here is what a person needs to find it.
create table dead_letters (
  shop_id text not null,
  -- Hash of source, topic and body: a copy that the sender sends again is the same letter.
  id text not null,
  source text not null,
  topic text not null,
  -- `unreadable`, `invalid`, `too_many_events` or `too_large`; field and rule as the sender's developer is told, with the shape of the value.
  reason text not null,
  field text not null,
  rule text not null,
  got text not null,
  -- The headers that its source reads, as JSON: topic and webhook id, no signature.
  headers text not null,
  bytes integer not null,
  received_at integer not null,
  last_at integer not null,
  count integer not null,
  -- When it was last replayed in vain.
  tried_at integer,
  primary key (shop_id, id)
) without rowid;

create index dead_letters_newest on dead_letters (shop_id, last_at);
create index dead_letters_oldest on dead_letters (last_at);

-- Verified webhooks that could not be recorded, counted by the shop's own day. Written only when one is refused.
create table refusals (
  shop_id text not null,
  day text not null,
  source text not null,
  -- The field without its positions: `line_items.*.price`.
  field text not null,
  rule text not null,
  count integer not null,
  primary key (shop_id, day, source, field, rule)
) without rowid;
