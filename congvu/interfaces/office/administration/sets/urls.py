"""Addresses of sets of indicators: /quan-tri/bo-chi-tieu/…"""

from django.urls import path

from congvu.interfaces.office.administration.sets import drafts, parts, rows, versions

_DRAFT = "ban-nhap/<int:draft_id>/"

urlpatterns = [
    path("", versions.index, name="office-administration-sets"),
    path("nhap-tep/", versions.bring, name="office-administration-set-bring"),
    path("<int:version_id>/", versions.version, name="office-administration-set"),
    path("<int:version_id>/so-sanh/", versions.compare, name="office-administration-set-compare"),
    path("<int:version_id>/lap-nhap/", versions.begin, name="office-administration-set-begin"),
    path("<int:version_id>/tai/<slug:kind>/", versions.file, name="office-administration-set-file"),
    path(_DRAFT, drafts.rows, name="office-administration-set-draft"),
    path(f"{_DRAFT}dau/", drafts.head, name="office-administration-set-draft-head"),
    path(f"{_DRAFT}khac/", drafts.difference, name="office-administration-set-draft-difference"),
    path(f"{_DRAFT}xem-truoc/", drafts.preview, name="office-administration-set-draft-preview"),
    path(f"{_DRAFT}tai/<slug:kind>/", drafts.file, name="office-administration-set-draft-file"),
    path(f"{_DRAFT}ban-hanh/", drafts.activate, name="office-administration-set-activate"),
    path(f"{_DRAFT}bo/", drafts.put_away, name="office-administration-set-put-away"),
    path(f"{_DRAFT}them/", rows.add, name="office-administration-set-row-add"),
    path(f"{_DRAFT}dong/<str:code>/", rows.row, name="office-administration-set-row"),
    path(f"{_DRAFT}dong/<str:code>/chuyen/", rows.move, name="office-administration-set-row-move"),
    path(f"{_DRAFT}dong/<str:code>/bo/", rows.drop, name="office-administration-set-row-drop"),
    path(
        f"{_DRAFT}dong/<str:code>/nhu-cu/",
        rows.restore,
        name="office-administration-set-row-restore",
    ),
    path(f"{_DRAFT}phan/", parts.index, name="office-administration-set-draft-parts"),
    path(f"{_DRAFT}phan/moi/", parts.part, name="office-administration-set-part-add"),
    path(f"{_DRAFT}phan/ma/<slug:code>/", parts.part, name="office-administration-set-part"),
    path(
        f"{_DRAFT}phan/ma/<slug:code>/chuyen/",
        parts.move,
        name="office-administration-set-part-move",
    ),
    path(
        f"{_DRAFT}phan/ma/<slug:code>/bo/", parts.drop, name="office-administration-set-part-drop"
    ),
    path(f"{_DRAFT}phep-kiem/", rows.checks, name="office-administration-set-draft-checks"),
    path(f"{_DRAFT}phep-kiem/moi/", rows.check, name="office-administration-set-check-add"),
    path(f"{_DRAFT}phep-kiem/ma/<str:code>/", rows.check, name="office-administration-set-check"),
]
