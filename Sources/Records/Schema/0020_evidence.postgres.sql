-- Papers prove figures, and photos show houses: attachments learn two more kinds of subject. Those that came before stay,
-- whichever they are.
DO $$
DECLARE
    known TEXT := (SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'attachment_subject_known');
BEGIN
    ALTER TABLE attachment DROP CONSTRAINT attachment_subject_known;
    EXECUTE 'ALTER TABLE attachment ADD CONSTRAINT attachment_subject_known '
        || replace(known, '''council_session''::text', '''council_session''::text, ''unit_figure''::text, ''house''::text');
END
$$;
