# SPDX-License-Identifier: Apache-2.0
"""What a sweep's database holds."""
import json
import sqlite3


def count(db):
    """Rows that are there now; 0 while the file is being made."""
    if not db.exists():
        return 0
    try:
        with sqlite3.connect(f"file:{db}?mode=ro", uri=True) as connection:
            return connection.execute("SELECT count(*) FROM points").fetchone()[0]
    except sqlite3.OperationalError:
        return 0


def rows(db):
    """All that must not depend on how a sweep went: every column but the time that the host took."""
    with sqlite3.connect(db) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        found = connection.execute("SELECT key, status, error, axes, config, seed, tool, stats "
                                   "FROM points ORDER BY key").fetchall()
    kept = []
    for *columns, stats in found:
        figures = json.loads(stats)
        del figures["host"]
        kept.append((*columns, figures))
    return kept
