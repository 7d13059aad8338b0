"""Reading the TOML text of an outline: every mistake names its place and what to write instead.

The grammar is in catalogue/outlines/README.md. Texts are read as `prose` at once, so that a code
that does not exist is found when the file is written, not when the report is due.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator
from typing import Final

from congvu.instruments.catalogue.errors import BadFiles, Fault
from congvu.instruments.catalogue.toml_tables import Table, Wrong
from congvu.kernel.errors import Invalid
from congvu.kernel.formula.checks import Condition, parse_condition
from congvu.kernel.periods import PeriodKind
from congvu.oversight.reporting.rules.assembly import counted
from congvu.oversight.reporting.rules.outlines import (
    WORDS,
    Alternative,
    AnnexPlan,
    ListForm,
    Listing,
    Outline,
    Passage,
    Section,
    code_asked,
)
from congvu.oversight.reporting.rules.prose import parse

LEVELS: Final = ("commune", "district", "province")
_CODE = re.compile(r"[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*")
_LONGEST_CODE: Final = 20
_STARS: Final = "***"
_NOTES: Final = "{^*^}"


def read_outline(text: str, file: str, *, known: Collection[str] | None = None) -> Outline:
    """Return the outline that the text describes. Raises BadFiles with what is wrong.

    With `known` (the codes of its set of indicators) every other code is refused; words are always
    known.
    """
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        fault = Fault(file, "", f"không đọc được TOML ({error}).", "Sửa cú pháp ở dòng đó.")
        raise BadFiles([fault]) from error
    reading = _Reading(None if known is None else {*known, *WORDS})
    try:
        return reading.outline(Table(values, file))
    except Wrong as wrong:
        raise BadFiles([wrong.fault]) from wrong


class _Reading:
    """Reads one file and collects the codes that it binds."""

    def __init__(self, known: set[str] | None) -> None:
        self._known = known
        self._codes: set[str] = set()

    def outline(self, table: Table) -> Outline:
        found = Outline(
            code=self._code(table, "code"),
            name=table.text("name"),
            level=table.choice("level", LEVELS),
            indicator_set=table.text("indicator_set"),
            periods=tuple(self._period(table, letter) for letter in table.texts("periods")),
            starts_on=table.day("starts_on"),
            ends_on=table.day_or_none("ends_on"),
            kind=table.text("kind"),
            symbol=table.text("symbol"),
            subject=self._prose(table, "subject", table.text("subject")),
            addressees=tuple(self._proses(table, "addressees")),
            grounds=tuple(self._proses(table, "grounds")),
            sections=counted(self._sections(table)),
            recipients=table.texts("recipients"),
            capacity=table.texts("capacity"),
            post=table.text("post"),
            annexes=tuple(self._annex(it) for it in table.tables("annexes", required=False)),
            note=table.text("note", ""),
            codes=frozenset(code for code in self._codes if code not in WORDS),
        )
        table.done()
        return found

    def _period(self, table: Table, letter: str) -> PeriodKind:
        if letter not in list(PeriodKind):
            raise table.wrong("periods", f"“{letter}” không phải loại kỳ.", "Viết M, Q, H, N, Y.")
        return PeriodKind(letter)

    def _proses(self, table: Table, key: str) -> Iterator[str]:
        for text in table.texts(key, ()):
            yield self._prose(table, key, text)

    def _prose(self, table: Table, key: str, text: str) -> str:
        """Read the text as prose, to refuse it here; the marks of lists are left to `compose`."""
        try:
            read = parse(text.replace(_NOTES, "").replace(_STARS, ""), known=self._known)
        except Invalid as error:
            raise table.wrong(key, error.message, "Sửa lại câu văn mẫu.") from error
        self._codes.update(read.codes)
        return text

    def _code(self, table: Table, key: str) -> str:
        code = table.text(key)
        if not _CODE.fullmatch(code) or len(code) > _LONGEST_CODE:
            raise table.wrong(
                key, f"“{code}” không dùng được.", "Viết chữ, số, dấu chấm; tối đa 20 ký tự."
            )
        return code

    def _sections(self, table: Table) -> Iterator[Section]:
        met: set[str] = set()
        for one in table.tables("sections"):
            section = self._section(one)
            if section.code in met:
                raise one.wrong("code", f"mã “{section.code}” có hai lần.", "Đặt mã khác.")
            met.add(section.code)
            yield section

    def _section(self, table: Table) -> Section:
        found = Section(
            code=self._code(table, "code"),
            number=table.text("number", ""),
            level=table.whole("heading", 1),
            title=self._prose(table, "title", table.text("title", "")),
            guidance=table.text("guidance", ""),
            writers=table.texts("writers", ()),
            passages=tuple(self._passage(it) for it in table.tables("passages", required=False)),
            carry=table.flag("carry", default=False),
            optional=table.flag("optional", default=False),
            keeps_number=table.has("number"),
        )
        table.done()
        return found

    def _passage(self, table: Table) -> Passage:
        text = self._prose(table, "text", table.text("text", ""))
        found = Passage(
            text=text,
            when=tuple(self._condition(table, one) for one in table.texts("when", ())),
            otherwise=self._prose(table, "otherwise", table.text("otherwise", "")),
            instead=tuple(
                self._alternative(one, text) for one in table.tables("instead", required=False)
            ),
            listing=self._listing(table),
            table=self._table(table),
        )
        table.done()
        if found.otherwise and not found.when:
            raise table.wrong("otherwise", "chỉ dùng cùng when.", "Thêm when hoặc bỏ dòng này.")
        return found

    def _alternative(self, table: Table, text: str) -> Alternative:
        """Read other words for a clause; the whole text is read with them as well."""
        clause = table.text("clause")
        if text.count(clause) != 1:
            raise table.wrong(
                "clause",
                f"“{clause}” phải có đúng một lần trong text.",
                "Chép đúng phần câu cần thay, dài đủ để chỉ có một chỗ như vậy.",
            )
        say = self._prose(table, "say", table.text("say"))
        self._prose(table, "clause", text.replace(clause, say))
        found = Alternative(
            tuple(self._condition(table, one) for one in table.texts("when")), clause, say
        )
        table.done()
        if not found.when:
            raise table.wrong("when", "thiếu điều kiện.", 'Viết như ["[1.2.4] == 0"].')
        return found

    def _condition(self, table: Table, text: str) -> Condition:
        try:
            condition = parse_condition(text)
        except Invalid as error:
            raise table.wrong("when", error.message, "Viết như [3.4.1] > 0.") from error
        for name in sorted(condition.names):
            self._refuse_unknown(table, "when", code_asked(name))
        return condition

    def _refuse_unknown(self, table: Table, key: str, code: str) -> None:
        if self._known is not None and code not in self._known:
            raise table.wrong(key, f"không có chỉ tiêu “{code}” trong bộ.", "Sửa lại mã.")
        self._codes.add(code)

    def _listing(self, table: Table) -> Listing | None:
        if not table.has("list"):
            return None
        form = table.choice("as", [form.value for form in ListForm], ListForm.ITEMS.value)
        empty = self._prose(table, "empty", table.text("empty", ""))
        return Listing(table.text("list"), ListForm(form), empty)

    def _table(self, table: Table) -> tuple[str, ...]:
        codes = table.texts("table", ())
        for code in codes:
            self._refuse_unknown(table, "table", code)
        return codes

    def _annex(self, table: Table) -> AnnexPlan:
        found = AnnexPlan(
            number=table.text("number", ""),
            title=self._prose(table, "title", table.text("title")),
            landscape=table.flag("landscape", default=True),
        )
        table.done()
        return found
