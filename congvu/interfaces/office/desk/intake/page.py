"""One intake page: the forms of a procedure, filled by what was sent, found or scanned.

Not here: what an outcome does (`outcomes`) and addresses (`views`).
"""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext

from congvu.casework.dossiers.labels import Channel
from congvu.casework.dossiers.selectors.competence import Competence, competence
from congvu.casework.dossiers.selectors.offices import Office, office_of
from congvu.casework.dossiers.selectors.promise import Promise, promise
from congvu.casework.dossiers.services.intake import Intake, PaperInput
from congvu.instruments.catalogue import selectors as catalogue
from congvu.instruments.catalogue.rules import VersionFacts
from congvu.interfaces.office.acting import Acting
from congvu.interfaces.office.desk.intake.forms import (
    BaseFees,
    BasePapers,
    FeesFormSet,
    IntakeForm,
    PapersFormSet,
)
from congvu.interfaces.office.desk.intake.people import Found
from congvu.kernel.asked import whole_number
from congvu.kernel.errors import DomainError

PAPER_VALUES = ("here", "name", "originals", "copies", "electronic", "kept", "kept_name")


class IntakePage:
    """What the clerk sees and sends for one procedure."""

    def __init__(self, request: HttpRequest, who: Acting, code: str) -> None:
        self.who = who
        self.version: VersionFacts = catalogue.get_version(code, who.on)
        self.data: QueryDict | None = request.POST if request.method == "POST" else None
        self.files = request.FILES if request.method == "POST" else None
        self.found: Found | None = None
        self.searched = False
        self.form: IntakeForm
        self.papers: BasePapers
        self.fees: BaseFees
        if self.data is None:
            self._open()
        else:
            self._bind()

    @cached_property
    def office(self) -> Office:
        return office_of(self.who.staff.unit_id, self.who.on)

    @cached_property
    def competence(self) -> Competence:
        return competence(self.version, self.office, self.who.on)

    @cached_property
    def promise(self) -> Promise | None:
        """What accepting would promise; None, with `refusal`, when that cannot be said."""
        try:
            return promise(
                self.version.code,
                channel=self.channel,
                accepted_at=self._accepted_at(),
                competent_unit_id=self.competent_unit_id,
            )
        except DomainError as reason:
            self.refusal = reason.text(gettext)
            return None

    refusal = ""

    @property
    def channel(self) -> str:
        asked = self.data.get("channel", "") if self.data is not None else ""
        return asked if asked in Channel.values else Channel.DIRECT.value

    @property
    def competent_unit_id(self) -> int:
        asked = self.data.get("competent", "") if self.data is not None else ""
        unit_id = whole_number(asked)
        if unit_id is None or not self.competence.is_known(unit_id):
            return self.competence.unit_id
        return unit_id

    @property
    def goes_beside(self) -> bool:
        """Whether another authority of the level decides: it accepts, this desk only supports."""
        return self.competence.is_beside(self.competent_unit_id)

    @property
    def has_special_terms(self) -> bool:
        """Whether anything was chosen or is wrong in what usually stays shut."""
        names = ("support", "occurred_on", "occurred_time", "late_reason")
        odd = self.competent_unit_id != self.office.id
        return odd or any(self.form[name].value() or self.form[name].errors for name in names)

    def is_valid(self) -> bool:
        """Read everything and store the scans, so that nobody scans twice."""
        forms_right = all([self.form.is_valid(), self.papers.is_valid(), self.fees.is_valid()])
        self._taken = self.papers.taken(self.who)
        return forms_right and not self.papers.faulty()

    def intake(self) -> Intake:
        """Return what a valid page says, as the services take it."""
        cleaned = self.form.cleaned_data
        taken = Intake(
            procedure=self.version.code,
            channel=cleaned["channel"],
            applicant=self.form.person(return_method=cleaned["return_method"]),
            papers=tuple(self._taken),
            competent_unit_id=self.competent_unit_id,
            support_unit_id=cleaned.get("support"),
        )
        if not self.goes_beside:
            return taken
        return replace(
            taken, receiving_unit_id=self.competent_unit_id, support_unit_id=self.office.id
        )

    def refuse(self, reason: DomainError) -> None:
        """Put a refusal of the services beside its field, or on top."""
        field = str(reason.facts.get("field", ""))
        self.form.add_error(field if field in self.form.fields else None, reason.text(gettext))

    def renew_key(self) -> None:
        """Let the next press be another dossier."""
        assert self.data is not None
        self.data = self.data.copy()
        self.data["key"] = str(uuid.uuid4())
        self.form.data = self.data

    def show_again(self, **changes: Any) -> None:
        """Show what was typed without judging it yet: after a look-up or one more line."""
        assert self.data is not None
        rows = self._paper_rows()
        self.form = self._form(initial={**self.data.dict(), **changes})
        self.papers = PapersFormSet(specs=self.version.papers, initial=rows)
        self.fees = FeesFormSet(fees=self._fee_lines())

    def keep_scans(self) -> None:
        """Store the scans of a page that is not sent yet."""
        self.papers.is_valid()
        self.papers.taken(self.who)
        self.data = merged(self.data, self.papers)

    def focus(self, name: str) -> None:
        self.form.fields["lookup"].widget.attrs.pop("autofocus", None)
        self.form.fields[name].widget.attrs["autofocus"] = True

    def _open(self) -> None:
        self.form = self._form(initial={"key": uuid.uuid4(), "competent": self.competence.unit_id})
        self.form.fields["lookup"].widget.attrs["autofocus"] = True
        self.papers = PapersFormSet(specs=self.version.papers)
        self.fees = FeesFormSet(fees=self._fee_lines())

    def _bind(self) -> None:
        self.form = self._form(data=self.data)
        self.papers = PapersFormSet(self.data, self.files, specs=self.version.papers)
        self.fees = FeesFormSet(self.data, fees=self._fee_lines())

    def _form(self, **kwargs: Any) -> IntakeForm:
        near = self.competence
        choices: list[Any] = [near.ours]
        if near.above:
            choices.append((gettext("Cấp trên và sở, ngành (liên thông)"), list(near.above)))
        if near.beside:
            choices.append((gettext("Cơ quan cùng cấp (phi địa giới)"), list(near.beside)))
        support = [("", gettext("Không có")), *near.beside]
        return IntakeForm(**kwargs, competent=choices, support=support)

    def _fee_lines(self) -> Any:
        return self.version.fees_for(self.channel)

    def _accepted_at(self) -> datetime:
        if self.data is None:
            return self.who.at
        typed = self._form(data=self.data)
        if typed.errors.keys() & {"occurred_on", "occurred_time"}:
            return self.who.at
        return typed.occurred_at(self.who.at) or self.who.at

    def _paper_rows(self) -> list[dict[str, Any]]:
        assert self.data is not None
        count = self.data.get("giay-TOTAL_FORMS", "")
        rows = whole_number(count) or 0
        return [
            {name: self.data.get(f"giay-{row}-{name}", "") for name in PAPER_VALUES}
            for row in range(min(rows, self.papers.absolute_max))
        ]

    _taken: list[PaperInput] = []


def merged(data: QueryDict | None, papers: BasePapers) -> QueryDict:
    """Return what was sent with the names of the scans that were stored meanwhile."""
    assert data is not None
    found = data.copy()
    for form in papers.forms:
        for name in ("kept", "kept_name"):
            value = form.data.get(form.add_prefix(name))
            if value:
                found[form.add_prefix(name)] = value
    return found
