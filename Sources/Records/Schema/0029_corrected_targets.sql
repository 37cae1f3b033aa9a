-- Not only what was reported is corrected: the target of a locked period too, by the same way.
ALTER TABLE figure_correction ADD COLUMN what TEXT NOT NULL DEFAULT 'amount'
    CONSTRAINT figure_correction_what_known CHECK (what IN ('amount', 'period_target', 'year_target'));
