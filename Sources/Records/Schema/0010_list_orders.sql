-- Walked by lists of a wide reach: one walk for each state, in the order of the list.
CREATE INDEX dossier_by_year ON dossier (year, state, updated_at, id);
CREATE INDEX decision_by_state ON decision (state, updated_at, id);
CREATE INDEX event_by_kind ON event (kind, at, id);
