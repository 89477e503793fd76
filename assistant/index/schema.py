"""The catalog's file: opened, and created from `schema.sql` where there is none."""

from __future__ import annotations

import sqlite3
import time
from contextlib import ExitStack, closing
from importlib import resources
from typing import TYPE_CHECKING

from assistant.errors import IndexStateError

if TYPE_CHECKING:
    from pathlib import Path

# As in schema.sql.
SCHEMA_VERSION = "2"
# From these versions nothing changed but tables that were added, which the next ingest fills.
EXTENDED_VERSIONS = ("1",)
# How long to wait for another connection's transaction.
BUSY_SECONDS = 10.0


def open_catalog(path: Path) -> tuple[sqlite3.Connection, sqlite3.Connection]:
    """Return a connection to write and one to read; the file is created where there is none.

    Raises:
        IndexStateError: The file is not a catalog, or its schema is of another version.
    """
    with ExitStack() as opened:
        try:
            writer = opened.enter_context(closing(_connection(path)))
            if not writer.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                _create(writer)
            reader = opened.enter_context(closing(_connection(path)))
            found = _version(reader)
            if found in EXTENDED_VERSIONS:
                _extend(writer)
                found = _version(reader)
        except sqlite3.DatabaseError as error:
            raise IndexStateError(
                f"{path} cannot be opened as a catalog: {error}",
                hint="move that folder away and run `assistant ingest` again",
            ) from error
        if found != SCHEMA_VERSION:
            raise IndexStateError(
                f"{path} has schema {found}, this version reads {SCHEMA_VERSION}",
                hint="move that folder away and run `assistant ingest` again",
            )
        # Of each single occurrence of a term; a table in memory that needs no place in the file.
        reader.execute("CREATE VIRTUAL TABLE temp.occurrences USING fts5vocab (main, words, 'instance')")
        opened.pop_all()
    return writer, reader


def _connection(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        connection.row_factory = sqlite3.Row
        _use_wal(connection)
        # With WAL, NORMAL cannot corrupt; a power cut may lose the last transactions, which the next ingest repeats.
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
        # SQLite's own lower() knows ASCII only.
        connection.create_function("lowered", 1, _lowered, deterministic=True)
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


def _use_wal(connection: sqlite3.Connection) -> None:
    # Of two processes that switch a new file at once SQLite refuses one without waiting.
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.01)
        else:
            return


def _lowered(text: str | None) -> str | None:
    return None if text is None else text.lower()


def _version(connection: sqlite3.Connection) -> str | None:
    row = connection.execute("SELECT value FROM manifest WHERE key = 'schema'").fetchone()
    return None if row is None else str(row["value"])


def _create(connection: sqlite3.Connection) -> None:
    # IF NOT EXISTS throughout: another process may have created the catalog since it was looked for.
    connection.executescript(f"BEGIN IMMEDIATE; {_schema()} COMMIT;")


def _extend(connection: sqlite3.Connection) -> None:
    # The script marks its version only where there is no mark.
    unmark = "DELETE FROM manifest WHERE key = 'schema';"
    connection.executescript(f"BEGIN IMMEDIATE; {unmark} {_schema()} COMMIT;")


def _schema() -> str:
    return resources.files("assistant.index").joinpath("schema.sql").read_text(encoding="utf-8")
