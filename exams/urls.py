"""Addresses of the floor; each room keeps its own."""

from django.urls import include, path

app_name = "exams"

urlpatterns = [
    path("", include("exams.bank.urls")),
    path("", include("exams.papers.urls")),
    path("take/", include("exams.delivery.urls")),
    path("", include("exams.mine.urls")),
    path("sittings/", include("exams.desk.urls")),
]
