"""Twenty-nine made-up cases of a made-up book, by chance of a fixed seed: values, places and figures for maps and lists to bear."""

import random
from collections.abc import Sequence
from functools import cache

from corpus.cards import load_regions
from corpus.model.nouns import BookRef, Case, FacetVocabulary, Figure, KnownValue, Period, Region, Section
from corpus.model.regions import Province, RegionName
from corpus.vocabulary.facet_values import load_vocabulary

BOOK = BookRef(id="towns-2022", title="2022 마을 이야기 모음", short_title="2022 마을", year=2022)
TOWNS = 29
NAMES = ("창업기업 수", "고용 인원", "취업 인원", "상담 건수", "돌봄 아동", "고용률", "참여 기업")


@cache
def made_towns() -> tuple[Case, ...]:
    """The cases, in order of their ids: towns-2022:01 to towns-2022:29."""
    chance, provinces, vocabulary = random.Random(2022), load_regions().provinces, load_vocabulary()
    return tuple(_town(number, _place(provinces, chance), vocabulary, chance) for number in range(1, TOWNS + 1))


def _town(number: int, region: Region, vocabulary: FacetVocabulary, chance: random.Random) -> Case:
    kept = Section(kind="programme", heading="마을 운영", text=f"마을 일꾼 {number}명이 일한다.", source=(number, number), asks=())
    return Case.model_validate(
        {
            "id": f"{BOOK.id}:{number:02}",
            "award": chance.choice(("으뜸상", "버금상")),
            "region": region,
            "title": f"마을 이야기 {number}",
            "headline": f"{number}번째 마을의 이야기다.",
            "summary": f"{region.sigungu or region.sido}에서 {number}번째로 한 일이다.",
            "period": Period(start="2022", end=None),
            "budget_million_krw": chance.choice((None, 100 * number)),
            "pages": (number, number),
            "targets": _some(vocabulary["target"], 6, chance),
            "measures": _some(vocabulary["policy_measure"], 6, chance),
            "industries": _some(vocabulary["industry"], 3, chance),
            "keywords": (f"마을꾼 {number}",),
            "needs": (),
            "partners": (),
            "sections": (kept,),
            "metrics": tuple(_figure(name, chance) for name in chance.sample(NAMES, 3)),
            "notes": (),
            "book": BOOK,
        }
    )


def _some(known: Sequence[KnownValue], most: int, chance: random.Random) -> tuple[str, ...]:
    """Up to `most` values of a facet: of the first ones of its list far more than of the last, as it is in a book."""
    values = [one.value for one in known]
    drawn = (values[int(len(values) * chance.random() ** 2)] for _ in range(chance.randint(min(2, most), most)))
    return tuple(dict.fromkeys(drawn))


def _place(provinces: Sequence[Province], chance: random.Random) -> Region:
    province = provinces[int(len(provinces) * chance.random() ** 2)]
    districts = [name for district in province.districts for name in _present(district.names)]
    return Region(sido=_present(province.names)[0], sigungu=chance.choice((None, *districts[:3])) if districts else None)


def _present(names: tuple[RegionName, ...]) -> list[str]:
    return [name.name for name in names if name.until is None]


def _figure(name: str, chance: random.Random) -> Figure:
    """A figure that reached its target as often as not, and now and then has none."""
    target, actual = chance.choice((None, 60, 80)), chance.choice((59, 80, 95))
    return Figure(name=name, year=2022, target=target, actual=actual, unit="%" if name == "고용률" else "명", source=(1, 1))
