-- What the desk shows: the newest of what went wrong, and who waits for an answer. A mail that arrives costs nothing here.

-- A store is what its subjects begin with.
create index messages_wrong_recent on messages (
  state, substr(subject, 1, instr(subject, '/') - 1), coalesce(event_at, settled_at, dated_at)
) where state in ('failed', 'unknown', 'bounced');

create index conversations_open on conversations (subject, id) where state = 'open';
