-- Papers prove figures, and photos show houses: attachments learn two more kinds of subject. Those that came before stay,
-- whichever they are. SQLite changes a CHECK where the table is described (see 0012).
PRAGMA writable_schema = ON;
UPDATE sqlite_master SET sql = replace(sql, 'subject_kind IN (''dossier'', ''council_session''',
    'subject_kind IN (''dossier'', ''council_session'', ''unit_figure'', ''house''')
WHERE type = 'table' AND name = 'attachment';
PRAGMA writable_schema = RESET;
