-- What is said after a write travels in a cookie.
ALTER TABLE session DROP COLUMN flash;
