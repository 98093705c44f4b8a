"""The top of the house: it knows every floor, and no floor knows it."""

from django.apps import AppConfig

from config.celery import app, rooms_with_tasks


class ConfigConfig(AppConfig):
    name = "config"
    verbose_name = "Zige"

    def ready(self) -> None:
        # Without a broker the tasks run in the web process, which must know them by name.
        app.autodiscover_tasks(rooms_with_tasks, force=True)
