-- When each sender of a shop was last heard, noted once in five minutes at most, so that its shop sees which one has fallen silent.
create table senders_seen (
  shop_id text not null,
  source text not null,
  first_at integer not null,
  last_at integer not null,
  -- What the last one was about; null where nothing names it.
  topic text,
  -- Milliseconds of the longest silence between two that were heard.
  silence_ms integer not null default 0,
  -- When a webhook was last verified by the newest of several live secrets; null while none was.
  newest_at integer,
  -- When one was last verified by an older of several secrets.
  older_at integer,
  primary key (shop_id, source)
) without rowid;
