"""Addresses of this floor's rooms."""

from django.urls import include, path

app_name = "courses"
urlpatterns = [
    path("", include("courses.hours.urls")),
    path("", include("courses.roll.urls")),
    path("", include("courses.study.urls")),
]
