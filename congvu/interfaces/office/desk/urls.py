"""Addresses of the counter: /mot-cua/… is its work, /ho-so/… lists what there is."""

from django.urls import path

from congvu.interfaces.office.desk import day, hand_out, lists, queues, register, same_day
from congvu.interfaces.office.desk.intake import views as intake

urlpatterns = [
    path("mot-cua/", queues.queue, name="office-desk-queues"),
    path("mot-cua/hang-cho/<slug:key>/", queues.queue, name="office-desk-queue"),
    path("mot-cua/chuyen/", queues.forward, name="office-desk-forward"),
    path("mot-cua/tiep-nhan/", intake.pick, name="office-desk-intake"),
    path("mot-cua/tiep-nhan/<str:code>/", intake.intake, name="office-desk-intake-form"),
    path("mot-cua/da-nhan/<str:ref>/", intake.done, name="office-desk-done"),
    path("mot-cua/trong-ngay/", same_day.open_screen, name="office-desk-same-day"),
    path("mot-cua/trong-ngay/<str:code>/", same_day.same_day, name="office-desk-same-day-form"),
    path("mot-cua/quet/", hand_out.scan, name="office-desk-scan"),
    path("mot-cua/tra-ket-qua/<str:ref>/", hand_out.hand_out, name="office-desk-hand-out"),
    path("mot-cua/cuoi-ngay/", day.day, name="office-desk-day"),
    path("mot-cua/cuoi-ngay/in/", day.printed, name="office-desk-day-print"),
    path("ho-so/", lists.dossiers, name="office-desk-list"),
    path("ho-so/tim/", lists.search, name="office-desk-search"),
    path("ho-so/xuat.xlsx", lists.export, name="office-desk-list-xlsx"),
    path("ho-so/so-theo-doi/", register.book, name="office-desk-register"),
    path("ho-so/so-theo-doi/<year:year>.pdf", register.pdf, name="office-desk-register-pdf"),
    path("ho-so/so-theo-doi/<year:year>.xlsx", register.xlsx, name="office-desk-register-xlsx"),
]
