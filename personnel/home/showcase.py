"""All components on one page, for those who write pages; not part of the product's own pages."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from personnel.access.declared import requires
from personnel.home.figures import Column, Histogram
from personnel.home.marks import MARKS

COLUMNS = [
    Column("60 以下", 3, "bad"),
    Column("60–69", 14),
    Column("70–79", 41),
    Column("80–89", 78),
    Column("90–100", 39),
]


class SampleForm(forms.Form):
    """One field of each kind; the identity number is wrong on purpose."""

    number = forms.CharField(label="警号", help_text="6 位，含字母的照写", initial="0A2196")
    identity = forms.CharField(label="身份证号")
    duty = forms.ChoiceField(label="职责", choices=[("a", "办案（主办）"), ("b", "协办")])
    day = forms.DateField(label="日期", initial="2026-11-24")
    off = forms.ChoiceField(
        label="不可改", choices=[("", "不用填")], disabled=True, required=False, help_text="写明什么时候才填"
    )
    file = forms.FileField(label="工作簿", required=False, help_text="Excel，至多 5 MB")
    reason = forms.CharField(
        label="理由", widget=forms.Textarea, initial="补考合格，离岗培训期满。", help_text="会写进变更记录，不能再改"
    )
    basis = forms.ChoiceField(
        label="按哪一天的登记",
        widget=forms.RadioSelect,
        choices=[("now", "按今天登记"), ("then", "按当时登记")],
        initial="now",
    )
    below = forms.BooleanField(label="含下属单位", required=False, initial=True)

    def clean_identity(self) -> str:
        raise forms.ValidationError("17 位，少 1 位")


@requires(None)
@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """The grammar of pages, only where it can't be mistaken for the real thing."""
    if not (settings.DEBUG or getattr(settings, "DEMO", False)):
        raise Http404
    return render(request, "personnel/home/components.html", samples())


def samples() -> dict[str, Any]:
    """Made-up content for every component."""
    form = SampleForm(
        {
            "number": "0A2196",
            "identity": "11010519491231002",
            "duty": "a",
            "day": "2026-11-24",
            "reason": "补考合格，离岗培训期满。",
            "basis": "now",
            "below": "on",
        }
    )
    return {
        "form": form,
        "kinds": list(MARKS),
        "page": Paginator(range(178), 12).get_page(2),
        "rows": [
            ("那仁图雅", "022190", "砚池路派出所", "91.5", 36, Decimal("0.167"), "pending", "待确认"),
            ("戴启明", "021306", "柳堤街派出所", "85.5", 38, Decimal("0.045"), "done", "持有"),
            ("吴昊", "022018", "柳堤街派出所", "60.0", 12, Decimal("0.225"), "stopped", "暂停"),
        ],
        "reasons": [("done", "基本级在有效期内"), ("done", "当日没有限制"), ("ahead", "考核通过后才能确认")],
        "facts": [("警号", "0A2196"), ("单位", "砚池路派出所"), ("警种", "治安")],
        "parts": [
            ("added", "新增", 612),
            ("pending", "有改动", 87),
            ("same", "未变", 252),
            ("soon", "近似", 18),
            ("no", "退回", 31),
        ],
        "chart": Histogram(
            "11月月考：172 人合格，3 人不合格", COLUMNS, "澄南分局，缺考 3 人", "分数", "人数", "及格线 60", 1
        ),
        "steps": [
            {"state": "done", "title": "考试通过", "note": "2026-11-17"},
            {"state": "done", "title": "考核通过", "note": "2026-11-20"},
            {"state": "now", "title": "等级确认", "note2": "待政工办理"},
            {"title": "可以主办", "note2": "自确认之日起"},
        ],
        "events": [
            {"tone": "ok", "text": "续延确认", "on": date(2026, 11, 18)},
            {"text": "调任柳堤街派出所", "on": date(2025, 3, 1)},
            {"tone": "warn", "text": "更正：警种由“非警种”改为“治安”", "on": date(2024, 6, 3)},
            {"tone": "bad", "text": "暂停执法资格", "on": date(2022, 12, 12)},
        ],
        "moment": datetime(2026, 12, 6, 1, 0, tzinfo=UTC),
        "share": Decimal("0.028"),
        "first": Decimal(10),
        "second": Decimal(20),
    }
