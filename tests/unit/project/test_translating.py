"""Recipes of the made-up company's segments, for all three products."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from satsuma.activate.recipes import PRODUCTS
from satsuma.cli.app import app
from satsuma.model.errors import OptionError, UnknownNameError
from satsuma.project import Project
from satsuma.project.showing import show_demo

NOW = 1_782_000_000


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "larkfield"
    show_demo(folder, 200, 7, NOW)
    return folder


@pytest.mark.parametrize("inside", ["", "trade"])
@pytest.mark.parametrize("product", PRODUCTS)
def test_every_segment_and_part_has_a_recipe(company: Path, inside: str, product: str) -> None:
    project = Project.open(company / inside)
    for size in project.segments:
        recipe = project.recipe(size.name, product)
        assert recipe.members == size.customers
        assert recipe.product == product
        assert recipe.steps or recipe.cannot
        assert recipe.complete is (not recipe.cannot)
        assert recipe.instead is not None or recipe.complete
        assert recipe.title in recipe.sentence
        assert recipe.sentence in str(recipe)
        assert "<pre>" in recipe._repr_html_()


def test_a_part_of_a_segmentation_is_its_whole_rule(company: Path) -> None:
    project = Project.open(company)
    part = project.recipe("story/everyone-else", "hubspot")
    assert part.segment == "story/everyone-else"
    assert len(part.cannot) > 3, "it is none of all the parts before it"


def test_what_the_products_say_of_the_story(company: Path) -> None:
    project = Project.open(company)
    gardeners = project.recipe("balcony-gardeners", "hubspot")
    assert [step.text for step in gardeners.steps] == [
        "Contact property | Age | is less than | 35",
        "Contact property | Area | is any of | urban",
    ]
    assert len(gardeners.cannot) == 1
    assert "it is calculated from several values" in gardeners.cannot[0]
    birthdays = project.recipe("birthday-due", "klaviyo")
    assert birthdays.complete
    assert birthdays.steps[0].operator == "day is in the next"


def test_unknown_names_get_the_nearest(company: Path) -> None:
    project = Project.open(company)
    with pytest.raises(UnknownNameError) as unknown:
        project.recipe("balcony-gardener", "hubspot")
    assert "Did you mean 'balcony-gardeners'?" in str(unknown.value)
    with pytest.raises(OptionError) as option:
        project.recipe("balcony-gardeners", "salesfoce")
    assert "Did you mean 'salesforce'?" in str(option.value)


def test_the_command_prints_words_and_json(company: Path) -> None:
    runner = CliRunner()
    words = runner.invoke(app, ["-C", str(company), "recipe", "email-dormant", "--for", "klaviyo"])
    assert words.exit_code == 0
    assert "zero times" in words.output
    assert "~ " in words.output
    programs = runner.invoke(
        app, ["-C", str(company), "recipe", "email-dormant", "--for", "klaviyo", "--json"]
    )
    assert json.loads(programs.output)["complete"] is True
