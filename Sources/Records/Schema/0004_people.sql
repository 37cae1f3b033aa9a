-- One lifelong file per person. The identity number is encrypted; its keyed hash finds the same person again.
CREATE TABLE person (
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    search_text TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    sex TEXT NOT NULL,
    born_on TEXT,
    ethnicity TEXT NOT NULL,
    subject_group TEXT NOT NULL,
    is_frontline BOOLEAN NOT NULL,
    started_work_on TEXT,
    identity_cipher TEXT,
    identity_hash TEXT,
    unit_id TEXT NOT NULL,
    position TEXT NOT NULL,
    is_invented BOOLEAN NOT NULL DEFAULT FALSE,
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT person_pk PRIMARY KEY (id),
    CONSTRAINT person_identity_once UNIQUE (identity_hash),
    CONSTRAINT person_unit_exists FOREIGN KEY (unit_id) REFERENCES unit (id),
    CONSTRAINT person_sex_known CHECK (sex IN ('female', 'male')),
    CONSTRAINT person_group_known CHECK (subject_group IN ('official', 'worker', 'farmer', 'armed_force', 'business_leader', 'leader', 'other')),
    CONSTRAINT person_version_range CHECK (version BETWEEN 1 AND 1000000000)
);
CREATE INDEX person_by_unit ON person (unit_id, sort_key, id);
CREATE INDEX person_by_sort ON person (sort_key, id);

CREATE TABLE person_post (
    id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    position TEXT NOT NULL,
    from_on TEXT NOT NULL,
    until_on TEXT,
    CONSTRAINT person_post_pk PRIMARY KEY (id),
    CONSTRAINT person_post_person_exists FOREIGN KEY (person_id) REFERENCES person (id),
    CONSTRAINT person_post_unit_exists FOREIGN KEY (unit_id) REFERENCES unit (id)
);
CREATE INDEX person_post_by_person ON person_post (person_id, from_on);
CREATE INDEX person_post_by_unit ON person_post (unit_id, from_on);

CREATE TABLE person_rating (
    id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    year BIGINT NOT NULL,
    completion_level TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    months_worked BIGINT NOT NULL DEFAULT 12,
    is_maternity BOOLEAN NOT NULL DEFAULT FALSE,
    document TEXT,
    CONSTRAINT person_rating_pk PRIMARY KEY (id),
    CONSTRAINT person_rating_once UNIQUE (person_id, year),
    CONSTRAINT person_rating_person_exists FOREIGN KEY (person_id) REFERENCES person (id),
    CONSTRAINT person_rating_unit_exists FOREIGN KEY (unit_id) REFERENCES unit (id),
    CONSTRAINT person_rating_year_range CHECK (year BETWEEN 1945 AND 2200),
    CONSTRAINT person_rating_months_range CHECK (months_worked BETWEEN 0 AND 12),
    CONSTRAINT person_rating_level_known CHECK (completion_level IN ('excellent', 'good', 'completed', 'not_completed'))
);

CREATE TABLE discipline (
    id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    measure TEXT NOT NULL,
    from_on TEXT NOT NULL,
    until_on TEXT,
    document TEXT NOT NULL,
    CONSTRAINT discipline_pk PRIMARY KEY (id),
    CONSTRAINT discipline_person_exists FOREIGN KEY (person_id) REFERENCES person (id),
    CONSTRAINT discipline_measure_known CHECK (measure IN ('reprimand', 'warning', 'salary', 'demotion', 'dismissal'))
);
CREATE INDEX discipline_by_person ON discipline (person_id, from_on);

-- A case under examination (NĐ 152/2025/NĐ-CP Điều 4.4): no proposal meanwhile.
CREATE TABLE examination (
    id TEXT NOT NULL,
    person_id TEXT,
    unit_id TEXT,
    kind TEXT NOT NULL,
    since_on TEXT NOT NULL,
    closed_on TEXT,
    CONSTRAINT examination_pk PRIMARY KEY (id),
    CONSTRAINT examination_of_one CHECK ((person_id IS NULL) <> (unit_id IS NULL)),
    CONSTRAINT examination_person_exists FOREIGN KEY (person_id) REFERENCES person (id),
    CONSTRAINT examination_unit_exists FOREIGN KEY (unit_id) REFERENCES unit (id),
    CONSTRAINT examination_kind_known CHECK (kind IN ('discipline', 'investigation', 'inspection', 'complaint', 'denunciation', 'press'))
);
CREATE INDEX examination_by_person ON examination (person_id);
CREATE INDEX examination_by_unit ON examination (unit_id);

CREATE TABLE initiative (
    id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    name TEXT NOT NULL,
    year BIGINT NOT NULL,
    scope TEXT NOT NULL,
    recognised_on TEXT NOT NULL,
    document TEXT NOT NULL,
    used_for TEXT,
    CONSTRAINT initiative_pk PRIMARY KEY (id),
    CONSTRAINT initiative_person_exists FOREIGN KEY (person_id) REFERENCES person (id),
    CONSTRAINT initiative_unit_exists FOREIGN KEY (unit_id) REFERENCES unit (id),
    CONSTRAINT initiative_scope_known CHECK (scope IN ('base', 'province', 'nation')),
    CONSTRAINT initiative_year_range CHECK (year BETWEEN 1945 AND 2200)
);
CREATE INDEX initiative_by_person ON initiative (person_id, year);
