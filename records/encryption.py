"""What is kept encrypted at rest, and keyed hashes for look-ups; the keys never stand in the database."""

import hashlib
import hmac
from functools import lru_cache

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


@lru_cache(maxsize=4)
def _cipher(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def encrypted_bytes(content: bytes) -> bytes:
    """The content under the first of settings.FIELD_KEYS; older keys still decrypt."""
    return _cipher(tuple(settings.FIELD_KEYS)).encrypt(content)


def decrypted_bytes(token: bytes) -> bytes:
    """The content of a token. Raises cryptography.fernet.InvalidToken where no key fits or a byte was changed."""
    return _cipher(tuple(settings.FIELD_KEYS)).decrypt(token)


def encrypted(text: str) -> str:
    """The text under the first of settings.FIELD_KEYS; older keys still decrypt."""
    return encrypted_bytes(text.encode()).decode()


def decrypted(token: str) -> str:
    """The text of a token. Raises cryptography.fernet.InvalidToken where no key fits."""
    return decrypted_bytes(token.encode()).decode()


def keyed_hash(text: str) -> str:
    """HMAC-SHA-256 of the text under settings.FIELD_HASH_KEY, as 64 hex digits."""
    return hmac.new(settings.FIELD_HASH_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()
