-- The clock is fair: what is due is found shop by shop, each shop's share is an errand of its own, and each sweep remembers how far it came.

-- Which errands wait in the queue, and which messages of a shop were woken: no row for a shop whose work is done.
create table errands (
  -- A shop's id for what it has due; the customer's name for an erasure, demo/~reconcile/shopify for a reconciliation.
  name text primary key,
  -- Milliseconds since the epoch: until then the errand is believed to be in the queue; 0 when it is not.
  until integer not null default 0,
  -- How far due messages were woken, by lane, as JSON: {"urgent": {"at": …, "to": [due_at, subject, kind, about]}}.
  woken text
) without rowid;

-- How far a sweep over all shops came; no row while none is under way.
create table sweeps (
  name text primary key,
  begun_at integer not null,
  after text not null
) without rowid;

-- When the last night's sweep of a shop was done; 0 before the first.
alter table retentions add column swept_at integer not null default 0;
create index retentions_swept on retentions (swept_at);

-- A shop's own due orders and messages, oldest first: a neighbour's million rows are not read.
drop index orders_deadline;
create index orders_deadline on orders (substr(id, 1, instr(id, '/') - 1), deadline_at)
  where deadline_at is not null;

drop index messages_due;
create index messages_due on messages (substr(subject, 1, instr(subject, '/') - 1), lane, due_at)
  where due_at is not null;

drop index parked_unalerted;
create index parked_unalerted on parked (substr(ref, 1, instr(ref, '/') - 1), received_at)
  where ref = known_as and alerted_at is null;

alter table stock_work rename to stock_work_by_time;
create table stock_work (
  due_at integer not null,
  shop_id text not null,
  sku text not null,
  primary key (shop_id, due_at, sku)
) without rowid;
insert into stock_work (due_at, shop_id, sku) select due_at, shop_id, sku from stock_work_by_time;
drop table stock_work_by_time;
