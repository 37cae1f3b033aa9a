-- Clusters and blocs of emulation (cụm, khối thi đua): who organises them, which units belong to them and when, who leads them.
CREATE TABLE cluster (
    id TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    decision_number TEXT NOT NULL,
    decided_on TEXT NOT NULL,
    issuer TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_until TEXT,
    end_reason TEXT NOT NULL DEFAULT '',
    is_invented BOOLEAN NOT NULL DEFAULT FALSE,
    search_text TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT cluster_pk PRIMARY KEY (id),
    CONSTRAINT cluster_unit_exists FOREIGN KEY (unit_id) REFERENCES unit (id),
    CONSTRAINT cluster_kind_known CHECK (kind IN ('territorial', 'sectoral')),
    CONSTRAINT cluster_period_order CHECK (valid_until IS NULL OR valid_until >= valid_from),
    CONSTRAINT cluster_version_range CHECK (version BETWEEN 1 AND 1000000000)
);
CREATE INDEX cluster_by_sort ON cluster (sort_key, id);
CREATE INDEX cluster_by_unit ON cluster (unit_id, sort_key, id);

-- A unit in a cluster, from its first to its last day. The sort key is that of the unit's name when it came.
CREATE TABLE cluster_member (
    id TEXT NOT NULL,
    cluster_id TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    from_on TEXT NOT NULL,
    until_on TEXT,
    reason TEXT NOT NULL,
    end_reason TEXT NOT NULL DEFAULT '',
    CONSTRAINT cluster_member_pk PRIMARY KEY (id),
    CONSTRAINT cluster_member_once UNIQUE (cluster_id, unit_id, from_on),
    CONSTRAINT cluster_member_cluster_exists FOREIGN KEY (cluster_id) REFERENCES cluster (id),
    CONSTRAINT cluster_member_unit_exists FOREIGN KEY (unit_id) REFERENCES unit (id),
    CONSTRAINT cluster_member_period_order CHECK (until_on IS NULL OR until_on >= from_on)
);
CREATE INDEX cluster_member_by_name ON cluster_member (cluster_id, sort_key, id);
CREATE INDEX cluster_member_by_unit ON cluster_member (unit_id, from_on, id);
CREATE UNIQUE INDEX cluster_member_open_once ON cluster_member (cluster_id, unit_id) WHERE until_on IS NULL;

-- Who leads a cluster in a year: one chair, and deputies in their order.
CREATE TABLE cluster_term (
    cluster_id TEXT NOT NULL,
    year BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    unit_id TEXT NOT NULL,
    CONSTRAINT cluster_term_pk PRIMARY KEY (cluster_id, year, ordinal),
    CONSTRAINT cluster_term_unit_once UNIQUE (cluster_id, year, unit_id),
    CONSTRAINT cluster_term_cluster_exists FOREIGN KEY (cluster_id) REFERENCES cluster (id),
    CONSTRAINT cluster_term_unit_exists FOREIGN KEY (unit_id) REFERENCES unit (id),
    CONSTRAINT cluster_term_year_range CHECK (year BETWEEN 1945 AND 2200),
    CONSTRAINT cluster_term_ordinal_range CHECK (ordinal BETWEEN 0 AND 20)
);
CREATE INDEX cluster_term_by_unit ON cluster_term (unit_id, year, cluster_id);

-- Clusters chosen for a draft of a document, besides its groups and single units: those who are members on the day of sending.
CREATE TABLE directive_cluster (
    directive_id TEXT NOT NULL,
    cluster_id TEXT NOT NULL,
    CONSTRAINT directive_cluster_pk PRIMARY KEY (directive_id, cluster_id),
    CONSTRAINT directive_cluster_directive_exists FOREIGN KEY (directive_id) REFERENCES directive (id),
    CONSTRAINT directive_cluster_cluster_exists FOREIGN KEY (cluster_id) REFERENCES cluster (id)
);
