"""Small things done on the page of a dossier: a form, one service, back to the page.

They need no version: each locks what it touches and refuses by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from congvu.interfaces.office.acting import Acting
from congvu.interfaces.office.dossiers.reading import headline, ref_of
from congvu.interfaces.office.fields import PartedForm
from congvu.kernel.errors import Conflict, Invalid

if TYPE_CHECKING:
    from congvu.casework.dossiers.models import Dossier

F = TypeVar("F", bound=PartedForm)


@dataclass(frozen=True)
class Errand(Generic[F]):
    """Its words, its form, and what it does; `back_to` is a place on the page of the dossier."""

    title: str
    submit: str
    done: str
    form: type[F]
    perform: Callable[[F], object]
    told: tuple[str, ...] = ()
    initial: dict[str, Any] | None = None
    back_to: str = ""
    caution: bool = False


def run(request: HttpRequest, dossier: Dossier, who: Acting, errand: Errand[F]) -> HttpResponse:
    """Show the errand's form, or do it; what was typed stays when it is refused."""
    if request.method != "POST":
        form = errand.form(initial=errand.initial)
        return _shown(request, dossier, who, errand, form)
    form = errand.form(request.POST, request.FILES)
    if not form.is_valid():
        form.keep_uploads(who)
        return _shown(request, dossier, who, errand, form, status=422)
    try:
        errand.perform(form)
    except (Invalid, Conflict) as refusal:
        form.refuse(refusal)
        return _shown(request, dossier, who, errand, form, status=refusal.status)
    messages.success(request, errand.done)
    page = reverse("office-dossiers-page", kwargs={"ref": ref_of(dossier)})
    return redirect(f"{page}{errand.back_to}")


def _shown(
    request: HttpRequest,
    dossier: Dossier,
    who: Acting,
    errand: Errand[F],
    form: F,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "errand": errand,
        "dossier": dossier,
        "ref": ref_of(dossier),
        "headline": headline(dossier, who.on),
    }
    return render(request, "office/dossiers/errand.html", context, status=status)
