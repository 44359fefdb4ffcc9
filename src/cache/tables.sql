-- What is known of a content, by its key and by nothing else, so that clones, branches and renames share it.
CREATE TABLE measures (
    id        INTEGER PRIMARY KEY,
    key       BLOB NOT NULL,
    language  TEXT NOT NULL,
    last_seen INTEGER NOT NULL, -- days since 1970
    size      INTEGER NOT NULL, -- bytes of the record
    record    BLOB NOT NULL     -- sealed with a checksum over key and record
) STRICT;

-- Which content a path had when it was last read, with the stamp that tells whether it still has it. The number of the
-- row in measures saves a search; the seal of the record tells if it is a foreign one.
CREATE TABLE file_state (
    path      BLOB PRIMARY KEY,
    last_seen INTEGER NOT NULL,
    measure   INTEGER,
    state     BLOB NOT NULL     -- sealed with a checksum over path and state
) STRICT, WITHOUT ROWID;
