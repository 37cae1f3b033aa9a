-- Targets handed down to units and what came of them, works for a plaque, houses of households in need.

-- What is counted. A plan is written anew with every change and its tasks keep their identities: so the link to a task is no
-- foreign key. Amounts are whole numbers of the smallest part: places digits behind the comma.
CREATE TABLE indicator (
    id TEXT NOT NULL,
    owner_id TEXT NOT NULL,
    year BIGINT NOT NULL,
    rhythm TEXT NOT NULL,
    accrual TEXT NOT NULL,
    direction TEXT NOT NULL,
    places BIGINT NOT NULL,
    is_additive BOOLEAN NOT NULL,
    name TEXT NOT NULL,
    measure TEXT NOT NULL,
    source TEXT NOT NULL,
    plan_task_id TEXT,
    report_days BIGINT NOT NULL,
    locked_through BIGINT NOT NULL DEFAULT 0,
    is_invented BOOLEAN NOT NULL,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_by TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT indicator_pk PRIMARY KEY (id),
    CONSTRAINT indicator_once UNIQUE (owner_id, year, name),
    CONSTRAINT indicator_owner_exists FOREIGN KEY (owner_id) REFERENCES unit (id),
    CONSTRAINT indicator_rhythm_known CHECK (rhythm IN ('month', 'quarter', 'year')),
    CONSTRAINT indicator_accrual_known CHECK (accrual IN ('each', 'running', 'level')),
    CONSTRAINT indicator_direction_known CHECK (direction IN ('more', 'less')),
    CONSTRAINT indicator_year_range CHECK (year BETWEEN 1945 AND 2200),
    CONSTRAINT indicator_places_range CHECK (places BETWEEN 0 AND 4),
    CONSTRAINT indicator_report_days_range CHECK (report_days BETWEEN 0 AND 60),
    CONSTRAINT indicator_locked_range CHECK (locked_through BETWEEN 0 AND 12),
    CONSTRAINT indicator_version_range CHECK (version BETWEEN 1 AND 1000000000)
);
CREATE INDEX indicator_by_year ON indicator (year, sort_key, id);
CREATE INDEX indicator_by_plan_task ON indicator (plan_task_id);

-- The figure of a year for a unit: the owner's own (no parent), or handed down by the parent.
CREATE TABLE unit_target (
    indicator_id TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    parent_id TEXT,
    amount BIGINT NOT NULL,
    parts_note TEXT NOT NULL,
    updated_by TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT unit_target_pk PRIMARY KEY (indicator_id, unit_id),
    CONSTRAINT unit_target_indicator_exists FOREIGN KEY (indicator_id) REFERENCES indicator (id),
    CONSTRAINT unit_target_unit_exists FOREIGN KEY (unit_id) REFERENCES unit (id),
    CONSTRAINT unit_target_parent_exists FOREIGN KEY (parent_id) REFERENCES unit (id),
    CONSTRAINT unit_target_amount_range CHECK (amount BETWEEN 0 AND 100000000000000),
    CONSTRAINT unit_target_version_range CHECK (version BETWEEN 1 AND 1000000000)
);
CREATE INDEX unit_target_by_parent ON unit_target (indicator_id, parent_id);
CREATE INDEX unit_target_by_unit ON unit_target (unit_id, indicator_id);

-- One row for each unit and period: the target of the period, what was reported, and where the unit then stands. What follows
-- from the others (planned, done, standing, share, place) is kept with them in the same transaction, so that a board of two
-- thousand units is read from an index.
CREATE TABLE unit_figure (
    id TEXT NOT NULL,
    indicator_id TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    parent_id TEXT,
    period BIGINT NOT NULL,
    target BIGINT,
    amount BIGINT,
    note TEXT NOT NULL,
    reported_on TEXT,
    reported_by TEXT,
    is_late BOOLEAN NOT NULL,
    planned BIGINT NOT NULL,
    done BIGINT,
    standing TEXT NOT NULL,
    share BIGINT,
    place TEXT NOT NULL,
    period_end TEXT NOT NULL,
    due_on TEXT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT unit_figure_pk PRIMARY KEY (id),
    CONSTRAINT unit_figure_once UNIQUE (indicator_id, unit_id, period),
    CONSTRAINT unit_figure_target_exists FOREIGN KEY (indicator_id, unit_id) REFERENCES unit_target (indicator_id, unit_id),
    CONSTRAINT unit_figure_standing_known CHECK (standing IN ('unreported', 'late', 'on_time', 'ahead')),
    CONSTRAINT unit_figure_reported CHECK ((amount IS NULL) = (standing = 'unreported')),
    CONSTRAINT unit_figure_period_range CHECK (period BETWEEN 1 AND 12),
    CONSTRAINT unit_figure_amount_range CHECK (amount BETWEEN 0 AND 100000000000000),
    CONSTRAINT unit_figure_own_target_range CHECK (target BETWEEN 0 AND 100000000000000),
    CONSTRAINT unit_figure_planned_range CHECK (planned BETWEEN 0 AND 1200000000000000),
    CONSTRAINT unit_figure_done_range CHECK (done BETWEEN 0 AND 1200000000000000),
    CONSTRAINT unit_figure_share_range CHECK (share BETWEEN 0 AND 100000000),
    CONSTRAINT unit_figure_version_range CHECK (version BETWEEN 1 AND 1000000000)
);
CREATE INDEX unit_figure_on_board ON unit_figure (indicator_id, parent_id, period, place, unit_id);
CREATE INDEX unit_figure_sums ON unit_figure (indicator_id, parent_id, period, standing, planned, done);
CREATE INDEX unit_figure_by_unit ON unit_figure (unit_id, period, indicator_id);
CREATE INDEX unit_figure_due ON unit_figure (unit_id, standing, period_end);

-- A value that was replaced: never lost.
CREATE TABLE figure_correction (
    id TEXT NOT NULL,
    figure_id TEXT NOT NULL,
    former BIGINT NOT NULL,
    amount BIGINT NOT NULL,
    reason TEXT NOT NULL,
    account_id TEXT NOT NULL,
    account_name TEXT NOT NULL,
    at TEXT NOT NULL,
    CONSTRAINT figure_correction_pk PRIMARY KEY (id),
    CONSTRAINT figure_correction_figure_exists FOREIGN KEY (figure_id) REFERENCES unit_figure (id),
    CONSTRAINT figure_correction_former_range CHECK (former BETWEEN 0 AND 100000000000000),
    CONSTRAINT figure_correction_amount_range CHECK (amount BETWEEN 0 AND 100000000000000)
);
CREATE INDEX figure_correction_by_figure ON figure_correction (figure_id, at, id);

CREATE TABLE public_work (
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    investor TEXT NOT NULL,
    place TEXT NOT NULL,
    content TEXT NOT NULL,
    starts_on TEXT NOT NULL,
    planned_finish TEXT NOT NULL,
    plaque_day TEXT NOT NULL,
    state TEXT NOT NULL,
    started_on TEXT,
    finished_on TEXT,
    plaque_fixed_on TEXT,
    drop_reason TEXT NOT NULL,
    is_invented BOOLEAN NOT NULL,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_by TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT public_work_pk PRIMARY KEY (id),
    CONSTRAINT public_work_unit_exists FOREIGN KEY (unit_id) REFERENCES unit (id),
    CONSTRAINT public_work_kind_known CHECK (kind IN ('road', 'school', 'health', 'culture', 'irrigation', 'power', 'office', 'other')),
    CONSTRAINT public_work_state_known CHECK (state IN ('planned', 'under_way', 'finished', 'plaque', 'dropped')),
    CONSTRAINT public_work_version_range CHECK (version BETWEEN 1 AND 1000000000)
);
CREATE INDEX public_work_by_day ON public_work (plaque_day, id);
CREATE INDEX public_work_by_state ON public_work (state, plaque_day, id);
CREATE INDEX public_work_by_unit ON public_work (unit_id, plaque_day, id);

CREATE TABLE milestone (
    id TEXT NOT NULL,
    work_id TEXT NOT NULL,
    ordinal BIGINT NOT NULL,
    name TEXT NOT NULL,
    planned_on TEXT NOT NULL,
    done_on TEXT,
    note TEXT NOT NULL,
    CONSTRAINT milestone_pk PRIMARY KEY (id),
    CONSTRAINT milestone_work_exists FOREIGN KEY (work_id) REFERENCES public_work (id),
    CONSTRAINT milestone_ordinal_range CHECK (ordinal BETWEEN 1 AND 100)
);
CREATE INDEX milestone_by_work ON milestone (work_id, ordinal);

CREATE TABLE house (
    id TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    year BIGINT NOT NULL,
    household_group TEXT NOT NULL,
    measure TEXT NOT NULL,
    head TEXT NOT NULL,
    village TEXT NOT NULL,
    state TEXT NOT NULL,
    started_on TEXT,
    finished_on TEXT,
    state_money BIGINT NOT NULL,
    donated_money BIGINT NOT NULL,
    withdrawn_reason TEXT,
    is_invented BOOLEAN NOT NULL,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_by TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT house_pk PRIMARY KEY (id),
    CONSTRAINT house_unit_exists FOREIGN KEY (unit_id) REFERENCES unit (id),
    CONSTRAINT house_group_known CHECK (household_group IN ('poor', 'near_poor', 'disaster', 'meritorious')),
    CONSTRAINT house_measure_known CHECK (measure IN ('built', 'repaired')),
    CONSTRAINT house_state_known CHECK (state IN ('needed', 'started', 'finished', 'withdrawn')),
    CONSTRAINT house_days_order CHECK (finished_on IS NULL OR (started_on IS NOT NULL AND finished_on >= started_on)),
    CONSTRAINT house_year_range CHECK (year BETWEEN 1945 AND 2200),
    CONSTRAINT house_state_money_range CHECK (state_money BETWEEN 0 AND 100000000000),
    CONSTRAINT house_donated_money_range CHECK (donated_money BETWEEN 0 AND 100000000000),
    CONSTRAINT house_version_range CHECK (version BETWEEN 1 AND 1000000000)
);
CREATE INDEX house_by_unit ON house (year, unit_id, household_group, state);
CREATE INDEX house_by_name ON house (year, sort_key, id);
CREATE INDEX house_of_unit_by_name ON house (year, unit_id, sort_key, id);
