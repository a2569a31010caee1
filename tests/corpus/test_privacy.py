"""Masking of private data. All names and numbers are made up."""

import pytest

from corpus.privacy import mask_private, private_spans

MASKED = [
    ("문의 02-123-4567", "문의 02-***-****"),
    ("전화 031-123-4567 / 010-1234-5678", "전화 031-***-**** / 010-****-****"),
    ("전화 (044)123-4567", "전화 (044)***-****"),
    ("상담센터☎1588-1234에", "상담센터☎1588-****에"),
    ("hong.gd@example.co.kr로", "*******@example.co.kr로"),
    ("900101-1234567", "******-*******"),
    ("사업자 123-45-67890", "사업자 ***-**-*****"),
    ("(주)가나다 | 홍길동 사원", "(주)가나다 | 홍○○ 사원"),
    ("가나다 센터 | 홍 길 동 취업상담사", "가나다 센터 | 홍 ○ ○ 취업상담사"),
    ("가나다제철 | 홍길동", "가나다제철 | 홍○○"),
    ("존경하는 홍길동 강사님, 김가나 부 강사님", "존경하는 홍○○ 강사님, 김○○ 부 강사님"),
    ("홍길동 팀장님의 도움", "홍○○ 팀장님의 도움"),
    ("홍길동 대표는", "홍○○ 대표는"),
    ("홍길동님이 말했다", "홍○○님이 말했다"),
    ("남궁가나 대리", "남궁○○ 대리"),
    ("인터뷰 ② 홍길동(관외구직자)", "인터뷰 ② 홍○○(관외구직자)"),
    ("발명자성명 홍길동 김가나 박다라", "발명자성명 홍○○ 김○○ 박○○"),
    ("대리인성명 홍길동(9-2003)", "대리인성명 홍○○(9-2003)"),
    ("대표이사 | 홍길동, 김가나", "대표이사 | 홍○○, 김○○"),
    ("대표자 | 홍길동 | 참여기관", "대표자 | 홍○○ | 참여기관"),
    ("3 | ㈜가나 | 대표이사 | 홍길동\n4 | ㈜다라 | 회장 | 김가나", "3 | ㈜가나 | 대표이사 | 홍○○\n4 | ㈜다라 | 회장 | 김○○"),
    ("교육 수기\n홍길동\n저는", "교육 수기\n홍○○\n저는"),
    ("홍길동\n(가나동)\n좋았음", "홍○○\n(가나동)\n좋았음"),
]
KEPT = [
    "성과 전문가 이사장 조선업 최고 신중년 노사민정", "전문가 멘토 20명", "신중년 강사 모집", "팀장 시장 도지사",
    "온라인 시장 진입과 시장 여건",
    "정부기관 대표", "구직자 책임상담", "장애인 교육생 12명", "사업비 1,234-5,678천원", "기간 2022-03-28", "한○호 | 김○○ 사원",
    "도시민 구직자님과", "제3기까지 수료생 498명", "구분 | 고용률 | 기업체", "2022.3.28.-6.10.", "신산업 과장급 교육",
    "공정 10-2022-0104",
]  # fmt: skip


@pytest.mark.parametrize(("text", "shown"), MASKED)
def test_private_data_is_masked(text: str, shown: str) -> None:
    """Exactly the private part is masked, and the length stays."""
    assert mask_private(text) == shown
    assert len(mask_private(text)) == len(text)


@pytest.mark.parametrize("text", KEPT)
def test_public_words_are_not_masked(text: str) -> None:
    """Offices, figures and words that begin like a name stay."""
    assert mask_private(text) == text


def test_masking_twice_changes_nothing() -> None:
    """A masked text has nothing left to mask."""
    for _, shown in MASKED:
        assert mask_private(shown) == shown


def test_spans_name_their_kind() -> None:
    """What was hidden, and of which kind."""
    assert private_spans("홍길동 사원 02-123-4567") == ((0, 3, "name"), (10, 18, "phone"))
