-- What a shop's Slack app has posted about a case: by the first post's time an answer in its thread finds the case, and an
-- erasure finds what is to be deleted there.
create table slack_posts (
  shop_id text not null,
  channel text not null,
  -- Slack's name of a message: seconds and a counter.
  ts text not null,
  case_id text not null,
  -- 1 for the post with which a thread begins.
  is_first integer not null,
  -- Until when the thread tells what the customer said; of the first post.
  said_at integer not null,
  primary key (shop_id, channel, ts)
) without rowid;
create index slack_posts_case on slack_posts (shop_id, case_id, ts);
