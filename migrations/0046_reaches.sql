-- Who writes to the shop on a short way: a number, a chat, a person's id at a service. A row only for those who wrote, or
-- proved an address on the page of messages.
create table reaches (
  shop_id text not null,
  -- In the form of a chosen way: `+4915112345678`, `telegram:4711`.
  address text not null,
  -- `shop/~customer/…` of whoever proved it by a code; null for a writer whom nobody knows.
  customer text,
  -- The name that the writer has given at the service.
  name text,
  -- When they last wrote; null where they never did. Some services take our answers for a time after it alone.
  heard_at integer,
  -- The case that their last message went to.
  case_id text,
  primary key (shop_id, address)
) without rowid;
create index reaches_customer on reaches (customer) where customer is not null;

-- Codes by which a customer shows that an address on a way is theirs: sent from there, within the hour. A code follows
-- from `id` and a key of the Worker; only its digest is kept.
create table way_codes (
  shop_id text not null,
  digest text not null,
  id text not null,
  way text not null,
  customer text not null,
  -- What is chosen with it, as JSON: {alone, place}.
  chosen text not null,
  expires_at integer not null,
  primary key (shop_id, digest)
) without rowid;
create index way_codes_customer on way_codes (customer, way);
