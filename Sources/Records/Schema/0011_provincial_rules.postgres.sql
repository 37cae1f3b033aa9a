-- The province's own rules (quy định của tỉnh), in versions. A version is a draft until it is issued; nothing of an issued
-- one ever changes. Which is in force on a day follows from the first days: the latest that has begun. The table is the
-- same in the twin of this file; the triggers differ.
CREATE TABLE provincial_rules (
    id TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    title TEXT NOT NULL,
    number TEXT NOT NULL,
    issued_on TEXT,
    in_force_from TEXT,
    state TEXT NOT NULL,
    -- Typed settings as JSON with the number of their schema; validated whenever they are read.
    settings TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_by TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    signed_off_by TEXT,
    signed_off_by_name TEXT,
    signed_off_at TEXT,
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT provincial_rules_pk PRIMARY KEY (id),
    CONSTRAINT provincial_rules_unit_exists FOREIGN KEY (unit_id) REFERENCES unit (id),
    CONSTRAINT provincial_rules_state_known CHECK (state IN ('draft', 'issued')),
    CONSTRAINT provincial_rules_issued_whole CHECK (
        state = 'draft'
        OR (number <> '' AND issued_on IS NOT NULL AND in_force_from IS NOT NULL AND in_force_from >= issued_on
            AND signed_off_by IS NOT NULL AND signed_off_at IS NOT NULL)),
    CONSTRAINT provincial_rules_not_own_draft CHECK (signed_off_by IS NULL OR signed_off_by <> created_by),
    CONSTRAINT provincial_rules_version_range CHECK (version BETWEEN 1 AND 1000000000)
);
-- No two versions begin on one day, so no two are in force on one day; and one draft at a time.
CREATE UNIQUE INDEX provincial_rules_first_day ON provincial_rules (in_force_from) WHERE state = 'issued';
CREATE UNIQUE INDEX provincial_rules_one_draft ON provincial_rules (unit_id) WHERE state = 'draft';
CREATE INDEX provincial_rules_by_time ON provincial_rules (created_at, id);

-- What a nomination was judged under: proposal, facts and version of the rules, beside the findings in `assessment`.
ALTER TABLE nomination ADD COLUMN assessment_basis TEXT;
ALTER TABLE nomination ADD COLUMN assessed_at TEXT;

CREATE FUNCTION provincial_rules_guard() RETURNS trigger AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'draft' THEN RAISE EXCEPTION 'provincial_rules_issued_from_draft'; END IF;
        RETURN NEW;
    END IF;
    IF OLD.state = 'issued' THEN RAISE EXCEPTION 'provincial_rules_unchanged'; END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    -- A version never slips in before one that was issued earlier: what was in force on a day stays so.
    IF NEW.state = 'issued' AND EXISTS (
        SELECT 1 FROM provincial_rules r WHERE r.state = 'issued' AND r.in_force_from >= NEW.in_force_from AND r.id <> NEW.id)
    THEN RAISE EXCEPTION 'provincial_rules_in_order'; END IF;
    RETURN NEW;
END
$$ LANGUAGE plpgsql;
CREATE TRIGGER provincial_rules_guard BEFORE INSERT OR UPDATE OR DELETE ON provincial_rules
    FOR EACH ROW EXECUTE FUNCTION provincial_rules_guard();
