"""`manage.py serve`: everything that `make run` does after the set-up."""

import ipaddress
import os
import socket
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.db import connection

from config.demo.sign_ins import find_sign_ins
from config.demo.sittings import ensure_open_sitting
from config.embedded import loading, note_server, remove_data, was_broken_off
from personnel.units.models import Unit


class Command(BaseCommand):
    help = "Migrates, loads the demo where there is no bureau yet, and starts the production server (PORT=, HOST=)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--prepare", action="store_true", help="Only migrate and load; start no server.")

    def handle(self, *args: Any, prepare: bool, **options: Any) -> None:
        host, port = os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", "8000"))
        if not prepare:
            refuse_taken_port(host, port)
            refuse_missing_factor(host)
        if was_broken_off():
            self.stdout.write("The demo was not loaded to its end: beginning anew.")
            remove_data()
        call_command("migrate", verbosity=0)
        is_demo = os.environ.setdefault("DEMO", "1").lower() not in {"0", "false", "no", ""}
        if is_demo:
            self.prepare_demo()
        if not prepare:
            self.greet(host, port, is_demo=is_demo)
            connection.close()
            if is_demo and is_loopback(host):
                os.environ.setdefault("SECOND_FACTOR", "0")
            start_server(host, port)

    def prepare_demo(self) -> None:
        """Load the bureau the first time; later only see to it that one sitting is open."""
        if Unit.objects.exists():
            ensure_open_sitting()
        else:
            self.stdout.write("Loading the demo bureau, once …")
            with loading():
                call_command("load_demo", stdout=self.stdout)
            ensure_open_sitting()

    def greet(self, host: str, port: int, *, is_demo: bool) -> None:
        """Print the address, and who can sign in to the demo."""
        shown = "localhost" if is_loopback(host) else f"[{host}]" if ":" in host else host
        self.stdout.write(f"\nZige runs at http://{shown}:{port} (Ctrl-C stops it)\n")
        for user in find_sign_ins() if is_demo else ():
            self.stdout.write(f"  {user.kind}  {user.name}  {user.login}  {user.password}")
        if not is_loopback(host):
            self.stderr.write(warning_for(host, is_demo=is_demo))
        self.stdout.flush()


def is_loopback(host: str) -> bool:
    """Whether only this computer reaches a server on that address."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def refuse_taken_port(host: str, port: int) -> None:
    """Say at once that the port is taken, before the demo is loaded."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as fault:
            advice = f"Can't listen on {host}:{port}: {fault.strerror}. Try another, as in `make run PORT={port + 1}`."
            raise CommandError(advice) from fault


def refuse_missing_factor(host: str) -> None:
    """Only on loopback may the demo do without second factors."""
    if not settings.SECOND_FACTOR and not is_loopback(host):
        raise CommandError(f"SECOND_FACTOR=0 is for loopback only: other computers can reach {host}.")


def warning_for(host: str, *, is_demo: bool) -> str:
    """What to know before others can reach the server."""
    passwords = " The demo's passwords are public: whoever reaches it can sign in as anybody." if is_demo else ""
    return f"WARNING: HOST={host}: other computers can reach this server, without encryption.{passwords}"


def start_server(host: str, port: int) -> None:
    """Become the web server; does not return.

    Several processes need a database that takes several writers and a cache that they share.
    """
    on_server = connection.vendor == "postgresql"
    processes, threads = (2 if on_server and settings.CACHE_URL else 1), (8 if on_server else 4)
    os.environ.setdefault("HTTPS", "0")
    os.environ.setdefault("JOBS_IN", "thread")
    os.environ.setdefault("TICK_IN_SERVER", "1")
    if not is_loopback(host):
        os.environ.setdefault("ALLOWED_HOSTS", "*" if host in {"0.0.0.0", "::"} else f"{host},localhost,127.0.0.1")  # noqa: S104
    arguments = ["--interface", "wsgi", "--host", host, "--port", str(port), "--no-ws", "--log-level", "warning"]
    arguments += ["--workers", str(processes), "--blocking-threads", str(threads)]
    arguments += ["--blocking-threads-idle-timeout", "600"]  # a thread keeps its connection to the database
    note_server()
    os.execv(sys.executable, [sys.executable, "-m", "granian", *arguments, "config.wsgi:application"])  # noqa: S606
