CREATE VIRTUAL TABLE shared_question_search USING fts5 (search_text, question_id UNINDEXED, tokenize = 'trigram');

-- Documents, reports, houses and difficulties come with files too. What may have files is the closed list of the program
-- (EventSubject). A wider CHECK touches no row, so it is changed where the table is described (see 0012).
PRAGMA writable_schema = ON;
UPDATE sqlite_master SET sql = replace(sql, 'CHECK (subject_kind IN (', 'CHECK (subject_kind <> '''' OR subject_kind IN (')
WHERE type = 'table' AND name = 'attachment';
PRAGMA writable_schema = RESET;
