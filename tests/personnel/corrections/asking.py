"""A request as tests make one."""

from typing import Any

from personnel.accounts.models import Account
from personnel.corrections.models import CorrectionRequest
from personnel.corrections.requests import Proof, ask_for_correction
from personnel.officers.models import Officer
from tests.people import NOW, actor_of

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
CARD = Proof("身份证.pdf", PDF)


def ask(
    officer: Officer, account: Account, code: str = "name", wanted: str = "戴启民", **more: Any
) -> CorrectionRequest:
    """戴启明 asks, by default that his name is corrected."""
    values = {"fact_uuid": officer.uuid, "reason": "登记时写错一个字", "proofs": [CARD], "now": NOW, **more}
    return ask_for_correction(officer=officer, code=code, wanted=wanted, actor=actor_of(account), **values)
