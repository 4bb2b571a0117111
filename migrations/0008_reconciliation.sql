-- Nothing is missed for good: what waits too long is told to the shop, and storefronts are asked for what never came.

-- When the shop was told that an event waits for an order that nobody brings; the index holds those of which it was not.
alter table parked add column told_at integer;
drop index parked_since;
create index parked_untold on parked (received_at) where ref = known_as and told_at is null;

-- How far a storefront has been asked for the orders that changed.
create table reconciliations (
  store_id text not null,
  source text not null,
  -- RFC 3339 in UTC: what changed before is known.
  since text not null,
  -- Where the sender goes on, in its own words; null at the beginning of a run.
  page text,
  due_at integer not null,
  -- Questions in a row that were not answered.
  failures integer not null default 0,
  primary key (store_id, source)
) without rowid;

create index reconciliations_due on reconciliations (due_at);
