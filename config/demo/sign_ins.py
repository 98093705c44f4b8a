"""The demo's users whose passwords are public: the sign-in page lists them, `make run` prints them."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """One sign-in for a kind of user."""

    kind: str | Promise  # "Trainer"
    name: str
    login: str  # the police number, or the login name
    password: str


SIGN_INS: tuple[SignIn, ...] = ()
