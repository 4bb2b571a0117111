-- Sessions of the desk that somebody signed out of, until they would have ended by themselves.
create table ended_sessions (
  -- Shop, fingerprint of the token, and the session's own random part.
  name text primary key,
  until integer not null
) without rowid;
create index ended_sessions_until on ended_sessions (until);
