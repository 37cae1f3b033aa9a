-- Documents that are sent have files too. What may have some is the closed list of the program (EventSubject).
ALTER TABLE attachment DROP CONSTRAINT attachment_subject_known;
ALTER TABLE attachment ADD CONSTRAINT attachment_subject_known CHECK (subject_kind <> '');
