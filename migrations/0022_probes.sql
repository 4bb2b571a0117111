-- When the database last took a write of a name: of `/healthz`, and of each tick of the clock. A handful of rows.
create table probes (
  name text primary key,
  at integer not null
) without rowid;
