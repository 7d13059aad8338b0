"""Addresses of one dossier: its code (before acceptance its uuid), then what is wanted of it."""

from django.urls import path

from congvu.interfaces.office.dossiers.views import deeds, fees, opinions, page, papers, prints

urlpatterns = [
    path("<str:ref>/", page.page, name="office-dossiers-page"),
    path("<str:ref>/viec/<slug:slug>/", deeds.deed, name="office-dossiers-deed"),
    path("<str:ref>/y-kien/<int:opinion>/", opinions.answer, name="office-dossiers-answer"),
    path("<str:ref>/giay-to/", papers.add_paper, name="office-dossiers-paper"),
    path("<str:ref>/giay-to/<int:paper>/", papers.add_scan, name="office-dossiers-scan"),
    path("<str:ref>/tep/<uuid:uuid>/", papers.look, name="office-dossiers-file"),
    path("<str:ref>/tep/<uuid:uuid>/goc/", papers.download, name="office-dossiers-original"),
    path("<str:ref>/khoan-thu/", fees.raise_fee, name="office-dossiers-fee"),
    path("<str:ref>/khoan-thu/<int:charge>/thu/", fees.collect, name="office-dossiers-collect"),
    path(
        "<str:ref>/khoan-thu/<int:charge>/huy/", fees.cancel_fee, name="office-dossiers-cancel-fee"
    ),
    path("<str:ref>/bien-lai/<int:receipt>/", fees.receipt_pdf, name="office-dossiers-receipt"),
    path(
        "<str:ref>/bien-lai/<int:receipt>/huy/",
        fees.cancel_receipt,
        name="office-dossiers-cancel-receipt",
    ),
    path("<str:ref>/phieu/<int:slip>/", prints.slip_pdf, name="office-dossiers-slip"),
    path("<str:ref>/phieu/<int:slip>/docx/", prints.slip_docx, name="office-dossiers-slip-docx"),
    path("<str:ref>/phieu-kiem-soat/", prints.control_sheet, name="office-dossiers-control-sheet"),
]
