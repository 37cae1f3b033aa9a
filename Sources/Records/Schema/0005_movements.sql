CREATE TABLE movement (
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    theme TEXT NOT NULL,
    form TEXT NOT NULL,
    state TEXT NOT NULL,
    launching_unit_id TEXT NOT NULL,
    launched_at_level TEXT NOT NULL,
    parent_id TEXT,
    starts_on TEXT NOT NULL,
    ends_on TEXT NOT NULL,
    goals TEXT NOT NULL,
    document TEXT NOT NULL,
    respond_by TEXT,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_by TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    launched_at TEXT,
    launched_by TEXT,
    closed_at TEXT,
    closed_by TEXT,
    summary TEXT NOT NULL DEFAULT '',
    search_text TEXT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT movement_pk PRIMARY KEY (id),
    CONSTRAINT movement_unit_exists FOREIGN KEY (launching_unit_id) REFERENCES unit (id),
    CONSTRAINT movement_parent_exists FOREIGN KEY (parent_id) REFERENCES movement (id),
    CONSTRAINT movement_form_known CHECK (form IN ('regular', 'thematic')),
    CONSTRAINT movement_state_known CHECK (state IN ('draft', 'launched', 'closed')),
    CONSTRAINT movement_level_known CHECK (launched_at_level IN ('unit', 'province', 'government', 'state')),
    CONSTRAINT movement_period_order CHECK (ends_on >= starts_on),
    CONSTRAINT movement_version_range CHECK (version BETWEEN 1 AND 1000000000)
);
CREATE INDEX movement_by_start ON movement (starts_on, id);
CREATE INDEX movement_by_state ON movement (state, starts_on, id);
CREATE INDEX movement_by_unit ON movement (launching_unit_id, starts_on);
CREATE INDEX movement_by_parent ON movement (parent_id, starts_on, id);

CREATE TABLE movement_basis (
    movement_id TEXT NOT NULL,
    ordinal BIGINT NOT NULL,
    instrument TEXT NOT NULL,
    issued_on TEXT NOT NULL,
    subject TEXT NOT NULL,
    CONSTRAINT movement_basis_pk PRIMARY KEY (movement_id, ordinal),
    CONSTRAINT movement_basis_movement_exists FOREIGN KEY (movement_id) REFERENCES movement (id),
    CONSTRAINT movement_basis_ordinal_range CHECK (ordinal BETWEEN 1 AND 100)
);

CREATE TABLE movement_criterion (
    movement_id TEXT NOT NULL,
    ordinal BIGINT NOT NULL,
    subject_kind TEXT NOT NULL,
    text TEXT NOT NULL,
    CONSTRAINT movement_criterion_pk PRIMARY KEY (movement_id, ordinal),
    CONSTRAINT movement_criterion_movement_exists FOREIGN KEY (movement_id) REFERENCES movement (id),
    CONSTRAINT movement_criterion_subject_known CHECK (subject_kind IN ('individual', 'collective', 'household')),
    CONSTRAINT movement_criterion_ordinal_range CHECK (ordinal BETWEEN 1 AND 100)
);

-- Who must answer. The first opening by an officer or head of the unit is its receipt.
CREATE TABLE movement_addressee (
    movement_id TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    read_at TEXT,
    read_by TEXT,
    CONSTRAINT movement_addressee_pk PRIMARY KEY (movement_id, unit_id),
    CONSTRAINT movement_addressee_movement_exists FOREIGN KEY (movement_id) REFERENCES movement (id),
    CONSTRAINT movement_addressee_unit_exists FOREIGN KEY (unit_id) REFERENCES unit (id)
);
CREATE INDEX movement_addressee_by_unit ON movement_addressee (unit_id, movement_id);

CREATE TABLE movement_response (
    id TEXT NOT NULL,
    movement_id TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    plan TEXT NOT NULL,
    subjects TEXT NOT NULL,
    registered_people BIGINT NOT NULL,
    registered_collectives BIGINT NOT NULL,
    responded_by TEXT NOT NULL,
    responded_at TEXT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT movement_response_pk PRIMARY KEY (id),
    CONSTRAINT movement_response_once UNIQUE (movement_id, unit_id),
    CONSTRAINT movement_response_movement_exists FOREIGN KEY (movement_id) REFERENCES movement (id),
    CONSTRAINT movement_response_unit_exists FOREIGN KEY (unit_id) REFERENCES unit (id),
    CONSTRAINT movement_response_people_range CHECK (registered_people BETWEEN 0 AND 10000000),
    CONSTRAINT movement_response_collectives_range CHECK (registered_collectives BETWEEN 0 AND 1000000),
    CONSTRAINT movement_response_version_range CHECK (version BETWEEN 1 AND 1000000000)
);
CREATE INDEX movement_response_by_unit ON movement_response (unit_id, movement_id);
