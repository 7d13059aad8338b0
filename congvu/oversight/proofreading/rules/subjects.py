"""What a document is about, in few words that can be compared."""

import re
from typing import Final

from congvu.oversight.proofreading.rules.text import bare

_PLACE = re.compile(
    r"(?:trên địa bàn |tại |của )?(?:UBND |Ủy ban nhân dân |HĐND )?(?:các )?(?:huyện|xã|tỉnh|thị trấn|phường|thành phố|quận|"
    r"thị xã)(?:, (?:xã|thị trấn|phường))?(?: [A-ZĐÂĂÊÔƠƯÁÀẢÃẠ][\w]*){0,4}"
)
_SHORT: Final = {
    "cchc": "cai cach hanh chinh",
    "tthc": "thu tuc hanh chinh",
    "qppl": "quy pham phap luat",
    "vbqppl": "van ban quy pham phap luat",
    "cntt": "cong nghe thong tin",
    "vphc": "vi pham hanh chinh",
}
_EMPTY = frozenset(
    [
        "ve",
        "viec",
        "ban",
        "hanh",
        "ke",
        "hoach",
        "thuc",
        "hien",
        "trien",
        "khai",
        "cong",
        "tac",
        "cua",
        "tren",
        "dia",
        "ban",
        "cac",
        "va",
        "trong",
        "de",
        "theo",
        "cho",
        "nam",
        "duoc",
        "da",
        "mot",
        "so",
        "hoat",
        "dong",
        "huyen",
        "xa",
        "tinh",
        "quy",
        "dinh",
        "dinh",
        "ky",
    ]
)


def words_of(subject: str) -> frozenset[str]:
    """Return the words that carry the subject: no places, no words of office, abbreviations in full."""
    plain = bare(_PLACE.sub(" ", subject))
    full = " ".join(_SHORT.get(word, word) for word in re.findall(r"\w+", plain))
    return frozenset(word for word in full.split() if word not in _EMPTY)


def without_places(text: str) -> str:
    """Return the text without names of places and the committees that bear them."""
    return _PLACE.sub(" ", text)


def phrase(subject: str) -> str:
    """Return the subject as folded words with abbreviations in full, for looking one up in another."""
    return " ".join(_SHORT.get(word, word) for word in re.findall(r"\w+", bare(subject)))
