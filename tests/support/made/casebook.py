"""A made-up book's text, cut: cases of a made-up place, and what is peculiar to the text of their book."""

from corpus.model.nouns import Case
from corpus.model.profile import CaseSpan, Profile
from corpus.outline.text_cutting import CutText, cut_casebook

PROFILE = Profile.model_validate(
    {
        "headings": [{"level": 2, "pattern": "참여 이야기"}, {"level": 3, "pattern": "인터뷰 ?[①-⑨].{1,70}"}],
        "labels": ["빼어난 사례"],
        "bars": ["I"],
    }
)


def card(case_id: str = "9-02", *sources: tuple[int, int], title: str = "가상 일자리 사업") -> Case:
    """A made-up case whose sections were written from `sources`."""
    sections = [{"kind": "outcome", "heading": "제목", "text": "글", "source": list(source), "asks": []} for source in sources or ((1, 1),)]
    return Case.model_validate(
        {
            "id": case_id, "award": "지역산업맞춤형 일자리창출 지원사업", "region": {"sido": "경기도", "sigungu": "가나군"}, "title": title,
            "headline": "h", "summary": "s", "period": {"start": None, "end": None}, "budget_million_krw": None, "pages": [1, None],
            "targets": ["청년"], "measures": ["직접일자리"], "industries": [], "keywords": ["k"], "needs": ["n"], "partners": ["p"],
            "sections": sections, "metrics": [], "notes": [],
        }
    )  # fmt: skip


def span(case_id: str, region: str, first: int, last: int) -> CaseSpan:
    """Where a made-up case stands."""
    return CaseSpan(case_id=case_id, region=region, first=first, last=last)


def cut(text: str, *sources: tuple[int, int], case_id: str = "9-02", profile: Profile = PROFILE) -> CutText:
    """Cut a made-up text of one case, which begins with the region's name."""
    lines = tuple(f"경기 가나군\n{text}".split("\n"))
    spanned = profile.model_copy(update={"spans": (span(case_id, "경기 가나군", 1, len(lines)),)})
    return cut_casebook(lines, spanned, [card(case_id, *sources)])


def reasons(book: CutText) -> dict[int, str]:
    """The dropped lines but the cover."""
    return {item.line: item.reason for item in book.dropped if item.reason != "cover"}
