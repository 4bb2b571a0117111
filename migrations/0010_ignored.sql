-- Deliveries that were verified and understood, and say nothing that Waybill acts on: a shop may have chosen too many topics.
create table ignored_topics (
  store_id text not null,
  source text not null,
  topic text not null,
  count integer not null,
  last_at integer not null,
  primary key (store_id, source, topic)
) without rowid;
