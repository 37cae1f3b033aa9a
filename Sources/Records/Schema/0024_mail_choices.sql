-- How somebody wants to be told by mail of one kind of notice. A kind without a row goes by account.mail_choice.
CREATE TABLE mail_choice (
    account_id TEXT NOT NULL,
    -- As outbox.kind.
    kind TEXT NOT NULL,
    choice TEXT NOT NULL,
    CONSTRAINT mail_choice_pk PRIMARY KEY (account_id, kind),
    CONSTRAINT mail_choice_account_exists FOREIGN KEY (account_id) REFERENCES account (id),
    CONSTRAINT mail_choice_known CHECK (choice IN ('each', 'daily', 'none'))
);
