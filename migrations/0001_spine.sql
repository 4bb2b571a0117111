-- The spine: shops, orders with their events, and the ledger of owed mails.
-- Every table is WITHOUT ROWID with the key that its readers use, so that an insert writes one row and no scan is needed.

create table stores (
  id text primary key,
  -- ShopSettings as JSON, validated at every read.
  settings text not null,
  -- {source: [secret, previous secret]}, sealed with AES-GCM under SEALING_KEY.
  secrets text not null
) without rowid;

-- `id` is store/source/the sender's own id. `state` is the fold of the order's events.
create table orders (
  id text primary key,
  number text not null,
  seq integer not null,
  state text not null,
  updated_at integer not null
) without rowid;

-- One row a delivery. Two writers of one order clash on (order_id, seq): the loser folds again.
create table events (
  order_id text not null,
  seq integer not null,
  source text not null,
  delivery_id text not null,
  received_at integer not null,
  -- The delivery's happenings, an array in Waybill's own event format.
  happenings text not null,
  primary key (order_id, seq)
) without rowid;

-- Other names of an order: what a sender may call it instead of its id.
create table refs (
  ref text primary key,
  order_id text not null
) without rowid;

-- Events whose order is not known yet, under the name by which they call it.
create table parked (
  ref text not null,
  source text not null,
  delivery_id text not null,
  received_at integer not null,
  happenings text not null,
  primary key (ref, source, delivery_id)
) without rowid;

-- The ledger. `due_at` is null as soon as nothing more is to be done, so the index holds only what is open.
create table messages (
  order_id text not null,
  kind text not null,
  about text not null,
  state text not null,
  reason text,
  created_at integer not null,
  due_at integer,
  lease_until integer,
  attempts integer not null default 0,
  channel text,
  provider_id text,
  settled_at integer,
  primary key (order_id, kind, about)
) without rowid;

create index messages_due on messages (due_at) where due_at is not null;
