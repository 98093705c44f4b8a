"""Addresses of the home page."""

from django.urls import path

from personnel.home import views

urlpatterns = [path("", views.home, name="home")]
