-- What a program calls a mail that it hands over: words with spaces between; null for every other message.
alter table messages add column tags text;
