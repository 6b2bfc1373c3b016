"""What `igsr-fetch snapshot` is measured beside, over the same table: `plain.py read TABLE` or `plain.py index TABLE DATABASE`.

`read` is the least that any program does with the table: its lines in columns, numbers as numbers, in the order of the paths, in memory.
`index` does the snapshot's own job with what every Python has: an SQLite database in which parts of paths are found by an index (FTS5, trigrams).
"""

import sqlite3
import sys


def rows(table):
    with open(table, encoding="latin-1") as lines:
        for line in lines:
            path, kind, size, date, *md5 = line.rstrip("\n").split("\t")
            if kind == "file":
                yield path, int(size), date, md5[0] if md5 else None


def index(table, database):
    out = sqlite3.connect(database)
    out.execute("PRAGMA journal_mode = OFF")
    out.execute("PRAGMA synchronous = OFF")
    out.execute("CREATE TABLE files (path TEXT, size INTEGER, date TEXT, md5 TEXT)")
    out.executemany("INSERT INTO files VALUES (?, ?, ?, ?)", rows(table))
    out.execute("CREATE VIRTUAL TABLE paths USING fts5(path, content='files', tokenize='trigram', detail='none')")
    out.execute("INSERT INTO paths (paths) VALUES ('rebuild')")
    out.commit()


match sys.argv[1:]:
    case ["read", table]:
        print(len(sorted(rows(table))))
    case ["index", table, database]:
        index(table, database)
    case _:
        sys.exit(__doc__)
