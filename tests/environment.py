"""The environment that the tests run in; imported before anything of Django.

What is set outside stays: `.ci/run` gives another DATABASE_URL and a broker.
"""

import os
import subprocess
import sys
from pathlib import Path

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
os.environ.setdefault("SECRET_KEY", "only-for-the-tests")
os.environ.setdefault("FIELD_KEYS", "b25seS1mb3ItdGhlLXRlc3RzLW5vdC1hLXNlY3JldCE=")
os.environ.setdefault("FIELD_HASH_KEY", "only-for-the-tests")
os.environ.setdefault("AUDIT_KEY", "b25seS1mb3ItdGhlLXRlc3RzLW5vdC1hLXNlY3JldCE=")
os.environ.setdefault("HTTPS", "0")
os.environ.setdefault("TICK_IN_SERVER", "0")  # no periodic verb runs unasked
os.environ.setdefault("STATIC_HASHED", "0")  # pages find their files without `collectstatic`
os.environ.setdefault("LOG_LEVEL", "WARNING")
# Browsers and the processes that the tests start: see tests/served.py.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright keeps a loop running in the tests' thread

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = ROOT / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"


def compile_stale_catalogue() -> None:
    """Tests read pages in Chinese: bring the compiled catalogue up to date, as `make setup` does."""
    compiled = CATALOGUE.with_suffix(".mo")
    if not compiled.exists() or compiled.stat().st_mtime < CATALOGUE.stat().st_mtime:
        subprocess.run([sys.executable, str(ROOT / ".ci" / "catalogue.py"), "compile"], check=True)


compile_stale_catalogue()
django.setup()
