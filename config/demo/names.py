"""Made-up names, as varied as real ones: by generation, with compound surnames and minority names."""

import random
from collections.abc import Iterable
from datetime import date

from personnel.officers.states import Sex

# How often each of the line comes up.
SURNAMES = (
    ("王李张刘陈杨赵黄周吴", 30),
    ("徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董肖", 12),
    ("程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜", 4),
    ("范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段", 4),
    ("雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞", 1),
    ("章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁", 1),
)  # fmt: skip
COMPOUND_SURNAMES = ("欧阳", "上官", "诸葛", "司徒", "皇甫", "令狐", "尉迟", "东方")
MINORITY_NAMES = {
    Sex.MALE: (
        "阿力木·吐尔逊", "买买提·依明", "艾尼瓦尔·卡德尔", "巴特尔", "朝鲁", "丹增", "扎西次仁", "才让多杰",
        "金哲洙", "朴成俊", "木合塔尔·阿不都", "吉克阿呷", "韦勇标", "覃少武", "岩温罕",
    ),
    Sex.FEMALE: (
        "古丽娜尔·艾山", "阿依努尔·买买提", "其其格", "萨仁图雅", "卓玛央宗", "金美善", "阿西伍加", "玉香罕",
    ),
}  # fmt: skip

# Two characters after the surname, by the decade of birth; one of each string, or one alone.
MALE_FIRST = {
    1960: "建国志卫国永德文明立新富",
    1970: "建志国永文海晓立宏卫光春学军少庆",
    1980: "海志晓文俊立伟宏振兴国学少永云",
    1990: "子俊浩嘉文宇晨思家泽天志梓一明",
    2000: "子浩宇一梓嘉泽俊思晨景昊睿奕",
}
MALE_SECOND = {
    1960: "国军民平生林华明义和忠祥强山发",
    1970: "军平强华明伟林辉峰东生波涛斌勇",
    1980: "伟涛峰鹏辉斌超波勇磊亮飞刚凯东",
    1990: "杰宇博轩鹏晨阳航凯文浩然翔宁帆",
    2000: "轩涵宇然泽睿航辰博阳熙霖彦舟恺",
}
MALE_ALONE = {
    1960: "军勇平健林刚忠华",
    1970: "军勇强伟涛斌峰平明辉波",
    1980: "伟涛鹏磊超亮飞勇凯刚峰",
    1990: "浩杰鑫宇帆航博洋昊尧",
    2000: "睿昊宸铭逸恺骁",
}
FEMALE_FIRST = {
    1960: "秀玉桂淑丽美惠月",
    1970: "丽秀红玉晓春海淑雪艳",
    1980: "晓丽雪海小婷文静艳佳",
    1990: "雨思佳欣梦晓雅静诗雪",
    2000: "雨欣梓思诗若一子语芷",
}
FEMALE_SECOND = {
    1960: "兰英芳珍琴华梅云",
    1970: "梅红霞萍丽琴娟燕芳玲",
    1980: "娟丽霞燕静娜颖洁莉琳",
    1990: "婷怡雯琪洁瑶敏颖涵琳",
    2000: "涵怡琪萱彤瑶妍宁溪悦",
}
FEMALE_ALONE = {
    1960: "芳敏萍兰英",
    1970: "红梅芳丽萍敏霞",
    1980: "静敏丽娜燕颖洁婷",
    1990: "婷洁倩雪颖怡雯",
    2000: "怡妍彤悦宁",
}
SHARE_OF_TWO_CHARACTERS = {1960: 0.34, 1970: 0.32, 1980: 0.26, 1990: 0.14, 2000: 0.08}
SHARE_OF_MINORITY_NAMES = 0.014
SHARE_OF_COMPOUND_SURNAMES = 0.004
SHARE_OF_REPEATED = 0.2


class Names:
    """Gives names; a few people share one, as they do in a large bureau, but none that of the cast."""

    def __init__(self, chance: random.Random, taken: Iterable[str] = ()) -> None:
        self.chance = chance
        self.kept = frozenset(taken)
        self.taken = set(taken)
        self._weights = [weight for letters, weight in SURNAMES for _letter in letters]
        self._surnames = "".join(letters for letters, _weight in SURNAMES)
        self._minority = {sex: chance.sample(names, len(names)) for sex, names in MINORITY_NAMES.items()}

    def give(self, sex: Sex, born_on: date) -> str:
        """A name for somebody of that sex and generation."""
        if self._minority[sex] and self.chance.random() < SHARE_OF_MINORITY_NAMES:
            return self._minority[sex].pop()
        may_repeat = self.chance.random() < SHARE_OF_REPEATED
        while True:
            name = self._surname() + self._given(sex, _decade(born_on))
            if name not in self.taken or (may_repeat and name not in self.kept):
                break
        self.taken.add(name)
        return name

    def _surname(self) -> str:
        if self.chance.random() < SHARE_OF_COMPOUND_SURNAMES:
            return self.chance.choice(COMPOUND_SURNAMES)
        return self.chance.choices(self._surnames, self._weights)[0]

    def _given(self, sex: Sex, decade: int) -> str:
        is_male = sex == Sex.MALE
        if self.chance.random() < SHARE_OF_TWO_CHARACTERS[decade]:
            return self.chance.choice((MALE_ALONE if is_male else FEMALE_ALONE)[decade])
        first = self.chance.choice((MALE_FIRST if is_male else FEMALE_FIRST)[decade])
        second = self.chance.choice((MALE_SECOND if is_male else FEMALE_SECOND)[decade].replace(first, ""))
        return first + second


def _decade(born_on: date) -> int:
    return min(max(born_on.year // 10 * 10, 1960), 2000)
