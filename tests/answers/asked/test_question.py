"""What questions of officials ask for."""

import pytest

from answers.asked.question import analyse


@pytest.mark.parametrize(
    ("text", "kind", "wanted"),
    [
        ("거제 공제를 도중에 그만둔 사람은 몇 명인가?", "quantity", "명"),
        ("거제 공제 신청인원", "quantity", "명"),
        ("음성군 2022 고용률", "quantity", "%"),
        ("총사업비는 얼마인가요?", "quantity", "won"),
        ("면접활동비는 1인 1회 얼마인가?", "quantity", "won"),
        ("교육은 몇 시간인가", "quantity", "시간"),
        ("상담 건수 알려줘", "quantity", "건"),
        ("참여 기업 수를 알고 싶습니다", "quantity", "개"),
        ("모집 경쟁률은 몇 대 1이었나?", "quantity", "ratio"),
        ("산업단지의 면적은?", "quantity", "㎡"),
        ("센터는 언제 문을 열었나?", "date", "date"),
        ("상표를 등록한 해는?", "date", "date"),
        ("행사는 어디에서 열렸나?", "name", None),
        ("인원이 가장 많은 시군은 어디인가?", "name", None),
        ("사업의 수행기관은 어디인가?", "name", None),
        ("새로 만든 학과 이름은?", "name", None),
        ("왜 나이를 45세로 넓혔나?", "reason", None),
        ("정착을 어떻게 도왔나?", "method", None),
        ("한계와 개선 과제는 무엇인가?", "method", None),
        ("2022년 목표를 달성했나요?", "yes_no", None),
        ("차이를 메우느라 쓴 금액은 얼마인가요?", "quantity", "won"),
        ("전년보다 몇 포인트 올랐나요?", "quantity", "%p"),
        ("통장회의에서 몇 분 동안 말했나?", "quantity", "분"),
        ("제조업이 차지하는 몫은?", "quantity", "%"),
        ("활주로는 얼마나 길어지나?", "quantity", "m"),
        ("여수시 22년 여성고용률 목표", "quantity", "%"),
    ],
)
def test_the_kind_of_answer_is_told_from_the_words(text: str, kind: str, wanted: str | None) -> None:
    question = analyse(text)
    assert (question.kind, next(iter(question.wanted), None)) == (kind, wanted)


def test_years_roles_and_given_quantities_are_read() -> None:
    question = analyse("2021년보다 2022년에 목표 500명 대비 달성률은 얼마나 올랐나?")
    assert question.years == (2021, 2022)
    assert question.roles == {"target", "attainment", "change"}
    assert [mention.text for mention in question.given] == ["2021년", "2022년", "500명"]


@pytest.mark.parametrize("text", ["2022년 수료 목표는?", "원래 몇 명을 뽑을 예정이었나?", "뽑으려던 인원은?", "들이기로 한 돈은 얼마인가?"])
def test_plans_are_asked_for_in_many_words(text: str) -> None:
    assert "target" in analyse(text).roles


@pytest.mark.parametrize("name", ["목표 공시제", "목표공시제", "목표 관리제", "목표제"])
def test_the_name_of_a_scheme_is_no_target(name: str) -> None:
    assert "target" not in analyse(f"{name}에서 거둔 인원은 몇 명인가?").roles
    assert "target" in analyse(f"{name}의 목표 실적은 몇 명인가?").roles
