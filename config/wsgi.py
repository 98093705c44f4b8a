"""The entry of the web server."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()

if settings.TICK_IN_SERVER:
    from config.ticking import start_ticking  # (models must be loaded first)

    start_ticking()
