-- The desk's lists of open cases of one kind, and of one person.
create index cases_open_kind on cases (shop_id, next, kind, due_at, id) where state = 'open';
create index cases_open_person on cases (shop_id, next, assignee, due_at, id) where state = 'open';
