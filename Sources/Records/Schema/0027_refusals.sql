-- What passed its council and will not be commended: whoever decides has said so, with the reason, on the draft that held it.
CREATE TABLE refusal (
    nomination_id TEXT NOT NULL,
    decision_id TEXT NOT NULL,
    -- Who decided, as the decision would have been signed.
    decider TEXT NOT NULL,
    reason TEXT NOT NULL,
    refused_by TEXT NOT NULL,
    refused_at TEXT NOT NULL,
    CONSTRAINT refusal_pk PRIMARY KEY (nomination_id),
    CONSTRAINT refusal_nomination_exists FOREIGN KEY (nomination_id) REFERENCES nomination (id),
    CONSTRAINT refusal_decision_exists FOREIGN KEY (decision_id) REFERENCES decision (id),
    CONSTRAINT refusal_by_exists FOREIGN KEY (refused_by) REFERENCES account (id)
);
