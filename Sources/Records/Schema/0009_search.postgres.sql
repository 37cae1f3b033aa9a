CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE TABLE commendation_search (
    rowid BIGINT NOT NULL,
    search_text TEXT NOT NULL,
    commendation_id TEXT NOT NULL,
    CONSTRAINT commendation_search_pk PRIMARY KEY (rowid)
);
CREATE INDEX commendation_search_trigram ON commendation_search USING GIN (search_text gin_trgm_ops);

CREATE TABLE person_search (
    search_text TEXT NOT NULL,
    person_id TEXT NOT NULL,
    CONSTRAINT person_search_pk PRIMARY KEY (person_id)
);
CREATE INDEX person_search_trigram ON person_search USING GIN (search_text gin_trgm_ops);

CREATE TABLE dossier_search (
    rowid BIGINT NOT NULL,
    search_text TEXT NOT NULL,
    dossier_id TEXT NOT NULL,
    CONSTRAINT dossier_search_pk PRIMARY KEY (rowid)
);
CREATE INDEX dossier_search_trigram ON dossier_search USING GIN (search_text gin_trgm_ops);
