"""Addresses of registers: /so/<group>/<register>/…"""

from django.urls import path

from congvu.interfaces.office.registers.views import (
    apparatus,
    figures,
    imports,
    lists,
    rows,
    shelves,
    spread,
)

ONE = "<slug:group>/<slug:code>/"
COUNT = f"{ONE}chi-tieu/<slug:count>/"
UNITS = "<slug:group>/so-lieu/<slug:code>/<slug:count>/"
ROW = f"{ONE}<uuid:row>/"

urlpatterns = [
    path("", shelves.index, name="office-registers"),
    path("<slug:group>/", shelves.group, name="office-registers-group"),
    path("<slug:group>/so-lieu/", figures.figures, name="office-registers-figures"),
    path(UNITS, apparatus.page, name="office-registers-units"),
    path(f"{UNITS}theo-don-vi/", apparatus.by_office, name="office-registers-units-spread"),
    path(ONE, lists.rows, name="office-registers-list"),
    path(f"{ONE}xuat.xlsx", lists.export, name="office-registers-xlsx"),
    path(f"{ONE}mau.xlsx", lists.blank, name="office-registers-blank"),
    path(f"{ONE}so.pdf", lists.book, name="office-registers-book"),
    path(f"{ONE}them/", rows.create, name="office-registers-new"),
    path(f"{ONE}nhap/", imports.begin, name="office-registers-import"),
    path(f"{ONE}nhap/<uuid:batch>/", imports.preview, name="office-registers-preview"),
    path(COUNT, figures.count, name="office-registers-count"),
    path(f"{COUNT}theo-don-vi/", spread.by_office, name="office-registers-spread"),
    path(ROW, rows.page, name="office-registers-row"),
    path(f"{ROW}sua/", rows.change, name="office-registers-edit"),
    path(f"{ROW}huy/", rows.cancel, name="office-registers-cancel"),
    path(f"{ROW}khoi-phuc/", rows.restore, name="office-registers-restore"),
    path(f"{ROW}tep/", rows.attach, name="office-registers-attach"),
    path(f"{ROW}tep/<int:file>/", rows.download, name="office-registers-file"),
    path(f"{ROW}tep/<int:file>/go/", rows.detach, name="office-registers-detach"),
]
