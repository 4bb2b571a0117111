-- Cases that are mirrored in a shop's help desk: their conversation there, and up to which entry it knows them.
create table helpdesk_threads (
  shop_id text not null,
  case_id text not null,
  -- The help desk's own id of the conversation.
  conversation_id text not null,
  -- Time and id of the last entry that was brought there.
  at integer not null default 0,
  entry_id text not null default '',
  primary key (shop_id, case_id)
) without rowid;
create unique index helpdesk_threads_conversation on helpdesk_threads (shop_id, conversation_id);
