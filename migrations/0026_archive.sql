-- The archive: an order that is over becomes one object of the bucket. Its row stays and keeps a line of it, so that every name leads to it.

-- What the row says while the order lies in the archive, as a list: date, total, currency, state, when its customer was erased; null while it is whole here.
alter table orders add column line text;
-- Name of the object that holds the order, or held it last.
alter table orders add column object text;

-- How far the archive has come among a shop's orders.
create table archives (
  shop_id text primary key,
  -- The setting `archive_after_days` for which the pass goes.
  days integer not null,
  -- The last order that was looked at; null once the pass is done.
  after text,
  -- When the pass began, in milliseconds since the epoch.
  begun_at integer not null,
  -- Until when one run is believed to be at work.
  until integer not null default 0,
  -- The orders that a run is putting into the bucket, as JSON; null between runs.
  under_way text
) without rowid;
