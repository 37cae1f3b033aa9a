-- Figures of reports that are taken from targets, and who was asked to report a target.

-- The indicator of a figure whose source it is.
ALTER TABLE report_asked_figure ADD COLUMN indicator_id TEXT
    CONSTRAINT report_asked_figure_indicator_exists REFERENCES indicator (id);

-- What was planned until the end of the report's period, and the period of the indicator up to which the counted number goes.
ALTER TABLE report_figure ADD COLUMN planned BIGINT
    CONSTRAINT report_figure_planned_range CHECK (planned BETWEEN 0 AND 4000000000000000000);
ALTER TABLE report_figure ADD COLUMN done_through BIGINT
    CONSTRAINT report_figure_through_range CHECK (done_through BETWEEN 1 AND 12);

-- Who was asked to report a target, and when: once a day is enough.
CREATE TABLE target_reminder (
    indicator_id TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    reminded_on TEXT NOT NULL,
    reminded_by TEXT NOT NULL,
    CONSTRAINT target_reminder_pk PRIMARY KEY (indicator_id, unit_id, reminded_on),
    CONSTRAINT target_reminder_target_exists FOREIGN KEY (indicator_id, unit_id)
        REFERENCES unit_target (indicator_id, unit_id)
);
