"""Signing the heads of days, behind one interface: Ed25519, in whose place SM2 can be put."""

import base64
import hashlib
from collections.abc import Callable, Mapping
from typing import Final, Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings


class Signer(Protocol):
    """What signs: its scheme, the fingerprint of its public key, that key as text, a signature as text."""

    scheme: str
    key: str
    public: str

    def sign(self, content: bytes) -> str:
        """The signature of the content."""


class Ed25519Signer:
    """A key of 32 bytes in base64, as `make setup` writes it to var/audit-key."""

    scheme = "ed25519"

    def __init__(self, secret: str) -> None:
        self._private = Ed25519PrivateKey.from_private_bytes(base64.b64decode(secret))
        self.public = base64.b64encode(self._private.public_key().public_bytes_raw()).decode()
        self.key = fingerprint(self.public)

    def sign(self, content: bytes) -> str:
        """The signature in base64."""
        return base64.b64encode(self._private.sign(content)).decode()


def _verify_ed25519(public: str, signature: str, content: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(base64.b64decode(public)).verify(base64.b64decode(signature), content)
    except (InvalidSignature, ValueError):
        return False
    return True


SCHEMES: Final[Mapping[str, Callable[[str, str, bytes], bool]]] = {Ed25519Signer.scheme: _verify_ed25519}


def fingerprint(public: str) -> str:
    """Of a public key: 16 hexadecimal digits."""
    return hashlib.sha256(base64.b64decode(public)).hexdigest()[:16]


def installed_signer() -> Signer:
    """The one that signs here."""
    return Ed25519Signer(settings.AUDIT_KEY)


def trusted_keys() -> dict[str, str]:
    """Public keys by fingerprint: the installation's own, and former ones from the settings."""
    publics = [installed_signer().public, *settings.AUDIT_TRUSTED_KEYS]
    return {fingerprint(public): public for public in publics}


def is_signed(*, scheme: str, key: str, signature: str, content: bytes, trusted: Mapping[str, str]) -> bool:
    """Whether a trusted key made the signature."""
    return scheme in SCHEMES and key in trusted and SCHEMES[scheme](trusted[key], signature, content)
