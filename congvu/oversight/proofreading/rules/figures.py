"""Every figure of a part of the report: value, unit, and the words that say what it counts."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from congvu.oversight.proofreading.rules import dates
from congvu.oversight.proofreading.rules.blocks import Block, Kind
from congvu.oversight.proofreading.rules.numbers import IN_WORDS, Style, from_words, read
from congvu.oversight.proofreading.rules.units import NO_UNIT, Family, Unit, known, unit_at


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """A number that counts. Places are in the block's tidy text; `label` is folded."""

    block: Block
    start: int
    end: int
    stop: int  # where its unit ends
    value: Decimal
    decimals: int
    style: Style
    unit: Unit
    before: str = ""  # folded words of its clause on either side
    after: str = ""
    sure: bool = True
    exact: bool = True  # False after "khoảng", "gần", "hơn"
    of: "Figure | None" = None  # the whole, in "12/15 hồ sơ"
    cell: int = -1

    @property
    def label(self) -> str:
        return f"{self.before} {self.after}".strip()

    @property
    def near(self) -> str:
        """The words of its clause behind the last colon: "Kết quả: tổng số 5" speaks of a total."""
        closest = self.before.rpartition(":")[2].strip()
        return f"{closest} {self.after}".strip() if closest else self.label

    @property
    def written(self) -> str:
        return self.block.text[self.start : self.end]

    @property
    def span(self) -> tuple[int, int]:
        return self.block.piece.span(self.start, self.end)

    @property
    def usable(self) -> bool:
        """Whether a contradiction may be built on it."""
        return self.sure and self.exact


_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_FRACTION = re.compile(r"\s?/\s?(?=\d)|\s(?:trên|trên tổng số|trong tổng số)\s(?=\d)")
_ABOUT = re.compile(
    r"(?:\b(?:khoảng|gần|hơn|trên|ước|ước đạt|xấp xỉ|dưới|ít nhất|tối thiểu|tối đa|không quá|từ|đến|"
    r"bình quân|trung bình)|[><≥≤~])\s?$",
    re.IGNORECASE,
)
_GLUED_TO = re.compile(r"(?:^|[^\w])(?:co|la|dat|gom|duoc|voi|la|tai|ngay|du|den|so|cho)$")
_CHOICE = re.compile(r"=\s?\d")
_AND = re.compile(r" (?:va|cung) ")
_BORDER: Final = frozenset(";,()[]\t")


def figures_of(block: Block, taken: list[tuple[int, int]]) -> list[Figure]:
    """Return the figures of one part, in order; `taken` are stretches of cited documents."""
    if block.kind is Kind.ROW:
        return _in_row(block, taken)
    found = _raw(block, [*dates.masks(block.bare), *taken, (0, _opening(block))])
    return list(_labelled(block, found))


def _opening(block: Block) -> int:
    """Where the mark that numbers a part ends: its digits count nothing."""
    note = re.match(r"\[?\d{1,2}\]?[.)]?\s", block.text) if block.kind is Kind.NOTE else None
    return note.end() if note else len(block.marker)


def _raw(
    block: Block, masks: list[tuple[int, int]], first: int = 0, last: int = -1
) -> list[Figure]:
    text, folded = block.text, block.bare
    masks = sorted(masks)
    starts = [start for start, _ in masks]
    reach = [0]
    for _, end in masks:
        reach.append(max(reach[-1], end))
    found: list[Figure] = []
    last = len(text) if last < 0 else last
    for match in _DIGITS.finditer(text, first, last):
        if reach[bisect_right(starts, match.start())] > match.start():
            continue
        figure = _read(block, text, folded, match.start(), match.end())
        if figure is not None:
            found.append(figure)
    for match in IN_WORDS.finditer(text, first, last):
        value, unit_end = from_words(match.group()), unit_at(text, folded, match.end())
        known_unit, stop, _ = unit_end
        if (
            value is not None
            and known(known_unit.name)
            and text[match.end() : match.end() + 2] != " ("
        ):
            found.append(
                Figure(block, *match.span(), stop, Decimal(value), 0, Style.PLAIN, known_unit)
            )
    found.sort(key=lambda figure: figure.start)
    return _fractions(text, found)


def _read(block: Block, text: str, folded: str, start: int, end: int) -> Figure | None:
    before, after = text[start - 1 : start], text[end : end + 1]
    unit, stop, scale = unit_at(text, folded, end)
    if before.isalpha() and not (unit.name and _GLUED_TO.search(folded, max(0, start - 8), start)):
        return None
    if after.isalpha() and not (known(unit.name) and stop > end):
        return None
    if before in ("/", "-", "–", "&", "_") and (text[start - 2 : start - 1] or " ").isalpha():
        return None
    number = read(text[start:end], unit)
    if number is None:
        return None
    exact = not _ABOUT.search(text, max(0, start - 12), start)
    return Figure(
        block, start, end, stop, number.value * scale, number.decimals if scale == 1 else 0,
        number.style, unit, sure=number.sure, exact=exact,
    )  # fmt: skip


def _fractions(text: str, found: list[Figure]) -> list[Figure]:
    """Join "12/15 hồ sơ" and "12 hồ sơ trên 15 hồ sơ": the first is a part of the second."""
    joined: list[Figure] = []
    skip = False
    for index, figure in enumerate(found):
        if skip:
            joined.append(figure)
            skip = False
            continue
        after = found[index + 1] if index + 1 < len(found) else None
        between = text[figure.end : after.start] if after else ""
        if after and re.fullmatch(r"\s?/\s?", between):
            unit = after.unit
            joined.append(replace(figure, unit=unit, stop=after.stop, of=after))
            skip = True
        else:
            joined.append(figure)
    return joined


def _labelled(block: Block, found: list[Figure]) -> Iterator[Figure]:
    """Give each figure the words of its own clause."""
    text, folded = block.text, block.bare
    for index, figure in enumerate(found):
        left = found[index - 1].stop if index else len(block.marker)
        right = found[index + 1].start if index + 1 < len(found) else len(text)
        first, last = (
            _border_before(text, left, figure.start),
            _border_after(text, figure.stop, right),
        )
        before, after = folded[first : figure.start], folded[figure.stop : last]
        # "23 người và khác 37 người": what joins two figures parts their words
        if index and first == left and (joint := list(_AND.finditer(before))):
            before = before[joint[-1].end() :]
        if index + 1 < len(found) and last == right and (parted := _AND.search(after)):
            after = after[: parted.start()]
        yield replace(figure, before=before.strip(" :-+"), after=after.strip(" :-"))


def _border_before(text: str, left: int, at: int) -> int:
    for place in range(at - 1, left - 1, -1):
        letter = text[place]
        if letter in _BORDER or (letter == "." and text[place + 1 : place + 2] == " "):
            return place + 1
    return left


def _border_after(text: str, at: int, right: int) -> int:
    for place in range(at, right):
        letter = text[place]
        if letter in _BORDER or (letter == "." and not text[place + 1 : place + 2].isdigit()):
            return place
    return right


def _in_row(block: Block, taken: list[tuple[int, int]]) -> list[Figure]:
    """Read the cells of a table row: whole-number cells get the unit that another cell names."""
    cells = block.cells
    units = [known(block.cell(index)) for index in range(len(cells))]
    named = next((unit for unit in units if unit), None)
    label = next(
        (block.bare[s:e] for s, e in cells if re.search(r"[^\W\d_]{2}", block.text[s:e])), ""
    )
    found: list[Figure] = []
    masks = [*dates.masks(block.bare), *taken]
    for index, (start, end) in enumerate(cells):
        cell = block.text[start:end]
        if not cell or _CHOICE.search(cell) or (index == 0 and _is_number_of_row(block, cell)):
            continue
        if _DIGITS.fullmatch(cell.rstrip("% ")):
            figure = _cell_figure(block, start, end, named or NO_UNIT)
            if figure:
                found.append(replace(figure, before=label, cell=index))
            continue
        labelled = _labelled(block, _raw(block, masks, start, end))
        found += [replace(figure, cell=index) for figure in labelled if figure.end <= end]
    return found


def _is_number_of_row(block: Block, cell: str) -> bool:
    return bool(re.fullmatch(r"\d{1,3}(?:\.\d{1,2})*\.?", cell)) and len(block.cells) > 2


def _cell_figure(block: Block, start: int, end: int, unit: Unit) -> Figure | None:
    written = block.text[start:end].rstrip("% ")
    if block.text[start:end].endswith("%"):
        unit = known("%") or unit
    number = read(written, unit)
    if number is None:
        return None
    sure = number.sure
    return Figure(
        block, start, start + len(written), end, number.value, number.decimals, number.style,
        unit, sure=sure,
    )  # fmt: skip


def is_share(figure: Figure) -> bool:
    return figure.unit.family is Family.PERCENT
