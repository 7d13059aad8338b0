"""Vietnamese text: folding, order, and numbers and dates as people write them."""

import re
import unicodedata
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import lru_cache
from typing import Final

from congvu.kernel.errors import Invalid, gettext_noop
from congvu.kernel.workcalendar import local_day

_MARKS = re.compile(r"[\u0300-\u036f]+")
_GAPS = re.compile(r"[\W_]+")
_D = str.maketrans({"đ": "d", "Đ": "d"})


def nfc(text: str) -> str:
    """Return the text with composed accents, the only form that is stored."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Return the text as people search it: no accents, lower case, words apart by one space."""
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", text)).translate(_D)
    return _GAPS.sub(" ", bare.casefold()).strip()


def words(text: str) -> tuple[str, ...]:
    """Return the folded words, each once, in their order."""
    return tuple(dict.fromkeys(fold(text).split()))


def initials(full_name: str) -> str:
    """Return the first letters of the words of a name: "Trần Thị Đào" gives "TTĐ"."""
    return "".join(word[0] for word in nfc(full_name).upper().split())


# Order of letters and tones: the letters a ă â b c d đ e ê … decide first, then the tones
# ngang, huyền, hỏi, ngã, sắc, nặng, word by word.
_LETTER_MARKS: Final = {
    "a\u0306": "a1",
    "a\u0302": "a2",
    "e\u0302": "e1",
    "o\u0302": "o1",
    "o\u031b": "o2",
    "u\u031b": "u1",
}
_TONES: Final = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_END, _GAP = "00", "01"


def sort_key(text: str) -> str:
    """Return a key whose plain order is the Vietnamese alphabetical order.

    It holds only `0-9a-z`, so a binary and a language-aware database order it alike. Numbers stand
    in their numeric order ("Tổ 2" before "Tổ 10"). About twice as long as the text.
    """
    letters: list[str] = []
    tones: list[str] = []
    for word in _GAPS_OUTSIDE_MARKS.split(unicodedata.normalize("NFD", text.casefold())):
        if word:
            key, tone = _word_key(word)
            letters.append(key)
            tones.append(tone)
    return _GAP.join(letters) + _END + "".join(tones)


_GAPS_OUTSIDE_MARKS = re.compile(r"(?:(?![\u0300-\u036f])[\W_])+")
_PARTS = re.compile(r"([0-9]+)|(.)([\u0300-\u036f]*)", re.DOTALL)


@lru_cache(maxsize=8192)  # the words of names and places repeat
def _word_key(word: str) -> tuple[str, str]:
    key, tone = "", "0"
    for match in _PARTS.finditer(word):
        digits, letter, marks = match.groups()
        if digits:
            number = digits.lstrip("0")
            key += f"1{_length_letter(len(number))}{number}"
            continue
        for mark in marks:
            tone = _TONES.get(mark, tone)
        key += _letter_key(letter, marks)
    return key, tone


def _letter_key(letter: str, marks: str) -> str:
    if letter == "đ":
        return "d1"
    if "a" <= letter <= "z":
        for mark in marks:
            if letter + mark in _LETTER_MARKS:
                return _LETTER_MARKS[letter + mark]
        return letter + "0"
    return f"z1{ord(letter):06x}"


def _length_letter(length: int) -> str:
    return "0123456789abcdefghijklmnopqrstuvwxyz"[min(length, 35)]


def name_sort_key(full_name: str) -> str:
    """Return the key by which lists of people are ordered: given name, then family and middle names."""
    *rest, given = full_name.split() or [""]
    return sort_key(given) + _END + sort_key(" ".join(rest))


def format_number(n: Decimal | float, decimals: int = 0) -> str:
    """Return a number as Vietnamese read it, rounded half up: 1.234,5."""
    exact = n if isinstance(n, Decimal) else Decimal(repr(n) if isinstance(n, float) else n)
    with localcontext() as context:
        context.prec = max(40, exact.adjusted() + decimals + 2)  # of any length
        rounded = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
        if rounded == 0:
            rounded = abs(rounded)  # no "-0"
        return f"{rounded:,f}".translate(str.maketrans(",.", ".,"))


_NUMBER = re.compile(r"([+-]?)([0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,([0-9]+))?")


def parse_number(text: str, *, decimals: int | None = None) -> Decimal:
    """Read a number written as 1.234,5.

    Raises Invalid for what is no number and for what may mean two: "1.5", "0.123" (no thousands
    begin with a zero), and "1,234" unless `decimals` says that three places are expected.
    `decimals` is the most that are allowed.
    """
    tidy = re.sub(r"\s+", " ", text).strip().replace("\u2212", "-")
    if "." not in tidy:
        tidy = re.sub(r"(?<=[0-9]) (?=[0-9]{3}(?![0-9]))", ".", tidy)
    match = _NUMBER.fullmatch(tidy)
    if match is None:
        raise _not_a_number(text)
    sign, whole, part = match.group(1), match.group(2), match.group(3) or ""
    if decimals is not None and len(part) > decimals:
        raise _not_a_number(text)
    looks_english = len(part) == 3 and "." not in whole and len(whole) <= 3 and whole[0] != "0"
    if decimals is None and looks_english:
        raise _not_a_number(text)
    return Decimal(f"{sign}{whole.replace('.', '')}.{part or 0}")


def _not_a_number(text: str) -> Invalid:
    return Invalid(
        gettext_noop(
            "“%(text)s” không phải số viết đúng cách; viết dấu chấm ngăn hàng nghìn và dấu phẩy "
            "trước phần thập phân, ví dụ 1.234,5."
        ),
        code="number_wrong",
        text=text[:40],
    )


def format_date(day: date) -> str:
    """Return dd/mm/yyyy; a moment is shown by its date in Viet Nam."""
    if isinstance(day, datetime):
        day = local_day(day)
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def format_long_date(day: date) -> str:
    """Return "ngày 05 tháng 3 năm 2026": zeros before days under 10 and months 1 and 2 only.

    NĐ 30/2020/NĐ-CP, Phụ lục I.
    """
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


_DATES: Final = (
    re.compile(r"(?P<d>[0-9]{1,2})([/.-])(?P<m>[0-9]{1,2})\2(?P<y>[0-9]{4})"),
    re.compile(r"(?P<y>[0-9]{4})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})"),
    re.compile(r"(?:ngay )?(?P<d>[0-9]{1,2}) thang (?P<m>[0-9]{1,2}),? nam (?P<y>[0-9]{4})"),
)


def parse_date(text: str) -> date:
    """Read 05/03/2026, 5/3/2026, 2026-03-05 or "ngày 05 tháng 3 năm 2026".

    Raises Invalid for anything else, for years of two digits and for days that do not exist.
    """
    tidy = " ".join(text.split())
    bare = _MARKS.sub("", unicodedata.normalize("NFD", tidy)).casefold()
    for pattern in _DATES:
        if match := pattern.fullmatch(bare):
            try:
                return date(int(match["y"]), int(match["m"]), int(match["d"]))
            except ValueError as error:
                raise _not_a_date(text) from error
    raise _not_a_date(text)


def _not_a_date(text: str) -> Invalid:
    return Invalid(
        gettext_noop("“%(text)s” không phải ngày có thật; viết ngày/tháng/năm, ví dụ 05/03/2026."),
        code="date_wrong",
        text=text[:40],
    )


_DIGITS: Final = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_MOST_IN_WORDS: Final = 10**15


def in_words(n: int, *, linh: str = "linh", nghin: str = "nghìn") -> str:
    """Return a whole number in words, up to 10^15 either side of zero.

    `linh` and `nghin` may be "lẻ" and "ngàn" where people say so. Raises Invalid beyond 10^15.
    """
    if abs(n) > _MOST_IN_WORDS:
        raise Invalid(
            gettext_noop("Số quá lớn để đọc thành chữ."), code="number_too_large", number=n
        )
    if n == 0:
        return _DIGITS[0]
    spoken = " ".join(_say(abs(n), first=True, linh=linh, nghin=nghin))
    return f"âm {spoken}" if n < 0 else spoken


def _say(n: int, *, first: bool, linh: str, nghin: str) -> list[str]:
    """Say n > 0 in groups of three; a group after the first is said with its hundreds."""
    said: list[str] = []
    for size, name in ((10**9, "tỷ"), (10**6, "triệu"), (10**3, nghin)):
        count, n = divmod(n, size)
        if count:
            said += [*_say(count, first=first, linh=linh, nghin=nghin), name]
            first = False
    if n:
        said += _say_three(n, in_full=not first, linh=linh)
    return said


def _say_three(n: int, *, in_full: bool, linh: str) -> list[str]:
    hundreds, rest = divmod(n, 100)
    tens, ones = divmod(rest, 10)
    said = [_DIGITS[hundreds], "trăm"] if hundreds or in_full else []
    if tens == 0:
        if ones and said:
            said.append(linh)
    else:
        said += ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    if ones:
        said.append(_say_ones(ones, tens))
    return said


def _say_ones(ones: int, tens: int) -> str:
    if ones == 5 and tens:
        return "lăm"
    if tens >= 2 and ones in (1, 4):
        return "mốt" if ones == 1 else "tư"
    return _DIGITS[ones]
