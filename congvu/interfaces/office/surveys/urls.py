"""Addresses of surveys: /khao-sat/…; the first is open to everybody."""

from django.urls import path

from congvu.interfaces.office.surveys import views

urlpatterns = [
    path("", views.kiosk, name="surveys-kiosk"),
    path("phieu-giay/", views.paper, name="office-surveys-paper"),
    path("phieu-giay/bo/", views.take_back, name="office-surveys-take-back"),
    path("ket-qua/", views.figures, name="office-surveys-figures"),
]
