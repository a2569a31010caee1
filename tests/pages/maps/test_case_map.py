import pytest

from corpus.cards import load_regions
from corpus.errors import RequestError
from corpus.model.facets import values_of
from corpus.model.nouns import Case
from corpus.vocabulary.facet_values import load_vocabulary
from corpus.vocabulary.gazetteer import Gazetteer
from service.pages.maps.facet_map import draw_map, provinces
from service.search.contract.request import Filters

EVERY = Filters()
KOREA = Gazetteer(load_regions())


def over(cases: tuple[Case, ...]) -> Gazetteer:
    return Gazetteer(load_regions(), cases)


def test_cells_count_the_cases_and_lead_to_their_search(cases: tuple[Case, ...]) -> None:
    drawn = draw_map(cases, "target", "policy_measure", EVERY, load_vocabulary())
    rows = {row.value: {cell.column: cell for cell in cells} for row, cells in drawn.rows}
    assert set(rows) == {"청년", "퇴직·실직자", "고령자", "구직자", "창업자"}
    cell = rows["고령자"]["직접일자리"]
    assert (cell.count, cell.shade) == (1, 1)
    assert cell.link == "/?target=%EA%B3%A0%EB%A0%B9%EC%9E%90&policy_measure=%EC%A7%81%EC%A0%91%EC%9D%BC%EC%9E%90%EB%A6%AC"
    assert (rows["청년"]["직접일자리"].count, rows["청년"]["직접일자리"].shade) == (0, 0)


def test_filters_narrow_the_map_and_stay_in_its_links(cases: tuple[Case, ...]) -> None:
    drawn = draw_map(cases, "target", "industry", Filters(sido=("전라남도",)), load_vocabulary())
    assert (drawn.total, [row.value for row, _ in drawn.rows]) == (1, ["고령자"])
    assert drawn.rows[0][1][0].link.startswith("/?sido=%EC%A0%84%EB%9D%BC%EB%82%A8%EB%8F%84&target=")


def test_every_cell_agrees_with_a_count_by_hand_and_the_fullest_is_darkest(towns: tuple[Case, ...]) -> None:
    drawn = draw_map(towns, "industry", "sido", EVERY, load_vocabulary())
    for row, cells in drawn.rows:
        for cell in cells:
            held = [c for c in towns if row.value in values_of(c, "industry") and cell.column in values_of(c, "sido")]
            assert cell.count == len(held)
            assert (cell.shade == 0) == (cell.count == 0)
    every = [cell for _, cells in drawn.rows for cell in cells]
    assert {cell.shade for cell in every if cell.count == max(c.count for c in every)} == {5}


def test_gaps_are_empty_cells_of_wide_margins_and_no_value_fills_the_list(towns: tuple[Case, ...]) -> None:
    drawn = draw_map(towns, "target", "policy_measure", EVERY, load_vocabulary())
    products = [gap.row.count * gap.column.count for gap in drawn.gaps]
    assert products == sorted(products, reverse=True)
    rows = [gap.row.value for gap in drawn.gaps]
    assert max(rows.count(value) for value in rows) <= 3
    for gap in drawn.gaps:
        assert not any(gap.row.value in case.targets and gap.column.value in case.policy_measures for case in towns)
    assert drawn.open_cells == sum(cell.count == 0 for _, cells in drawn.rows for cell in cells)


def test_beside_each_gap_stands_the_nearest_thing_that_was_tried(cases: tuple[Case, ...], towns: tuple[Case, ...]) -> None:
    gaps = {
        gap.column.value: gap
        for row, gaps in draw_map(cases, "target", "policy_measure", EVERY, load_vocabulary()).every_gap
        if row == "고령자"
        for gap in gaps
    }
    assert set(gaps) == {"취업연계·고용서비스", "창업지원"}  # 여수 alone has 고령자, with 직접일자리 and 직업훈련·인력양성
    found = [(near.row, near.column, near.count) for near in gaps["창업지원"].near]
    assert found == [("고령자", "직업훈련·인력양성", 1), ("구직자", "창업지원", 1)]
    drawn = draw_map(towns, "industry", "policy_measure", Filters(target=("청년",)), load_vocabulary())
    for _, own in drawn.every_gap:
        for gap in own:
            for near in gap.near:
                joined = [c for c in towns if "청년" in c.targets and near.row in c.industries and near.column in c.policy_measures]
                assert near.count == len(joined) > 0
                assert (near.row == gap.row.value) != (near.column == gap.column.value)
                assert near.link.startswith("/?target=%EC%B2%AD%EB%85%84&industry=")


def test_values_that_no_case_has_are_told(cases: tuple[Case, ...]) -> None:
    unseen = draw_map(cases, "sido", "target", EVERY, load_vocabulary()).unseen
    assert len(unseen["시·도"]) == 14
    assert "대구광역시" in unseen["시·도"]


def test_every_province_is_listed_with_its_districts(cases: tuple[Case, ...]) -> None:
    found = {province.own.value: province for province in provinces(cases, KOREA)}
    assert set(found) == {entry.name for entry in KOREA.provinces}
    assert len(provinces(cases, KOREA)) == 17
    assert [(district.value, district.count) for district in found["경상남도"].districts] == [("거제시", 1)]
    assert (found["대구광역시"].own.count, found["대구광역시"].districts) == (0, [])
    assert (found["서울특별시"].whole, found["경상남도"].whole) == (1, 0)


def test_each_province_has_a_tile_of_its_own_about_where_it_lies(towns: tuple[Case, ...]) -> None:
    tiles = {province.name: province.place for province in provinces(towns, over(towns))}
    assert len(set(tiles.values())) == len(tiles) == 17
    assert list(tiles.values()) == sorted(tiles.values())  # the keyboard goes from row to row
    southwards = ["서울", "세종", "대전", "전남", "제주"]
    eastwards = [
        ["인천", "서울", "경기", "강원"],
        ["충남", "세종", "충북", "경북"],
        ["전북", "대전", "대구", "울산"],
        ["광주", "전남", "경남", "부산"],
    ]
    assert [tiles[name][0] for name in southwards] == [1, 2, 3, 4, 5]
    assert all([tiles[name][1] for name in row] == [1, 2, 3, 4] for row in eastwards)


def test_a_tile_bears_the_shortest_name_and_a_shade_by_its_cases(towns: tuple[Case, ...]) -> None:
    short: dict[str, str] = {entry.name: entry.short[0] for entry in over(towns).provinces}
    most = max(province.own.count for province in provinces(towns, over(towns)))
    for province in provinces(towns, over(towns)):
        count = sum(province.own.value in values_of(case, "sido") for case in towns)
        assert province.own.count == count == province.whole + sum(district.count for district in province.districts)
        assert province.name == short[province.own.value]
        assert province.shade == (0 if count == 0 else 1 if 2 * count <= most else 2)


def test_a_facet_cannot_be_crossed_with_itself(cases: tuple[Case, ...]) -> None:
    with pytest.raises(RequestError, match="서로 다른 항목"):
        draw_map(cases, "target", "target", EVERY, load_vocabulary())


def test_what_a_narrower_value_fills_is_no_telling_gap(cases: tuple[Case, ...]) -> None:
    held = [
        cases[0].model_copy(update={"targets": targets, "policy_measures": measures})
        for targets, measures in ((("여성",), ("창업지원",)), (("경력단절여성",), ("돌봄",)), (("청년",), ("창업지원",)))
    ]
    drawn = draw_map(held, "target", "policy_measure", EVERY, load_vocabulary())
    assert ("여성", "돌봄") in {(gap.row.value, gap.column.value) for _, gaps in drawn.every_gap for gap in gaps}
    assert {(gap.row.value, gap.column.value) for gap in drawn.gaps} == {("청년", "돌봄")}
