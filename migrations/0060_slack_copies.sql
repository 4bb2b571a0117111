-- Which of the shop's answers a post in Slack repeats: whoever writes after it has seen that answer.
alter table slack_posts add column entry_id text;
