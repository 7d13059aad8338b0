"""Addresses of the calendar."""

from django.urls import path

from congvu.interfaces.office.administration.calendar import effects, views

urlpatterns = [
    path("", views.this_year, name="office-administration-calendar"),
    path("<year:number>/", views.year, name="office-administration-calendar-year"),
    path("<year:number>/xuat/", views.export, name="office-administration-calendar-export"),
    path("them/", views.add_day, name="office-administration-calendar-add"),
    path("ngay/<int:day_id>/bo/", views.remove_day, name="office-administration-calendar-remove"),
    path("gio-lam-viec/", views.hours, name="office-administration-calendar-hours"),
    path("anh-huong/", effects.effects, name="office-administration-calendar-effects"),
    path("anh-huong/ap-dung/", effects.apply, name="office-administration-calendar-apply"),
]
