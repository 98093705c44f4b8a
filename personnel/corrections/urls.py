"""Addresses of one's own file and of requests for correction."""

from django.urls import path

from personnel.corrections import views

urlpatterns = [
    path("file/", views.own_file, name="own_file"),
    path("file/identity/", views.own_identity, name="own_identity"),
    path("file/ask/", views.ask, name="ask_correction"),
    path("corrections/", views.list_requests, name="corrections"),
    path("corrections/<uuid:uuid>/", views.show_request, name="correction"),
    path("corrections/<uuid:uuid>/withdraw/", views.withdraw, name="withdraw_correction"),
    path("corrections/<uuid:uuid>/accept/", views.accept, name="accept_correction"),
    path("corrections/<uuid:uuid>/refuse/", views.refuse, name="refuse_correction"),
]
