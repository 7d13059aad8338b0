"""Addresses of checking reports; a report is named by its uuid, never by its file."""

from django.urls import path

from congvu.interfaces.office.proofreading import administering, entering, lists, result

urlpatterns = [
    path("", lists.uploads, name="office-proofreading"),
    path("xlsx/", lists.xlsx, name="office-proofreading-xlsx"),
    path("bao-nham/", administering.alarms, name="office-proofreading-alarms"),
    path("<uuid:uuid>/", result.show, name="office-proofreading-result"),
    path("<uuid:uuid>/so-lieu/", result.figures, name="office-proofreading-figures"),
    path("<uuid:uuid>/vao-ky/", entering.periods, name="office-entering"),
    path("<uuid:uuid>/vao-ky/<int:period>/", entering.enter, name="office-entering-period"),
    path("<uuid:uuid>/goc/", result.original, name="office-proofreading-original"),
    path("<uuid:uuid>/phieu.pdf", result.note_as_pdf, name="office-proofreading-pdf"),
    path("<uuid:uuid>/phieu.docx", result.note_as_docx, name="office-proofreading-docx"),
    path("<uuid:uuid>/xoa/", result.delete, name="office-proofreading-delete"),
    path("<uuid:uuid>/nhan-xet/<int:place>/", result.judge, name="office-proofreading-judge"),
]
