-- Reports and answers to inspections have papers too. What may have some is the closed list of the program (EventSubject); the
-- table no longer repeats it, so that the next noun needs no change of the schema.
ALTER TABLE attachment DROP CONSTRAINT attachment_subject_known;
ALTER TABLE attachment ADD CONSTRAINT attachment_subject_known CHECK (subject_kind <> '');
