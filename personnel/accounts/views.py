"""The reader's own account."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from personnel.access.declared import requires
from personnel.accounts.accounts import change_password
from personnel.accounts.forms import ChangePasswordForm
from personnel.accounts.request import Request
from records.refusals import Refusal


@requires(None)
def change_own_password(request: Request) -> HttpResponse:
    """Change one's password; a first one must be changed before anything else."""
    account = request.user
    form = ChangePasswordForm(request.POST or None, account=account)
    if request.method == "POST" and form.is_valid():
        try:
            change_password(
                account=account,
                password=form.cleaned_data["password"],
                actor=request.actor,
                now=request.now,
            )
        except Refusal as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            account.refresh_from_db()
            update_session_auth_hash(request, account)
            messages.success(request, _("The password has been changed."))
            return redirect("personnel:home")
    return render(request, "account/change_password.html", {"form": form, "first": account.must_change_password})
