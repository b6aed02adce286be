"""The page in a browser: it renders, the legend's buttons work, nothing from the text runs."""

from __future__ import annotations

import shutil

import pytest

from quoteattr.exports import to_html
from quoteattr.models import Quote, Span, Speaker
from tests.marked import ANN, BO, QUOTES, TEXT

playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs chromium (Debian: apt install chromium)")

DIM, DIM_DARK = "rgb(140, 140, 140)", "rgb(116, 119, 124)"


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def show(browser, tmp_path):
    """Open the page of a text; show(text, quotes) -> the page, its complaints in page.complaints."""

    def show(text, quotes, **choices):
        (tmp_path / "page.html").write_text(to_html(text, quotes), encoding="utf-8", newline="")
        page = browser.new_page(**choices)
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("dialog", lambda dialog: page.complaints.append(dialog.message))
        page.goto((tmp_path / "page.html").as_uri())
        return page

    return show


def colour(page, selector):
    return page.eval_on_selector(selector, "element => getComputedStyle(element).color")


def test_it_renders_without_complaint(show):
    page = show(TEXT, QUOTES)
    assert page.eval_on_selector("main", "element => element.textContent") == TEXT
    assert page.locator("mark.quote", has_text="the NRA <lied> & left").is_visible()
    assert page.complaints == []


@pytest.mark.parametrize(("scheme", "paper", "dim"), [
    ("light", "rgb(253, 252, 250)", DIM),
    ("dark", "rgb(22, 24, 27)", DIM_DARK),
])  # fmt: skip
def test_a_click_on_a_speaker_dims_the_rest(show, scheme, paper, dim):
    page = show(TEXT, QUOTES, color_scheme=scheme)
    assert page.eval_on_selector("body", "element => getComputedStyle(element).backgroundColor") == paper
    ink = colour(page, "main")
    button = page.get_by_role("button", name="Bo")
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    assert colour(page, "main") == colour(page, "main .quote[data-speaker='1']") == dim
    # Bo's words stand inside Ann's, and are lit nevertheless.
    assert colour(page, "main .quote[data-speaker='2']") == ink
    button.click()
    assert button.get_attribute("aria-pressed") == "false"
    assert colour(page, "main .quote[data-speaker='1']") == ink


def test_a_click_in_the_text_does_the_same(show):
    page = show(TEXT, QUOTES)
    page.locator("main .mention", has_text="she").click()
    pressed = "all => all.map(one => one.dataset.speaker)"
    assert page.eval_on_selector_all("[aria-pressed=true]", pressed) == ["1"]
    page.locator("main .mention", has_text="The police").click()
    assert page.eval_on_selector_all("[aria-pressed=true]", pressed) == ["3"]
    page.locator("main .mention", has_text="The police").click()
    assert page.locator("[aria-pressed=true]").count() == 0


def test_who_selects_words_presses_nothing(show):
    page = show(TEXT, QUOTES)
    page.locator("main .mention", has_text="The police").dblclick()
    page.evaluate("document.querySelector('main .cue').click()")  # with words still selected
    assert page.evaluate("getSelection().toString()").strip() in ("The", "police")
    assert page.eval_on_selector_all("[aria-pressed=true]", "all => all.map(one => one.dataset.speaker)") != ["1"]


def test_hover_tells_the_rule_and_the_confidence(show):
    page = show(TEXT, QUOTES)
    told = page.locator("mark.quote", has_text="We never").first.get_attribute("title")
    assert "rule: pronoun_tag" in told
    assert "confidence: 0.91" in told


def test_the_keyboard_is_enough(show):
    page = show(TEXT, QUOTES)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.get_by_role("button", name="Ann Lee").get_attribute("aria-pressed") == "true"
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    pressed = page.eval_on_selector_all("[aria-pressed=true]", "all => all.map(one => one.dataset.speaker)")
    assert pressed == ["2"]
    page.keyboard.press("Escape")
    assert page.locator("[aria-pressed=true]").count() == 0


def test_a_script_in_the_text_does_not_run(show):
    evil = "</main><script>alert(1)</script><img src=x onerror='alert(2)'>\" onmouseover=\"alert(3)"
    page = show(evil, [Quote(evil, (Span(0, 80),), Span(0, 80), speaker=Speaker(evil), rule=evil)])
    page.hover("mark[data-label]")
    page.wait_for_timeout(200)
    assert page.eval_on_selector("main", "element => element.textContent") == evil
    assert page.complaints == []


def test_line_ends_and_odd_characters(show):
    text = "a\r\nb\rc\0\ud800\n\n  d"
    # A tag between \r and \n makes no second line end.
    page = show(text, [Quote("a\r", (Span(0, 2),), Span(0, 2), speaker=ANN)])
    assert page.eval_on_selector("main", "element => element.textContent") == "a\nb\nc\ufffd\ufffd\n\n  d"


def test_in_print_nothing_is_dimmed(show):
    page = show(TEXT, [*QUOTES, Quote("We", (Span(1, 3),), Span(0, 3), speaker=BO)])
    page.get_by_role("button", name="Bo").click()
    page.emulate_media(media="print")
    assert colour(page, "main .quote[data-speaker='1']") == "rgb(0, 0, 0)"


def test_in_a_notebook_s_frame_the_page_renders_and_its_buttons_work(browser):
    page = browser.new_page()
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.set_content(f"<p>a notebook</p>{to_html(TEXT, QUOTES)._repr_html_()}")
    frame = page.frame_locator("iframe")
    frame.locator("button[data-speaker='1']").click()
    assert frame.locator("main.one .quote.on").count() > 0
    assert frame.locator("main").evaluate("element => element.textContent") == TEXT
    assert complaints == []
    page.close()
