-- Units with a history: a unit has a period in which it exists; its name and parent have periods too.
CREATE TABLE unit (
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    parent_id TEXT,
    search_text TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_until TEXT,
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT unit_pk PRIMARY KEY (id),
    CONSTRAINT unit_code_once UNIQUE (code, valid_from),
    CONSTRAINT unit_parent_exists FOREIGN KEY (parent_id) REFERENCES unit (id),
    CONSTRAINT unit_kind_known CHECK (kind IN ('province', 'department', 'district', 'commune', 'section', 'enterprise')),
    CONSTRAINT unit_period_order CHECK (valid_until IS NULL OR valid_until >= valid_from),
    CONSTRAINT unit_version_range CHECK (version BETWEEN 1 AND 1000000000)
);
CREATE INDEX unit_by_parent ON unit (parent_id, sort_key, id);
CREATE INDEX unit_by_kind ON unit (kind, sort_key, id);
CREATE INDEX unit_by_sort ON unit (sort_key, id);

-- Name and parent of a unit in each period (a rename or a transfer makes a new row).
CREATE TABLE unit_period (
    id TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    name TEXT NOT NULL,
    parent_id TEXT,
    valid_from TEXT NOT NULL,
    valid_until TEXT,
    document TEXT,
    CONSTRAINT unit_period_pk PRIMARY KEY (id),
    CONSTRAINT unit_period_once UNIQUE (unit_id, valid_from),
    CONSTRAINT unit_period_unit_exists FOREIGN KEY (unit_id) REFERENCES unit (id),
    CONSTRAINT unit_period_parent_exists FOREIGN KEY (parent_id) REFERENCES unit (id)
);

-- Who came after whom: kind, day and the decision that did it.
CREATE TABLE unit_succession (
    id TEXT NOT NULL,
    predecessor_id TEXT NOT NULL,
    successor_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    happened_on TEXT NOT NULL,
    document TEXT NOT NULL,
    CONSTRAINT unit_succession_pk PRIMARY KEY (id),
    CONSTRAINT unit_succession_once UNIQUE (predecessor_id, successor_id),
    CONSTRAINT unit_succession_predecessor_exists FOREIGN KEY (predecessor_id) REFERENCES unit (id),
    CONSTRAINT unit_succession_successor_exists FOREIGN KEY (successor_id) REFERENCES unit (id),
    CONSTRAINT unit_succession_kind_known CHECK (kind IN ('merged', 'divided', 'renamed', 'dissolved'))
);
CREATE INDEX unit_succession_by_successor ON unit_succession (successor_id);

-- A successor that a list of former units names by its code and that is not there yet. The link is made, and the row goes,
-- when the list that brings it is taken in: so the order of the two lists does not matter.
CREATE TABLE unit_awaited_successor (
    predecessor_id TEXT NOT NULL,
    successor_code TEXT NOT NULL,
    CONSTRAINT unit_awaited_successor_pk PRIMARY KEY (predecessor_id, successor_code),
    CONSTRAINT unit_awaited_successor_predecessor_exists FOREIGN KEY (predecessor_id) REFERENCES unit (id)
);

-- All units above a unit, itself included (depth 0), through parents and, for ended units, through successors.
-- Kept by UnitRecords.refreshAncestors; it is what scope conditions read.
CREATE TABLE unit_ancestor (
    unit_id TEXT NOT NULL,
    ancestor_id TEXT NOT NULL,
    depth BIGINT NOT NULL,
    CONSTRAINT unit_ancestor_pk PRIMARY KEY (unit_id, ancestor_id),
    CONSTRAINT unit_ancestor_unit_exists FOREIGN KEY (unit_id) REFERENCES unit (id),
    CONSTRAINT unit_ancestor_ancestor_exists FOREIGN KEY (ancestor_id) REFERENCES unit (id),
    CONSTRAINT unit_ancestor_depth_range CHECK (depth BETWEEN 0 AND 50)
);
CREATE INDEX unit_ancestor_by_ancestor ON unit_ancestor (ancestor_id, unit_id);

-- A unit as a collective, year by year: what the rules on collectives ask.
CREATE TABLE unit_year (
    unit_id TEXT NOT NULL,
    year BIGINT NOT NULL,
    completion_level TEXT,
    members_total BIGINT,
    members_completed BIGINT,
    members_advanced BIGINT,
    members_fighters BIGINT,
    members_disciplined BIGINT,
    members_women BIGINT,
    cluster_rank BIGINT,
    CONSTRAINT unit_year_pk PRIMARY KEY (unit_id, year),
    CONSTRAINT unit_year_unit_exists FOREIGN KEY (unit_id) REFERENCES unit (id),
    CONSTRAINT unit_year_range CHECK (year BETWEEN 1945 AND 2200),
    CONSTRAINT unit_year_level_known CHECK (completion_level IN ('excellent', 'good', 'completed', 'not_completed')),
    CONSTRAINT unit_year_total_range CHECK (members_total BETWEEN 0 AND 1000000),
    CONSTRAINT unit_year_completed_range CHECK (members_completed BETWEEN 0 AND 1000000),
    CONSTRAINT unit_year_advanced_range CHECK (members_advanced BETWEEN 0 AND 1000000),
    CONSTRAINT unit_year_fighters_range CHECK (members_fighters BETWEEN 0 AND 1000000),
    CONSTRAINT unit_year_disciplined_range CHECK (members_disciplined BETWEEN 0 AND 1000000),
    CONSTRAINT unit_year_women_range CHECK (members_women BETWEEN 0 AND 1000000),
    CONSTRAINT unit_year_rank_range CHECK (cluster_rank BETWEEN 1 AND 1000)
);

-- An import waits here between preview and confirmation; nothing else is written before.
CREATE TABLE unit_import (
    id TEXT NOT NULL,
    file_name TEXT NOT NULL,
    content TEXT NOT NULL,
    account_id TEXT NOT NULL,
    created_at TEXT NOT NULL,
    confirmed_at TEXT,
    CONSTRAINT unit_import_pk PRIMARY KEY (id)
);
