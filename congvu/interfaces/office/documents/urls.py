"""Addresses of documents, /van-ban/…; nothing personal stands in them."""

from django.urls import path

from congvu.interfaces.office.documents import (
    books,
    deeds,
    figures,
    importing,
    lists,
    numbering,
    page,
    registering,
    work,
)

urlpatterns = [
    path("den/", lists.incoming, name="office-documents-incoming"),
    path("den/xuat.xlsx", lists.incoming_xlsx, name="office-documents-incoming-xlsx"),
    path("den/dang-ky/", registering.register, name="office-documents-register"),
    path("di/", lists.outgoing, name="office-documents-outgoing"),
    path("di/xuat.xlsx", lists.outgoing_xlsx, name="office-documents-outgoing-xlsx"),
    path("di/soan/", registering.draft, name="office-documents-draft"),
    path("di/cap-so/", registering.number_now, name="office-documents-number"),
    path("viec/", work.tasks, name="office-documents-tasks"),
    path("ton-dong/", work.backlog, name="office-documents-backlog"),
    path("so/", books.books, name="office-documents-books"),
    path("so/<slug:kind>-<int:year>.pdf", books.pdf, name="office-documents-book-pdf"),
    path("so/<slug:kind>-<int:year>.xlsx", books.xlsx, name="office-documents-book-xlsx"),
    path("so-lieu/", figures.figures, name="office-documents-figures"),
    path("so-lieu/<slug:code>/", figures.records, name="office-documents-records"),
    path("so-ky-hieu/", numbering.bodies, name="office-documents-bodies"),
    path("so-ky-hieu/<int:pk>/", numbering.change, name="office-documents-body"),
    path("nhap/", importing.start, name="office-documents-import"),
    path("nhap/<int:pk>/", importing.look, name="office-documents-import-run"),
    path("<uuid:ref>/", page.page, name="office-documents-page"),
    path("<uuid:ref>/sua/", registering.edit, name="office-documents-edit"),
    path("<uuid:ref>/tep/<uuid:uuid>/", page.look, name="office-documents-file"),
    path("<uuid:ref>/tep/<uuid:uuid>/ban-goc/", page.download, name="office-documents-original"),
    path("<uuid:ref>/viec/<slug:slug>/", deeds.deed, name="office-documents-deed"),
]
