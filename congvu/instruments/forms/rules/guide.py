"""The list of fields as a page of text, for the guide that officials read."""

from collections.abc import Mapping

from congvu.instruments.forms.rules.formats import FieldType
from congvu.instruments.forms.rules.kinds import COMMON, KINDS, OWN_FIELDS, ROW_NUMBER, Field

_TYPES: Mapping[FieldType, str] = {
    FieldType.TEXT: "chữ",
    FieldType.DATE: "ngày",
    FieldType.MOMENT: "thời điểm",
    FieldType.MONEY: "tiền",
    FieldType.NUMBER: "số",
}


def fields_page() -> str:
    """Return the Markdown that lists the fields of every kind of form."""
    parts = ["**Mẫu nào cũng có**", "", *_table({**COMMON, **OWN_FIELDS}), ""]
    for kind in KINDS.values():
        own = {name: field for name, field in kind.fields.items() if name not in COMMON}
        parts += [f"**`{kind.code}`** {kind.label}", ""]
        parts += [*_table(own), ""] if own else []
        for collection, fields in kind.rows.items():
            parts += [f"Bảng dữ liệu `{collection}`:", "", *_table({**ROW_NUMBER, **fields}), ""]
    return "\n".join(parts).rstrip() + "\n"


def _table(fields: Mapping[str, Field]) -> list[str]:
    rows = [
        f"| `{name}` | {_TYPES[field.type]} | {field.label} |" for name, field in fields.items()
    ]
    return ["| Trường | Kiểu | Nghĩa |", "|---|---|---|", *rows]
