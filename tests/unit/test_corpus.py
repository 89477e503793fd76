"""The shipped news corpus keeps its own rules: front matter, dates, links between reports, length and wire copies."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

import pytest
import yaml

CORPUS = Path(__file__).parents[2] / "corpus"
PATHS = sorted(CORPUS.glob("*.md"))

KEYS = ("title", "publisher", "published", "updated", "url", "based_on", "corrects")
REQUIRED_KEYS = frozenset(KEYS[:3])
EARLIEST, LATEST = date(2006, 1, 1), date(2026, 11, 30)
MIN_WORDS, MAX_WORDS = 120, 300
MIN_REPORTS, MIN_CORRECTIONS, MIN_COPIES = 45, 2, 10
# Lowest share of the shorter text's five-word runs that the longer one must hold to count as a lightly edited copy.
COPY_CONTAINMENT = 0.7

ORIGIN_STEM = "bln-s00-more-than-250-killed"
ORIGIN_FACTS = (
    "more than 250",
    "197 militants",
    "36 civilians",
    "22 security personnel",
    "since saturday",
    "wednesday",
    "banks, prisons, police stations and military sites",
    "minera",
    "afghanistan and iran",
    "baloch liberation army",
    "statement to afp",
    "united states",
    "workers from other",
    "foreign energy firms",
    "bugti",
    "quetta",
    "we are chasing them, we will not let them go so easily",
    "united nations",
    "heinous and cowardly",
    "passenger train",
    "two days",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One corpus file: its front matter as YAML reads it and its body without the surrounding blank lines."""

    stem: str
    fields: dict[str, object]
    body: str

    def day(self, key: str) -> date:
        """Return the calendar day of a date field, in the field's own time zone where it has one."""
        value = self.fields[key]
        assert isinstance(value, date), f"{self.stem}: {key} is {value!r}, not an ISO date or date-time"
        return value.date() if isinstance(value, datetime) else value


@cache
def load(path: Path) -> Report:
    """Return the report in a file; front matter stands between the first two `---` lines."""
    opening, front_matter, body = path.read_text(encoding="utf-8").split("---\n", 2)
    assert not opening, f"{path.name} has text before its front matter"
    fields = yaml.safe_load(front_matter)
    assert isinstance(fields, dict), f"{path.name}: front matter is not a mapping"
    return Report(stem=path.stem, fields=fields, body=body.strip())


def named_reports(key: str) -> list[tuple[str, str]]:
    """Return (stem, stem it names) for every report whose `key` names another report rather than an agency."""
    pairs = ((path.stem, load(path).fields.get(key)) for path in PATHS)
    return [(stem, named) for stem, named in pairs if isinstance(named, str) and named.startswith("bln-")]


def runs(text: str, length: int = 5) -> set[tuple[str, ...]]:
    """Return every run of `length` words, case and punctuation ignored."""
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}


def containment(one: str, other: str) -> float:
    """Return the share of the smaller text's word runs found in the larger, from 0.0 to 1.0."""
    smaller, larger = sorted((runs(one), runs(other)), key=len)
    return len(smaller & larger) / len(smaller)


every_report = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)


def test_corpus_is_large_enough() -> None:
    """The corpus holds at least 45 reports."""
    assert len(PATHS) >= MIN_REPORTS, f"only {len(PATHS)} reports in {CORPUS}"


@every_report
def test_front_matter_has_the_required_and_only_known_keys(path: Path) -> None:
    """Front matter has a title, a publisher and a date, no unknown key, and its keys in the fixed order."""
    keys = list(load(path).fields)
    assert set(keys) >= REQUIRED_KEYS, f"{path.name} lacks {sorted(REQUIRED_KEYS - set(keys))}"
    assert keys == [key for key in KEYS if key in keys], f"{path.name} has unknown or misplaced keys: {keys}"


@every_report
def test_text_fields_are_not_empty(path: Path) -> None:
    """Every field other than the two dates is a non-empty string."""
    texts = {key: value for key, value in load(path).fields.items() if key not in {"published", "updated"}}
    empty = [key for key, value in texts.items() if not isinstance(value, str) or not value.strip()]
    assert not empty, f"{path.name}: {empty} must be non-empty strings"


@every_report
def test_dates_are_iso_and_in_period(path: Path) -> None:
    """Dates are ISO dates, or date-times with an offset, between January 2006 and November 2026."""
    report = load(path)
    for key in ("published", "updated"):
        if key not in report.fields:
            continue
        value = report.fields[key]
        assert EARLIEST <= report.day(key) <= LATEST, f"{path.name}: {key} {value} is out of period"
        if isinstance(value, datetime):
            assert value.tzinfo is not None, f"{path.name}: {key} {value} has a time but no offset"


@every_report
def test_update_does_not_precede_publication(path: Path) -> None:
    """A report is updated on the day it was published or later."""
    report = load(path)
    if "updated" in report.fields:
        assert report.day("updated") >= report.day("published"), f"{path.name} is updated before it is published"


@every_report
def test_url_is_https(path: Path) -> None:
    """A report's address, where it has one, is a whole https address."""
    url = load(path).fields.get("url", "https://")
    assert re.fullmatch(r"https://\S*", str(url)), f"{path.name}: url {url!r}"
    assert "..." not in str(url), f"{path.name}: url {url!r} is cut short"


@pytest.mark.parametrize("key", ["based_on", "corrects"])
def test_named_reports_exist(key: str) -> None:
    """A copy's parent and a correction's target are other reports of the corpus."""
    stems = {path.stem for path in PATHS}
    dangling = [(stem, named) for stem, named in named_reports(key) if named not in stems - {stem}]
    assert not dangling, f"{key} names no other report: {dangling}"


def test_corrections_name_a_report() -> None:
    """At least two reports correct another one, and `corrects` always holds a file stem."""
    corrections = [path.stem for path in PATHS if "corrects" in load(path).fields]
    assert len(corrections) >= MIN_CORRECTIONS, f"corrections: {corrections}"
    assert corrections == [stem for stem, _ in named_reports("corrects")]


@every_report
def test_body_length(path: Path) -> None:
    """A body has 120 to 300 words."""
    words = len(load(path).body.split())
    assert MIN_WORDS <= words <= MAX_WORDS, f"{path.name} has {words} words"


@every_report
def test_body_is_plain_paragraphs(path: Path) -> None:
    """A body is paragraphs of one line each, without headings, lists or links, and the file ends in one newline."""
    text, body = path.read_text(encoding="utf-8"), load(path).body
    assert text.endswith(body + "\n"), f"{path.name} does not end in exactly one newline"
    wrapped = [paragraph for paragraph in body.split("\n\n") if "\n" in paragraph or not paragraph.strip()]
    assert not wrapped, f"{path.name} has a wrapped or blank paragraph: {wrapped}"
    marked = re.findall(r"^(?:#|>|[-*+] |\d+\. ).*|.*(?:\]\(|https?://).*", body, flags=re.MULTILINE)
    assert not marked, f"{path.name} has Markdown beyond paragraphs: {marked}"


def test_titles_are_unique() -> None:
    """No two reports share a title."""
    stem_by_title: dict[str, str] = {}
    for path in PATHS:
        title = str(load(path).fields["title"]).casefold()
        other = stem_by_title.setdefault(title, path.stem)
        assert other == path.stem, f"{path.stem} and {other} share the title {title!r}"


def test_wire_copies_are_near_duplicates_of_their_parent() -> None:
    """At least ten reports are lightly edited copies of the report they are based on."""
    shares = {
        stem: containment(load(CORPUS / f"{stem}.md").body, load(CORPUS / f"{parent}.md").body)
        for stem, parent in named_reports("based_on")
    }
    copies = [stem for stem, share in shares.items() if share >= COPY_CONTAINMENT]
    assert len(copies) >= MIN_COPIES, f"near copies: {copies}; all shares: {shares}"


@pytest.mark.parametrize("fact", ORIGIN_FACTS)
def test_first_report_keeps_every_fact(fact: str) -> None:
    """The report that the collection grew around states each of its figures, actors and quotations."""
    body = load(CORPUS / f"{ORIGIN_STEM}.md").body.lower()
    assert fact in body, f"{ORIGIN_STEM} does not state {fact!r}"
