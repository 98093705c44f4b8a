"""Addresses of the home page."""

from django.urls import path

from personnel.home import showcase, views

urlpatterns = [
    path("", views.home, name="home"),
    path("components/", showcase.components, name="components"),
]
