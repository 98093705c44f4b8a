"""Addresses of the unit assessment."""

from datetime import date

from django.urls import path, register_converter

from scoring.periods import views


class MonthConverter:
    """A month in an address: 2026-10."""

    regex = "[0-9]{4}-(?:0[1-9]|1[0-2])"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(f"{value}-01")

    def to_url(self, value: date) -> str:
        return f"{value:%Y-%m}"


register_converter(MonthConverter, "month")

urlpatterns = [
    path("", views.home, name="home"),
    path("<month:month>/", views.show_month, name="month"),
    path("<month:month>/compute/", views.compute, name="compute"),
    path("<month:month>/export/", views.export, name="export"),
    path("<month:month>/<uuid:uuid>/", views.show_unit, name="unit"),
    path("<month:month>/<uuid:uuid>/<slug:code>/", views.show_people, name="people"),
]
