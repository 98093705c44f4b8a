"""What is downloaded keeps its name, stays in no cache and is never run."""

from personnel.home.downloads import attachment, workbook_response
from records.workbooks import Sheet


def test_a_chinese_file_name_survives() -> None:
    response = workbook_response([Sheet(title="t", head="a", rows=[])], "资格台账")
    assert "%E8%B5%84" in response.headers["Content-Disposition"]


def test_a_download_is_never_run_or_guessed_at() -> None:
    response = attachment(b"<script>", "证明.html", "text/plain")
    assert response.headers["Content-Disposition"].startswith("attachment; ")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"].startswith("sandbox;")
    assert response.headers["Cache-Control"] == "no-store"
