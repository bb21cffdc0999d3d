"""The report in a browser without a screen: drawn, readable on a phone, by keyboard, and asking nobody for anything."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from shutil import copy, which

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from project import ROOT, ScoringProject
from report_world import DAYS, HORIZON, HOSTILE_LEAD, SCORING_DATE, build
from reporting.page import write
from reporting.source import DbtProject, DuckDbFile
from reporting.tables import Report, read_report

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
VIEWS = [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> ScoringProject:
    project = ScoringProject(tmp_path_factory.mktemp("report"))
    build(project)
    project.rows("checkpoint")
    return project


@pytest.fixture(scope="session")
def report(built: ScoringProject, tmp_path_factory: pytest.TempPathFactory) -> Report:
    file = copy(built.database, tmp_path_factory.mktemp("copy") / built.database.name)
    return read_report(DuckDbFile(Path(file)), asked=[HOSTILE_LEAD])


@pytest.fixture(scope="session")
def file(report: Report, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "report.html"
    write(report, path)
    return path


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = next(filter(None, map(which, BROWSERS)), None)
    with sync_playwright() as playwright:
        # the sandbox of a browser needs another user than root
        opened = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"] if os.geteuid() == 0 else [])
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser, file: Path, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The report, opened; a word on the console, or a request for anything else, fails the test."""
    width, scheme = getattr(request, "param", VIEWS[0])
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    opened = context.new_page()
    opened.set_default_timeout(120_000)
    said: list[str] = []
    asked: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    opened.on("request", lambda one: asked.append(one.url))
    opened.goto(file.as_uri())
    yield opened
    context.close()
    assert not said
    assert asked == [file.as_uri()]


@pytest.mark.parametrize("page", VIEWS, indirect=True)
def test_all_that_is_shown_is_drawn_and_fits(page: Page, request: pytest.FixtureRequest) -> None:
    figures = page.evaluate(
        """() => [...document.querySelectorAll(".drawing svg")].filter((one) => one.checkVisibility()).map((one) => {
            const box = one.getBoundingClientRect();
            const marks = [...one.querySelectorAll(".role-mark :is(path, line, rect, text)")];
            const boxes = marks.map((mark) => mark.getBoundingClientRect());
            const seen = boxes.filter((mark) => mark.width + mark.height > 1);
            return { width: box.width, height: box.height, right: box.right, marks: seen.length };
        })"""
    )
    width = page.viewport_size["width"] if page.viewport_size else 0
    assert len(figures) >= 13
    for figure in figures:
        assert figure["marks"] > 0 and figure["width"] > 200 and figure["height"] > 80 and figure["right"] <= width
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    folder = os.environ.get("LEAD_SCORING_SCREENSHOTS")
    if folder:
        name = re.sub(r"\W+", "-", request.node.name).strip("-")
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True, timeout=120_000)


@pytest.mark.parametrize("page", VIEWS[:2], indirect=True)
def test_words_and_lines_stand_out(page: Page) -> None:
    """Text has a contrast of 4.5 at least, as WCAG asks of it, and what is drawn has 3."""
    ratios = page.evaluate(
        """() => {
            const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
            const light = (colour) => {
                canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
                const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map((value) => {
                    const part = value / 255;
                    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
                });
                return 0.2126 * r + 0.7152 * g + 0.0722 * b;
            };
            const style = getComputedStyle(document.documentElement);
            const of = (name) => light(style.getPropertyValue(`--${name}`).trim());
            const ratio = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            const grounds = ["page", "paper"];
            const label = document.querySelector(".drawing .role-axis-label text");
            const pairs = (names) => names.flatMap((name) => grounds.map((ground) => ratio(of(name), of(ground))));
            return {
                text: pairs(["ink", "muted", "good", "caution", "bad"]),
                drawn: pairs(["series", "other", "tier-1", "focus"]),
                inked: ratio(light(getComputedStyle(label).fill), of("paper")),
            };
        }"""
    )
    assert min(ratios["text"]) >= 4.5 and min(ratios["drawn"]) >= 3 and ratios["inked"] >= 4.5


def test_tables_are_sorted_by_keyboard(page: Page) -> None:
    table = (
        page.locator("table.sortable")
        .filter(has=page.locator("caption", has_text="Which rules earn their points?"))
        .first
    )
    head = table.locator("thead th", has_text="converted without")
    place = head.evaluate("cell => cell.cellIndex")

    def values() -> list[float]:
        by = table.locator(f"tbody tr > :nth-child({place + 1})").evaluate_all(
            "cells => cells.map((cell) => cell.dataset.by)"
        )
        return [float(value) for value in by if value]

    head.locator("button").focus()
    for order, reverse in (("ascending", False), ("descending", True)):
        page.keyboard.press("Enter")
        assert head.get_attribute("aria-sort") == order
        assert len(values()) > 1 and values() == sorted(values(), reverse=reverse)
    assert table.locator("[aria-sort]").count() == 1


def test_everything_is_reached_by_tab(page: Page) -> None:
    reached = set()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    for _ in range(400):
        place, kind = page.evaluate(
            """() => { const e = document.activeElement, s = getComputedStyle(e);
            e.dataset.place ??= String(document.querySelectorAll("[data-place]").length);
            return [e.dataset.place, s.outlineStyle !== "none" ? e.localName : ""]; }"""
        )
        reached.add(kind)
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
    # every stop shows that it is one
    assert {"a", "select", "button", "summary", "div"} == reached, place


def test_choosers_show_one_of_many(page: Page) -> None:
    cards = page.locator("section.card")
    assert cards.count() == 2 and cards.locator("visible=true").count() >= 1
    names = page.locator("#card option").all_inner_texts()
    for name in names:
        page.locator("#card").select_option(label=name)
        shown = page.locator("section.card:visible")
        assert shown.count() == 1 and shown.locator("h2").inner_text() == name
        leads = shown.locator("select.chooser")
        assert leads.locator("option", has_text=HOSTILE_LEAD).count() == 1
        leads.select_option(label=HOSTILE_LEAD)
        assert shown.locator(".story:visible h4").inner_text() == HOSTILE_LEAD
        assert shown.locator(".story:visible svg").bounding_box() is not None


def test_a_mark_says_what_it_is(page: Page) -> None:
    bar = page.locator(".role-mark [aria-roledescription=bar][aria-label^='tier ']:visible").first
    bar.scroll_into_view_if_needed()
    bar.hover(force=True)
    assert page.locator("#bubble").inner_text() == bar.get_attribute("aria-label")
    page.keyboard.press("Escape")
    assert page.locator("#bubble").is_hidden()


def test_each_drawing_has_a_name_and_its_numbers(page: Page) -> None:
    without = page.evaluate(
        """() => [...document.querySelectorAll(".drawing")].filter((one) =>
            one.getAttribute("role") !== "img" || !one.getAttribute("aria-label")
            || !one.closest("figure, article").querySelector("table")).length"""
    )
    assert without == 0


def test_dbt_answers_as_the_file_does(built: ScoringProject, report: Report) -> None:
    variables = {
        "lead_scoring__scoring_date": str(SCORING_DATE), "lead_scoring__horizon_days": HORIZON,
        "lead_scoring__replay_dates": [str(day) for day in DAYS],
        **{f"lead_scoring__{name}": str(path) for name, path in built.inputs.items()},
    }  # fmt: skip
    source = DbtProject(["--project-dir", str(ROOT), *built.places()], variables)
    found = read_report(source, asked=[HOSTILE_LEAD])
    for card, other in zip(found.cards, report.cards, strict=True):
        assert (card.scorecard_id, card.lead_count, len(card.days)) == (
            other.scorecard_id,
            other.lead_count,
            len(other.days),
        )
        assert [(story.lead_id, story.kind, len(story.steps)) for story in card.stories] == [
            (story.lead_id, story.kind, len(story.steps)) for story in other.stories
        ]
        assert card.overall and other.overall and float(card.overall["auc"]) == pytest.approx(other.overall["auc"])
        assert [row["description"] for row in card["rules"]] == [row["description"] for row in other["rules"]]
