"""Dossier codes of each regime, made and parsed, and the organisation codes inside them."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from congvu.kernel.errors import Invalid, gettext_noop

_LONGEST_ORG_CODE = 35  # QĐ 20/2020/QĐ-TTg Đ4
_AGENCY = re.compile(r"[A-Y][0-9]{2}(\.[0-9A-Z]+)*")  # QĐ 20/2020/QĐ-TTg Đ5: level 1 is MX1X2
_OTHER = re.compile(r"Z(0[1-9]|[1-9][0-9])[0-9A-Z]{1,32}")  # QĐ 20/2020/QĐ-TTg Đ6: Z01…Z99
_ENTERPRISE = re.compile(r"[0-9]{10}([0-9]{3})?")
_AGENCY_2018 = re.compile(r"[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Y][0-9]{2}")  # QCVN 102:2016


class OrgCodeKind(StrEnum):
    """Which scheme an organisation code follows."""

    AGENCY = "agency"
    AGENCY_2018 = "agency_2018"
    OTHER = "other"
    ENTERPRISE = "enterprise"


_SCHEMES = (
    (OrgCodeKind.AGENCY_2018, _AGENCY_2018),
    (OrgCodeKind.AGENCY, _AGENCY),
    (OrgCodeKind.OTHER, _OTHER),
    (OrgCodeKind.ENTERPRISE, _ENTERPRISE),
)


def org_code_kind(code: str) -> OrgCodeKind:
    """Return the scheme of an organisation code. Raises Invalid when it follows none.

    QĐ 20/2020/QĐ-TTg Đ4–6: at most 35 of `0-9A-Z.`, groups from left to right, level 1 = MX1X2.
    """
    if len(code) <= _LONGEST_ORG_CODE:
        for kind, pattern in _SCHEMES:
            if pattern.fullmatch(code):
                return kind
    raise Invalid(
        gettext_noop("“%(org_code)s” không phải mã định danh cơ quan đúng mẫu, ví dụ H26.103.25."),
        code="org_code_wrong",
        org_code=code,
    )


@dataclass(frozen=True, slots=True)
class ParsedCode:
    """What a dossier code says: who took it in, on which day, and its place in that day."""

    org_code: str
    day: date
    number: int


@dataclass(frozen=True, slots=True)
class CodeFormat:
    """The dossier code of a regime; all of it is data, so a decree changes a row and no code.

    `template` holds `{org}` (order since 15/9/2020, level 1 first) or `{org_2018}` (level 1 last),
    `{date}` and `{number}`, joined by `-`. The number is padded to `counter_width` and grows
    beyond it when a day is busier than that.
    """

    date_digits: int = 6
    counter_width: int = 4
    template: str = "{org}-{date}-{number}"

    def __post_init__(self) -> None:
        if self.date_digits not in (6, 8):
            raise ValueError("the day in a dossier code has 6 or 8 digits")
        if not 4 <= self.counter_width <= 7:
            raise ValueError("the counter of a dossier code is 4 to 7 digits wide")
        if self.template not in ("{org}-{date}-{number}", "{org_2018}-{date}-{number}"):
            raise ValueError(f"unknown template of dossier codes: {self.template}")

    @property
    def org_kind(self) -> OrgCodeKind:
        return OrgCodeKind.AGENCY_2018 if "{org_2018}" in self.template else OrgCodeKind.AGENCY

    def make(self, org_code: str, day: date, number: int) -> str:
        """Return the code of the `number`-th dossier that the organisation accepted on `day`.

        Raises Invalid for an organisation code of another scheme, a number below 1, and a year
        that the digits of the day cannot say.
        """
        self._check_org(org_code)
        if number < 1:
            raise Invalid(
                gettext_noop("Số thứ tự hồ sơ phải từ 1 trở lên."),
                code="dossier_number_wrong",
                number=number,
            )
        if not 2000 <= day.year <= 2099:
            raise Invalid(
                gettext_noop("Ngày %(day)s nằm ngoài khoảng năm ghi được trong mã số hồ sơ."),
                code="dossier_day_wrong",
                day=day,
            )
        shown = f"{day:%Y%m%d}"[-self.date_digits :]
        return f"{org_code}-{shown}-{number:0{self.counter_width}d}"

    def parse(self, text: str) -> ParsedCode:
        """Read a code, as typed or scanned. Raises Invalid when it is not of this format."""
        code = "".join(text.split()).upper()
        parts = code.split("-")
        if len(parts) != 3:
            raise _not_a_code(text)
        org_code, shown, counter = parts
        if not (shown.isascii() and shown.isdecimal() and len(shown) == self.date_digits):
            raise _not_a_code(text)
        if not (counter.isascii() and counter.isdecimal() and len(counter) >= self.counter_width):
            raise _not_a_code(text)
        number = int(counter) if len(counter) <= 18 else 0
        try:
            full = shown if self.date_digits == 8 else f"20{shown}"
            day = datetime.strptime(full, "%Y%m%d").date()  # noqa: DTZ007 - a day has no zone
            if self.make(org_code, day, number) != code:
                raise _not_a_code(text)
        except (ValueError, Invalid) as error:
            raise _not_a_code(text) from error
        return ParsedCode(org_code, day, number)

    def _check_org(self, org_code: str) -> None:
        if org_code_kind(org_code) is not self.org_kind:
            raise Invalid(
                gettext_noop("Mã định danh “%(org_code)s” không dùng được trong mã số hồ sơ này."),
                code="org_code_wrong",
                org_code=org_code,
            )


# TT 01/2018/TT-VPCP Đ19: V1V2V3.Z1Z2.Y1Y2.MX1X2-YYMMDD-XXXX.
FORM_2018 = CodeFormat(6, 4, "{org_2018}-{date}-{number}")
# The same article with the codes of QĐ 20/2020/QĐ-TTg, in force since 15/9/2020.
FORM_2020 = CodeFormat(6, 4)
# Style of the national portal in 2026: a day of 8 digits and a number of 7.
FORM_NATIONAL_2026 = CodeFormat(8, 7)
_KNOWN = (FORM_2020, FORM_NATIONAL_2026, FORM_2018)


def parse_code(text: str) -> ParsedCode:
    """Read a dossier code of any known form. Raises Invalid when it is of none."""
    for form in _KNOWN:
        try:
            return form.parse(text)
        except Invalid:
            continue
    raise _not_a_code(text)


def _not_a_code(text: str) -> Invalid:
    return Invalid(
        gettext_noop("“%(text)s” không phải mã số hồ sơ, ví dụ H26.103.25-260309-0012."),
        code="dossier_code_wrong",
        text=text[:80],
    )
