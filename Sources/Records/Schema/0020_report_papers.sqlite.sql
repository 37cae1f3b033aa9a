-- Reports and answers to inspections have papers too. What may have some is the closed list of the program (EventSubject); the
-- table no longer repeats it, so that the next noun needs no change of the schema.
PRAGMA writable_schema = ON;
UPDATE sqlite_master SET sql = replace(sql, 'CHECK (subject_kind IN (', 'CHECK (subject_kind <> '''' OR subject_kind IN (')
WHERE type = 'table' AND name = 'attachment';
PRAGMA writable_schema = RESET;
