"""Addresses of the bank."""

from django.urls import path

from exams.bank.views import banks, imports, laws, questions, reviews

urlpatterns = [
    path("banks/", banks.list_banks, name="banks"),
    path("banks/open/", banks.open_new, name="open_bank"),
    path("banks/<uuid:uuid>/", banks.show_bank, name="bank"),
    path("banks/<uuid:uuid>/export/", banks.export, name="export_bank"),
    path("banks/<uuid:uuid>/export-with-keys/", banks.export_keys, name="export_keys"),
    path("banks/<uuid:uuid>/submit/", banks.submit_drafts, name="submit_drafts"),
    path("questions/<uuid:uuid>/", questions.show_question, name="question"),
    path("questions/<uuid:uuid>/submit/", questions.submit, name="submit_question"),
    path("questions/<uuid:uuid>/retire/", questions.retire_question, name="retire_question"),
    path("imports/", imports.upload, name="upload"),
    path("imports/template/", imports.download_template, name="import_template"),
    path("imports/<uuid:uuid>/", imports.show_plan, name="import"),
    path("imports/<uuid:uuid>/decide/", imports.decide, name="decide_import"),
    path("imports/<uuid:uuid>/rows/<int:place>/", imports.mend, name="mend_row"),
    path("imports/<uuid:uuid>/apply/", imports.apply, name="apply_import"),
    path("imports/<uuid:uuid>/discard/", imports.discard, name="discard_import"),
    path("imports/<uuid:uuid>/submit/", imports.submit_plan, name="submit_import"),
    path("imports/<uuid:uuid>/refused/", imports.download_refused, name="refused_rows"),
    path("laws/", laws.list_editions, name="laws"),
    path("laws/<uuid:uuid>/", laws.show_edition, name="law"),
    path("laws/<uuid:uuid>/set-aside/", laws.set_aside, name="set_aside"),
    path("review/", reviews.list_queue, name="review"),
    path("review/approve/", reviews.approve_chosen, name="approve"),
    path("review/approve-all/", reviews.approve_all, name="approve_all"),
    path("review/return/", reviews.return_chosen, name="return_questions"),
]
