-- A unit's plan of the emulation year, from which its letter is made. One of each unit and year.
CREATE TABLE plan (
    id TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    year BIGINT NOT NULL,
    parent_id TEXT,
    state TEXT NOT NULL,
    theme TEXT NOT NULL,
    abstract TEXT NOT NULL,
    opening TEXT NOT NULL,
    closing TEXT NOT NULL,
    symbol TEXT NOT NULL,
    place TEXT NOT NULL,
    planned_month TEXT NOT NULL,
    authority TEXT NOT NULL,
    signer_title TEXT NOT NULL,
    signer_name TEXT NOT NULL,
    numbers_tasks BOOLEAN NOT NULL,
    has_annex BOOLEAN NOT NULL,
    number BIGINT,
    signed_on TEXT,
    return_reason TEXT NOT NULL DEFAULT '',
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_by TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    submitted_at TEXT,
    submitted_by TEXT,
    approved_at TEXT,
    approved_by TEXT,
    sent_at TEXT,
    sent_by TEXT,
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT plan_pk PRIMARY KEY (id),
    CONSTRAINT plan_once UNIQUE (unit_id, year),
    CONSTRAINT plan_unit_exists FOREIGN KEY (unit_id) REFERENCES unit (id),
    CONSTRAINT plan_parent_exists FOREIGN KEY (parent_id) REFERENCES plan (id),
    CONSTRAINT plan_year_range CHECK (year BETWEEN 1945 AND 2200),
    CONSTRAINT plan_state_known CHECK (state IN ('draft', 'submitted', 'approved', 'sent')),
    CONSTRAINT plan_authority_known CHECK (authority IN ('head', 'body', 'deputy', 'order', 'authorised')),
    CONSTRAINT plan_number_range CHECK (number BETWEEN 1 AND 1000000),
    CONSTRAINT plan_version_range CHECK (version BETWEEN 1 AND 1000000000)
);
CREATE INDEX plan_by_year ON plan (year, unit_id);
CREATE INDEX plan_by_parent ON plan (parent_id);

CREATE TABLE plan_basis (
    plan_id TEXT NOT NULL,
    ordinal BIGINT NOT NULL,
    instrument TEXT NOT NULL,
    issued_on TEXT NOT NULL,
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    CONSTRAINT plan_basis_pk PRIMARY KEY (plan_id, ordinal),
    CONSTRAINT plan_basis_plan_exists FOREIGN KEY (plan_id) REFERENCES plan (id),
    CONSTRAINT plan_basis_ordinal_range CHECK (ordinal BETWEEN 1 AND 100)
);

CREATE TABLE plan_movement (
    plan_id TEXT NOT NULL,
    ordinal BIGINT NOT NULL,
    name TEXT NOT NULL,
    CONSTRAINT plan_movement_pk PRIMARY KEY (plan_id, ordinal),
    CONSTRAINT plan_movement_plan_exists FOREIGN KEY (plan_id) REFERENCES plan (id),
    CONSTRAINT plan_movement_ordinal_range CHECK (ordinal BETWEEN 1 AND 100)
);

CREATE TABLE plan_section (
    plan_id TEXT NOT NULL,
    ordinal BIGINT NOT NULL,
    heading TEXT NOT NULL,
    intro TEXT NOT NULL,
    CONSTRAINT plan_section_pk PRIMARY KEY (plan_id, ordinal),
    CONSTRAINT plan_section_plan_exists FOREIGN KEY (plan_id) REFERENCES plan (id),
    CONSTRAINT plan_section_ordinal_range CHECK (ordinal BETWEEN 1 AND 100)
);

-- A task keeps its identity while the plan is written: what is reported on it hangs on the row.
CREATE TABLE plan_task (
    id TEXT NOT NULL,
    plan_id TEXT NOT NULL,
    section BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    text TEXT NOT NULL,
    responsible TEXT NOT NULL,
    due_on TEXT,
    coordinators TEXT NOT NULL,
    source_id TEXT,
    CONSTRAINT plan_task_pk PRIMARY KEY (id),
    CONSTRAINT plan_task_plan_exists FOREIGN KEY (plan_id) REFERENCES plan (id),
    CONSTRAINT plan_task_section_range CHECK (section BETWEEN 1 AND 100),
    CONSTRAINT plan_task_ordinal_range CHECK (ordinal BETWEEN 1 AND 1000)
);
CREATE INDEX plan_task_by_plan ON plan_task (plan_id, section, ordinal);
CREATE INDEX plan_task_by_source ON plan_task (source_id);

CREATE TABLE plan_addressee (
    plan_id TEXT NOT NULL,
    ordinal BIGINT NOT NULL,
    purpose TEXT NOT NULL,
    name TEXT NOT NULL,
    scope TEXT NOT NULL,
    unit_id TEXT,
    CONSTRAINT plan_addressee_pk PRIMARY KEY (plan_id, ordinal),
    CONSTRAINT plan_addressee_plan_exists FOREIGN KEY (plan_id) REFERENCES plan (id),
    CONSTRAINT plan_addressee_unit_exists FOREIGN KEY (unit_id) REFERENCES unit (id),
    CONSTRAINT plan_addressee_purpose_known CHECK (purpose IN ('execute', 'report', 'inform', 'coordinate', 'archive')),
    CONSTRAINT plan_addressee_scope_known CHECK (scope IN ('outside', 'all', 'communes', 'departments', 'enterprises', 'named')),
    CONSTRAINT plan_addressee_ordinal_range CHECK (ordinal BETWEEN 1 AND 100)
);

-- Who was asked for the plan of a year, and when: once a day is enough.
CREATE TABLE plan_reminder (
    unit_id TEXT NOT NULL,
    year BIGINT NOT NULL,
    reminded_on TEXT NOT NULL,
    reminded_by TEXT NOT NULL,
    CONSTRAINT plan_reminder_pk PRIMARY KEY (unit_id, year, reminded_on),
    CONSTRAINT plan_reminder_unit_exists FOREIGN KEY (unit_id) REFERENCES unit (id),
    CONSTRAINT plan_reminder_year_range CHECK (year BETWEEN 1945 AND 2200)
);
