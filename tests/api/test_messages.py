"""Particles fit the word before them, whatever stands around it; where its sound is not known both stay."""

import pytest

from corpus.errors import CaseNotFoundError, EvalDataError
from corpus.particle_forms import fit_particles, particle_after


@pytest.mark.parametrize(
    ("text", "fitted"),
    [
        ("자료이(가) 없습니다", "자료가 없습니다"),
        ("「사례집」을(를) 폅니다", "「사례집」을 폅니다"),
        ("사례 '8-07'은(는)", "사례 '8-07'은"),
        ("대전과(와) 세종와(과) 대구", "대전과 세종과 대구"),
        ("‘초안’(으)로", "‘초안’으로"),
        ("‘서울’(으)로", "‘서울’로"),
        ("3,500명을(를)", "3,500명을"),
        ("50%은(는)", "50%는"),
        ("book.json이(가)", "book.json이(가)"),
        ("이(가) 있다", "이(가) 있다"),
        ("시(군)이 낸 것", "시(군)이 낸 것"),
        ("", ""),
    ],
)
def test_particles_that_are_told_in_both_forms(text: str, fitted: str) -> None:
    assert fit_particles(text) == fitted


def test_a_particle_by_itself_and_errors() -> None:
    assert (particle_after("부산", "이(가)"), particle_after("제주", "이(가)")) == ("이", "가")
    assert str(CaseNotFoundError("9-02")).startswith("사례 '9-02'를 찾을 수 없습니다.")
    assert EvalDataError("질의이(가) 없습니다").message == "질의가 없습니다"
