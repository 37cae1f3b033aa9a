-- The day on which a unit last reminded its people who have not acknowledged: once a day is enough.
ALTER TABLE directive_delivery ADD COLUMN readers_reminded_on TEXT;

-- What somebody was put in charge of.
CREATE INDEX directive_delivery_by_assignee ON directive_delivery (assignee_id, progress) WHERE assignee_id IS NOT NULL;

-- By which day the letter of a plan is to be made known and carried out; it is not printed on the letter.
ALTER TABLE plan ADD COLUMN due_on TEXT;

-- The unit of the system that does a task, beside the words of the letter; and what came of it.
ALTER TABLE plan_task ADD COLUMN unit_id TEXT CONSTRAINT plan_task_unit_exists REFERENCES unit (id);
ALTER TABLE plan_task ADD COLUMN done_on TEXT;
ALTER TABLE plan_task ADD COLUMN done_by TEXT CONSTRAINT plan_task_doer_exists REFERENCES account (id);
ALTER TABLE plan_task ADD COLUMN result TEXT NOT NULL DEFAULT '';
CREATE INDEX plan_task_open ON plan_task (due_on, plan_id) WHERE done_on IS NULL AND due_on IS NOT NULL;

-- Which unit was asked for its review of a stage of a movement, and when: once a day is enough.
CREATE TABLE movement_review_reminder (
    movement_id TEXT NOT NULL,
    stage_key TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    reminded_on TEXT NOT NULL,
    reminded_by TEXT NOT NULL,
    CONSTRAINT movement_review_reminder_pk PRIMARY KEY (movement_id, stage_key, unit_id, reminded_on),
    CONSTRAINT movement_review_reminder_addressee_exists FOREIGN KEY (movement_id, unit_id)
        REFERENCES movement_addressee (movement_id, unit_id)
);
