"""Addresses of the first screen and its lists."""

from django.urls import path

from congvu.interfaces.office.home import approving, listing, steps, views

urlpatterns = [
    path("", views.home, name="office-home"),
    path("dung-thu/", steps.put_away, name="office-home-steps"),
    path("dung-thu/<slug:step>/", steps.go, name="office-home-step"),
    path("viec/dang-giu/", listing.held, name="office-home-held"),
    path("viec/dang-giu/xlsx/", listing.held_xlsx, name="office-home-held-xlsx"),
    path("viec/cho-ky/duyet/", approving.approve, name="office-home-approve"),
    path("viec/<slug:key>/", listing.worklist, name="office-home-list"),
    path("viec/<slug:key>/xlsx/", listing.worklist_xlsx, name="office-home-list-xlsx"),
]
