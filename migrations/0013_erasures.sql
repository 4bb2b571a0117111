-- Erasures are jobs that outlive a crash, and are remembered: what arrives late about whoever was erased is erased as it comes.

-- A row a customer (or a whole shop, `demo/~shop/`) that was to be forgotten. What stays of it is a keyed hash and a time.
create table erasures (
  subject text primary key,
  asked_at integer not null,
  -- How far it has come and whom it looks for, as JSON; null as soon as it is done.
  going text
) without rowid;

create index erasures_open on erasures (asked_at) where going is not null;

-- Which time for keeping customers a shop's older orders have been gone through with, and where to go on; null when through.
create table retentions (
  store_id text primary key,
  days integer not null,
  after text
) without rowid;
