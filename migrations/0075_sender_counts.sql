-- What came of a sender's webhooks, one row a day (UTC), for the desk's last 24 hours and 7 days.
create table sender_counts (
  shop_id text not null,
  source text not null,
  -- 2026-11-24.
  day text not null,
  taken integer not null default 0,
  -- Known already: the sender repeated it.
  repeated integer not null default 0,
  -- Not signed with any live secret.
  refused integer not null default 0,
  -- Signed, and kept as a dead letter.
  dead integer not null default 0,
  -- The same by hour, such as {"h09": [12, 1, 0, 0]}.
  hours text not null default '{}',
  primary key (shop_id, source, day)
) without rowid;
