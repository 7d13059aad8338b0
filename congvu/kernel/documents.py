"""How one document is named inside another: type, number, symbol, date, issuer."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from congvu.kernel.errors import Invalid, gettext_noop
from congvu.kernel.vitext import format_date, nfc

# Longest values of the document metadata: NĐ 30/2020/NĐ-CP, Phụ lục VI.
_LONGEST = {"type": 100, "number": 11, "symbol": 30, "issuer": 200, "subject": 500}
# the symbol of a normative document begins with its year: "2021/QĐ-UBND" (NĐ 30/2020, Phụ lục I)
_YEAR = re.compile(r"\A[0-9]{4}/(?=.)")
_REQUIRED = ("type", "number", "issuer")
_WORDS = {
    "type": "loại văn bản",
    "number": "số văn bản",
    "symbol": "ký hiệu",
    "issuer": "cơ quan ban hành",
    "subject": "trích yếu",
}


@dataclass(frozen=True, slots=True)
class DocumentReference:
    """The name of a document: "Quyết định số 05/QĐ-UBND ngày 01/02/2026 của UBND xã …".

    Spaces are tidied, text is NFC, a number below 10 gets its leading zero (NĐ 30/2020, Phụ lục I).
    Raises Invalid when a part is missing, too long, or when the number or symbol holds a "/" (but
    behind the year of a normative document) or space.
    """

    type: str
    number: str
    symbol: str
    issued_on: date
    issuer: str
    subject: str = ""

    def __post_init__(self) -> None:
        for name, longest in _LONGEST.items():
            text = " ".join(nfc(str(getattr(self, name))).split())
            if name in _REQUIRED and not text:
                raise Invalid(
                    gettext_noop("Văn bản còn thiếu %(part)s."),
                    code="document_part_missing",
                    field=name,
                    part=_WORDS[name],
                )
            if len(text) > longest:
                raise Invalid(
                    gettext_noop("%(part)s dài quá %(longest)s ký tự."),
                    code="document_part_too_long",
                    field=name,
                    part=_WORDS[name].capitalize(),
                    longest=longest,
                )
            object.__setattr__(self, name, text)
        if self.number.isdecimal():
            object.__setattr__(self, "number", f"{int(self.number):02d}")
        for name, text in (
            ("number", self.number),
            ("symbol", _YEAR.sub("", self.symbol, count=1)),
        ):
            if any(letter in " /" for letter in text):
                raise Invalid(
                    gettext_noop("Số và ký hiệu không chứa dấu cách hay dấu “/”."),
                    code="document_symbol_wrong",
                    field=name,
                )

    @property
    def code(self) -> str:
        """Number and symbol as printed: "05/QĐ-UBND"."""
        return f"{self.number}/{self.symbol}" if self.symbol else self.number

    def label(self, *, with_subject: bool = False) -> str:
        """Return the name as one document cites another."""
        cited = f"{self.type} số {self.code} ngày {format_date(self.issued_on)} của {self.issuer}"
        return f"{cited} {self.subject}" if with_subject and self.subject else cited

    def as_facts(self) -> dict[str, str]:
        """Return plain JSON values; `from_facts` reads them back."""
        return {
            "type": self.type,
            "number": self.number,
            "symbol": self.symbol,
            "issued_on": self.issued_on.isoformat(),
            "issuer": self.issuer,
            "subject": self.subject,
        }

    @classmethod
    def from_facts(cls, facts: Mapping[str, str]) -> "DocumentReference":
        """Read what `as_facts` wrote. Raises Invalid when the date is none."""
        try:
            issued_on = date.fromisoformat(facts["issued_on"])
        except (KeyError, ValueError) as error:
            raise Invalid(
                gettext_noop("Văn bản còn thiếu ngày ban hành."),
                code="document_part_missing",
                field="issued_on",
            ) from error
        texts = {name: facts.get(name, "") for name in _LONGEST}
        return cls(issued_on=issued_on, **texts)
