"""The style sheet's colours, light and dark, against WCAG 2.2: text 4.5:1, edges of controls and signs 3:1."""

import re
from pathlib import Path

import pytest

STATIC = Path(__file__).resolve().parents[2] / "service" / "pages" / "static"
GROUNDS = ("ground", "raised", "band", "panel", "inset", "primary-ground")
TEXTS = ("text", "quiet", "primary")


def schemes() -> dict[str, dict[str, str]]:
    """The colours by name, of the light scheme and of the dark one."""
    blocks = re.findall(r":root \{(.*?)\}", (STATIC / "site.css").read_text(encoding="utf-8"), re.DOTALL)
    light, dark = (dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})\b", block)) for block in blocks[:2])
    return {"light": light, "dark": {**light, **dark}}


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_that_of_the_recommendation() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_can_be_read(scheme: str) -> None:
    colours = schemes()[scheme]
    pairs = [(text, ground) for text in TEXTS for ground in GROUNDS]
    pairs += [("text", "mark"), ("warning", "warning-ground"), ("text", "warning-ground"), ("on-fill", "fill-strong")]
    assert {
        pair: contrast(colours[pair[0]], colours[pair[1]]) for pair in pairs if contrast(colours[pair[0]], colours[pair[1]]) < 4.5
    } == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_edge_and_sign_can_be_seen(scheme: str) -> None:
    colours = schemes()[scheme]
    pairs = [("edge", "ground"), ("edge", "band"), ("fill", "ground"), ("fill", "band"), ("danger", "panel"), ("success", "panel")]
    assert {pair for pair in pairs if contrast(colours[pair[0]], colours[pair[1]]) < 3} == set()


def map_colours() -> dict[str, dict[str, str]]:
    """The colours of the maps, light and dark, beside those of the site."""
    blocks = re.findall(r":root \{(.*?)\}", (STATIC / "maps.css").read_text(encoding="utf-8"), re.DOTALL)
    light, dark = (dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6})\b", block)) for block in blocks)
    return {"light": schemes()["light"] | light, "dark": schemes()["dark"] | light | dark}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_each_shade_of_a_tile_stands_off_the_next_and_its_text_can_be_read(scheme: str) -> None:
    colours = map_colours()[scheme]
    assert contrast(colours["ground"], colours["s1"]) >= 3
    assert contrast(colours["s1"], colours["s2"]) >= 3
    assert all(contrast(colours[f"on-{shade}"], colours[shade]) >= 4.5 for shade in ("s1", "s2"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("group", range(8))
def test_every_neighbourhood_can_be_read_on_its_ground_and_in_its_marks(scheme: str, group: int) -> None:
    colours = map_colours()[scheme]
    assert all(contrast(colours[f"g{group}"], colours[other]) >= 4.5 for other in ("raised", "ground", "on-g"))


def test_nothing_is_loaded_from_elsewhere() -> None:
    for file in STATIC.iterdir():
        text = file.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert "//" not in re.sub(r"(?m)(?:^|\s)// .*$", "", text), file.name
