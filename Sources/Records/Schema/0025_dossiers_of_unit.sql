-- What waits with a unit is counted on every page: by unit and state, without a look at all that others have in that state.
CREATE INDEX dossier_by_submitter_state ON dossier (submitting_unit_id, state);
