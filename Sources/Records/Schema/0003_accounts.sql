CREATE TABLE account (
    id TEXT NOT NULL,
    username TEXT NOT NULL,
    name TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    is_disabled BOOLEAN NOT NULL DEFAULT FALSE,
    created_at TEXT NOT NULL,
    password_changed_at TEXT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT account_pk PRIMARY KEY (id),
    CONSTRAINT account_username_once UNIQUE (username),
    CONSTRAINT account_version_range CHECK (version BETWEEN 1 AND 1000000000)
);

-- A function at a unit: it reaches that unit and all below it. No row, no reach.
CREATE TABLE account_role (
    account_id TEXT NOT NULL,
    role TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    granted_at TEXT NOT NULL,
    CONSTRAINT account_role_pk PRIMARY KEY (account_id, role, unit_id),
    CONSTRAINT account_role_account_exists FOREIGN KEY (account_id) REFERENCES account (id),
    CONSTRAINT account_role_unit_exists FOREIGN KEY (unit_id) REFERENCES unit (id),
    CONSTRAINT account_role_known CHECK (role IN (
        'unit_officer', 'unit_head', 'specialist', 'leader', 'council_secretary', 'council_member', 'chairman',
        'administrator', 'inspector'))
);
CREATE INDEX account_role_by_unit ON account_role (unit_id, role);

-- Only the hash of the token is kept: a stolen table signs nobody in.
CREATE TABLE session (
    token_hash TEXT NOT NULL,
    account_id TEXT NOT NULL,
    csrf_token TEXT NOT NULL,
    created_at TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    flash TEXT,
    CONSTRAINT session_pk PRIMARY KEY (token_hash),
    CONSTRAINT session_account_exists FOREIGN KEY (account_id) REFERENCES account (id)
);
CREATE INDEX session_by_account ON session (account_id);
CREATE INDEX session_by_expiry ON session (expires_at);

-- Every attempt to sign in, for the limit of five wrong ones in fifteen minutes by account and by address.
CREATE TABLE sign_in_attempt (
    id TEXT NOT NULL,
    username TEXT NOT NULL,
    address TEXT NOT NULL,
    at TEXT NOT NULL,
    succeeded BOOLEAN NOT NULL,
    CONSTRAINT sign_in_attempt_pk PRIMARY KEY (id)
);
CREATE INDEX sign_in_attempt_by_username ON sign_in_attempt (username, at);
CREATE INDEX sign_in_attempt_by_address ON sign_in_attempt (address, at);
