"""A brand's own markup, made harmless."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from events.blocks import HtmlBlock, LinkBlock
from events.html import clean_html


@pytest.mark.parametrize(
    "markup",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '<a href="javascript:alert(1)">x</a>',
        '<a href="data:text/html,x">x</a>',
        "<iframe src='https://evil.example'></iframe>",
        "<style>body{display:none}</style>",
        '<p style="position:fixed">x</p>',
        "<form action='https://evil.example'><input name=password></form>",
        "<svg><script>alert(1)</script></svg>",
        "<base href='https://evil.example'>",
        "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    ],
)
def test_clean_html_takes_out_what_could_run_or_deceive(markup: str) -> None:
    cleaned = clean_html(markup).lower()
    for danger in (
        "script",
        "onerror",
        "javascript:",
        "data:",
        "iframe",
        "<style",
        "style=",
        "<form",
        "<input",
        "<base",
        "<meta",
    ):
        assert danger not in cleaned


def test_clean_html_keeps_what_brands_write_and_may_be_repeated() -> None:
    markup = '<section class="lead" id="range"><h2>612 km</h2><a href="https://a.example" >More</a></section>'
    once = clean_html(markup)
    assert 'id="brand-range"' in once
    assert 'class="lead"' in once
    assert 'rel="noopener noreferrer"' in once
    assert clean_html(once) == once


def test_block_cleans_when_saved_and_when_read() -> None:
    block = HtmlBlock()
    assert str(block.clean("<b>a</b><script>b</script>")) == "<b>a</b>"
    assert str(block.to_python("<b>a</b><script>b</script>")) == "<b>a</b>"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "//evil.example", "data:x", "https:", "/\\evil.example", "ftp://a"]
)
def test_links_of_blocks_lead_nowhere_strange(url: str) -> None:
    with pytest.raises(ValidationError):
        LinkBlock().child_blocks["url"].clean(url)


@pytest.mark.parametrize(
    "url", ["https://a.example/b?c", "http://a.example", "/fr/e/aurora/", "#faq", "mailto:press@a.example"]
)
def test_links_of_blocks_lead_to_pages_sections_and_people(url: str) -> None:
    assert LinkBlock().child_blocks["url"].clean(url) == url


def link(label: str, url: str, *, required: bool) -> Any:
    block = LinkBlock(required=required)
    return block.clean(block.to_python({"label": label, "url": url}))


def test_a_button_that_may_be_left_out_is_whole_or_not_there() -> None:
    assert link("", "", required=False)["url"] == ""
    assert link("Book", "/book/", required=True)["label"] == "Book"
    for label, url, required in (("Book", "", False), ("", "/book/", False), ("", "", True)):
        with pytest.raises(ValidationError):
            link(label, url, required=required)
