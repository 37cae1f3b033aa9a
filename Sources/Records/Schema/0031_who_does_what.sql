-- The day on which a unit last reminded its people who have not acknowledged: once a day is enough.
ALTER TABLE directive_delivery ADD COLUMN readers_reminded_on TEXT;

-- What somebody was put in charge of.
CREATE INDEX directive_delivery_by_assignee ON directive_delivery (assignee_id, progress) WHERE assignee_id IS NOT NULL;
