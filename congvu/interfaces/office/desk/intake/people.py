"""Finding who stands at the counter: by number, or by what the scanner reads from a card.

The text comes in a form's body, never in an address.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from congvu.casework.dossiers.labels import ApplicantKind
from congvu.casework.dossiers.rules.identity_card import IdentityCard, read_card
from congvu.casework.dossiers.selectors.lists import known_applicant
from congvu.interfaces.office.acting import Acting
from congvu.kernel.vitext import fold, format_date

KNOWN_FIELDS = ("kind", "name", "personal_id", "tax_code", "phone", "email", "address")
MOBILE_STARTS = ("03", "05", "07", "08", "09")


@dataclass(frozen=True, slots=True)
class Found:
    """What a look-up brings: values for the form, and what the clerk must know about them.

    `differs` names the fields in which the card and the last dossier of the person disagree; the
    card is taken, because it is newer.
    """

    values: dict[str, Any]
    known: bool
    card: IdentityCard | None = None
    differs: tuple[str, ...] = ()


def look_up(text: str, who: Acting) -> Found | None:
    """Read a number or a card and fill in what is known; None for what is neither."""
    card = read_card(text)
    if card is not None:
        return _of_card(card, who)
    digits = "".join(letter for letter in text if letter.isdigit() or letter == "-")
    if len(digits) < 8:
        return None
    known = known_applicant(who.staff, digits, who.on)
    if known is not None:
        return Found(_values(known), known=True)
    return Found(_by_number(digits), known=False)


def _values(known: Any) -> dict[str, Any]:
    values = {name: getattr(known, name) for name in KNOWN_FIELDS}
    values["birth_on"] = format_date(known.birth_on) if known.birth_on else ""
    return values


def _by_number(digits: str) -> dict[str, Any]:
    """Put an unknown number where numbers of its shape belong."""
    if len(digits) in {9, 12} and digits.isdigit():
        return {"personal_id": digits}
    if digits.startswith(MOBILE_STARTS) and len(digits) == 10:
        return {"phone": digits}
    return {"tax_code": digits, "kind": ApplicantKind.BUSINESS.value}


def _of_card(card: IdentityCard, who: Acting) -> Found:
    known = known_applicant(who.staff, card.number, who.on)
    if known is None and card.old_number:
        known = known_applicant(who.staff, card.old_number, who.on)
    told = {
        "kind": ApplicantKind.CITIZEN.value,
        "name": card.name,
        "personal_id": card.number,
        "birth_on": format_date(card.birth_on) if card.birth_on else "",
        "address": card.address,
    }
    told = {name: value for name, value in told.items() if value}
    if known is None:
        return Found(told, known=False, card=card)
    before = _values(known)
    differs = tuple(
        name
        for name in ("name", "address")
        if name in told and before[name] and fold(told[name]) != fold(before[name])
    )
    kept = {name: value for name, value in before.items() if value}
    return Found({**kept, **told}, known=True, card=card, differs=differs)
