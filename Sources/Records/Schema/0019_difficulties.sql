-- Difficulties that units raise to Sở Nội vụ (M24), notices that are read, and mail.

-- What difficulties are about. Kept as data: a province adds its own, and none is ever removed.
CREATE TABLE difficulty_theme (
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    ordinal BIGINT NOT NULL,
    CONSTRAINT difficulty_theme_pk PRIMARY KEY (id),
    CONSTRAINT difficulty_theme_name_once UNIQUE (name),
    CONSTRAINT difficulty_theme_ordinal_range CHECK (ordinal BETWEEN 1 AND 1000)
);
INSERT INTO difficulty_theme (id, name, ordinal) VALUES
    ('law', 'Quy định, tiêu chuẩn', 1), ('dossier', 'Hồ sơ, thủ tục', 2), ('movement', 'Phong trào thi đua', 3),
    ('money', 'Kinh phí, tiền thưởng', 4), ('people', 'Tổ chức, con người', 5), ('software', 'Phần mềm', 6),
    ('other', 'Nội dung khác', 900);

-- How many working days an answer may take: the choice of the province itself, one row at most.
CREATE TABLE difficulty_setting (
    id TEXT NOT NULL,
    answer_days BIGINT NOT NULL,
    updated_by TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    CONSTRAINT difficulty_setting_pk PRIMARY KEY (id),
    CONSTRAINT difficulty_setting_single CHECK (id = 'this'),
    CONSTRAINT difficulty_setting_days_range CHECK (answer_days BETWEEN 1 AND 60)
);

CREATE TABLE difficulty (
    id TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    theme TEXT NOT NULL,
    subject TEXT NOT NULL,
    page_address TEXT NOT NULL,
    page_title TEXT NOT NULL,
    may_name_unit BOOLEAN NOT NULL,
    state TEXT NOT NULL,
    asked_by TEXT NOT NULL,
    asked_by_name TEXT NOT NULL,
    asked_at TEXT NOT NULL,
    -- The day by which Sở Nội vụ answers; NULL while the unit has the turn.
    due_on TEXT,
    assigned_to TEXT,
    assigned_name TEXT NOT NULL DEFAULT '',
    -- When it was answered for the first time, and how many working days that took.
    answered_at TEXT,
    answer_days BIGINT,
    is_invented BOOLEAN NOT NULL DEFAULT FALSE,
    updated_by_name TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT difficulty_pk PRIMARY KEY (id),
    CONSTRAINT difficulty_unit_exists FOREIGN KEY (unit_id) REFERENCES unit (id),
    CONSTRAINT difficulty_theme_exists FOREIGN KEY (theme) REFERENCES difficulty_theme (id),
    CONSTRAINT difficulty_asker_exists FOREIGN KEY (asked_by) REFERENCES account (id),
    CONSTRAINT difficulty_assignee_exists FOREIGN KEY (assigned_to) REFERENCES account (id),
    CONSTRAINT difficulty_state_known CHECK (state IN ('waiting', 'assigned', 'asked_back', 'answered', 'closed')),
    CONSTRAINT difficulty_days_range CHECK (answer_days BETWEEN 0 AND 10000),
    CONSTRAINT difficulty_version_range CHECK (version BETWEEN 1 AND 1000000000)
);
CREATE INDEX difficulty_by_time ON difficulty (asked_at, id);
CREATE INDEX difficulty_by_state ON difficulty (state, asked_at, id);
CREATE INDEX difficulty_by_unit ON difficulty (unit_id, asked_at, id);
CREATE INDEX difficulty_by_theme ON difficulty (theme, asked_at, id);
CREATE INDEX difficulty_by_asker ON difficulty (asked_by, state);
CREATE INDEX difficulty_by_assignee ON difficulty (assigned_to, state);

-- What was written, in order: nothing of it is ever changed.
CREATE TABLE difficulty_entry (
    difficulty_id TEXT NOT NULL,
    ordinal BIGINT NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    basis TEXT NOT NULL,
    written_by_name TEXT NOT NULL,
    written_at TEXT NOT NULL,
    CONSTRAINT difficulty_entry_pk PRIMARY KEY (difficulty_id, ordinal),
    CONSTRAINT difficulty_entry_difficulty_exists FOREIGN KEY (difficulty_id) REFERENCES difficulty (id),
    CONSTRAINT difficulty_entry_ordinal_range CHECK (ordinal BETWEEN 1 AND 1000),
    CONSTRAINT difficulty_entry_kind_known CHECK (kind IN ('question', 'request', 'supplement', 'answer', 'reopening'))
);

-- A question with its answer, edited for everyone; the originals stay in their entries.
CREATE TABLE shared_question (
    id TEXT NOT NULL,
    difficulty_id TEXT NOT NULL,
    theme TEXT NOT NULL,
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    basis TEXT NOT NULL,
    -- Empty unless the asker has allowed it.
    unit_name TEXT NOT NULL,
    shared_at TEXT NOT NULL,
    withdrawn_at TEXT,
    CONSTRAINT shared_question_pk PRIMARY KEY (id),
    CONSTRAINT shared_question_once UNIQUE (difficulty_id),
    CONSTRAINT shared_question_difficulty_exists FOREIGN KEY (difficulty_id) REFERENCES difficulty (id),
    CONSTRAINT shared_question_theme_exists FOREIGN KEY (theme) REFERENCES difficulty_theme (id)
);
CREATE INDEX shared_question_by_time ON shared_question (shared_at, id);
CREATE INDEX shared_question_by_theme ON shared_question (theme, shared_at, id);

-- Notices: when their reader has opened them. Mail: when it is tried again.
ALTER TABLE outbox ADD COLUMN read_at TEXT;
ALTER TABLE outbox ADD COLUMN next_try_at TEXT;
CREATE INDEX outbox_by_account ON outbox (account_id, created_at, id);
CREATE INDEX outbox_unread ON outbox (account_id) WHERE read_at IS NULL;
CREATE INDEX outbox_failed ON outbox (created_at, id) WHERE delivered_at IS NULL AND last_error IS NOT NULL;

ALTER TABLE account ADD COLUMN email TEXT NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN mail_choice TEXT NOT NULL DEFAULT 'each'
    CONSTRAINT account_mail_choice_known CHECK (mail_choice IN ('each', 'daily', 'none'));
-- The last day on which a digest was sent.
ALTER TABLE account ADD COLUMN digest_on TEXT;

-- What the work list asks of plans.
CREATE INDEX plan_by_state ON plan (state, unit_id);
