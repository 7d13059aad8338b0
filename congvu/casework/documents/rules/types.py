"""Types and tags of documents as dated text says them (NĐ 30/2020, Phụ lục III)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field

from congvu.kernel.errors import Invalid, gettext_noop
from congvu.kernel.vitext import fold, nfc

_CODE = re.compile(r"[A-ZĐa-zđ]{1,4}")
_TAG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class DocumentType:
    """One type: `abbreviated` is false for công văn and thư công, whose symbol bears no type."""

    code: str
    name: str
    name_en: str
    normative: bool = False
    abbreviated: bool = True


@dataclass(frozen=True, slots=True)
class Tag:
    """A mark that reports count."""

    code: str
    name: str
    name_en: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Types:
    """All types by code, in the order of the annex."""

    rows: tuple[DocumentType, ...]
    _by_code: dict[str, DocumentType] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_code", {row.code: row for row in self.rows})

    def get(self, code: str) -> DocumentType:
        """Return the type of that code. Raises Invalid for an unknown one."""
        found = self._by_code.get(nfc(code))
        if found is None:
            raise Invalid(
                gettext_noop("Không có loại văn bản “%(type)s” trong danh mục."),
                code="document_type_unknown",
                type=code[:30],
                field="type",
            )
        return found

    def find(self, text: str) -> DocumentType | None:
        """Return the type that somebody wrote as code or name, with or without accents.

        Codes that differ only by an accent (CT, CTr; ĐA, DA) are told apart by their letters.
        """
        given = nfc(text).strip()
        if given in self._by_code:
            return self._by_code[given]
        folded = fold(given)
        named = [row for row in self.rows if fold(row.name) == folded]
        if len(named) == 1:
            return named[0]
        if folded == "van ban quy pham phap luat":
            return None
        coded = [row for row in self.rows if fold(row.code) == folded]
        return coded[0] if len(coded) == 1 else None


def read_types(text: str) -> Types:
    """Read the file of types. Raises ValueError, naming the row, for what cannot be right."""
    rows = tuple(DocumentType(**row) for row in tomllib.loads(text)["types"])
    for row in rows:
        if not _CODE.fullmatch(row.code) or not row.name or not row.name_en:
            raise ValueError(f"type {row.code!r} is not complete")
    if len({row.code for row in rows}) < len(rows):
        raise ValueError("two types with one code")
    return Types(rows)


def read_tags(text: str) -> tuple[Tag, ...]:
    """Read the file of tags. Raises ValueError for what cannot be right."""
    rows = tuple(Tag(**row) for row in tomllib.loads(text)["tags"])
    for row in rows:
        if not _TAG.fullmatch(row.code) or not row.name or not row.name_en:
            raise ValueError(f"tag {row.code!r} is not complete")
    if len({row.code for row in rows}) < len(rows):
        raise ValueError("two tags with one code")
    return rows


def read_columns(text: str) -> dict[str, tuple[str, ...]]:
    """Read the usual names of columns of other systems, folded."""
    return {name: tuple(names) for name, names in tomllib.loads(text)["columns"].items()}
