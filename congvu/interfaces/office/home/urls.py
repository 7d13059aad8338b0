"""Addresses of the first screen and its lists."""

from django.urls import path

from congvu.interfaces.office.home import approving, listing, views

urlpatterns = [
    path("", views.home, name="office-home"),
    path("viec/dang-giu/", listing.held, name="office-home-held"),
    path("viec/dang-giu/xlsx/", listing.held_xlsx, name="office-home-held-xlsx"),
    path("viec/cho-ky/duyet/", approving.approve, name="office-home-approve"),
    path("viec/<slug:key>/", listing.worklist, name="office-home-list"),
    path("viec/<slug:key>/xlsx/", listing.worklist_xlsx, name="office-home-list-xlsx"),
]
