"""Addresses of the floor; each room keeps its own."""

from django.urls import include, path

app_name = "exams"

urlpatterns = [
    path("banks/", include("exams.bank.urls")),
    path("papers/", include("exams.papers.urls")),
    path("take/", include("exams.delivery.urls")),
    path("", include("exams.mine.urls")),
]
