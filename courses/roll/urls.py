"""Addresses of a trainer's pages."""

from django.urls import path

from courses.roll import views

urlpatterns = [
    path("manage/", views.list_courses, name="manage"),
    path("manage/publish/", views.publish, name="publish"),
    path("manage/<uuid:uuid>/", views.show_roll, name="roll"),
    path("manage/<uuid:uuid>/export/", views.export_roll, name="export_roll"),
    path("manage/<uuid:uuid>/enrol/", views.enrol_unit, name="enrol_unit"),
    path("manage/withdraw/<uuid:uuid>/", views.withdraw_one, name="withdraw"),
]
