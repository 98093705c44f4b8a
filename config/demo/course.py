"""The short course of the demo, in our own words, resting on the articles that it names."""

from decimal import Decimal

from courses.catalogue.rules import NewCourse, NewPart, NewQuestion
from courses.catalogue.states import QuestionKind

COURSE = NewCourse(
    title="单人询问与全程录音录像",
    hours=Decimal(2),
    legal_basis="《治安管理处罚法》（2025年修订）第九十七条、第一百条、第一百零八条",
    summary="什么时候一名民警就够，什么时候必须两人；录音录像缺了会怎样。",
    parts=(
        NewPart(
            title="原则：调查取证不少于两人",
            minimum_seconds=60,
            body=(
                "## 先记住原则\n\n"
                "询问、辨认、勘验，实施行政强制措施等调查取证工作，人民警察不得少于两人。"
                "辅警可以协助，但不计入这两人。\n\n"
                "## 为什么\n\n"
                "- 两人在场，事后对经过可以相互印证\n"
                "- 被询问人和民警的权利都有保障\n"
                "- 人数不够，取得的材料能不能用就成了问题\n\n"
                "> 《治安管理处罚法》第一百零八条第一款"
            ),
        ),
        NewPart(
            title="例外：规范设置、严格管理的执法办案场所",
            minimum_seconds=60,
            body=(
                "## 四件事可以由一名民警做\n\n"
                "在规范设置、严格管理的执法办案场所里：\n\n"
                "- 询问\n- 扣押\n- 辨认\n- 调解\n\n"
                "## 不在其中的\n\n"
                "勘验不在这四件事里；离开执法办案场所，例外也就没有了。对人身、物品或者场所进行检查，另有规定：不得少于两人。\n\n"
                "> 《治安管理处罚法》第一百零三条第一款、第一百零八条第二款"
            ),
        ),
        NewPart(
            title="条件：全程同步录音录像",
            minimum_seconds=60,
            body=(
                "## 一人办，全程录\n\n"
                "由一名民警进行询问、扣押、辨认、调解的，应当全程同步录音录像。没有按规定录，或者录了却损毁、丢失的，"
                "相关证据不能作为处罚的根据。事后补写说明，补不回来。\n\n"
                "## 还有哪些时候要录\n\n"
                "- 在执法办案场所询问违反治安管理行为人\n"
                "- 通过远程视频询问，包括宣读笔录的过程\n"
                "- 当场实施扣押\n\n"
                "## 开始之前\n\n"
                "看设备是否在录、时间是否准确、画面能否看清双方；结束之后当面停录，当天上传。\n\n"
                "> 《治安管理处罚法》第九十七条第一款、第一百条第二款、第一百零五条第三款、第一百零八条第三款"
            ),
        ),
    ),
    questions=(
        NewQuestion(
            stem="民警吕哲在规范设置、严格管理的执法办案场所里，能不能一人询问违反治安管理行为人？",
            options=(
                "不能，任何询问都不得少于两人",
                "能，但应当全程同步录音录像",
                "能，录音录像由他自己决定",
                "能，但须有一名辅警在场",
            ),
            key="B",
            rationale="第一百零八条第二款、第三款：在这样的场所可以由一名民警询问，应当全程同步录音录像。",
        ),
        NewQuestion(
            stem="下列哪些工作，在规范设置、严格管理的执法办案场所可以由一名民警进行？",
            options=("辨认", "扣押", "勘验", "调解"),
            key="ABD",
            rationale="第一百零八条第二款列举的是询问、扣押、辨认和调解，没有勘验。",
            kind=QuestionKind.MULTIPLE,
        ),
        NewQuestion(
            stem="一名民警单独询问的录音录像资料丢失，他补写了一份经过说明。这份询问笔录可以作为处罚的根据。",
            options=("正确", "错误"),
            key="B",
            rationale="第一百零八条第三款：录音录像资料损毁、丢失的，相关证据不能作为处罚的根据，说明不能代替。",
            kind=QuestionKind.TRUE_FALSE,
        ),
        NewQuestion(
            stem="通过公安机关的视频系统远程询问异地证人，哪一段过程应当全程同步录音录像？",
            options=("只有询问", "只有宣读笔录", "询问和宣读笔录", "由办案民警视情况决定"),
            key="C",
            rationale="第一百条第二款：询问和宣读过程应当全程同步录音录像。",
        ),
        NewQuestion(
            stem="民警在夜市摊位前检查违反治安管理行为人的随身物品，至少要有几名民警？",
            options=("一名", "两名", "三名", "一名民警加一名辅警"),
            key="B",
            rationale="第一百零三条第一款：检查时人民警察不得少于两人，并应当出示人民警察证。",
        ),
    ),
    pass_share=Decimal("0.8"),
)
