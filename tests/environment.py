"""The environment that the tests run in; imported before anything of Django.

What is set outside stays: `.ci/run` gives another DATABASE_URL and a broker.
"""

import os

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
os.environ.setdefault("SECRET_KEY", "only-for-the-tests")
os.environ.setdefault("FIELD_KEYS", "b25seS1mb3ItdGhlLXRlc3RzLW5vdC1hLXNlY3JldCE=")
os.environ.setdefault("FIELD_HASH_KEY", "only-for-the-tests")
os.environ.setdefault("HTTPS", "0")
os.environ.setdefault("STATIC_HASHED", "0")  # pages find their files without `collectstatic`
os.environ.setdefault("LOG_LEVEL", "WARNING")
# Browsers and the processes that the tests start: see tests/served.py.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright keeps a loop running in the tests' thread

django.setup()
