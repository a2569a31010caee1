"""Made-up cases in real places, for what a query or a question may name: two of them in one province."""

from corpus.model.nouns import Case, Region
from corpus.vocabulary.facet_values import load_vocabulary

PLACES = (
    ("경상북도", None),
    ("울산광역시", None),
    ("강원특별자치도", None),
    ("제주특별자치도", None),
    ("부산광역시", None),
    ("경기도", "시흥시"),
    ("충청북도", "음성군"),
    ("충청남도", "부여군"),
    ("충청남도", "서천군"),
    ("전라북도", "김제시"),
    ("전라남도", "여수시"),
    ("전라남도", "무안군"),
    ("경상남도", "거제시"),
    ("서울특별시", "구로구"),
    ("서울특별시", "동작구"),
    ("인천광역시", "서구"),
    ("인천광역시", "계양구"),
    ("경상북도", None),
)


def placed_cases(three: tuple[Case, ...]) -> tuple[Case, ...]:
    """The three cases in turn, one in each place, 9-10 to 9-27. The first has every subject that is known, and a programme of its own."""
    known = {facet: tuple(value.value for value in values) for facet, values in load_vocabulary().items()}
    full = {"targets": known["target"], "policy_measures": known["policy_measure"], "industries": known["industry"]}
    first, *others = (
        three[number % 3].model_copy(update={"id": f"9-{number + 10}", "region": Region(sido=sido, sigungu=sigungu)})
        for number, (sido, sigungu) in enumerate(PLACES)
    )
    return (first.model_copy(update=full | {"keywords": ("달빛돌봄방",)}), *others)
