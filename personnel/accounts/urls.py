"""Addresses of the reader's own account."""

from django.urls import path

from personnel.accounts import views

urlpatterns = [path("password/", views.change_own_password, name="change_password")]
