-- Documents that a unit sends down, and what becomes of them: received, spread to people, acknowledged person by person, done.

-- Which person of the lifelong files an account belongs to; without a row an account acts for its units only.
CREATE TABLE account_person (
    account_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    tied_by TEXT NOT NULL,
    tied_at TEXT NOT NULL,
    CONSTRAINT account_person_pk PRIMARY KEY (account_id),
    CONSTRAINT account_person_once UNIQUE (person_id),
    CONSTRAINT account_person_account_exists FOREIGN KEY (account_id) REFERENCES account (id),
    CONSTRAINT account_person_person_exists FOREIGN KEY (person_id) REFERENCES person (id)
);

-- A document with its files (attachment), or the letter of a plan, which is made from the plan whenever it is asked for.
CREATE TABLE directive (
    id TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    plan_id TEXT,
    title TEXT NOT NULL,
    number TEXT NOT NULL,
    issued_on TEXT,
    issuer TEXT NOT NULL,
    summary TEXT NOT NULL,
    purpose TEXT NOT NULL,
    due_on TEXT,
    scopes TEXT NOT NULL,
    state TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_by TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    sent_at TEXT,
    sent_by TEXT,
    withdrawn_at TEXT,
    withdrawn_by TEXT,
    withdrawal_reason TEXT NOT NULL DEFAULT '',
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT directive_pk PRIMARY KEY (id),
    CONSTRAINT directive_unit_exists FOREIGN KEY (unit_id) REFERENCES unit (id),
    CONSTRAINT directive_plan_exists FOREIGN KEY (plan_id) REFERENCES plan (id),
    CONSTRAINT directive_kind_known CHECK (kind IN ('document', 'plan_letter')),
    CONSTRAINT directive_purpose_known CHECK (purpose IN ('inform', 'spread', 'execute')),
    CONSTRAINT directive_state_known CHECK (state IN ('draft', 'sent', 'withdrawn')),
    CONSTRAINT directive_version_range CHECK (version BETWEEN 1 AND 1000000000)
);
CREATE INDEX directive_by_unit ON directive (unit_id, created_at, id);
CREATE INDEX directive_by_time ON directive (created_at, id);
CREATE INDEX directive_by_plan ON directive (plan_id, kind);
CREATE INDEX directive_by_due ON directive (state, due_on);

-- Single units chosen for a draft, besides its groups.
CREATE TABLE directive_choice (
    directive_id TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    CONSTRAINT directive_choice_pk PRIMARY KEY (directive_id, unit_id),
    CONSTRAINT directive_choice_directive_exists FOREIGN KEY (directive_id) REFERENCES directive (id),
    CONSTRAINT directive_choice_unit_exists FOREIGN KEY (unit_id) REFERENCES unit (id)
);

-- A document at one unit. The counts of people are kept with every acknowledgement, so that no board counts them anew.
CREATE TABLE directive_delivery (
    directive_id TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    from_unit_id TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    purpose TEXT NOT NULL,
    progress BIGINT NOT NULL,
    delivered_at TEXT NOT NULL,
    read_at TEXT,
    read_by TEXT,
    assignee_id TEXT,
    own_due_on TEXT,
    spread_at TEXT,
    spread_by TEXT,
    staff_count BIGINT NOT NULL DEFAULT 0,
    staff_read BIGINT NOT NULL DEFAULT 0,
    done_at TEXT,
    done_by TEXT,
    result TEXT NOT NULL DEFAULT '',
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT directive_delivery_pk PRIMARY KEY (directive_id, unit_id),
    CONSTRAINT directive_delivery_directive_exists FOREIGN KEY (directive_id) REFERENCES directive (id),
    CONSTRAINT directive_delivery_unit_exists FOREIGN KEY (unit_id) REFERENCES unit (id),
    CONSTRAINT directive_delivery_from_exists FOREIGN KEY (from_unit_id) REFERENCES unit (id),
    CONSTRAINT directive_delivery_assignee_exists FOREIGN KEY (assignee_id) REFERENCES person (id),
    CONSTRAINT directive_delivery_purpose_known CHECK (purpose IN ('inform', 'spread', 'execute')),
    CONSTRAINT directive_delivery_progress_range CHECK (progress BETWEEN 0 AND 3),
    CONSTRAINT directive_delivery_staff_range CHECK (staff_count BETWEEN 0 AND 10000000),
    CONSTRAINT directive_delivery_read_range CHECK (staff_read BETWEEN 0 AND 10000000 AND staff_read <= staff_count),
    CONSTRAINT directive_delivery_version_range CHECK (version BETWEEN 1 AND 1000000000)
);
CREATE INDEX directive_delivery_by_unit ON directive_delivery (unit_id, progress, directive_id);
CREATE INDEX directive_delivery_by_progress ON directive_delivery (directive_id, progress, sort_key, unit_id);
CREATE INDEX directive_delivery_by_giver ON directive_delivery (directive_id, from_unit_id, progress, sort_key, unit_id);

-- A person to whom a unit has spread the document. One of each person, whichever unit came first.
CREATE TABLE directive_reader (
    directive_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    acknowledged_at TEXT,
    acknowledged_by TEXT,
    is_recorded BOOLEAN NOT NULL DEFAULT FALSE,
    left_at TEXT,
    CONSTRAINT directive_reader_pk PRIMARY KEY (directive_id, person_id),
    CONSTRAINT directive_reader_delivery_exists FOREIGN KEY (directive_id, unit_id)
        REFERENCES directive_delivery (directive_id, unit_id),
    CONSTRAINT directive_reader_person_exists FOREIGN KEY (person_id) REFERENCES person (id)
);
CREATE INDEX directive_reader_by_unit ON directive_reader (directive_id, unit_id, sort_key, person_id);
CREATE INDEX directive_reader_by_person ON directive_reader (person_id, acknowledged_at, directive_id);

-- Who was asked to finish a document, and when: once a day is enough.
CREATE TABLE directive_reminder (
    directive_id TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    reminded_on TEXT NOT NULL,
    reminded_by TEXT NOT NULL,
    CONSTRAINT directive_reminder_pk PRIMARY KEY (directive_id, unit_id, reminded_on),
    CONSTRAINT directive_reminder_delivery_exists FOREIGN KEY (directive_id, unit_id)
        REFERENCES directive_delivery (directive_id, unit_id)
);
