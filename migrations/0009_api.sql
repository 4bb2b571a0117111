-- What a shop's own programs ask for: mails that went wrong, state by state. A mail that arrives costs nothing here.
create index messages_wrong on messages (state, subject, kind, about) where state in ('failed', 'unknown', 'bounced');
