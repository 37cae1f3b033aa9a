CREATE TABLE shared_question_search (
    search_text TEXT NOT NULL,
    question_id TEXT NOT NULL,
    CONSTRAINT shared_question_search_pk PRIMARY KEY (question_id)
);
CREATE INDEX shared_question_search_trigram ON shared_question_search USING GIN (search_text gin_trgm_ops);

-- Documents, reports, houses and difficulties come with files too. What may have files is the closed list of the program (EventSubject).
ALTER TABLE attachment DROP CONSTRAINT attachment_subject_known;
ALTER TABLE attachment ADD CONSTRAINT attachment_subject_known CHECK (subject_kind <> '');
