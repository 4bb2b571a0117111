-- What mail providers report of mails that name the shop's domain (DMARC aggregate reports), as roll-ups.

-- One row a week: its sources as JSON, see src/domains/dmarc_sources.ts. Addresses in it are of mail servers.
create table dmarc_weeks (
  shop_id text not null,
  -- Its Monday, in UTC.
  week text not null,
  -- How often it was written: a writer that was second begins again.
  seq integer not null,
  sources text not null,
  primary key (shop_id, week)
) without rowid;

-- Reports that are counted, so that one that comes twice counts once.
create table dmarc_reports (
  shop_id text not null,
  week text not null,
  -- The domain whose signature proves who reports.
  reporter text not null,
  report_id text not null,
  mails integer not null,
  at integer not null,
  primary key (shop_id, week, reporter, report_id)
) without rowid;
