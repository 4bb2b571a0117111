-- In which language a person reads the desk; null for the shop's own.
alter table people add column language text;
