-- A shop's own texts of one kind of mail in one language, version after version; the newest is in the settings. It is
-- what was changed at the desk: settings that came another way have no row.
create table text_versions (
  shop_id text not null,
  kind text not null,
  locale text not null,
  at integer not null,
  -- Of the form: a second click is no second version.
  id text not null,
  -- By the name that colleagues see; empty for the texts that were there before the first change.
  person text not null,
  -- As JSON: the texts that differ from the catalogue's, by name.
  texts text not null,
  primary key (shop_id, kind, locale, at, id)
) without rowid;

-- What somebody tries and has not made live.
create table text_drafts (
  shop_id text not null,
  kind text not null,
  locale text not null,
  person text not null,
  at integer not null,
  texts text not null,
  primary key (shop_id, kind, locale, person)
) without rowid;
