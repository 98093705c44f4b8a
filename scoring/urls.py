"""Addresses of this floor's rooms."""

from django.urls import include, path

app_name = "scoring"
urlpatterns = [path("", include("scoring.periods.urls"))]
