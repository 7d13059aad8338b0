"""Addresses of the system's own pages."""

from django.urls import path

from congvu.interfaces.office.administration.system import installation, journal, outbox

urlpatterns = [
    path("tin-gui-di/", outbox.outbox, name="office-administration-outbox"),
    path("tin-gui-di/xuat/", outbox.export, name="office-administration-outbox-export"),
    path("nhat-ky/", journal.journal, name="office-administration-journal"),
    path("nhat-ky/xuat/", journal.export, name="office-administration-journal-export"),
    path("nhat-ky/kiem-tra/", journal.verify, name="office-administration-journal-verify"),
    path("cai-dat/", installation.installation, name="office-administration-installation"),
]
