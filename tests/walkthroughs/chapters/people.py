"""Who walks: the small demo's sign-ins, and the names of things that the walk makes."""

TRAINER, REVIEWER = "trainer", "reviewer"
EXAM_OFFICER, SECOND_EXAM_OFFICER = "exam-officer", "exam-officer-2"
HR, ASSESSOR = "hr-manager", "assessor"
HE, GAO = "0A2196", "022184"  # 何晓晨 and 高子墨, recruits of 柳堤街派出所

STATION = "澄南分局柳堤街派出所"
BUREAU = "临澄市公安局"
BANK = "治安案件办理题库"
BLUEPRINT = "基本级细目表（走查）"
PAPER = "基本级试卷（走查）"
EXAM = "柳堤街派出所基本级考试"
DOCUMENT = "临公政〔2026〕96号"
