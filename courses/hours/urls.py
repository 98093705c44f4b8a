"""Addresses of training records."""

from django.urls import path

from courses.hours import views

urlpatterns = [
    path("record/", views.own_record, name="record"),
    path("record/<uuid:uuid>/", views.record, name="record_of"),
]
