CREATE UNIQUE INDEX measures_by_key ON measures (key);
CREATE INDEX measures_by_use ON measures (last_seen);
CREATE INDEX file_state_by_use ON file_state (last_seen);
-- Has all that the sums over a language need.
CREATE INDEX measures_by_language ON measures (language, size);
