"""Both languages say everything, with the same gaps."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

from bedcentre.domain import vocabulary
from bedcentre.domain.events import Event
from bedcentre.words import LANGUAGES, words_for


def gaps(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_every_key_exists_in_every_language_with_the_same_gaps() -> None:
    first, *others = (words_for(language).sentences for language in LANGUAGES)
    for other in others:
        assert first.keys() == other.keys()
        different = {key for key in first if gaps(first[key]) != gaps(other[key])}
        assert different == set()


def keys(table: dict[str, object], prefix: str = "") -> Iterator[str]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from keys(value, f"{prefix}{name}.")
        else:
            yield prefix + name


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_written_twice(language: str) -> None:
    folder = Path(__file__).parent.parent / "bedcentre" / "words" / language
    written = Counter(key for file in folder.glob("*.toml") for key in keys(tomllib.loads(file.read_text("utf-8"))))
    assert [key for key, times in written.items() if times > 1] == []


def test_every_sentence_of_the_domain_is_written() -> None:
    sentences = words_for("en").sentences
    for name in ("Feature", "BedState", "DemandKind", "DemandState", "ProposalState", "Triage", "Role", "Sex"):
        enumeration = getattr(vocabulary, name)
        prefix = "".join("_" + letter.lower() if letter.isupper() else letter for letter in name).strip("_")
        assert {f"{prefix}.{member.value}" for member in enumeration} <= sentences.keys()


def test_every_sentence_that_the_code_speaks_of_is_written() -> None:
    package = Path(__file__).parent.parent / "bedcentre"
    spoken = re.compile(r'(?:Message|say)\(\s*"([a-z_]+\.[a-z_.]+)"')
    keys = {key for file in package.rglob("*.py") for key in spoken.findall(file.read_text(encoding="utf-8"))}
    assert "refusal.claimed" in keys
    assert keys - words_for("en").sentences.keys() == set()


def test_every_sentence_is_said_somewhere() -> None:
    root = Path(__file__).parent.parent
    files = [file for folder in ("bedcentre", "web") for file in (root / folder).rglob("*")]
    said = "\n".join(file.read_text(encoding="utf-8") for file in files if file.suffix in {".py", ".html", ".toml"})
    whole = set(re.findall(r"[a-z_]+(?:\.\w+)+", said))
    begun = tuple(re.findall(r"""['"]@?((?:[a-z_]+\.)+(?:[a-z_]+_)?)(?=['"{])""", said))
    kinds = {
        re.sub(r"(?<!^)(?=[A-Z])", "_", kind).lower()
        for kind in re.findall(r"^class (\w+)\(StrEnum\)", said, re.MULTILINE)
    }
    silent = {key for key in words_for("en").sentences if key.split(".")[0] not in kinds}
    assert {key for key in silent - whole if not key.startswith(begun) and key.rpartition(".")[0] not in whole} == set()


def test_every_event_has_a_word() -> None:
    assert {f"history.{event.__name__}" for event in get_args(Event)} <= words_for("en").sentences.keys()


def test_gaps_are_filled_with_words_and_local_time() -> None:
    words = words_for("en")
    assert words.say("refusal.lacks", {"bed": "7-03-1", "feature": "@feature.oxygen"}) == "Bed 7-03-1 has no oxygen."
    at = datetime(2026, 11, 22, 23, 5, tzinfo=UTC)
    assert words.say("refusal.patient_left", at=at) == "The patient left at 23 Nov 07:05 and cannot be moved."


def test_an_unknown_key_or_language_is_an_error() -> None:
    with pytest.raises(KeyError, match="nonsense"):
        words_for("en").say("refusal.nonsense")
    with pytest.raises(KeyError, match="fr"):
        words_for("fr")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("typed", ["@nowhere", "@", "@web.duration.minutes", "{bed}", "@{bed}", "plain"])
def test_whatever_is_typed_is_said_as_it_is(language: str, typed: str) -> None:
    words = words_for(language)
    assert words.text(typed) == typed
    assert typed in words.say("discharge.note", note=typed)


def test_a_word_that_the_machine_wrote_is_read_in_the_readers_language() -> None:
    assert words_for("en").text("@history.PatientLeft") == words_for("en").say("history.PatientLeft")
