"""The ways to say in Korean that something is not wanted, a row each: data for `exclusions.py`, and no logic.

What looks like one and is none is kept out by what may not follow: 말고도 and 외에도 add, 빼놓을 수 없는 praises, 아니라도 allows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Reach = Literal["anything", "named", "contrast", "place"]
"""What a marker excludes: any noun before it; what the search knows by name; such a thing where another, or one of its kind, is named after
it, or it is a place, for which nobody acts; a place."""


@dataclass(frozen=True, slots=True)
class Marker:
    """A way to exclude what stands before it: what is written, which particles may stand between, and what it can exclude."""

    pattern: re.Pattern[str]
    particles: str
    reach: Reach


def _marker(pattern: str, reach: Reach, particles: str = "은|는|이|가|을|를|랑은|만") -> Marker:
    return Marker(re.compile(pattern), particles, reach)


_OTHER = r"(?:다른|딴|타|나머지|그|어떤|어느|무슨|어디|지역|시·?도|시군구?|업종|산업|분야|곳|데|사람|사례|대상)"
_NOTHING_ELSE = r"[^,.]{1,12}없(?!나|어|을까|냐|는지|니|습니까)"  # 농업 말고는 일자리가 없는 군: nothing but that
_ALSO = r"[^,.]*(?:\S도(?=[\s,]|$)|추가|또)"
_END = r"(?=[\s,.?!)]|$)"

MARKERS = (
    _marker(rf"말고(?!도)(?:는|요)?(?!{_NOTHING_ELSE})(?=[\s,.?!)]|$|{_OTHER})", "anything"),
    _marker(rf"말구(?!두){_END}", "anything"),
    _marker(rf"(?:빼고|빼구|빼곤|빼고선)(?!도)(?:는|요)?{_END}", "anything"),
    _marker(rf"빼\s?(?:놓고|줘|주|ㄹ게|세요|십시오|달라|는 게)\S*?{_END}", "anything"),
    _marker(rf"(?:뺀|빼면|빼서)(?!\s*(?:시체|안 되|섭섭)){_END}", "named"),
    _marker(
        r"제외(?:하고는?|한|하면|하여|해서|해줘|해 줘|해 ?주\S*|하며|하는|하십시오|하세요|시키고|시킨|된|하되|바람|요망|함|합니다)"
        rf"(?!\s*(?:대상|기준|사유|이유|조건)){_END}",
        "anything",
    ),
    _marker(rf"제외(?!\s*(?:대상|기준|사유|이유|조건|여부|없이|되지|하지|신청|논란|논의|방침|조항)){_END}", "anything"),
    _marker(rf"(?:이미\s)?(?:봤으니|봤으니까|봤고|알고 있으니|아니까)(?:\s?(?:빼고|제외하고|말고))?{_END}", "named"),
    _marker(rf"배제(?:하고|한|하면|하여|해서|하는)?(?!\s*없이){_END}", "named"),
    _marker(rf"(?:아닌|아니고|아니구|아니며){_END}", "named"),
    _marker(r"아니라(?![도면고서])(?!\s*(?:해도|하더라도|할지라도|하여도))(?=[\s,]|$)", "named", "은|는|이|가"),
    _marker(rf"없이{_END}", "named", ""),
    _marker(rf"대신(?:에)?(?!\s*(?:할|해|하|내|받|납|처리|갚|물|운영|맡)){_END}", "contrast", ""),
    _marker(rf"이?외(?:의|엔|에는|에선|에서|에서의|에서는)?(?!\s*\d)(?={_OTHER}|[\s,.?!)]|$)", "named", ""),
    _marker(rf"이?외에(?!도|{_ALSO})(?=\s)", "named", ""),
    _marker(rf"벗어(?:난|나|나서){_END}", "place", "을|를"),
    _marker(r"밖(?:의|에서|에서의|에서는)?(?!에)(?=[\s,.?!)]|$)", "place", ""),
    _marker(
        r"(?:관심\s?(?:이\s?)?없\S*|필요\s?없\S*|됐고|됐어요|싫고|싫어요|싫음|싫은데|싫습니다|안\s?(?:나오|보이|봐도)\S*|나오지\s?않\S*|거르고|걸러\S*|제하고|논외로?|예외로|열외로?)"
        rf"(?:\s하고)?{_END}",
        "named",
        "은|는|이|가|을|를|도|엔|에는",
    ),
)
ANOTHER = re.compile(r"\s*(?:다른|딴|타|나머지)\s")
LEADING = re.compile(r"(?:(?<=\s)|^)(?:[-−–!]|NOT |except |비(?=수도권))(?=[가-힣A-Za-z])")
"""A mark before what is excluded, as search engines have it."""
