-- Days of the calendar: great days and tradition days come back every year, congresses and conferences take place once.
-- day_key is what a list is ordered by: month and day (09-02) of a yearly one, the first day (2025-10-12) of the others.
CREATE TABLE occasion (
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    level TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    name TEXT NOT NULL,
    is_yearly BOOLEAN NOT NULL,
    day_key TEXT NOT NULL,
    founded_on TEXT,
    starts_on TEXT,
    ends_on TEXT,
    is_open BOOLEAN NOT NULL DEFAULT FALSE,
    starts_at BIGINT,
    ends_at BIGINT,
    place TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL,
    last_year BIGINT,
    state_reason TEXT NOT NULL DEFAULT '',
    search_text TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_by TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT occasion_pk PRIMARY KEY (id),
    CONSTRAINT occasion_unit_exists FOREIGN KEY (unit_id) REFERENCES unit (id),
    CONSTRAINT occasion_kind_known CHECK (kind IN ('great_day', 'tradition_day', 'congress', 'conference')),
    CONSTRAINT occasion_level_known CHECK (level IN ('nation', 'province', 'agency')),
    CONSTRAINT occasion_state_known CHECK (state IN ('kept', 'ended', 'removed')),
    CONSTRAINT occasion_has_a_time CHECK ((founded_on IS NULL) <> (starts_on IS NULL)),
    CONSTRAINT occasion_period_whole CHECK ((starts_on IS NULL) = (ends_on IS NULL)),
    CONSTRAINT occasion_period_order CHECK (ends_on >= starts_on),
    CONSTRAINT occasion_hours_whole CHECK ((starts_at IS NULL) = (ends_at IS NULL)),
    CONSTRAINT occasion_starts_at_range CHECK (starts_at BETWEEN 0 AND 1439),
    CONSTRAINT occasion_ends_at_range CHECK (ends_at BETWEEN 0 AND 1439),
    CONSTRAINT occasion_last_year_range CHECK (last_year BETWEEN 1 AND 9999),
    CONSTRAINT occasion_version_range CHECK (version BETWEEN 1 AND 1000000000)
);
CREATE INDEX occasion_by_day ON occasion (is_yearly, day_key, id);
CREATE INDEX occasion_by_unit ON occasion (unit_id, is_yearly, day_key);

-- What hangs on an occasion in one year. The subject lies in the table of its kind.
CREATE TABLE occasion_link (
    occasion_id TEXT NOT NULL,
    year BIGINT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    linked_by TEXT NOT NULL,
    linked_at TEXT NOT NULL,
    CONSTRAINT occasion_link_pk PRIMARY KEY (occasion_id, year, subject_kind, subject_id),
    CONSTRAINT occasion_link_occasion_exists FOREIGN KEY (occasion_id) REFERENCES occasion (id),
    CONSTRAINT occasion_link_kind_known CHECK (subject_kind IN ('movement', 'work', 'activity', 'publication')),
    CONSTRAINT occasion_link_year_range CHECK (year BETWEEN 1 AND 9999)
);
CREATE INDEX occasion_link_by_subject ON occasion_link (subject_kind, subject_id);

-- What units organise. starts_on and ends_on are the planned days until it was held, the true ones after that.
CREATE TABLE activity (
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    movement_id TEXT,
    plan TEXT NOT NULL,
    planned_from TEXT NOT NULL,
    planned_until TEXT NOT NULL,
    starts_on TEXT NOT NULL,
    ends_on TEXT NOT NULL,
    place TEXT NOT NULL,
    expected_participants BIGINT,
    state TEXT NOT NULL,
    participants BIGINT,
    result TEXT NOT NULL DEFAULT '',
    cancel_reason TEXT NOT NULL DEFAULT '',
    is_invented BOOLEAN NOT NULL DEFAULT FALSE,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_by TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT activity_pk PRIMARY KEY (id),
    CONSTRAINT activity_unit_exists FOREIGN KEY (unit_id) REFERENCES unit (id),
    CONSTRAINT activity_movement_exists FOREIGN KEY (movement_id) REFERENCES movement (id),
    CONSTRAINT activity_kind_known CHECK (kind IN ('cultural', 'sports', 'ceremony', 'conference', 'congress')),
    CONSTRAINT activity_state_known CHECK (state IN ('planned', 'held', 'reported', 'cancelled')),
    CONSTRAINT activity_plan_order CHECK (planned_until >= planned_from),
    CONSTRAINT activity_period_order CHECK (ends_on >= starts_on),
    CONSTRAINT activity_expected_range CHECK (expected_participants BETWEEN 0 AND 10000000),
    CONSTRAINT activity_participants_range CHECK (participants BETWEEN 0 AND 10000000),
    CONSTRAINT activity_version_range CHECK (version BETWEEN 1 AND 1000000000)
);
CREATE INDEX activity_by_start ON activity (starts_on, id);
CREATE INDEX activity_by_state ON activity (state, starts_on, id);
CREATE INDEX activity_by_unit ON activity (unit_id, starts_on, id);
CREATE INDEX activity_by_movement ON activity (movement_id, starts_on, id);

CREATE TABLE activity_figure (
    activity_id TEXT NOT NULL,
    ordinal BIGINT NOT NULL,
    name TEXT NOT NULL,
    amount BIGINT NOT NULL,
    measure TEXT NOT NULL,
    CONSTRAINT activity_figure_pk PRIMARY KEY (activity_id, ordinal),
    CONSTRAINT activity_figure_activity_exists FOREIGN KEY (activity_id) REFERENCES activity (id),
    CONSTRAINT activity_figure_ordinal_range CHECK (ordinal BETWEEN 1 AND 100),
    CONSTRAINT activity_figure_amount_range CHECK (amount BETWEEN 0 AND 1000000000000)
);

-- The calendar shows on which days movements begin and end.
CREATE INDEX movement_by_end ON movement (ends_on, id);
