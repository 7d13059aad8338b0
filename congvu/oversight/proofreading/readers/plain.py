"""Plain text: decoded, never changed; old Vietnamese encodings are refused by name."""

import re
from typing import Final

from congvu.oversight.proofreading.errors import CannotRead, Reason

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
# Letters as the old fonts show them when their bytes are read as Latin-1.
_TCVN3 = re.compile(r"[µ¸¶·¹¨»¾¼½Æ©Ç®Ð£¤¥¦§¡¢ÊËÌÎÏÑªÒÓÔÕÖ×ØÜÞßãâ«åæçëïîìí¬ðñòóôõöøùúûüýþ]")
_TCVN3_WORDS = re.compile(
    r"nh©n|d©n|ñy|uû ban|b¸o|c¸o|®|c¶i c¸ch|hµnh|vµ|cña|hå s¬|sè", re.IGNORECASE
)
# Words that no text in Unicode holds: a sign of the old table inside Vietnamese letters.
_TCVN3_ONLY = re.compile(
    r"(?<!\w)(?:nh©n|d©n|b¸o c¸o|c¶i c¸ch|hµnh|vµ|cña|®[a-z]\w*|thñ tôc|sè|hå s¬|kÕt qu¶)(?!\w)",
    re.IGNORECASE,
)
_PASSAGES: Final = 12
_VNI_PAIRS = re.compile(
    r"[aeoAEO][âêôåãäáàéèùøûõïÂÊÔÅÃÄÁÀÉÈÙØÛÕÏ]|[uöoôUÖOÔ][ùøûõïÙØÛÕÏ]|ñ[aeoöôuùi]"
)
_COMPOSED = re.compile("[\u1ea0-\u1ef9\u0300-\u0323]")  # letters that the old fonts never show
_VIETNAMESE = re.compile(
    r"[ăâđêôơưĂÂĐÊÔƠƯạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]|[\u0300\u0301\u0303\u0309\u0323]",
    re.IGNORECASE,
)


def decode(content: bytes) -> str:
    """Return the text; raises CannotRead for an unknown or an old encoding, and for no text."""
    if not content.strip():
        raise CannotRead(Reason.EMPTY)
    try:
        text = content.decode("utf-16" if content[:2] in _UTF16 else "utf-8")
    except UnicodeDecodeError:
        text = content.decode("latin-1")
        reason = _old_encoding(text)
        raise CannotRead(reason or Reason.ENCODING) from None
    if "\x00" in text:
        raise CannotRead(Reason.TYPE)
    return text


def checked(text: str) -> str:
    """Return the text when it is Vietnamese in Unicode; raises CannotRead otherwise."""
    if not text.strip():
        raise CannotRead(Reason.EMPTY)
    sample = text[:20000]
    if _COMPOSED.search(sample):
        if _has_old_passages(text):
            raise CannotRead(Reason.TCVN3)
    elif reason := _old_encoding(sample):
        raise CannotRead(reason)
    letters = sum(letter.isalpha() for letter in sample)
    if letters >= 150 and len(_VIETNAMESE.findall(sample)) * 50 < letters:
        raise CannotRead(Reason.NOT_VIETNAMESE)
    return text


def _has_old_passages(text: str) -> bool:
    """Whether passages set in an old font stand in a text that is else Unicode: no letter is safe."""
    return len(_TCVN3_ONLY.findall(text)) >= _PASSAGES


def _old_encoding(text: str) -> Reason | None:
    sample = text[:20000]
    if len(_TCVN3_WORDS.findall(sample)) >= 3 and len(_TCVN3.findall(sample)) * 30 > len(sample):
        return Reason.TCVN3
    return Reason.VNI if len(_VNI_PAIRS.findall(sample)) * 30 > len(sample) else None
