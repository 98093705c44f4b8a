"""Exports of questions, in the columns that the import reads: what goes out can come back."""

from datetime import datetime

from django.db.models import QuerySet
from import_export.fields import Field
from import_export.resources import ModelResource

from exams.bank.models import QuestionBank, QuestionVersion
from exams.bank.rules import LETTERS
from exams.bank.states import Difficulty, QuestionType
from records.actor import Actor
from records.audit import record_entry
from records.workbooks import Sheet

TYPE_WORDS = {
    QuestionType.SINGLE: "单选题",
    QuestionType.MULTIPLE: "多选题",
    QuestionType.TRUE_FALSE: "判断题",
}
DIFFICULTY_WORDS = {Difficulty.EASY: "易", Difficulty.MEDIUM: "中", Difficulty.HARD: "难"}


OPTIONS = tuple(f"option_{letter.lower()}" for letter in LETTERS)


class OptionField(Field):
    """The text of the option with this letter."""

    def __init__(self, letter: str) -> None:
        super().__init__(column_name=f"选项{letter}", readonly=True)
        self.place = LETTERS.index(letter)

    def get_value(self, instance: QuestionVersion) -> str:
        """Nothing where the question has fewer options."""
        return instance.options[self.place]["text"] if self.place < len(instance.options) else ""


class QuestionResource(ModelResource):
    """Questions without keys and rationales."""

    outside_id = Field(column_name="编号", attribute="question__outside_id")
    type = Field(column_name="题型")
    stem = Field(column_name="题干", attribute="stem")
    option_a = OptionField("A")
    option_b = OptionField("B")
    option_c = OptionField("C")
    option_d = OptionField("D")
    option_e = OptionField("E")
    option_f = OptionField("F")
    option_g = OptionField("G")
    option_h = OptionField("H")
    difficulty = Field(column_name="难度")
    point = Field(column_name="知识点", attribute="point__name")
    basis = Field(column_name="依据", attribute="basis")
    marks = Field(column_name="分值", attribute="marks")
    situation = Field(column_name="情景题")

    class Meta:
        model = QuestionVersion
        fields = ("outside_id", "type", "stem", *OPTIONS, "difficulty", "point", "basis", "marks", "situation")
        export_order = fields

    def dehydrate_type(self, version: QuestionVersion) -> str:
        """单选题, as the import reads it."""
        return TYPE_WORDS[QuestionType(version.type)]

    def dehydrate_difficulty(self, version: QuestionVersion) -> str:
        """易, 中, 难."""
        return DIFFICULTY_WORDS[Difficulty(version.difficulty)]

    def dehydrate_situation(self, version: QuestionVersion) -> str:
        """是, or nothing."""
        return "是" if version.is_situation else ""


class KeyedQuestionResource(QuestionResource):
    """Questions with keys and rationales; who exports them is written down."""

    key = Field(column_name="答案")
    rationale = Field(column_name="解析", attribute="rationale")

    class Meta:
        model = QuestionVersion
        fields = (*QuestionResource.Meta.fields, "key", "rationale")
        export_order = fields

    def dehydrate_key(self, version: QuestionVersion) -> str:
        """ACD; 正确 or 错误 for true/false."""
        right = set(version.key)
        places = [place for place, option in enumerate(version.options) if option["id"] in right]
        if version.type == QuestionType.TRUE_FALSE:
            return str(version.options[places[0]]["text"])
        return "".join(LETTERS[place] for place in places)


def export_questions(
    *, bank: QuestionBank, versions: QuerySet[QuestionVersion], actor: Actor, now: datetime | None = None
) -> Sheet:
    """Stems and options; the act is written down."""
    return _exported(QuestionResource(), versions, bank, "exams.questions_exported", actor, now)


def export_with_keys(
    *, bank: QuestionBank, versions: QuerySet[QuestionVersion], actor: Actor, now: datetime | None = None
) -> Sheet:
    """With keys and rationales; the act is written down as such."""
    return _exported(KeyedQuestionResource(), versions, bank, "exams.keys_exported", actor, now)


def _exported(
    resource: QuestionResource,
    versions: QuerySet[QuestionVersion],
    bank: QuestionBank,
    action: str,
    actor: Actor,
    now: datetime | None,
) -> Sheet:
    sheet = _sheet(resource, versions)
    record_entry(
        actor=actor,
        action=action,
        subject_kind="exams.bank",
        subject_uuid=bank.uuid,
        subject_label=bank.name,
        after={"questions": len(list(sheet.rows))},
        now=now,
    )
    return sheet


def _sheet(resource: QuestionResource, versions: QuerySet[QuestionVersion]) -> Sheet:
    data = resource.export(queryset=versions)
    return Sheet(title="题库", head=data.headers or [], rows=[tuple(row) for row in data])
