"""Names by which figures and sections are found again in a Word file that people have edited.

A figure's control carries its key three times: as tag ("cv:3.6.3|%#2"), as title, and in the name
of a bookmark, because programs keep one and lose another (LibreOffice 7.4 keeps the bookmark alone).
"""

from __future__ import annotations

import re
from typing import Final

from congvu.oversight.reporting.rules.wording import FORMATS

TAG: Final = "cv:"
FIGURE: Final = "cv_fig_"
PART: Final = "cv_part_"
GROUNDS: Final = "cv_grounds"
END: Final = "cv_end"
"""The bookmark where the text of the report ends and its closing begins."""
ANNEX: Final = "cv_annex_"

# A bookmark's name has letters, digits and underscores, forty at most: "_Z" and a letter is a sign.
_SIGNS: Final = {".": "_", "-": "_ZH", "@": "_ZA", "_": "_ZU"}
_FORMATS: Final = tuple(FORMATS)
_CODED = re.compile(r"_Z(?P<sign>[HAU])|_ZF(?P<format>[0-9]+)|_ZN(?P<count>[0-9]+)|_")
_BACK: Final = {"H": "-", "A": "@", "U": "_"}


def tag_of(key: str) -> str:
    """Return the tag of a figure's control."""
    return f"{TAG}{key}"


def key_in_tag(tag: str) -> str | None:
    """Return the key that a tag carries, None for somebody else's control."""
    return tag.removeprefix(TAG) if tag.startswith(TAG) else None


def figure_bookmark(key: str) -> str:
    """Return the name of the bookmark around a figure: "cv_fig_3_6_3_ZF1_ZN2"."""
    expression, _, count = key.partition("#")
    code, _, shape = expression.partition("|")
    coded = "".join(_SIGNS.get(sign, sign) for sign in code)
    coded += f"_ZF{_FORMATS.index(shape)}" if shape else ""
    return FIGURE + coded + (f"_ZN{count}" if count else "")


def part_bookmark(code: str) -> str:
    """Return the name of the bookmark at the head of a part."""
    return PART + "".join(_SIGNS.get(sign, sign) for sign in code)


def key_in_bookmark(name: str) -> str | None:
    """Return the key of the figure that the bookmark is around, None for another bookmark."""
    return _decoded(name.removeprefix(FIGURE)) if name.startswith(FIGURE) else None


def part_in_bookmark(name: str) -> str | None:
    """Return the code of the part that the bookmark is at, None for another bookmark."""
    return _decoded(name.removeprefix(PART)) if name.startswith(PART) else None


def _decoded(coded: str) -> str | None:
    try:
        return _CODED.sub(_sign, coded)
    except IndexError:  # a format that this version does not know
        return None


def _sign(found: re.Match[str]) -> str:
    if found["sign"]:
        return _BACK[found["sign"]]
    if found["format"]:
        return f"|{_FORMATS[int(found['format'])]}"
    return f"#{found['count']}" if found["count"] else "."
