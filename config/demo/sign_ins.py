"""The demo's users whose passwords are public: the sign-in page lists them, `make run` prints them."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from config.demo.cast import CAST
from personnel.access.states import Role
from personnel.accounts.models import Account

PASSWORD = "Lincheng-2026"  # noqa: S105  (public on purpose: it opens made-up people's accounts only)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """One sign-in for a kind of user."""

    kind: str | Promise  # "Trainer"
    name: str
    login: str  # the police number, or the login name
    password: str


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who signs in: which of the cast, as what, for which unit ("": the whole bureau)."""

    name: str
    tag: str
    role: Role | None
    kind: Promise
    unit: str = ""
    login: str = ""  # in the small demo, where he is no officer

    def sign_in(self, login: str) -> SignIn:
        """As the page lists it."""
        return SignIn(kind=self.kind, name=self.name, login=login, password=PASSWORD)


USERS = (
    User("戴启明", "officer", None, _("Officer")),
    User("何晓晨", "recruit_officer", None, _("Officer, recruit")),
    User("周敏", "trainer", Role.TRAINER, _("Trainer (writes questions)"), login="trainer"),
    User("邵文渊", "reviewer", Role.REVIEWER, _("Question reviewer"), login="reviewer"),
    User("唐若谷", "exam_officer", Role.EXAM_OFFICER, _("Exam officer"), login="exam-officer"),
    User("鲁清", "second_exam_officer", Role.EXAM_OFFICER, _("Exam officer, second person"), login="exam-officer-2"),
    User("崔颖", "hr", Role.HR, _("Qualification manager"), login="hr-manager"),
    User("刘芳", "unit_hr", Role.HR, _("Qualification manager of a sub-bureau"), "澄南分局", login="hr-south"),
    User("许静", "unit_clerk", Role.UNIT_CLERK, _("Unit clerk"), "澄南分局", login="unit-clerk"),
    User("秦岚", "assessor", Role.ASSESSOR, _("Assessor"), login="assessor"),
    User("纪明", "auditor", Role.AUDITOR, _("Auditor"), login="auditor"),
    User("安然", "security_admin", Role.SECURITY_ADMIN, _("Security administrator"), login="security-admin"),
)
_NUMBERS = {known.name: known.number for known in CAST}

SIGN_INS: tuple[SignIn, ...] = tuple(user.sign_in(_NUMBERS[user.name]) for user in USERS)
# With `load_demo --small`: those with a role are no officers there, so that six officers can be counted by hand.
# All six have a password; another recruit is listed, too, who can sit an exam beside the first.
_SMALL = tuple(user.sign_in(user.login or _NUMBERS[user.name]) for user in USERS)
SMALL_SIGN_INS: tuple[SignIn, ...] = (
    *_SMALL[:2],
    SignIn(kind=_("Officer, recruit"), name="高子墨", login="022184", password=PASSWORD),
    *_SMALL[2:],
)


def find_sign_ins() -> tuple[SignIn, ...]:
    """Those of the demo that is loaded here."""
    is_small = Account.objects.filter(login_name=_small_login("trainer")).exists()
    return SMALL_SIGN_INS if is_small else SIGN_INS


def _small_login(tag: str) -> str:
    return next(user.login for user in USERS if user.tag == tag)
