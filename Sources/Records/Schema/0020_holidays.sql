-- Days off and exchanged working days of a year, as they were announced for it. Working days are counted with them.
CREATE TABLE holiday_year (
    year BIGINT NOT NULL,
    source TEXT NOT NULL,
    updated_by TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    version BIGINT NOT NULL,
    CONSTRAINT holiday_year_pk PRIMARY KEY (year),
    CONSTRAINT holiday_year_range CHECK (year BETWEEN 1945 AND 2200),
    CONSTRAINT holiday_year_version_range CHECK (version BETWEEN 1 AND 1000000000)
);

-- A day off with its name; or, without one, a Saturday or Sunday on which offices work instead of another day.
CREATE TABLE holiday (
    day TEXT NOT NULL,
    year BIGINT NOT NULL,
    name TEXT,
    CONSTRAINT holiday_pk PRIMARY KEY (day),
    CONSTRAINT holiday_year_exists FOREIGN KEY (year) REFERENCES holiday_year (year),
    CONSTRAINT holiday_year_known CHECK (year BETWEEN 1945 AND 2200)
);
CREATE INDEX holiday_by_year ON holiday (year, day);
