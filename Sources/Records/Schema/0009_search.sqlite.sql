-- Trigram search on folded text. LIKE on these columns uses the index; rowid is the order of the list.
CREATE VIRTUAL TABLE commendation_search USING fts5 (search_text, commendation_id UNINDEXED, tokenize = 'trigram');
CREATE VIRTUAL TABLE person_search USING fts5 (search_text, person_id UNINDEXED, tokenize = 'trigram');
CREATE VIRTUAL TABLE dossier_search USING fts5 (search_text, dossier_id UNINDEXED, tokenize = 'trigram');
