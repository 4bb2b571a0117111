-- Delivery that can be trusted: two lanes, what became of a mail after it left, who must not be written to, which channel is down.

-- 0 is urgent, 1 can wait: a survey never stands before a confirmation.
alter table messages add column lane integer not null default 0;

-- When a channel first did not say whether it took the mail; null while every answer was clear.
alter table messages add column unknown_at integer;

-- When the provider last told of it: delivered, bounced, complained.
alter table messages add column event_at integer;

alter table messages add column opened_at integer;

alter table messages add column clicked_at integer;

drop index messages_due;

create index messages_due on messages (lane, due_at) where due_at is not null;

-- One list whatever the channel. `class` is care, progress or all; `until` is null for ever.
create table suppressions (
  store_id text not null,
  -- Lower case.
  address text not null,
  class text not null,
  reason text not null,
  -- Soft bounces in a row; at the limit the address is suppressed.
  soft_bounces integer not null default 0,
  at integer not null,
  until integer,
  primary key (store_id, address, class)
) without rowid;

-- A channel that failed is left alone for a bounded time. A row only while something is wrong.
create table circuits (
  store_id text not null,
  channel text not null,
  failures integer not null,
  open_until integer not null,
  reason text not null,
  primary key (store_id, channel)
) without rowid;

-- Mails that a channel with a daily quota took, by day in UTC.
create table quotas (
  store_id text not null,
  channel text not null,
  day text not null,
  sent integer not null,
  primary key (store_id, channel, day)
) without rowid;

-- Which mail a provider means, where its events do not bring our own key back.
create table provider_refs (
  provider text not null,
  provider_id text not null,
  message_key text not null,
  at integer not null,
  primary key (provider, provider_id)
) without rowid;

-- Reports whose signature does not cover their body: each counts once.
create table provider_tokens (
  provider text not null,
  token text not null,
  at integer not null,
  primary key (provider, token)
) without rowid;

-- What a day brought, by kind of mail.
create table daily_stats (
  store_id text not null,
  day text not null,
  kind text not null,
  sent integer not null default 0,
  delivered integer not null default 0,
  bounced integer not null default 0,
  complained integer not null default 0,
  failed integer not null default 0,
  primary key (store_id, day, kind)
) without rowid;
