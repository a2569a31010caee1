"""What is no question of fact: a need gets the cases like it, and small talk is told what can be asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from answers.results import Citation, Confidence, Draft
from answers.sentences.reading import Reading

HELP = "이 자료에 실린 사례를 찾고 묻는 곳입니다. 예를 들어 '빈 점포를 청년에게 빌려주는 사업', '○○시 2022년 고용률은?'처럼 적어 주십시오."
LIKE_IT = "이런 사례가 있습니다."


def point_to_cases(found: Sequence[Reading], names: Mapping[str, str], confidence: Confidence) -> Draft:
    """Return the cases of some passages by their names, each with the passage that is most like the need."""
    told = "\n".join(f"· {names[reading.passage.case_id]}" for reading in found)
    citations = tuple(Citation.of(reading.passage, _first_sentence(reading)) for reading in found)
    return Draft(f"{LIKE_IT}\n{told}", answerable=True, confidence=confidence, citations=citations)


def _first_sentence(reading: Reading) -> str:
    first = reading.sentence_at(0)
    return reading.passage.text[first.start : first.end].strip()
