-- Ends that were missing: a dossier of which nothing passed its council, a draft decision that is given up, a session that is
-- open. Three tables learn the new words of their states.
--
-- SQLite has no statement that changes a CHECK. Rows are not touched by a wider one, so its words are changed where the
-- tables are described (https://www.sqlite.org/lang_altertable.html, section 7), which keeps columns and indexes as they are.
PRAGMA writable_schema = ON;
UPDATE sqlite_master SET sql = replace(sql, '''considered'', ''decided'')', '''considered'', ''decided'', ''not_passed'')')
WHERE type = 'table' AND name = 'dossier';
UPDATE sqlite_master SET sql = replace(sql, '(''planned'', ''concluded'')', '(''planned'', ''open'', ''concluded'')')
WHERE type = 'table' AND name = 'council_session';
UPDATE sqlite_master SET sql = replace(replace(sql, '(''draft'', ''signed'')', '(''draft'', ''signed'', ''discarded'')'),
    '(state = ''draft'' AND number', '(state IN (''draft'', ''discarded'') AND number')
WHERE type = 'table' AND name = 'decision';
PRAGMA writable_schema = RESET;

ALTER TABLE council_session ADD COLUMN opened_at TEXT;
ALTER TABLE council_session ADD COLUMN opened_by TEXT;

-- Who belonged to a council when a session was opened: later changes of the council no longer move its counts.
CREATE TABLE council_session_member (
    session_id TEXT NOT NULL,
    member_id TEXT NOT NULL,
    CONSTRAINT council_session_member_pk PRIMARY KEY (session_id, member_id),
    CONSTRAINT council_session_member_session_exists FOREIGN KEY (session_id) REFERENCES council_session (id),
    CONSTRAINT council_session_member_member_exists FOREIGN KEY (member_id) REFERENCES council_member (id)
);

-- Sessions in which something has been recorded were opened then, with the members of their day.
UPDATE council_session SET state = 'open'
WHERE state = 'planned' AND (
    EXISTS (SELECT 1 FROM council_attendance a WHERE a.session_id = council_session.id)
    OR EXISTS (SELECT 1 FROM vote_count v WHERE v.session_id = council_session.id));
INSERT INTO council_session_member (session_id, member_id)
SELECT s.id, m.id FROM council_session s JOIN council_member m ON m.council_id = s.council_id
    AND m.from_on <= s.held_on AND (m.until_on IS NULL OR m.until_on >= s.held_on)
WHERE s.state <> 'planned';

-- Members are added and ended by several people; the version makes them take turns.
ALTER TABLE council ADD COLUMN version BIGINT NOT NULL DEFAULT 1
    CONSTRAINT council_version_range CHECK (version BETWEEN 1 AND 1000000000);
CREATE INDEX council_by_name ON council (name, id);

-- Set with every password that somebody else has chosen; the owner changes it before anything else.
ALTER TABLE account ADD COLUMN must_change_password BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX sign_in_attempt_by_time ON sign_in_attempt (at);

-- Forms that make something are taken once: the second click is led to what the first has made. Kept for a day.
CREATE TABLE used_form (
    account_id TEXT NOT NULL,
    form_key TEXT NOT NULL,
    path TEXT NOT NULL,
    used_at TEXT NOT NULL,
    CONSTRAINT used_form_pk PRIMARY KEY (account_id, form_key),
    CONSTRAINT used_form_account_exists FOREIGN KEY (account_id) REFERENCES account (id)
);
CREATE INDEX used_form_by_time ON used_form (used_at);
