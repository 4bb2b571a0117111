-- What can be shown of delivery: how long each kind took, what may have come twice; and the pace at which one domain is written to.

-- Mails that were sent although an earlier attempt may have arrived.
alter table daily_stats add column repeated integer not null default 0;

-- Mails of which nobody knows whether they arrived, and that are not tried again.
alter table daily_stats add column unknown integer not null default 0;

-- From owed to accepted: how many mails took so long, as JSON by bucket of src/messages/seconds.ts.
alter table daily_stats add column seconds text;

-- Until when the pace to a recipient's domain is spoken for. A row only for a domain that had to wait.
create table paces (
  store_id text not null,
  domain text not null,
  free_at integer not null,
  primary key (store_id, domain)
) without rowid;
