-- A division of units into clusters comes as a file too, looked at before it is taken in like a list of units: from which day it
-- holds, and by which decision.
ALTER TABLE unit_import ADD COLUMN kind TEXT NOT NULL DEFAULT 'units'
    CONSTRAINT unit_import_kind_known CHECK (kind IN ('units', 'division'));
ALTER TABLE unit_import ADD COLUMN from_on TEXT;
ALTER TABLE unit_import ADD COLUMN reason TEXT NOT NULL DEFAULT '';

-- A plan goes to clusters as well: to the units that belong to them on the day of sending. The table is made anew, because SQLite
-- has no statement that changes a check.
CREATE TABLE plan_addressee_before AS SELECT plan_id, ordinal, purpose, name, scope, unit_id FROM plan_addressee;
DROP TABLE plan_addressee;
CREATE TABLE plan_addressee (
    plan_id TEXT NOT NULL,
    ordinal BIGINT NOT NULL,
    purpose TEXT NOT NULL,
    name TEXT NOT NULL,
    scope TEXT NOT NULL,
    unit_id TEXT,
    cluster_id TEXT,
    CONSTRAINT plan_addressee_pk PRIMARY KEY (plan_id, ordinal),
    CONSTRAINT plan_addressee_plan_exists FOREIGN KEY (plan_id) REFERENCES plan (id),
    CONSTRAINT plan_addressee_unit_exists FOREIGN KEY (unit_id) REFERENCES unit (id),
    CONSTRAINT plan_addressee_cluster_exists FOREIGN KEY (cluster_id) REFERENCES cluster (id),
    CONSTRAINT plan_addressee_cluster_whole CHECK ((scope = 'cluster') = (cluster_id IS NOT NULL)),
    CONSTRAINT plan_addressee_purpose_known CHECK (purpose IN ('execute', 'report', 'inform', 'coordinate', 'archive')),
    CONSTRAINT plan_addressee_scope_known
        CHECK (scope IN ('outside', 'all', 'communes', 'departments', 'enterprises', 'named', 'cluster')),
    CONSTRAINT plan_addressee_ordinal_range CHECK (ordinal BETWEEN 1 AND 100)
);
INSERT INTO plan_addressee (plan_id, ordinal, purpose, name, scope, unit_id)
SELECT plan_id, ordinal, purpose, name, scope, unit_id FROM plan_addressee_before;
DROP TABLE plan_addressee_before;
