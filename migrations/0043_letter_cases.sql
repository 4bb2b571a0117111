-- The open cases about dead letters, which end with the last of their letters.
create index cases_letters on cases (shop_id, id) where state = 'open' and kind = 'dead_letter';
