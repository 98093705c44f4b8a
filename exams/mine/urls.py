"""Addresses of an officer's own exams."""

from django.urls import path

from exams.mine import views

urlpatterns = [
    path("mine/", views.my_exams, name="my_exams"),
    path("mine/<uuid:uuid>/", views.my_registration, name="my_registration"),
    path("results/<uuid:uuid>/", views.result, name="result"),
]
