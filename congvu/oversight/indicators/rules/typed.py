"""What people type into a cell, read by the Vietnamese rule; what may mean two is asked about."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Final

from congvu.kernel.errors import Invalid, gettext_noop
from congvu.kernel.formula import Rounding, RoundingMode
from congvu.kernel.vitext import fold, format_number, nfc, parse_number
from congvu.oversight.indicators.errors import Ambiguous
from congvu.oversight.indicators.rules.cells import BLANK, Cell, is_kept, ratio
from congvu.oversight.indicators.rules.sets import Indicator, ValueType

USUAL: Final = Rounding(RoundingMode.HALF_UP, 2)
LONGEST_TEXT: Final = 4000
PLACES: Final = 4
_EXACT: Final = 1e15
_LONGEST_NUMBER: Final = 27
_THOUSAND: Final = Decimal(1000)

_SEPARATED = re.compile(r"[0-9]{1,3}[.,][0-9]{3}")
_ENGLISH = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+\.[0-9]+")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+")
_WITH_FRACTION = re.compile(r"[0-9.]+,[0-9]+")
_PRINTED = re.compile(r"(?P<percent>[^%()/]+)%? ?\((?P<fraction>[^()%]+/[^()%]+)\)")
_CHANGE = re.compile(r"\b(?:tăng|giảm|chênh lệch|thay đổi)\b")
_DIGITS_ONLY = re.compile(r"[^0-9]")
_NUMBERS: Final = frozenset({ValueType.COUNT, ValueType.MONEY, ValueType.RATIO})
_YES: Final = frozenset({"co", "1", "x", "da", "tot", "yes", "true"})
_NO: Final = frozenset({"khong", "0", "chua", "no", "false", "co vi pham"})


def read_typed(indicator: Indicator, typed: str | Decimal, rounding: Rounding) -> Cell:
    """Read a cell; an empty one is a blank. `typed` is a number when a spreadsheet gave one.

    A ratio is typed as "26/28", as a per cent when its numbers are not known, or as printed by
    somebody, "92,85% (26/28)": then the per cent is kept as it was printed, and the checks tell
    when it is not that of the numbers. Raises Ambiguous for what may mean two, Invalid for what
    the indicator cannot be.
    """
    kind = indicator.value_type
    if isinstance(typed, Decimal) and kind in _NUMBERS:
        return Cell(_kept(typed, decimals=0 if kind is ValueType.COUNT else PLACES))
    text = _text_of(typed)
    return _readers(indicator, rounding)[kind](text) if text else BLANK


def exact(number: float) -> str | Decimal:
    """Return a spreadsheet's number as it was written; what no figure can be stays a text."""
    if not abs(number) < _EXACT:
        return str(number)
    found = Decimal(repr(number))
    return found.quantize(Decimal(1)) if found == found.to_integral_value() else found


def ask_about(kind: ValueType, number: Decimal) -> None:
    """Raise Ambiguous for numbers that a spreadsheet may have made of something else.

    "92,5%" is kept by a spreadsheet as 0.925; "1.234" typed where a dot stands before decimals
    is kept as 1.234.
    """
    if kind is ValueType.RATIO and 0 < number <= 1:
        raise _two_readings(shown(number), (number, number * 100), kind, from_sheet=True)
    thousandfold = number * _THOUSAND
    if (
        kind in {ValueType.MONEY, ValueType.COUNT}
        and 0 < abs(number) < _THOUSAND
        and thousandfold % 1 == 0
        and number * 100 % 1
    ):
        raise _two_readings(shown(number), (thousandfold, number), kind, from_sheet=True)


def _readers(indicator: Indicator, rounding: Rounding) -> dict[ValueType, Callable[[str], Cell]]:
    return {
        ValueType.COUNT: lambda text: Cell(_number(text, ValueType.COUNT)),
        ValueType.MONEY: lambda text: Cell(_number(text, ValueType.MONEY)),
        ValueType.RATIO: lambda text: _ratio(text, rounding, _is_change(indicator)),
        ValueType.YES_NO: lambda text: Cell(_yes_no(text)),
        ValueType.CHOICE: lambda text: Cell(_choice(indicator, text)),
        ValueType.TEXT: _words,
        ValueType.HEADING: _nothing,
    }


def _nothing(_text: str) -> Cell:
    raise Invalid(gettext_noop("Dòng đề mục không có số liệu."), code="heading")


def as_typed(indicator: Indicator, cell: Cell, rounding: Rounding = USUAL) -> str:
    """Return the text that reads back as this cell, for the grid and for spreadsheets."""
    kind = indicator.value_type
    if cell.has_fraction:
        fraction = f"{_plainly(cell.numerator)}/{_plainly(cell.denominator)}"
        if ratio(cell.numerator, cell.denominator, rounding).amount == cell.amount:
            return fraction
        return f"{_per_cent(cell)} ({fraction})"
    if cell.amount is None:
        return cell.text
    if kind is ValueType.YES_NO:
        return "Có" if cell.amount else "Không"
    return _per_cent(cell) if kind is ValueType.RATIO else _plainly(cell.amount)


def printed(indicator: Indicator, cell: Cell, rounding: Rounding) -> str:
    """Return the figure as the annex prints it: a ratio in per cent, 0/0 as "–", a blank as ""."""
    if cell.is_nothing_of_nothing and cell.amount is None:
        return "–"
    if cell.amount is None:
        return cell.text
    if indicator.value_type is ValueType.RATIO and cell.amount % 1:
        return format_number(rounding.apply(cell.amount), rounding.places)
    return shown(cell.amount)


def _per_cent(cell: Cell) -> str:
    # "1.234" would be asked about
    return f"{_plainly(cell.amount).replace('.', '')}%"


def shown(number: Decimal | None) -> str:
    """Return a number as Vietnamese write it, with the decimals that it has."""
    if number is None:
        return ""
    exponent = number.normalize().as_tuple().exponent
    return format_number(number, max(0, -exponent) if isinstance(exponent, int) else 0)


def _plainly(number: Decimal | None) -> str:
    """Return a number so that it cannot be read in two ways: 1,2340 and not 1,234."""
    text = shown(number)
    return f"{text}0" if "," in text and _SEPARATED.fullmatch(text.lstrip("-")) else text


def _text_of(typed: str | Decimal) -> str:
    if isinstance(typed, Decimal):
        return shown(typed)
    return " ".join(nfc(typed).replace("\u2212", "-").split())


def _words(text: str) -> Cell:
    if len(text) > LONGEST_TEXT:
        raise Invalid(
            gettext_noop("Nội dung dài quá %(most)s ký tự; hãy rút gọn hoặc đính kèm tệp."),
            code="text_too_long",
            most=LONGEST_TEXT,
        )
    return Cell(text=text)


def _yes_no(text: str) -> Decimal:
    said = fold(text)
    if said in _YES:
        return Decimal(1)
    if said in _NO:
        return Decimal(0)
    raise Invalid(
        gettext_noop("“%(text)s”: ô này ghi Có (1) hoặc Không (0)."),
        code="not_yes_or_no",
        text=text[:40],
    )


def _choice(indicator: Indicator, text: str) -> Decimal:
    said = fold(text)
    for choice in indicator.choices:
        if said in {str(choice.value), fold(choice.label)}:
            return Decimal(choice.value)
    raise Invalid(
        gettext_noop("“%(text)s” không phải một trong các lựa chọn: %(choices)s."),
        code="not_a_choice",
        text=text[:40],
        choices=", ".join(f"{one.label} = {one.value}" for one in indicator.choices),
    )


def _is_change(indicator: Indicator) -> bool:
    """Whether a ratio says how much something rose or fell; its numerator may be below zero."""
    return _CHANGE.search(nfc(indicator.name).casefold()) is not None


def _ratio(text: str, rounding: Rounding, is_change: bool) -> Cell:
    if match := _PRINTED.fullmatch(text):
        return replace(
            _fraction(match["fraction"], rounding, is_change),
            amount=_number(match["percent"], ValueType.RATIO),
        )
    if "/" in text:
        return _fraction(text, rounding, is_change)
    return Cell(_number(text.removesuffix("%"), ValueType.RATIO))


def _fraction(text: str, rounding: Rounding, is_change: bool) -> Cell:
    above, _, below = text.partition("/")
    numerator, denominator = (_number(part, ValueType.MONEY) for part in (above, below))
    if denominator < 0:
        raise Invalid(
            gettext_noop("“%(text)s”: mẫu số không được âm."),
            code="denominator_negative",
            text=text[:40],
        )
    if numerator < 0 and not is_change:
        raise Invalid(
            gettext_noop("“%(text)s”: tử số không được âm, trừ chỉ tiêu về mức tăng, giảm."),
            code="numerator_negative",
            text=text[:40],
        )
    if denominator == 0 and numerator != 0:
        raise Invalid(
            gettext_noop("“%(text)s”: mẫu số là 0 mà tử số khác 0."),
            code="divided_by_zero",
            text=text[:40],
        )
    return ratio(numerator, denominator, rounding)


def _number(text: str, kind: ValueType) -> Decimal:
    tidy = text.strip()
    decimals = 0 if kind is ValueType.COUNT else PLACES
    if len(tidy) > _LONGEST_NUMBER:  # more digits than can be reckoned with exactly
        raise _too_long(tidy, decimals)
    _refuse_ambiguous(tidy, kind)
    if kind is ValueType.COUNT and _WITH_FRACTION.fullmatch(tidy):
        raise Invalid(
            gettext_noop("“%(text)s” có phần lẻ; ô này là số đếm, ghi số nguyên, ví dụ 1.234."),
            code="count_not_whole",
            text=tidy,
        )
    return _kept(parse_number(tidy, decimals=decimals), decimals=decimals)


def _kept(number: Decimal, *, decimals: int) -> Decimal:
    """Return the number if it can be kept exactly."""
    places = number.normalize().as_tuple().exponent
    too_fine = isinstance(places, int) and -places > decimals
    if decimals == 0 and number < 0:
        raise Invalid(gettext_noop("Số đếm không âm."), code="count_negative", number=str(number))
    if too_fine or not is_kept(number):
        raise _too_long(shown(number), decimals)
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number


def _too_long(text: str, decimals: int) -> Invalid:
    return Invalid(
        gettext_noop(
            "Số “%(text)s” không ghi được: số nguyên tối đa 14 chữ số, phần thập phân tối đa "
            "%(most)s chữ số."
        ),
        code="number_too_long",
        text=text[:40],
        most=decimals,
    )


def _refuse_ambiguous(text: str, kind: ValueType) -> None:
    """Raise Ambiguous for "1,234" and "0.123" anywhere, and for "1.234" as a per cent.

    Elsewhere a dot before three digits has one meaning by the Vietnamese rule; no thousands begin
    with a zero, so "0,123" has one too.
    """
    bare = text.lstrip("+-")
    whole = Decimal(_DIGITS_ONLY.sub("", bare) or 0)
    is_group = _SEPARATED.fullmatch(bare) and bare[0] != "0"
    if is_group and ("," in bare or kind is ValueType.RATIO):
        readings = (whole, Decimal(bare.replace(",", ".")))
    elif _ENGLISH.fullmatch(bare) and not _GROUPED.fullmatch(bare):
        readings = (Decimal(bare.replace(",", "")), whole)
    else:
        return
    raise _two_readings(text, readings, kind)


def _two_readings(
    text: str, readings: tuple[Decimal, ...], kind: ValueType, *, from_sheet: bool = False
) -> Ambiguous:
    """Return the question with the readings that the kind may have; each reads back as one.

    A spreadsheet's number is offered without dots, as the spreadsheet shows it.
    """
    fit = [one for one in readings if kind is not ValueType.COUNT or one % 1 == 0]
    is_ratio = kind is ValueType.RATIO
    dot, sign = "." if from_sheet or is_ratio else "", "%" if from_sheet and is_ratio else ""
    said = (_plainly(one).replace(dot, "") + sign for one in fit)
    return Ambiguous(text, tuple(dict.fromkeys(said)))
