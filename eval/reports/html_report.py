"""Results → one page of HTML that needs nothing else: no script, no address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from html import escape

from eval.experiments.breakdown import ALL, breakdown, calibrations, failures
from eval.experiments.compare import SHOWN, Compared, ValueChange, compare
from eval.metrics.folds import over_folds
from eval.metrics.ranking_metrics import CONFIDENCE
from eval.reports.html_tables import SHOWN_BY_GROUP, Cell, table_by_book, table_by_case, table_by_length, write_share, write_table
from eval.reports.markdown import difference, interval
from eval.reports.plots import bars_by_group, differences
from eval.runs.robustness import LEAST_KEPT
from eval.runs.saved_results import BOOK, BOOK_FILE, EXPANSION, KEPT, KIND_NAMES, Result, units

PHENOMENON_NAMES = {
    "abbreviations": "줄임말",
    "compounds": "겹낱말",
    "initials": "초성",
    "keyboard": "한영 자판",
    "konglish": "섞어 쓴 영어",
    "nfd": "풀어쓴 자모(NFD)",
    "particles": "입말과 조사",
    "spacing": "띄어쓰기",
    "typo": "오타",
}
EXPANSION_NAMES = {"True": "있음", "False": "없음(새 문서인 것처럼)"}  # a public set has none to leave out
STYLE = """
:root{color-scheme:light}
body{font:16px/1.6 "Pretendard GOV",Pretendard,"Noto Sans KR","Noto Sans CJK KR","Malgun Gothic",sans-serif;color:#1e2124;margin:0}
main{max-width:68rem;margin:0 auto;padding:2rem 1.5rem}
h1{font-size:1.75rem;margin:0 0 1rem}
h2{font-size:1.25rem;margin:2.5rem 0 .75rem}
h3{font-size:1rem;margin:1.5rem 0 .5rem}
p{margin:.5rem 0;color:#464c53;font-size:.9rem}
summary{cursor:pointer;padding:.5rem 0;font-weight:700}
div{overflow-x:auto}
table{border-collapse:collapse;font-size:.875rem;font-variant-numeric:tabular-nums;width:100%}
th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #e6e8ea;overflow-wrap:anywhere;word-break:keep-all}
thead th{background:#f4f5f6;border-bottom:1px solid #8a949e;white-space:nowrap}
.n{text-align:right;white-space:nowrap}
.ids td{white-space:pre}
.ids td:nth-child(3){white-space:normal}
svg{width:100%;height:auto}
@media print{h2,h3{break-after:avoid}tr,svg{break-inside:avoid}}
"""


def html_report(results: Sequence[Result], titles: Mapping[str, str] | None = None) -> str:
    """Return the report of one result, or of several beside each other, each later one compared with the first.

    Raises:
        EvalDataError: when they are not of the same judged set.

    """
    last = results[-1]
    parts = [_about(results), _measures(results), _by_kind(results), *(_comparison(results[0], later) for later in results[1:])]
    if last.kinds and any(asked.case for asked in last.queries.values()):
        if len(results) > 1:
            parts.append(f"<h2>아래는 {escape(last.about.name)}의 결과입니다</h2>")
        parts += [
            table_by_length(last),
            table_by_book(last),
            table_by_case(last, titles or {}),
            _why(last),
            _robustness(last),
            _failures(last),
        ]
    title = "검색 품질 보고서"
    return (
        f'<!DOCTYPE html>\n<html lang="ko"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{title}: {escape(last.about.name)}</title><style>{STYLE}</style></head><body><main><h1>{title}</h1>"
        f"{''.join(parts)}</main></body></html>\n"
    )


def _about(results: Sequence[Result]) -> str:
    facts: dict[str, Callable[[Result], Cell]] = {
        "평가 자료": lambda result: f"{result.about.set} (지문 {result.about.fingerprint})",
        "질의": lambda result: ", ".join(f"{_kind(kind)} {count}" for kind, count in _counts(result).items()),
        "자료": lambda result: _book(result),
        "커밋": lambda result: result.about.commit,
        "찾는 방식": lambda result: result.about.mode,
        "가중치": lambda result: ", ".join(f"{name} {value:g}" for name, value in result.about.weights.items()),
        "모델": lambda result: str(result.about.inputs.get("model") or "없음"),
        "확장어(needs, asks)": lambda result: EXPANSION_NAMES.get(str(result.about.inputs.get(EXPANSION))),
    }
    rows: list[list[Cell]] = [[name, *map(fact, results)] for name, fact in facts.items()]
    return write_table(["", *(result.about.name for result in results)], rows)


def _measures(results: Sequence[Result]) -> str:
    names = [name for name in results[-1].overall() if all(name in result.measures for result in results)]
    heads = ["측정값"] + [head for result in results for head in (result.about.name, "사례별 5겹", "판정 없음")]
    rows = [
        [
            name,
            *(
                cell
                for result in results
                for cell in (interval(result.measures[name]), _over_folds(result, name), write_share(result.share_unjudged(name)))
            ),
        ]
        for name in names
    ]
    note = (
        f"평균과 {CONFIDENCE:.0%} 부트스트랩 구간. 사례별 5겹은 겹 평균의 평균 ± 표준편차이며, 한 사례의 질의는 늘 같은 겹에 "
        f"듭니다(주제는 주제마다 나눕니다). 판정 없음은 첫 {KEPT}건 가운데 판정되지 않은 것의 몫이며, nDCG는 그것을 무관으로 칩니다."
    )
    return f"<h2>측정값</h2>{write_table(heads, rows, numbers=1)}<p>{note}</p>"


def _comparison(first: Result, second: Result) -> str:
    overall, by_kind = compare(first, second)
    note = (
        "차이는 뒤의 것에서 앞의 것을 뺀 값. p는 질의를 짝지은 무작위화 검정(양쪽)이며, p (Holm)은 전체 측정값 "
        f"{len(overall)}개끼리, 종류별 측정값 {len(by_kind)}개끼리 보정한 값입니다."
    )
    title = f"{second.about.name} − {first.about.name}"
    changed: list[list[Cell]] = [[row.name, *_change(change)] for row in overall for change in row.changes[:SHOWN]]
    parts = [f"<h2>비교: {escape(title)}</h2>", differences(overall, title), _compared_table(overall), f"<p>{note}</p>"]
    if by_kind:
        parts.append(f"<details><summary>종류별 측정값의 차이</summary>{_compared_table(by_kind)}</details>")
    if changed:
        parts.append(f"<h3>가장 많이 달라진 질의</h3>{write_table(['측정값', '번호', '질의', '앞', '뒤'], changed, numbers=3)}")
    return "".join(parts)


def _compared_table(compared: Sequence[Compared]) -> str:
    heads = ["측정값", "차이 [95 % 구간]", "p", "p (Holm)", "나아짐", "같음", "나빠짐"]
    rows: list[list[Cell]] = [
        [row.name, difference(row), f"{row.p:.4f}", f"{row.p_holm:.4f}", row.wins, row.ties, row.losses] for row in compared
    ]
    return write_table(heads, rows, numbers=1)


def _change(change: ValueChange) -> list[Cell]:
    return [change.id, change.query, change.before, change.after]


def _by_kind(results: Sequence[Result]) -> str:
    if len(results[-1].kinds) < 2:  # noqa: PLR2004 - nothing to tell apart
        return ""
    names = [name for name in SHOWN_BY_GROUP if all(name in result.measures for result in results)]
    panels = {name: [breakdown(result, name, "kind") for result in results] for name in names}
    named = ", ".join(f"{kind}: {_kind(kind)}" for kind in results[-1].kinds)
    return (
        f"<h2>질의의 종류별</h2>{bars_by_group(panels, [result.about.name for result in results])}<p>막대 끝의 선은 95 % 구간. {named}.</p>"
    )


def _why(result: Result) -> str:
    rows: list[list[Cell]] = []
    for kind, found in calibrations(result).items():
        told = [str(estimate) if estimate else None for estimate in (found.by_count, found.by_coverage)]
        for name, part, aucs in (("맞은 첫 사례", found.right, told), ("틀린 첫 사례", found.wrong, ["", ""])):
            named = "전체" if kind == ALL else _kind(kind)
            rows.append([named, name, part.hits, f"{part.share:.1%}", f"{part.mean:.2f}", f"{part.covered:.1%}", *aucs])
    note = (
        "담은 무게: 질의의 낱말을 사례들 사이에서 드문 만큼 무겁게 쳐서, 첫 사례의 대목이 담은 몫. 가르는 힘(AUC): 맞은 첫 사례의 값이 "
        "틀린 첫 사례의 값보다 클 확률과 95 % 구간. 0.5면 둘을 가르지 못하고, 1이면 늘 가릅니다."
    )
    heads = ["질의", "", "건수", "까닭이 있음", "평균 개수", "담은 무게", "개수의 AUC", "담은 무게의 AUC"]
    return f"<h2>까닭(why)이 맞음과 틀림을 가르는가</h2>{write_table(heads, rows, numbers=2)}<p>{note}</p>"


def _robustness(result: Result) -> str:
    if not result.robustness:
        return ""
    rows: list[list[Cell]] = [
        [
            PHENOMENON_NAMES.get(phenomenon, phenomenon),
            len(each.clean.values),
            each.clean.mean,
            each.typed.mean,
            each.repaired.mean,
            str(each.left),
            str(each.kept),
            "" if each.enough else f"{LEAST_KEPT:.0%} 미만",
        ]
        for phenomenon, each in result.robustness.items()
    ]
    heads = ["현상", "질의", "바르게", "친 그대로", "고쳐서", "남은 몫(그대로)", "지킨 몫(고쳐서)", ""]
    note = "nDCG@10. 질의마다 맞는 사례 하나만 판정되어 있습니다. 몫은 바르게 친 질의의 평균에 대한 비율과 95 % 구간입니다."
    return f"<h2>틀리게 친 질의</h2>{write_table(heads, rows, numbers=1)}<p>{note}</p>"


def _failures(result: Result) -> str:
    found = failures(result)
    rows: list[list[Cell]] = [
        [
            failure.id,
            _kind(failure.kind),
            failure.query,
            failure.case,
            failure.place,
            failure.grade,
            "\n".join(failure.hits),
            "\n".join(f"{first}~{last}" for first, last in failure.lines),
            "\n".join(failure.evidence),
        ]
        for failure in found
    ]
    note = "첫째의 등급은 첫째로 나온 사례의 판정입니다(3 꼭 맞음, 2 대체로 맞음, 1 곁참고, 0 아님). 정답이 아니어도 3이면 맞는 사례입니다."
    heads = ["번호", "종류", "질의", "정답", "순위", "첫째의 등급", "나온 사례", "정답 행", "나온 대목"]
    return f"<h2>정답이 첫째가 아닌 질의 {len(found)}건</h2><p>{note}</p><section class=ids>{write_table(heads, rows)}</section>"


def _over_folds(result: Result, name: str) -> str | None:
    found = over_folds(result.measures[name].values, units(result.queries))
    return f"{found[0]:.3f} ± {found[1]:.3f}" if found else None


def _book(result: Result) -> str | None:
    """Return the book that a judged set is of, with the beginning of its file's digest."""
    book, file = result.about.inputs.get(BOOK), result.about.inputs.get(BOOK_FILE)
    return f"{book} (SHA-256 {str(file)[:12]}…)" if book and file else str(book) if book else None


def _kind(kind: str) -> str:
    return KIND_NAMES.get(kind, kind)


def _counts(result: Result) -> Counter[str]:
    return Counter(asked.kind for asked in result.queries.values())
