-- How far a movement reaches (Luật 06/2022/QH15 Điều 16.2) is a fact of its own: a movement of a ministry or of a cluster was
-- launched at none of the levels that reward.
ALTER TABLE movement ALTER COLUMN launched_at_level DROP NOT NULL;

ALTER TABLE movement ADD COLUMN scope TEXT NOT NULL DEFAULT 'unit'
    CONSTRAINT movement_scope_known CHECK (scope IN ('nation', 'ministry', 'province', 'cluster', 'unit'));
UPDATE movement SET scope = CASE launched_at_level WHEN 'unit' THEN 'unit' WHEN 'province' THEN 'province' ELSE 'nation' END;
DROP INDEX movement_by_level;
CREATE INDEX movement_by_scope ON movement (scope, starts_on, id);

-- Whose movement it is, when it is a cluster's. Its addressees are written down when it is launched: the members of that day.
ALTER TABLE movement ADD COLUMN cluster_id TEXT
    CONSTRAINT movement_cluster_exists REFERENCES cluster (id)
    CONSTRAINT movement_cluster_whole CHECK ((scope = 'cluster') = (cluster_id IS NOT NULL));
CREATE INDEX movement_by_cluster ON movement (cluster_id, starts_on, id);
