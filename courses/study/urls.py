"""Addresses of an officer's own courses."""

from django.urls import path

from courses.study import views

urlpatterns = [
    path("", views.learning, name="learning"),
    path("join/<uuid:uuid>/", views.join, name="join"),
    path("<uuid:uuid>/", views.course, name="course"),
    path("<uuid:uuid>/parts/<int:number>/", views.part, name="part"),
    path("<uuid:uuid>/parts/<int:number>/open/", views.start_part, name="start_part"),
    path("<uuid:uuid>/quiz/", views.quiz, name="quiz"),
    path("<uuid:uuid>/quiz/<int:number>/", views.attempt, name="attempt"),
]
