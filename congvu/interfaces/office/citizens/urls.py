"""Addresses of citizens' matters: /cong-dan/…"""

from django.urls import path

from congvu.interfaces.office.citizens import views

urlpatterns = [
    path("den-han/", views.due, name="office-citizens-due"),
    path("to-cao/", views.denunciations, name="office-citizens-denunciations"),
    path("to-cao/them/", views.receive, name="office-citizens-receive"),
    path("to-cao/<uuid:one>/", views.denunciation, name="office-citizens-denunciation"),
    path("to-cao/<uuid:one>/khong-cho-biet/", views.keep, name="office-citizens-keep"),
    path("to-cao/<uuid:one>/cho-biet-lai/", views.lift, name="office-citizens-lift"),
    path("to-cao/<uuid:one>/tep/", views.attach, name="office-citizens-attach"),
    path("to-cao/<uuid:one>/tep/<int:file>/", views.download, name="office-citizens-file"),
]
