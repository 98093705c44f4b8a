"""allauth's hooks for the second factor: how its secret is kept, and when its code is asked for."""

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest
from django.utils.translation import gettext as _

from personnel.accounts.models import Account
from personnel.accounts.second_factor import is_done, is_enrolled
from personnel.officers.fields import decrypted, encrypted


class FactorAdapter(DefaultMFAAdapter):
    """Secrets are encrypted with FIELD_KEYS; the telephone shows whose account and which system it is."""

    def encrypt(self, text: str) -> str:
        return encrypted(text)

    def decrypt(self, encrypted_text: str) -> str:
        return decrypted(encrypted_text)

    def get_totp_label(self, user: Account) -> str:
        return user.display_name

    def get_totp_issuer(self) -> str:
        return _("Law enforcement qualification")


class CodeStage(AuthenticateStage):
    """Whoever has a second factor gives its code; a certificate that counts as one has marked the session already."""

    def _should_handle(self, request: HttpRequest) -> bool:
        account = self.login.user
        return isinstance(account, Account) and is_enrolled(account) and not is_done(request, account)
