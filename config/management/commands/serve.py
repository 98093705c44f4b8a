"""`manage.py serve`: everything that `make run` does after the set-up."""

import ipaddress
import os
import socket
import sys
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.db import connection

from personnel.units.models import Unit

LOCAL_NAMES = {"localhost", "127.0.0.1", "::1"}


class Command(BaseCommand):
    help = "Migrates, loads the demo where there is no bureau yet, and starts the production server (PORT=, HOST=)."

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", "8000"))
        refuse_taken_port(host, port)
        call_command("migrate", verbosity=0)
        is_demo = os.environ.setdefault("DEMO", "1") not in {"0", "false", ""}
        if is_demo:
            self.prepare_demo()
        self.stdout.write(f"\nZige: http://{'localhost' if is_loopback(host) else host}:{port}\n")
        if is_demo:
            call_command("demo_sign_ins", stdout=self.stdout)
        if not is_loopback(host):
            self.stderr.write(warning_for(host, is_demo=is_demo))
        self.stdout.flush()
        connection.close()
        start_server(host, port)

    def prepare_demo(self) -> None:
        """Load the bureau the first time; later only see to it that one sitting is open."""
        if not Unit.objects.exists():
            self.stdout.write("Loading the demo bureau (once) …")
            call_command("load_demo", stdout=self.stdout)
        call_command("ensure_demo_sitting", stdout=self.stdout)


def is_loopback(host: str) -> bool:
    """Whether only this computer reaches a server on that address."""
    if host in LOCAL_NAMES:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def refuse_taken_port(host: str, port: int) -> None:
    """Say at once that the port is taken, before minutes of loading."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as fault:
            raise CommandError(f"Can't listen on {host}:{port} ({fault.strerror}). Try `make run PORT={port + 1}`.") from fault


def warning_for(host: str, *, is_demo: bool) -> str:
    """What to know before others can reach the server."""
    passwords = " The demo's passwords are public: whoever reaches it can sign in as anybody." if is_demo else ""
    return f"WARNING: HOST={host}: other computers can reach this server, without encryption.{passwords}"


def start_server(host: str, port: int) -> None:
    """Become the web server. Does not return.

    Several processes need a database that takes several writers and a cache that they share.
    """
    several = connection.vendor == "postgresql" and settings.CACHE_URL
    processes, threads = (2, 8) if several else (1, 8 if connection.vendor == "postgresql" else 4)
    os.environ.setdefault("HTTPS", "0")
    if not is_loopback(host):
        os.environ.setdefault("ALLOWED_HOSTS", "*" if host in {"0.0.0.0", "::"} else f"{host},localhost,127.0.0.1")
    arguments = ["--interface", "wsgi", "--host", host, "--port", str(port), "--no-ws", "--log-level", "warning"]
    arguments += ["--workers", str(processes), "--blocking-threads", str(threads), "--blocking-threads-idle-timeout", "600"]
    os.execv(sys.executable, [sys.executable, "-m", "granian", *arguments, "config.wsgi:application"])
