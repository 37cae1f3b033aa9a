-- Who launched a movement that is only recorded here (Luật 06/2022/QH15 Điều 18.1); what a special drive is for; how it is run.
ALTER TABLE movement ADD COLUMN launcher TEXT NOT NULL DEFAULT '';
ALTER TABLE movement ADD COLUMN measures TEXT NOT NULL DEFAULT '';
ALTER TABLE movement ADD COLUMN weak_point TEXT NOT NULL DEFAULT '';
ALTER TABLE movement ADD COLUMN wanted_result TEXT NOT NULL DEFAULT '';
ALTER TABLE movement ADD COLUMN reopened_at TEXT;
ALTER TABLE movement ADD COLUMN is_invented BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX movement_by_unit_order ON movement (launching_unit_id, starts_on, id);
CREATE INDEX movement_by_level ON movement (launched_at_level, starts_on, id);

-- What a unit sets itself besides the numbers asked for, a line each.
ALTER TABLE movement_response ADD COLUMN indicators TEXT NOT NULL DEFAULT '';

-- Papers of a response: its plan as it was issued. A removed one keeps its row.
CREATE TABLE movement_paper (
    id TEXT NOT NULL,
    movement_id TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    file_name TEXT NOT NULL,
    file_kind TEXT NOT NULL,
    file_hash TEXT NOT NULL,
    byte_count BIGINT NOT NULL,
    uploaded_by TEXT NOT NULL,
    uploaded_by_name TEXT NOT NULL,
    uploaded_at TEXT NOT NULL,
    removed_at TEXT,
    CONSTRAINT movement_paper_pk PRIMARY KEY (id),
    CONSTRAINT movement_paper_addressee_exists FOREIGN KEY (movement_id, unit_id)
        REFERENCES movement_addressee (movement_id, unit_id),
    CONSTRAINT movement_paper_kind_known CHECK (file_kind IN ('pdf', 'docx', 'xlsx', 'jpg', 'png')),
    CONSTRAINT movement_paper_size_range CHECK (byte_count BETWEEN 1 AND 1000000000)
);
CREATE INDEX movement_paper_by_unit ON movement_paper (movement_id, unit_id, uploaded_at);

-- A stretch within a movement (đợt), both days inside. It may greet a day of the calendar.
CREATE TABLE movement_drive (
    id TEXT NOT NULL,
    movement_id TEXT NOT NULL,
    name TEXT NOT NULL,
    starts_on TEXT NOT NULL,
    ends_on TEXT NOT NULL,
    goals TEXT NOT NULL,
    occasion_id TEXT,
    occasion_year BIGINT,
    cancel_reason TEXT NOT NULL DEFAULT '',
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_by TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT movement_drive_pk PRIMARY KEY (id),
    CONSTRAINT movement_drive_movement_exists FOREIGN KEY (movement_id) REFERENCES movement (id),
    CONSTRAINT movement_drive_occasion_exists FOREIGN KEY (occasion_id) REFERENCES occasion (id),
    CONSTRAINT movement_drive_greeting_whole CHECK ((occasion_id IS NULL) = (occasion_year IS NULL)),
    CONSTRAINT movement_drive_period_order CHECK (ends_on >= starts_on),
    CONSTRAINT movement_drive_year_range CHECK (occasion_year BETWEEN 1 AND 9999),
    CONSTRAINT movement_drive_version_range CHECK (version BETWEEN 1 AND 1000000000)
);
CREATE INDEX movement_drive_by_movement ON movement_drive (movement_id, starts_on, id);

-- What a unit says came of a movement: midway, of one drive, or at the end. One of each unit and stage; stage_key is the drive,
-- or the name of the stage.
CREATE TABLE movement_review (
    id TEXT NOT NULL,
    movement_id TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    stage TEXT NOT NULL,
    stage_key TEXT NOT NULL,
    drive_id TEXT,
    results TEXT NOT NULL,
    people BIGINT NOT NULL,
    collectives BIGINT NOT NULL,
    weaknesses TEXT NOT NULL,
    lessons TEXT NOT NULL,
    proposals TEXT NOT NULL,
    written_by TEXT NOT NULL,
    written_at TEXT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT movement_review_pk PRIMARY KEY (id),
    CONSTRAINT movement_review_once UNIQUE (movement_id, stage_key, unit_id),
    CONSTRAINT movement_review_movement_exists FOREIGN KEY (movement_id) REFERENCES movement (id),
    CONSTRAINT movement_review_unit_exists FOREIGN KEY (unit_id) REFERENCES unit (id),
    CONSTRAINT movement_review_drive_exists FOREIGN KEY (drive_id) REFERENCES movement_drive (id),
    CONSTRAINT movement_review_stage_known CHECK (stage IN ('midway', 'drive', 'final')),
    CONSTRAINT movement_review_drive_whole CHECK ((stage = 'drive') = (drive_id IS NOT NULL)),
    CONSTRAINT movement_review_people_range CHECK (people BETWEEN 0 AND 10000000),
    CONSTRAINT movement_review_collectives_range CHECK (collectives BETWEEN 0 AND 1000000),
    CONSTRAINT movement_review_version_range CHECK (version BETWEEN 1 AND 1000000000)
);
CREATE INDEX movement_review_by_unit ON movement_review (unit_id, movement_id);

-- Which unit was urged to respond, and when: once a day is enough.
CREATE TABLE movement_reminder (
    movement_id TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    reminded_on TEXT NOT NULL,
    reminded_by TEXT NOT NULL,
    CONSTRAINT movement_reminder_pk PRIMARY KEY (movement_id, unit_id, reminded_on),
    CONSTRAINT movement_reminder_movement_exists FOREIGN KEY (movement_id) REFERENCES movement (id),
    CONSTRAINT movement_reminder_unit_exists FOREIGN KEY (unit_id) REFERENCES unit (id)
);
