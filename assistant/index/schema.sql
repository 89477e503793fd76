CREATE TABLE IF NOT EXISTS manifest (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS documents (
    document_id  TEXT PRIMARY KEY,
    title        TEXT NOT NULL,
    text         TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    source       TEXT NOT NULL UNIQUE,
    publisher    TEXT,
    byline       TEXT,
    published_at TEXT,
    updated_at   TEXT,
    url          TEXT,
    based_on     TEXT,
    corrects     TEXT,
    -- The calendar day of publication as the report gives it (what a reader means by "reports of 2 February"), and the
    -- day from which the present text stood in print.
    day          TEXT,
    known_day    TEXT,
    file         TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS documents_by_day ON documents (day);
CREATE INDEX IF NOT EXISTS documents_by_file ON documents (file);

-- One row per file that was read, so that an unchanged one costs a hash. A file may hold many documents, or none.
CREATE TABLE IF NOT EXISTS files (path TEXT PRIMARY KEY, sha256 TEXT NOT NULL, rejections TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- A passage's text is not stored: it is the slice of its document, so the two cannot disagree.
CREATE TABLE IF NOT EXISTS passages (
    passage     INTEGER PRIMARY KEY,
    passage_id  TEXT NOT NULL UNIQUE,
    document_id TEXT NOT NULL REFERENCES documents (document_id),
    "start"     INTEGER NOT NULL,
    "end"       INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS passages_by_document ON passages (document_id);

CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5 (title, body, tokenize = 'porter unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE IF NOT EXISTS vocabulary USING fts5vocab (words, 'row');

-- Vectors written or to be deleted outside the catalog's own transactions. `staged` ids are garbage unless a
-- transaction made them current; `obsolete` ids are garbage once it has.
CREATE TABLE IF NOT EXISTS journal (passage_id TEXT PRIMARY KEY, state TEXT NOT NULL CHECK (state IN ('staged', 'obsolete'))) STRICT, WITHOUT ROWID;

-- Which reports are copies of one another (`assistant/index/origins.py`). `bands` of a row are the values it is filed
-- under, 64-bit integers one after the other, so that they are found again without the text.
CREATE TABLE IF NOT EXISTS origins (
    document_id TEXT PRIMARY KEY,
    origin_id   TEXT NOT NULL,
    credit      TEXT,
    bands       BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS bands (band INTEGER, document_id TEXT, PRIMARY KEY (band, document_id)) STRICT, WITHOUT ROWID;
-- Each pair in both directions.
CREATE TABLE IF NOT EXISTS copies (document_id TEXT, other_id TEXT, PRIMARY KEY (document_id, other_id)) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS documents_by_basis ON documents (based_on) WHERE based_on IS NOT NULL;

-- `store` keeps the collections of two stores on one Chroma server apart.
INSERT OR IGNORE INTO manifest (key, value) VALUES ('schema', '2'), ('store', lower(hex(randomblob(6))));
INSERT OR IGNORE INTO manifest (key, value)
SELECT 'collection', 'reports-' || value || '-first' FROM manifest WHERE key = 'store';
