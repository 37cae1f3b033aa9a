CREATE TABLE council (
    id TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    name TEXT NOT NULL,
    document TEXT NOT NULL,
    CONSTRAINT council_pk PRIMARY KEY (id),
    CONSTRAINT council_unit_exists FOREIGN KEY (unit_id) REFERENCES unit (id)
);
CREATE INDEX council_by_unit ON council (unit_id);

CREATE TABLE council_member (
    id TEXT NOT NULL,
    council_id TEXT NOT NULL,
    name TEXT NOT NULL,
    position TEXT NOT NULL,
    role TEXT NOT NULL,
    account_id TEXT,
    from_on TEXT NOT NULL,
    until_on TEXT,
    CONSTRAINT council_member_pk PRIMARY KEY (id),
    CONSTRAINT council_member_council_exists FOREIGN KEY (council_id) REFERENCES council (id),
    CONSTRAINT council_member_account_exists FOREIGN KEY (account_id) REFERENCES account (id),
    CONSTRAINT council_member_role_known CHECK (role IN ('chair', 'deputy', 'member', 'secretary'))
);
CREATE INDEX council_member_by_council ON council_member (council_id, from_on);

CREATE TABLE council_session (
    id TEXT NOT NULL,
    council_id TEXT NOT NULL,
    title TEXT NOT NULL,
    place TEXT NOT NULL,
    held_on TEXT NOT NULL,
    state TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    concluded_at TEXT,
    concluded_by TEXT,
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT council_session_pk PRIMARY KEY (id),
    CONSTRAINT council_session_council_exists FOREIGN KEY (council_id) REFERENCES council (id),
    CONSTRAINT council_session_state_known CHECK (state IN ('planned', 'concluded')),
    CONSTRAINT council_session_version_range CHECK (version BETWEEN 1 AND 1000000000)
);
CREATE INDEX council_session_by_day ON council_session (council_id, held_on, id);
CREATE INDEX council_session_by_time ON council_session (held_on, id);

CREATE TABLE council_agenda (
    session_id TEXT NOT NULL,
    dossier_id TEXT NOT NULL,
    ordinal BIGINT NOT NULL,
    CONSTRAINT council_agenda_pk PRIMARY KEY (session_id, dossier_id),
    CONSTRAINT council_agenda_session_exists FOREIGN KEY (session_id) REFERENCES council_session (id),
    CONSTRAINT council_agenda_dossier_exists FOREIGN KEY (dossier_id) REFERENCES dossier (id),
    CONSTRAINT council_agenda_ordinal_range CHECK (ordinal BETWEEN 1 AND 10000)
);
CREATE INDEX council_agenda_by_dossier ON council_agenda (dossier_id);

CREATE TABLE council_attendance (
    session_id TEXT NOT NULL,
    member_id TEXT NOT NULL,
    presence TEXT NOT NULL,
    CONSTRAINT council_attendance_pk PRIMARY KEY (session_id, member_id),
    CONSTRAINT council_attendance_session_exists FOREIGN KEY (session_id) REFERENCES council_session (id),
    CONSTRAINT council_attendance_member_exists FOREIGN KEY (member_id) REFERENCES council_member (id),
    CONSTRAINT council_attendance_known CHECK (presence IN ('present', 'written', 'absent'))
);

-- The count for one nomination, on all members. `source` is the seam for ballots inside the system.
CREATE TABLE vote_count (
    nomination_id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    source TEXT NOT NULL,
    members BIGINT NOT NULL,
    agree BIGINT NOT NULL,
    disagree BIGINT NOT NULL,
    threshold_part BIGINT NOT NULL,
    threshold_whole BIGINT NOT NULL,
    has_passed BOOLEAN NOT NULL,
    recorded_by TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    CONSTRAINT vote_count_pk PRIMARY KEY (nomination_id, session_id),
    CONSTRAINT vote_count_nomination_exists FOREIGN KEY (nomination_id) REFERENCES nomination (id),
    CONSTRAINT vote_count_session_exists FOREIGN KEY (session_id) REFERENCES council_session (id),
    CONSTRAINT vote_count_source_known CHECK (source IN ('minutes', 'ballot')),
    CONSTRAINT vote_count_members_range CHECK (members BETWEEN 1 AND 1000),
    CONSTRAINT vote_count_agree_range CHECK (agree BETWEEN 0 AND 1000),
    CONSTRAINT vote_count_disagree_range CHECK (disagree BETWEEN 0 AND 1000),
    CONSTRAINT vote_count_of_members CHECK (agree + disagree <= members),
    CONSTRAINT vote_count_threshold_part_range CHECK (threshold_part BETWEEN 0 AND 1000),
    CONSTRAINT vote_count_threshold_whole_range CHECK (threshold_whole BETWEEN 1 AND 1000)
);
