-- Documents that are sent have files too. What may have some is the closed list of the program (EventSubject). SQLite has no
-- statement that changes a CHECK; a wider one touches no row, so its words are changed where the table is described.
PRAGMA writable_schema = ON;
UPDATE sqlite_master SET sql = replace(sql, 'CHECK (subject_kind IN (', 'CHECK (subject_kind <> '''' OR subject_kind IN (')
WHERE type = 'table' AND name = 'attachment';
PRAGMA writable_schema = RESET;
