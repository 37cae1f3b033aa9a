CREATE TABLE decision (
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    issuer_unit_id TEXT NOT NULL,
    issuer_title TEXT NOT NULL,
    symbol TEXT NOT NULL,
    year BIGINT NOT NULL,
    number BIGINT,
    abstract TEXT NOT NULL,
    reason TEXT NOT NULL,
    state TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_by TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    signed_on TEXT,
    signed_at TEXT,
    signed_by TEXT,
    signer_name TEXT,
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT decision_pk PRIMARY KEY (id),
    CONSTRAINT decision_number_once UNIQUE (issuer_unit_id, symbol, year, number),
    CONSTRAINT decision_unit_exists FOREIGN KEY (issuer_unit_id) REFERENCES unit (id),
    CONSTRAINT decision_kind_known CHECK (kind IN ('commend', 'revoke')),
    CONSTRAINT decision_state_known CHECK (state IN ('draft', 'signed')),
    CONSTRAINT decision_signed_whole CHECK (
        (state = 'draft' AND number IS NULL AND signed_on IS NULL)
        OR (state = 'signed' AND number IS NOT NULL AND signed_on IS NOT NULL AND signed_by IS NOT NULL)),
    CONSTRAINT decision_year_range CHECK (year BETWEEN 1945 AND 2200),
    CONSTRAINT decision_number_range CHECK (number BETWEEN 1 AND 100000000),
    CONSTRAINT decision_version_range CHECK (version BETWEEN 1 AND 1000000000)
);
CREATE INDEX decision_by_update ON decision (issuer_unit_id, updated_at, id);
CREATE INDEX decision_by_time ON decision (updated_at, id);

-- The roll: every commendation ever given, from our decisions or brought in from older ones. Never deleted.
-- `position` orders the roll newest first: days of the decision since 1970 times ten million, plus a running number of that day.
CREATE TABLE commendation (
    id TEXT NOT NULL,
    position BIGINT NOT NULL,
    code TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    person_id TEXT,
    unit_id TEXT,
    home_unit_id TEXT NOT NULL,
    recipient_name TEXT NOT NULL,
    recipient_detail TEXT NOT NULL,
    unit_name TEXT NOT NULL,
    year BIGINT NOT NULL,
    category TEXT NOT NULL,
    ground TEXT,
    achievement TEXT NOT NULL,
    decision_number TEXT NOT NULL,
    decided_on TEXT NOT NULL,
    issuer TEXT NOT NULL,
    certificate_code TEXT NOT NULL,
    revoked_on TEXT,
    revocation_number TEXT,
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT commendation_pk PRIMARY KEY (id),
    CONSTRAINT commendation_position_once UNIQUE (position),
    CONSTRAINT commendation_certificate_once UNIQUE (certificate_code),
    CONSTRAINT commendation_person_exists FOREIGN KEY (person_id) REFERENCES person (id),
    CONSTRAINT commendation_unit_exists FOREIGN KEY (unit_id) REFERENCES unit (id),
    CONSTRAINT commendation_home_unit_exists FOREIGN KEY (home_unit_id) REFERENCES unit (id),
    CONSTRAINT commendation_subject_known CHECK (subject_kind IN ('individual', 'collective', 'household')),
    CONSTRAINT commendation_category_known CHECK (category IN ('merit', 'sudden', 'thematic', 'contribution', 'tenure', 'external')),
    CONSTRAINT commendation_ground_known CHECK (ground IN ('excellent', 'initiative', 'science', 'bravery')),
    CONSTRAINT commendation_position_range CHECK (position BETWEEN -1000000000000 AND 1000000000000),
    CONSTRAINT commendation_year_range CHECK (year BETWEEN 1945 AND 2200),
    CONSTRAINT commendation_version_range CHECK (version BETWEEN 1 AND 1000000000)
);
CREATE INDEX commendation_by_person ON commendation (person_id, year);
CREATE INDEX commendation_by_unit ON commendation (unit_id, year);
CREATE INDEX commendation_by_code ON commendation (code, position);
CREATE INDEX commendation_by_home ON commendation (home_unit_id, position);

-- A line of a decision. Of a commending decision: a passed nomination and its money. Of a revoking one: what it revokes.
CREATE TABLE decision_line (
    id TEXT NOT NULL,
    decision_id TEXT NOT NULL,
    ordinal BIGINT NOT NULL,
    nomination_id TEXT,
    commendation_id TEXT,
    code TEXT NOT NULL,
    recipient_name TEXT NOT NULL,
    recipient_detail TEXT NOT NULL,
    unit_name TEXT NOT NULL,
    coefficient_hundredths BIGINT,
    base_salary BIGINT,
    bonus BIGINT,
    bonus_note TEXT,
    CONSTRAINT decision_line_pk PRIMARY KEY (id),
    CONSTRAINT decision_line_nomination_once UNIQUE (nomination_id),
    CONSTRAINT decision_line_ordinal_once UNIQUE (decision_id, ordinal),
    CONSTRAINT decision_line_decision_exists FOREIGN KEY (decision_id) REFERENCES decision (id),
    CONSTRAINT decision_line_nomination_exists FOREIGN KEY (nomination_id) REFERENCES nomination (id),
    CONSTRAINT decision_line_commendation_exists FOREIGN KEY (commendation_id) REFERENCES commendation (id),
    CONSTRAINT decision_line_ordinal_range CHECK (ordinal BETWEEN 1 AND 100000),
    CONSTRAINT decision_line_coefficient_range CHECK (coefficient_hundredths BETWEEN 0 AND 1000000),
    CONSTRAINT decision_line_base_range CHECK (base_salary BETWEEN 0 AND 1000000000),
    CONSTRAINT decision_line_bonus_range CHECK (bonus BETWEEN 0 AND 100000000000)
);
CREATE INDEX decision_line_by_commendation ON decision_line (commendation_id);
