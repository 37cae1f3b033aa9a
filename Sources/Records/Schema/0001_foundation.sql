-- What every noun rests on: the log of events, the outbox, and what this installation is.
-- Conventions: docs/structure.md ("Schema"). Every BIGINT has a bounded CHECK, because SQLite would take text into it.

CREATE TABLE installation (
    id TEXT NOT NULL,
    is_demo BOOLEAN NOT NULL,
    created_at TEXT NOT NULL,
    CONSTRAINT installation_pk PRIMARY KEY (id),
    CONSTRAINT installation_single CHECK (id = 'this')
);

-- Append-only. Numbered and hash-chained for each subject; written in the transaction of the change it tells of.
CREATE TABLE event (
    id TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    kind TEXT NOT NULL,
    account_id TEXT,
    account_name TEXT NOT NULL,
    at TEXT NOT NULL,
    note TEXT,
    detail TEXT NOT NULL,
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL,
    CONSTRAINT event_pk PRIMARY KEY (id),
    CONSTRAINT event_in_chain UNIQUE (subject_kind, subject_id, sequence),
    CONSTRAINT event_sequence_range CHECK (sequence BETWEEN 1 AND 1000000000)
);
CREATE INDEX event_by_time ON event (at, id);
CREATE INDEX event_by_account ON event (account_id, at);

-- The end of each chain, so that the loss of the last event shows too. Locked while an event is appended.
CREATE TABLE event_chain (
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    length BIGINT NOT NULL,
    hash TEXT NOT NULL,
    CONSTRAINT event_chain_pk PRIMARY KEY (subject_kind, subject_id),
    CONSTRAINT event_chain_length_range CHECK (length BETWEEN 1 AND 1000000000)
);

-- Messages to be sent after the commit: never lost, never sent for a change that did not happen.
CREATE TABLE outbox (
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    account_id TEXT,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    message TEXT NOT NULL,
    created_at TEXT NOT NULL,
    delivered_at TEXT,
    attempts BIGINT NOT NULL DEFAULT 0,
    last_error TEXT,
    CONSTRAINT outbox_pk PRIMARY KEY (id),
    CONSTRAINT outbox_attempts_range CHECK (attempts BETWEEN 0 AND 1000000)
);
CREATE INDEX outbox_waiting ON outbox (delivered_at, created_at);
