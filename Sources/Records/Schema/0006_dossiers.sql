-- Numbers that run without gaps: one row per book (issuer, symbol, year), locked while the next number is taken.
CREATE TABLE number_book (
    unit_id TEXT NOT NULL,
    symbol TEXT NOT NULL,
    year BIGINT NOT NULL,
    last_number BIGINT NOT NULL,
    CONSTRAINT number_book_pk PRIMARY KEY (unit_id, symbol, year),
    CONSTRAINT number_book_year_range CHECK (year BETWEEN 1945 AND 2200),
    CONSTRAINT number_book_number_range CHECK (last_number BETWEEN 0 AND 100000000)
);

CREATE TABLE dossier (
    id TEXT NOT NULL,
    number TEXT NOT NULL,
    title TEXT NOT NULL,
    category TEXT NOT NULL,
    year BIGINT NOT NULL,
    level TEXT NOT NULL,
    state TEXT NOT NULL,
    submitting_unit_id TEXT NOT NULL,
    receiving_unit_id TEXT NOT NULL,
    movement_id TEXT,
    letter_number TEXT NOT NULL,
    letter_on TEXT,
    letter_text TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_by TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    submitted_at TEXT,
    received_on TEXT,
    last_reason TEXT,
    search_text TEXT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT dossier_pk PRIMARY KEY (id),
    CONSTRAINT dossier_number_once UNIQUE (number),
    CONSTRAINT dossier_submitting_unit_exists FOREIGN KEY (submitting_unit_id) REFERENCES unit (id),
    CONSTRAINT dossier_receiving_unit_exists FOREIGN KEY (receiving_unit_id) REFERENCES unit (id),
    CONSTRAINT dossier_movement_exists FOREIGN KEY (movement_id) REFERENCES movement (id),
    CONSTRAINT dossier_category_known CHECK (category IN ('merit', 'sudden', 'thematic', 'contribution', 'tenure', 'external')),
    CONSTRAINT dossier_level_known CHECK (level IN ('unit', 'province')),
    CONSTRAINT dossier_state_known CHECK (state IN ('draft', 'submitted', 'received', 'returned', 'withdrawn', 'appraised', 'considered', 'decided')),
    CONSTRAINT dossier_year_range CHECK (year BETWEEN 1945 AND 2200),
    CONSTRAINT dossier_version_range CHECK (version BETWEEN 1 AND 1000000000)
);
CREATE INDEX dossier_by_submitter ON dossier (submitting_unit_id, updated_at, id);
CREATE INDEX dossier_by_receiver ON dossier (receiving_unit_id, state, submitted_at, id);
CREATE INDEX dossier_by_update ON dossier (updated_at, id);
CREATE INDEX dossier_by_state ON dossier (state, updated_at, id);
CREATE INDEX dossier_by_movement ON dossier (movement_id);

CREATE TABLE nomination (
    id TEXT NOT NULL,
    dossier_id TEXT NOT NULL,
    ordinal BIGINT NOT NULL,
    code TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    person_id TEXT,
    unit_id TEXT,
    nominee_name TEXT NOT NULL,
    nominee_detail TEXT NOT NULL,
    subject_group TEXT,
    category TEXT NOT NULL,
    year BIGINT NOT NULL,
    period_from TEXT,
    period_until TEXT,
    summary TEXT NOT NULL,
    assessment TEXT,
    verdict TEXT,
    opinion TEXT,
    opinion_reason TEXT,
    opinion_by TEXT,
    opinion_at TEXT,
    created_at TEXT NOT NULL,
    updated_by TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    removed_at TEXT,
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT nomination_pk PRIMARY KEY (id),
    CONSTRAINT nomination_dossier_exists FOREIGN KEY (dossier_id) REFERENCES dossier (id),
    CONSTRAINT nomination_person_exists FOREIGN KEY (person_id) REFERENCES person (id),
    CONSTRAINT nomination_unit_exists FOREIGN KEY (unit_id) REFERENCES unit (id),
    CONSTRAINT nomination_subject_matches CHECK (
        (subject_kind = 'individual' AND person_id IS NOT NULL AND unit_id IS NULL)
        OR (subject_kind = 'collective' AND unit_id IS NOT NULL AND person_id IS NULL)
        OR (subject_kind = 'household' AND person_id IS NULL AND unit_id IS NULL)),
    CONSTRAINT nomination_category_known CHECK (category IN ('merit', 'sudden', 'thematic', 'contribution', 'tenure', 'external')),
    CONSTRAINT nomination_verdict_known CHECK (verdict IN ('met', 'not_met', 'undecided')),
    CONSTRAINT nomination_opinion_known CHECK (opinion IN ('propose', 'decline')),
    CONSTRAINT nomination_ordinal_range CHECK (ordinal BETWEEN 1 AND 100000),
    CONSTRAINT nomination_year_range CHECK (year BETWEEN 1945 AND 2200),
    CONSTRAINT nomination_version_range CHECK (version BETWEEN 1 AND 1000000000)
);
CREATE INDEX nomination_by_dossier ON nomination (dossier_id, ordinal);
CREATE INDEX nomination_by_person ON nomination (person_id, year);
CREATE INDEX nomination_by_unit ON nomination (unit_id, year);

-- Initiatives brought as evidence. That one is used once only is checked by the law, since a withdrawn dossier frees it.
CREATE TABLE nomination_initiative (
    nomination_id TEXT NOT NULL,
    initiative_id TEXT NOT NULL,
    CONSTRAINT nomination_initiative_pk PRIMARY KEY (nomination_id, initiative_id),
    CONSTRAINT nomination_initiative_nomination_exists FOREIGN KEY (nomination_id) REFERENCES nomination (id),
    CONSTRAINT nomination_initiative_initiative_exists FOREIGN KEY (initiative_id) REFERENCES initiative (id)
);
CREATE INDEX nomination_initiative_by_initiative ON nomination_initiative (initiative_id);

-- An officer's word on one criterion: confirmed, or overridden with a reason. Kept, never changed; the latest holds.
CREATE TABLE finding_judgement (
    id TEXT NOT NULL,
    nomination_id TEXT NOT NULL,
    criterion TEXT NOT NULL,
    judgement TEXT NOT NULL,
    found TEXT NOT NULL,
    reason TEXT NOT NULL,
    account_id TEXT NOT NULL,
    account_name TEXT NOT NULL,
    at TEXT NOT NULL,
    CONSTRAINT finding_judgement_pk PRIMARY KEY (id),
    CONSTRAINT finding_judgement_nomination_exists FOREIGN KEY (nomination_id) REFERENCES nomination (id),
    CONSTRAINT finding_judgement_known CHECK (judgement IN ('met', 'not_met')),
    CONSTRAINT finding_judgement_found_known CHECK (found IN ('met', 'not_met', 'undecided'))
);
CREATE INDEX finding_judgement_by_nomination ON finding_judgement (nomination_id, at);

-- Papers. The content lies in a file named by its SHA-256; the row comes after the file is on the disk.
CREATE TABLE attachment (
    id TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    nomination_id TEXT,
    paper_key TEXT NOT NULL,
    paper_number TEXT NOT NULL,
    paper_on TEXT,
    file_name TEXT NOT NULL,
    file_kind TEXT NOT NULL,
    file_hash TEXT NOT NULL,
    byte_count BIGINT NOT NULL,
    uploaded_by TEXT NOT NULL,
    uploaded_by_name TEXT NOT NULL,
    uploaded_at TEXT NOT NULL,
    removed_at TEXT,
    CONSTRAINT attachment_pk PRIMARY KEY (id),
    CONSTRAINT attachment_subject_known CHECK (subject_kind IN ('dossier', 'council_session')),
    CONSTRAINT attachment_nomination_exists FOREIGN KEY (nomination_id) REFERENCES nomination (id),
    CONSTRAINT attachment_kind_known CHECK (file_kind IN ('pdf', 'docx', 'xlsx', 'jpg', 'png')),
    CONSTRAINT attachment_size_range CHECK (byte_count BETWEEN 1 AND 1000000000)
);
CREATE INDEX attachment_by_subject ON attachment (subject_kind, subject_id, uploaded_at);
