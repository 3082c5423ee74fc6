"""What DuckDB is given from Python because no macro can say it: see sql/functions/duckdb.sql."""

import re
import unicodedata

# The blanks of Unicode (White_Space); Python's own `split` takes four separators of ASCII for blanks too.
BLANKS = re.compile("[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")


def simplify_text(text):
    """NFKC, lower case, blanks at the ends gone and others made one."""
    return BLANKS.sub(" ", unicodedata.normalize("NFKC", text).lower()).strip(" ")


def register(connection):
    """Makes the stand-ins known to a connection."""
    connection.create_function("simplify_text", simplify_text, ["VARCHAR"], "VARCHAR")
