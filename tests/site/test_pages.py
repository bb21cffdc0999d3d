"""Every page, at every width and in both colour schemes: links, errors, other hosts, scrolling, contrast, search."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from conftest import SITE
from playwright.sync_api import Browser, ConsoleMessage, Request, Response

PAGES = sorted(path.relative_to(SITE).as_posix() for path in SITE.rglob("*.html") if path.name != "404.html")
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
# What a page looks at itself: targets, its width, and text that is too pale for its background (WCAG's 4.5 to 1).
LOOK = """() => {
    const lightness = (colour) => {
        const [r, g, b] = colour.match(/[\\d.]+/g).slice(0, 3).map((part) => {
            const share = part / 255;
            return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const background = (element) => {
        for (let one = element; one; one = one.parentElement) {
            const colour = getComputedStyle(one).backgroundColor;
            if (!/, 0\\)$|transparent/.test(colour) && !/, 0?\\.\\d+\\)$/.test(colour)) return colour;
        }
        return "rgb(255, 255, 255)";
    };
    const pale = [];
    const texts = "article :is(p, li, td, th, h1, h2, h3, a:not(.headerlink), code)";
    for (const element of document.querySelectorAll(texts)) {
        if (!element.innerText?.trim()) continue;
        const colour = getComputedStyle(element).color;
        if (/, 0?\\.\\d+\\)$/.test(colour)) continue;
        const [one, other] = [lightness(colour), lightness(background(element))].sort((a, b) => b - a);
        const contrast = (one + 0.05) / (other + 0.05);
        if (contrast < 4.5) pale.push(`${contrast.toFixed(1)} ${colour}: ${element.innerText.slice(0, 30)}`);
    }
    return {
        links: [...document.querySelectorAll("a[href]")].map((link) => link.getAttribute("href")),
        ids: [...document.querySelectorAll("[id]")].map((element) => element.id),
        width: document.documentElement.scrollWidth,
        scheme: document.body.dataset.mdColorScheme,
        title: document.querySelector("h1")?.innerText,
        first: document.querySelector("article p")?.innerText,
        pale: [...new Set(pale)],
    };
}"""


class Visit:
    """A browser's visit to pages, and what went wrong on it."""

    def __init__(self, browser: Browser, address: str, viewport: dict[str, int], scheme: str) -> None:
        self.address = address
        self.context = browser.new_context(viewport=viewport, color_scheme=scheme)  # type: ignore[arg-type]
        self.page = self.context.new_page()
        self.page.set_default_timeout(120_000)
        self.problems: list[str] = []
        self.page.on("console", self.told)
        self.page.on("pageerror", lambda error: self.problems.append(f"{self.page.url}: {error}"))
        self.page.on("request", self.asked)
        self.page.on("requestfailed", self.failed)
        self.page.on("response", self.answered)

    def told(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.problems.append(f"{self.page.url}: {message.text}")

    def asked(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.problems.append(f"{self.page.url} asks another host: {request.url}")

    def failed(self, request: Request) -> None:
        # What was still on its way when the visit went on to the next page.
        if request.failure != "net::ERR_ABORTED":
            self.problems.append(f"{self.page.url}: {request.url}: {request.failure}")

    def answered(self, response: Response) -> None:
        if response.status >= 400:
            self.problems.append(f"{self.page.url}: {response.url}: {response.status}")

    def look(self, path: str) -> dict[str, object]:
        self.page.goto(self.address + path)
        seen: dict[str, object] = self.page.evaluate(LOOK)
        return seen


@pytest.fixture(scope="module", params=[("phone", "dark"), ("desk", "light")], ids="-".join)
def seen(request: pytest.FixtureRequest, browser: Browser, address: str) -> dict[str, object]:
    """All pages at one width in one colour scheme: what they say of themselves, and the problems of the visit."""
    width, scheme = request.param
    visit = Visit(browser, address, PHONE if width == "phone" else DESK, scheme)
    pages = {path: visit.look(path) for path in PAGES}
    visit.context.close()
    return {"pages": pages, "problems": visit.problems, "width": width, "scheme": scheme}


def test_nothing_goes_wrong_and_no_other_host_is_asked(seen: dict) -> None:
    assert seen["problems"] == []


def test_no_page_scrolls_sideways(seen: dict) -> None:
    widest = {"phone": PHONE, "desk": DESK}[seen["width"]]["width"]
    assert {path: page["width"] for path, page in seen["pages"].items() if page["width"] > widest} == {}


def test_the_colours_are_those_that_the_reader_prefers_and_text_stands_out(seen: dict) -> None:
    wanted = {"light": "default", "dark": "slate"}[seen["scheme"]]
    assert {path: page["scheme"] for path, page in seen["pages"].items() if page["scheme"] != wanted} == {}
    assert {path: page["pale"] for path, page in seen["pages"].items() if page["pale"]} == {}


def test_every_link_of_the_site_leads_to_a_page_and_a_heading(seen: dict) -> None:
    ids = {path: {*page["ids"]} for path, page in seen["pages"].items()}
    dead = []
    for path, page in seen["pages"].items():
        for link in page["links"]:
            parts = urlsplit(urljoin(f"http://site/{path}", link))
            if urlsplit(link).scheme:
                continue
            target, heading = unquote(parts.path).lstrip("/") or "index.html", unquote(parts.fragment)
            if target in ids and (not heading or heading in ids[target]):
                continue
            if target not in ids and (SITE / target).is_file():
                continue
            dead.append(f"{path}: {link}")
    assert dead == []


def test_every_page_has_a_title_and_begins_with_what_it_is_for(seen: dict) -> None:
    bare = [path for path, page in seen["pages"].items() if not page["title"] or len(page["first"] or "") < 20]
    assert bare == []


@pytest.mark.parametrize("place", ["served", "opened as a file"])
def test_search_finds_a_page(browser: Browser, address: str, place: str) -> None:
    visit = Visit(browser, address if place == "served" else f"file://{SITE}/", DESK, "light")
    page = visit.page
    page.goto(visit.address + "index.html")
    page.keyboard.press("Control+k")
    page.keyboard.type("half life")
    found = page.get_by_role("option").filter(has_text="Decay").first
    assert found.get_attribute("href")
    assert visit.problems == []
    visit.context.close()


def test_every_page_can_be_reached_from_the_entrance(seen: dict) -> None:
    reached, next_ones = set(), {"index.html"}
    while next_ones:
        path = next_ones.pop()
        reached.add(path)
        links = seen["pages"][path]["links"]
        found = {urlsplit(urljoin(f"http://site/{path}", link)).path.lstrip("/") for link in links if ":" not in link}
        next_ones |= ({*PAGES} & found) - reached
    assert reached == {*PAGES}


def test_the_search_index_has_every_page() -> None:
    index = json.loads(Path(SITE / "search.json").read_text(encoding="utf-8"))
    assert {item["location"].partition("#")[0] for item in index["items"]} == {*PAGES}
