-- The newest versions of a shop's texts, to compare what came before and after.
create index text_versions_at on text_versions (shop_id, at);
