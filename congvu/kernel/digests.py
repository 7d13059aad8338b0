"""The fingerprint of plain values: the same for the same values, wherever and whenever it is made."""

from __future__ import annotations

import hashlib
import json

COMPACT = (",", ":")


def digest_of(value: object, *, separators: tuple[str, str] = (", ", ": ")) -> str:
    """Return the SHA-256 of JSON values written in one way: keys in order, letters as they are.

    Fingerprints are kept: whoever asks with other separators gets another one, for good.
    """
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=separators)
    return hashlib.sha256(text.encode()).hexdigest()
