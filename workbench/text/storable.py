"""Which characters no text may hold that is to be kept. Pure."""

import re

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def unstorable(text: str) -> str:
    r"""Return the first character that cannot be kept, as `U+0000`; "" when all can.

    PostgreSQL has no place for U+0000 in a text, and UTF-8 none for half of a surrogate pair.

    >>> unstorable("Bak\N{LATIN SMALL LETTER DOTLESS I}"), unstorable("\0")
    ('', 'U+0000')
    """
    found = _UNSTORABLE.search(text)
    return f"U+{ord(found[0]):04X}" if found else ""
