"""What every deed is made of: a form, what follows from it in words, and the service that does it.

A deed is one thing that a person does to a dossier. Not here: who may do it (the table and
`options`), and how it looks (templates/office/dossiers/deed.html).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from congvu.casework.dossiers.rules.states import Action
from congvu.casework.dossiers.services.intake import PaperInput
from congvu.foundation.files.models import StoredFile
from congvu.interfaces.office.acting import Acting
from congvu.interfaces.office.dossiers.deeds.choices import Choices
from congvu.interfaces.office.fields import (
    ACCEPTED_FILES,
    PartedForm,
    find_kept,
    sized,
    store_upload,
    text,
    with_value,
)
from congvu.kernel.asked import whole_number
from congvu.kernel.errors import Invalid

if TYPE_CHECKING:
    from congvu.casework.dossiers.models import Dossier

ROWS = "rows"
MORE = "more"
MORE_ROWS = 3
MOST_ROWS = 40


@dataclass(frozen=True, slots=True)
class Scene:
    """One dossier before one acting person."""

    dossier: Dossier
    who: Acting


class Row(forms.Form):
    """One line of a form of many lines; an empty one is left out."""

    def forget_errors(self) -> None:
        self._errors = ErrorDict()

    def offer(self, field: str, choices: Choices) -> None:
        cast("forms.ChoiceField", self.fields[field]).choices = choices


class Deed(PartedForm):
    """A deed: its words, its fields, and `perform`, which calls one service.

    `version` is the version of the dossier that the person saw. What was typed stays in the form
    whatever happens. A `main` deed is the next thing on the straight way; `caution` marks one that
    stops or ends something. One that is not `dressed` asks the database nothing and only serves as
    a way to its own page.
    """

    action: ClassVar[Action]
    slug: ClassVar[str]
    name: ClassVar[str | Promise]
    submit: ClassVar[str | Promise] = ""
    done: ClassVar[str | Promise] = ""
    caution: ClassVar[bool] = False
    main: ClassVar[bool] = False
    icon: ClassVar[str] = ""
    row_form: ClassVar[type[Row] | None] = None
    row_legend: ClassVar[str | Promise] = ""
    first_rows: ClassVar[int] = 3

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, Any] | None = None,
        *,
        scene: Scene,
        dressed: bool = True,
    ) -> None:
        super().__init__(data, files, initial={"version": scene.dossier.version})
        self.scene = scene
        self.rows = self._rows(data, files) if dressed else None
        if dressed:
            self.prepare()

    def prepare(self) -> None:
        """Fill choices and proposals from the scene."""

    def propose(self, **values: Any) -> None:
        """Fill fields of a fresh form with what is likely."""
        self.initial.update(values)

    def offer(self, field: str, choices: Choices) -> None:
        """Give a field of choices what can be chosen here."""
        cast("forms.ChoiceField", self.fields[field]).choices = choices

    def consequences(self) -> list[str]:
        """Say what follows from the deed, in the words of an official."""
        return []

    def asks_again(self) -> bool:
        """Say whether a valid form must be confirmed once more before it is done."""
        return False

    def perform(self) -> Dossier:
        """Do it with the cleaned values; raises what the service raises."""
        raise NotImplementedError

    @property
    def title(self) -> str:
        return str(self.name)

    @property
    def is_next(self) -> bool:
        """Whether it is the next thing on the straight way, for this person in this state."""
        return self.main

    @property
    def button(self) -> str:
        return str(self.submit) or self.title

    @property
    def said_when_done(self) -> str:
        return str(self.done) or gettext("Đã ghi: %(deed)s.") % {"deed": self.title.lower()}

    @property
    def seen(self) -> int:
        seen: int = self.cleaned_data["version"]
        return seen

    @property
    def facts(self) -> dict[str, Any]:
        """Who and when, as services want it."""
        return {"seen": self.seen, "by": self.scene.who.staff, "at": self.scene.who.at}

    def is_valid(self) -> bool:
        own = super().is_valid()
        if self.rows is None or self.rows.is_valid():
            return own
        self.add_error(None, gettext("Có dòng ghi chưa đủ hoặc chưa đúng."))
        return False

    def see(self, version: int) -> None:
        """Take the dossier's new version as seen, for the next try."""
        self.data = with_value(self.data, "version", str(version))

    def grow(self) -> None:
        """Give the form more empty rows; what was typed and uploaded stays, nothing is judged."""
        self.is_valid()
        self.keep_uploads(self.scene.who)
        total = f"{ROWS}-TOTAL_FORMS"
        wanted = min(self._said_total(self.data.get(total)) + MORE_ROWS, MOST_ROWS)
        data = with_value(self.data, total, str(wanted))
        for row in self.rows or ():
            if "kept" in row.fields:
                data = with_value(data, row.add_prefix("kept"), str(row["kept"].value() or ""))
        self.data = data
        self.rows = self._rows(data, None)
        self._errors = ErrorDict()
        for row in self.rows or ():
            row.forget_errors()

    @staticmethod
    def _said_total(total: str | None) -> int:
        return whole_number(total) or 0

    def _rows(
        self, data: QueryDict | None, files: MultiValueDict[str, Any] | None
    ) -> BaseFormSet[Row] | None:
        if self.row_form is None:
            return None
        proposed = self.proposed_rows()
        factory = formset_factory(
            self.row_form,
            extra=max(self.first_rows - len(proposed), 1),
            max_num=MOST_ROWS,
            absolute_max=MOST_ROWS,
        )
        return factory(data, files, prefix=ROWS, initial=proposed if data is None else None)

    def proposed_rows(self) -> list[dict[str, Any]]:
        return []

    def filled_rows(self) -> list[dict[str, Any]]:
        """Return the cleaned rows in which something was typed."""
        if self.rows is None:
            return []
        return [row.cleaned_data for row in self.rows if row.has_changed() and row.cleaned_data]


class ItemRow(Row):
    """One thing that the citizen must bring or mend."""

    what = text(_("Giấy tờ, nội dung cần bổ sung"), size="full", max_length=500, required=False)
    why = text(_("Vì sao"), size="full", max_length=500, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("why") and not cleaned.get("what"):
            self.add_error("what", gettext("Hãy ghi giấy tờ hoặc nội dung cần bổ sung."))
        return cleaned


class PaperRow(Row):
    """One paper that was handed in, with its scan."""

    name = text(_("Tên giấy tờ"), size="full", max_length=500, required=False)
    originals = forms.IntegerField(label=_("Bản chính"), min_value=0, max_value=99, required=False)
    copies = forms.IntegerField(label=_("Bản sao"), min_value=0, max_value=99, required=False)
    file = sized(
        forms.FileField(
            label=_("Tệp quét"),
            required=False,
            allow_empty_file=True,
            widget=forms.FileInput(attrs={"accept": ACCEPTED_FILES}),
        ),
        "full",
    )
    kept = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        given = any(cleaned.get(name) for name in ("originals", "copies", "file", "kept"))
        if given and not cleaned.get("name"):
            self.add_error("name", gettext("Hãy ghi tên giấy tờ."))
        return cleaned

    def take(self, who: Acting) -> StoredFile | None:
        """Store the scan, or find what an earlier try stored. Raises Invalid."""
        upload = self.cleaned_data.get("file")
        if upload is None:
            return find_kept(self.cleaned_data.get("kept"), who)
        stored = store_upload(upload, who, "paper")
        self.data = with_value(self.data, self.add_prefix("kept"), str(stored.uuid))
        return stored

    def try_to_take(self, who: Acting) -> StoredFile | None:
        """Store the scan; a refusal stands in the row."""
        try:
            return self.take(who)
        except Invalid as refusal:
            self.add_error("file", refusal.text(gettext))
            return None


class PapersDeed(Deed):
    """A deed with papers: the ones that came, each with its scan."""

    row_form = PaperRow
    row_legend = _("Giấy tờ nhận được")

    def keep_uploads(self, who: Acting) -> None:
        super().keep_uploads(who)
        for row in self.rows or ():
            if isinstance(row, PaperRow) and getattr(row, "cleaned_data", None):
                row.try_to_take(who)

    def papers(self) -> list[PaperInput]:
        """Store the scans and return the papers. Raises Invalid when a scan is refused."""
        rows = [row for row in self.rows or () if row.has_changed() and row.cleaned_data]
        named = [row for row in rows if isinstance(row, PaperRow) and row.cleaned_data["name"]]
        found = [self._paper(row) for row in named]
        if any(row.errors for row in named):
            raise Invalid(gettext("Có tệp không nhận được, xem lý do ở từng dòng."), field="rows")
        return found

    def _paper(self, row: PaperRow) -> PaperInput:
        values = row.cleaned_data
        file = row.try_to_take(self.scene.who)
        originals, copies = values.get("originals") or 0, values.get("copies") or 0
        uncounted = not (originals or copies)
        return PaperInput(
            name=values["name"],
            # a line with a name only is a paper that was handed over
            originals=1 if uncounted and file is None else originals,
            copies=copies,
            electronic=1 if uncounted and file is not None else 0,
            file=file,
        )
