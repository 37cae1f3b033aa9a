-- Kinds of reports of the province, what units are asked for, their reports, and inspections.
CREATE TABLE report_kind (
    id TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    name TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    period TEXT NOT NULL,
    working_days BIGINT,
    updated_by TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT report_kind_pk PRIMARY KEY (id),
    CONSTRAINT report_kind_unit_exists FOREIGN KEY (unit_id) REFERENCES unit (id),
    CONSTRAINT report_kind_period_known CHECK (period IN ('half_year', 'year', 'quarter', 'on_request')),
    CONSTRAINT report_kind_days_range CHECK (working_days BETWEEN 1 AND 250),
    CONSTRAINT report_kind_version_range CHECK (version BETWEEN 1 AND 1000000000)
);
CREATE INDEX report_kind_by_name ON report_kind (sort_key, id);

-- What is asked for, of a kind or of a request: owner_id is the one or the other.
CREATE TABLE report_section (
    owner_id TEXT NOT NULL,
    ordinal BIGINT NOT NULL,
    heading TEXT NOT NULL,
    hint TEXT NOT NULL,
    CONSTRAINT report_section_pk PRIMARY KEY (owner_id, ordinal),
    CONSTRAINT report_section_ordinal_range CHECK (ordinal BETWEEN 1 AND 100)
);

CREATE TABLE report_asked_figure (
    owner_id TEXT NOT NULL,
    ordinal BIGINT NOT NULL,
    name TEXT NOT NULL,
    measure TEXT NOT NULL,
    source TEXT,
    CONSTRAINT report_asked_figure_pk PRIMARY KEY (owner_id, ordinal),
    CONSTRAINT report_asked_figure_ordinal_range CHECK (ordinal BETWEEN 1 AND 100)
);

CREATE TABLE report_request (
    id TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    kind_id TEXT NOT NULL,
    title TEXT NOT NULL,
    period_from TEXT NOT NULL,
    period_until TEXT NOT NULL,
    due_on TEXT NOT NULL,
    due_note TEXT NOT NULL,
    message TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    CONSTRAINT report_request_pk PRIMARY KEY (id),
    CONSTRAINT report_request_unit_exists FOREIGN KEY (unit_id) REFERENCES unit (id),
    CONSTRAINT report_request_kind_exists FOREIGN KEY (kind_id) REFERENCES report_kind (id),
    CONSTRAINT report_request_period_order CHECK (period_until >= period_from)
);
CREATE INDEX report_request_by_time ON report_request (created_at, id);

-- One of each unit asked, and one of the unit that asks (receiver_id is null), which puts them together.
-- sort_key is that of the unit's name on the day of asking, so that the board is one walk over an index.
CREATE TABLE report (
    id TEXT NOT NULL,
    request_id TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    receiver_id TEXT,
    sort_key TEXT NOT NULL,
    due_on TEXT NOT NULL,
    state TEXT NOT NULL,
    return_reason TEXT NOT NULL DEFAULT '',
    first_sent_on TEXT,
    sent_at TEXT,
    accepted_at TEXT,
    taken_at TEXT,
    number BIGINT,
    signed_on TEXT,
    signer_name TEXT NOT NULL DEFAULT '',
    updated_by TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT report_pk PRIMARY KEY (id),
    CONSTRAINT report_once UNIQUE (request_id, unit_id),
    CONSTRAINT report_request_exists FOREIGN KEY (request_id) REFERENCES report_request (id),
    CONSTRAINT report_unit_exists FOREIGN KEY (unit_id) REFERENCES unit (id),
    CONSTRAINT report_receiver_exists FOREIGN KEY (receiver_id) REFERENCES unit (id),
    CONSTRAINT report_state_known CHECK (state IN ('draft', 'submitted', 'sent', 'returned', 'accepted')),
    CONSTRAINT report_number_range CHECK (number BETWEEN 1 AND 1000000),
    CONSTRAINT report_version_range CHECK (version BETWEEN 1 AND 1000000000)
);
CREATE INDEX report_by_due ON report (request_id, due_on, sort_key, id);
CREATE INDEX report_by_state ON report (request_id, state, due_on, sort_key, id);
CREATE INDEX report_by_unit ON report (unit_id, due_on, id);
CREATE INDEX report_by_receiver ON report (receiver_id, state, request_id);
CREATE INDEX report_waiting ON report (state, unit_id, due_on);

CREATE TABLE report_words (
    report_id TEXT NOT NULL,
    ordinal BIGINT NOT NULL,
    text TEXT NOT NULL,
    CONSTRAINT report_words_pk PRIMARY KEY (report_id, ordinal),
    CONSTRAINT report_words_report_exists FOREIGN KEY (report_id) REFERENCES report (id),
    CONSTRAINT report_words_ordinal_range CHECK (ordinal BETWEEN 1 AND 100)
);

-- computed: counted by the system, kept when the report was submitted. typed: what a person wrote in its place.
-- below: the sum of the accepted reports below, when it was taken.
CREATE TABLE report_figure (
    report_id TEXT NOT NULL,
    ordinal BIGINT NOT NULL,
    computed BIGINT,
    typed BIGINT,
    below BIGINT,
    reason TEXT NOT NULL,
    CONSTRAINT report_figure_pk PRIMARY KEY (report_id, ordinal),
    CONSTRAINT report_figure_report_exists FOREIGN KEY (report_id) REFERENCES report (id),
    CONSTRAINT report_figure_ordinal_range CHECK (ordinal BETWEEN 1 AND 100),
    CONSTRAINT report_figure_computed_range CHECK (computed BETWEEN 0 AND 1000000000000),
    CONSTRAINT report_figure_typed_range CHECK (typed BETWEEN 0 AND 1000000000000),
    CONSTRAINT report_figure_below_range CHECK (below BETWEEN 0 AND 1000000000000000000)
);

-- Which reports are in the figures of another, and with which version.
CREATE TABLE report_taken (
    report_id TEXT NOT NULL,
    part_id TEXT NOT NULL,
    part_version BIGINT NOT NULL,
    CONSTRAINT report_taken_pk PRIMARY KEY (report_id, part_id),
    CONSTRAINT report_taken_report_exists FOREIGN KEY (report_id) REFERENCES report (id),
    CONSTRAINT report_taken_part_exists FOREIGN KEY (part_id) REFERENCES report (id),
    CONSTRAINT report_taken_version_range CHECK (part_version BETWEEN 1 AND 1000000000)
);

-- Who was urged, and when: once a day is enough.
CREATE TABLE report_reminder (
    request_id TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    reminded_on TEXT NOT NULL,
    reminded_by TEXT NOT NULL,
    CONSTRAINT report_reminder_pk PRIMARY KEY (request_id, unit_id, reminded_on),
    CONSTRAINT report_reminder_request_exists FOREIGN KEY (request_id) REFERENCES report_request (id),
    CONSTRAINT report_reminder_unit_exists FOREIGN KEY (unit_id) REFERENCES unit (id)
);

CREATE TABLE inspection (
    id TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    subject TEXT NOT NULL,
    team TEXT NOT NULL,
    content TEXT NOT NULL,
    starts_on TEXT NOT NULL,
    ends_on TEXT NOT NULL,
    state TEXT NOT NULL,
    conclusion TEXT NOT NULL DEFAULT '',
    cancel_reason TEXT NOT NULL DEFAULT '',
    is_invented BOOLEAN NOT NULL DEFAULT FALSE,
    created_by TEXT NOT NULL,
    updated_by TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT inspection_pk PRIMARY KEY (id),
    CONSTRAINT inspection_unit_exists FOREIGN KEY (unit_id) REFERENCES unit (id),
    CONSTRAINT inspection_state_known CHECK (state IN ('planned', 'concluded', 'cancelled')),
    CONSTRAINT inspection_period_order CHECK (ends_on >= starts_on),
    CONSTRAINT inspection_version_range CHECK (version BETWEEN 1 AND 1000000000)
);
CREATE INDEX inspection_by_start ON inspection (starts_on, id);
CREATE INDEX inspection_by_unit ON inspection (unit_id, starts_on, id);

CREATE TABLE inspection_finding (
    id TEXT NOT NULL,
    inspection_id TEXT NOT NULL,
    ordinal BIGINT NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    due_on TEXT,
    state TEXT NOT NULL,
    answer TEXT NOT NULL DEFAULT '',
    answered_at TEXT,
    return_reason TEXT NOT NULL DEFAULT '',
    updated_by TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT inspection_finding_pk PRIMARY KEY (id),
    CONSTRAINT inspection_finding_once UNIQUE (inspection_id, ordinal),
    CONSTRAINT inspection_finding_inspection_exists FOREIGN KEY (inspection_id) REFERENCES inspection (id),
    CONSTRAINT inspection_finding_kind_known CHECK (kind IN ('good', 'weakness', 'recommendation')),
    CONSTRAINT inspection_finding_state_known CHECK (state IN ('noted', 'open', 'answered', 'confirmed')),
    CONSTRAINT inspection_finding_due CHECK (kind <> 'recommendation' OR due_on IS NOT NULL),
    CONSTRAINT inspection_finding_ordinal_range CHECK (ordinal BETWEEN 1 AND 100),
    CONSTRAINT inspection_finding_version_range CHECK (version BETWEEN 1 AND 1000000000)
);
CREATE INDEX inspection_finding_by_due ON inspection_finding (state, due_on, id);
