"""What is done to one document: each deed is a form, a service, and the way to it.

Which deeds are offered comes from the state table (`services.act.may`), so that screen and server agree.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from congvu.casework.documents.errors import DocumentChanged
from congvu.casework.documents.rules.kinds import FileKind, Part, RelationKind, Urgency
from congvu.casework.documents.rules.states import Action
from congvu.casework.documents.selectors import proposals
from congvu.casework.documents.selectors.access import get_for
from congvu.casework.documents.selectors.page import Folder, folder_of, open_part_of
from congvu.casework.documents.selectors.references import find_in_register
from congvu.casework.documents.services import additions, incoming, outgoing, routing
from congvu.casework.documents.services.act import may
from congvu.foundation.people.rules import Role
from congvu.interfaces.office.acting import Acting, acting
from congvu.interfaces.office.documents import forms
from congvu.interfaces.office.documents.reading import line_of, url_of
from congvu.interfaces.office.fields import PartedForm, with_value
from congvu.kernel.errors import Conflict, Invalid, NotFound, gettext_noop

if TYPE_CHECKING:
    from congvu.casework.documents.models import Document

Words = str | Promise
LEAD, PERSON = "u", "p"


@dataclass(frozen=True, slots=True)
class Scene:
    """One document before one acting person."""

    document: Document
    who: Acting

    @property
    def by(self) -> dict[str, Any]:
        return {"by": self.who.staff, "at": self.who.at}


@dataclass(frozen=True)
class Deed:
    """Its words, its form, what it does; `prepare` fills choices and proposals."""

    slug: str
    action: Action
    title: Words
    submit: Words
    done: Words
    form: type[PartedForm]
    perform: Callable[[Any, Scene], object]
    prepare: Callable[[Any, Scene], None] | None = None
    told: Words = ""
    caution: bool = False
    icon: str = ""
    is_main: bool = False
    for_incoming: bool | None = None


@dataclass(frozen=True, slots=True)
class WayOn:
    """A deed as a button."""

    url: str
    title: Words
    icon: str
    caution: bool


def _reasoned(service: Callable[..., object]) -> Callable[[Any, Scene], object]:
    def perform(form: Any, scene: Scene) -> object:
        given = form.cleaned_data
        return service(scene.document, seen=given["version"], reason=given["reason"], **scene.by)

    return perform


def _noted(service: Callable[..., object]) -> Callable[[Any, Scene], object]:
    def perform(form: Any, scene: Scene) -> object:
        given = form.cleaned_data
        return service(scene.document, seen=given["version"], note=given["note"], **scene.by)

    return perform


def _prepare_number(form: Any, scene: Scene) -> None:
    form.initial.setdefault("issued_on", scene.who.on)


def _number(form: Any, scene: Scene) -> object:
    given = form.cleaned_data
    return outgoing.number_document(
        scene.document,
        seen=given["version"],
        issued_on=given["issued_on"],
        late_reason=given["late_reason"],
        **scene.by,
    )


def _issue(form: Any, scene: Scene) -> object:
    return outgoing.issue(scene.document, seen=form.cleaned_data["version"], **scene.by)


def _is_only_head(scene: Scene) -> bool:
    staff = scene.who.staff
    return staff.has(Role.HEAD) and not staff.has(Role.LEADER, Role.REGISTRAR)


def _prepare_route(form: Any, scene: Scene) -> None:
    staff, on = scene.who.staff, scene.who.on
    found = proposals.sections(staff, on, own_only=_is_only_head(scene))
    leads: list[tuple[str, Any]] = [("", gettext("Chọn nơi chủ trì"))]
    for section in found:
        people = [(f"{PERSON}:{one.unit_id}:{one.position_id}", f"{one.full_name}, {one.title}")
                  for one in section.people]  # fmt: skip
        whole = gettext("Cả đơn vị")
        leads.append((section.name, [(f"{LEAD}:{section.unit_id}", whole), *people]))
    forms.offer(form, "lead", leads)
    form.fields["lead"].required = scene.document.state == "registered"
    names = [(str(section.unit_id), section.name) for section in found]
    for name in ("support", "info"):
        forms.offer(form, name, names)
    if staff.has(Role.LEADER, Role.HEAD):
        del form.fields["on_behalf_of"]
    else:
        chosen = [(one.full_name, one.full_name) for one in proposals.leaders(staff, on)]
        forms.offer(form, "on_behalf_of", chosen)
    form.initial.setdefault("due_on", scene.document.due_on)


def _route(form: Any, scene: Scene) -> object:
    given = form.cleaned_data
    lines: list[routing.RoutingInput] = []
    if given["lead"]:
        _kind, unit, *person = given["lead"].split(":")
        lines.append(
            routing.RoutingInput(
                int(unit), Part.LEAD, int(person[0]) if person else None, given["due_on"]
            )
        )
    for name, part in (("support", Part.SUPPORT), ("info", Part.INFO)):
        due = given["due_on"] if part is Part.SUPPORT else None
        lines += [routing.RoutingInput(int(unit), part, None, due) for unit in given[name]]
    return routing.route(
        scene.document,
        lines,
        seen=given["version"],
        instruction=given["instruction"],
        on_behalf_of=given.get("on_behalf_of", ""),
        **scene.by,
    )


def _finish_part(form: Any, scene: Scene) -> object:
    given = form.cleaned_data
    answer = None
    if given["answer"]:
        answer = find_in_register(scene.who.staff, given["answer"], scene.who.on)
        if answer is None:
            raise Invalid(gettext_noop("Không thấy văn bản đi có số, ký hiệu này."), field="answer")
    part = open_part_of(scene.document, None, scene.who.staff)
    return routing.finish_part(
        scene.document,
        part.pk,
        seen=given["version"],
        note=given["note"],
        answer=answer,
        **scene.by,
    )


def _remind(form: Any, scene: Scene) -> object:
    return routing.remind(scene.document, note=form.cleaned_data["note"], **scene.by)


def _attach(form: Any, scene: Scene) -> object:
    file = form.taken_file(scene.who)
    kind = FileKind(form.cleaned_data["kind"])
    return additions.attach(scene.document, file, kind=kind, **scene.by)


def _prepare_tags(form: Any, scene: Scene) -> None:
    form.initial["tags"] = list(folder_of(scene.document, scene.who.staff, scene.who.on).tags)


def _tag(form: Any, scene: Scene) -> object:
    return additions.tag(scene.document, form.cleaned_data["tags"], **scene.by)


def _relate(form: Any, scene: Scene) -> object:
    given = form.cleaned_data
    target = find_in_register(scene.who.staff, given["target"], scene.who.on)
    return additions.relate(
        scene.document,
        RelationKind(given["kind"]),
        target=target,
        target_name="" if target else given["target"],
        **scene.by,
    )


def _prepare_correction(form: Any, scene: Scene) -> None:
    for name in ("subject", "signer", "signer_title", "urgency", "due_on", "note"):
        form.initial[name] = getattr(scene.document, name)


def _correct(form: Any, scene: Scene) -> object:
    given = form.cleaned_data
    correction = additions.Correction(
        subject=given["subject"],
        signer=given["signer"],
        signer_title=given["signer_title"],
        urgency=Urgency(given["urgency"]),
        due_on=given["due_on"],
        note=given["note"],
    )
    return additions.correct_arrival(scene.document, correction, seen=given["version"], **scene.by)


DEEDS: tuple[Deed, ...] = (
    Deed("but-phe", Action.ROUTE, _("Bút phê, chuyển xử lý"), _("Chuyển xử lý"),
         _("Đã chuyển xử lý."), forms.RouteForm, _route, _prepare_route, icon="pen", is_main=True),
    Deed("xong-phan-viec", Action.FINISH_PART, _("Xong phần việc của tôi"), _("Ghi kết quả"),
         _("Đã ghi kết quả."), forms.FinishPartForm, _finish_part, icon="check2-all",
         is_main=True, for_incoming=True,
         told=_("Người chủ trì ghi xong thì văn bản kết thúc xử lý.")),
    Deed("cap-so", Action.NUMBER, _("Cấp số"), _("Cấp số"), _("Đã cấp số."),
         forms.NumberForm, _number, _prepare_number, icon="hash", is_main=True,
         told=_("Cấp số sau khi lãnh đạo đã ký. Số đã cấp không lấy lại và không dùng lại.")),
    Deed("phat-hanh", Action.ISSUE, _("Phát hành"), _("Ghi đã phát hành"), _("Đã phát hành."),
         forms.DeedForm, _issue, icon="send", is_main=True,
         told=_("Văn bản gửi tới mọi nơi nhận; sau đó chỉ đính chính hoặc thu hồi.")),
    Deed("luu", Action.FILE, _("Lưu, để biết"), _("Lưu"), _("Đã lưu."), forms.NoteForm,
         _noted(incoming.file_away), icon="archive"),
    Deed("ket-thuc", Action.FINISH, _("Kết thúc xử lý"), _("Kết thúc"), _("Đã kết thúc xử lý."),
         forms.ResultForm, _noted(routing.finish), icon="check-circle"),
    Deed("mo-lai", Action.REOPEN, _("Mở lại"), _("Mở lại"), _("Đã mở lại."), forms.ReasonForm,
         _reasoned(routing.reopen), icon="arrow-clockwise"),
    Deed("nhac", Action.REMIND, _("Nhắc xử lý"), _("Nhắc"), _("Đã nhắc."), forms.NoteForm,
         _remind, icon="bell", for_incoming=True),
    Deed("tep", Action.ATTACH, _("Thêm tệp"), _("Lưu tệp"), _("Đã thêm tệp."), forms.FileForm,
         _attach, icon="paperclip"),
    Deed("nhan", Action.TAG, _("Gắn nhãn"), _("Lưu nhãn"), _("Đã lưu nhãn."), forms.TagsForm, _tag,
         _prepare_tags, icon="tags", told=_("Báo cáo đếm văn bản theo nhãn.")),
    Deed("lien-quan", Action.RELATE, _("Ghi văn bản liên quan"), _("Ghi"), _("Đã ghi."),
         forms.RelationForm, _relate, icon="link-45deg"),
    Deed("sua-den", Action.CHANGE, _("Sửa thông tin"), _("Lưu"), _("Đã lưu thay đổi."),
         forms.CorrectionForm, _correct, _prepare_correction, icon="pencil", for_incoming=True),
    Deed("tra-lai", Action.RETURN, _("Trả lại nơi gửi"), _("Trả lại"), _("Đã ghi trả lại."),
         forms.ReasonForm, _reasoned(incoming.return_to_sender), caution=True,
         told=_("Số đến vẫn nằm trong sổ.")),
    Deed("huy-so-den", Action.CANCEL, _("Hủy đăng ký"), _("Hủy đăng ký"), _("Đã hủy."),
         forms.ReasonForm, _reasoned(incoming.cancel_arrival), caution=True, for_incoming=True,
         told=_("Số đến vẫn nằm trong sổ kèm lý do, không dùng lại.")),
    Deed("huy-so", Action.CANCEL, _("Hủy số"), _("Hủy số"), _("Đã hủy số."), forms.ReasonForm,
         _reasoned(outgoing.cancel_number), caution=True, for_incoming=False,
         told=_("Số vẫn nằm trong sổ kèm lý do, không dùng lại.")),
    Deed("thu-hoi", Action.RECALL, _("Thu hồi"), _("Thu hồi"), _("Đã thu hồi."), forms.ReasonForm,
         _reasoned(outgoing.recall), caution=True,
         told=_("Bản lưu và thông tin thu hồi được giữ lại; nơi nhận xóa văn bản và báo lại.")),
    Deed("bo-du-thao", Action.DISCARD, _("Bỏ dự thảo"), _("Bỏ dự thảo"), _("Đã bỏ dự thảo."),
         forms.ReasonForm, _reasoned(outgoing.discard_draft), caution=True),
)  # fmt: skip
BY_SLUG = {deed.slug: deed for deed in DEEDS}
CLOSED = {"cancelled", "discarded", "returned"}


def is_offered(deed: Deed, document: Document, who: Acting, folder: Folder | None = None) -> bool:
    """Say whether the deed fits this document and this person now."""
    if deed.for_incoming is not None and deed.for_incoming is not document.is_incoming:
        return False
    if document.state in CLOSED or not may(who.staff, document, deed.action):
        return False
    if deed.action is Action.CHANGE:
        return who.staff.has(Role.REGISTRAR)
    return folder is None or _fits_parts(deed.action, folder, who)


def _fits_parts(action: Action, folder: Folder, who: Acting) -> bool:
    """Say whether what hangs on open parts of an instruction fits the person."""
    staff = who.staff
    open_parts = [row for row in folder.routings if row.is_open]
    mine = {staff.position_id, *staff.delegated_from}
    if action is Action.REMIND:
        return bool(open_parts)
    if action is Action.FINISH:
        return staff.has(Role.LEADER, Role.REGISTRAR)
    if action is Action.FINISH_PART:
        return any(
            row.position_id in mine
            or (row.unit_id == staff.unit_id and (row.position_id is None or staff.has(Role.HEAD)))
            for row in open_parts
        )
    return True


def ways_of(document: Document, folder: Folder, who: Acting) -> dict[str, list[WayOn]]:
    """Sort what may be done: the next things, the rest, and what ends or stops it."""
    offered = [deed for deed in DEEDS if is_offered(deed, document, who, folder)]
    # instructing is the next thing for who leads, and for nobody once it was done
    instructs = document.state == "registered" or who.staff.has(Role.LEADER, Role.HEAD)
    next_things = [deed for deed in offered if deed.is_main]
    main = [deed for deed in next_things if deed.action is not Action.ROUTE or instructs][:2]
    if not document.is_incoming and document.state in {"draft", "numbered"}:
        rest_first = [WayOn(
            reverse("office-documents-edit", kwargs={"ref": document.uuid}),
            _("Sửa"), "pencil", caution=False,
        )]  # fmt: skip
    else:
        rest_first = []
    rest = [deed for deed in offered if deed not in main]
    return {
        "main_ways": [_way(deed, document) for deed in main[::-1]],
        "other_ways": rest_first + [_way(deed, document) for deed in rest if not deed.caution],
        "ending_ways": [_way(deed, document) for deed in rest if deed.caution],
    }


def _way(deed: Deed, document: Document) -> WayOn:
    url = reverse("office-documents-deed", kwargs={"ref": document.uuid, "slug": deed.slug})
    return WayOn(url, deed.title, deed.icon, deed.caution)


@never_cache
@require_http_methods(["GET", "POST"])
def deed(request: HttpRequest, ref: UUID, slug: str) -> HttpResponse:
    """Show the form of a deed, or do it; whatever refuses it, everything typed stays."""
    who = acting(request)
    document = get_for(who.staff, ref, who.on)
    chosen = BY_SLUG.get(slug)
    if chosen is None:
        raise NotFound(gettext_noop("Không có trang này."))
    scene = Scene(document, who)
    posted = request.method == "POST"
    if not posted and not is_offered(chosen, document, who):
        messages.warning(request, gettext("Việc này không làm được với văn bản lúc này."))
        return redirect(url_of(document))
    form = chosen.form(
        request.POST if posted else None,
        request.FILES if posted else None,
        initial={"version": document.version},
    )
    if chosen.prepare is not None:
        chosen.prepare(form, scene)
    if not posted:
        return _shown(request, chosen, form, scene)
    if not form.is_valid():
        form.keep_uploads(who)
        return _shown(request, chosen, form, scene, status=422)
    return _performed(request, chosen, form, scene)


def _performed(request: HttpRequest, chosen: Deed, form: PartedForm, scene: Scene) -> HttpResponse:
    try:
        chosen.perform(form, scene)
    except DocumentChanged as conflict:
        fresh = get_for(scene.who.staff, scene.document.uuid, scene.who.on)
        form.refuse(conflict)
        form.data = with_value(form.data, "version", str(fresh.version))
        return _shown(request, chosen, form, Scene(fresh, scene.who), status=409)
    except (Invalid, Conflict) as refusal:
        form.refuse(refusal)
        return _shown(request, chosen, form, scene, status=refusal.status)
    messages.success(request, str(chosen.done))
    return redirect(url_of(scene.document))


def _shown(
    request: HttpRequest, chosen: Deed, form: PartedForm, scene: Scene, *, status: int = 200
) -> HttpResponse:
    context = {
        "deed": chosen,
        "form": form,
        "document": scene.document,
        "line": line_of(scene.document, scene.who.on),
        "back": url_of(scene.document),
    }
    return render(request, "office/documents/deed.html", context, status=status)
