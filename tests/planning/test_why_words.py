"""Whatever the engine finds in the way or offers as a way out can be said, in every language."""

from __future__ import annotations

import inspect
import re
import sys
from string import Formatter
from typing import get_args

from bedcentre.planning.prices import OPERATIONAL
from bedcentre.planning.why import ways
from bedcentre.planning.why.answer import Deed
from bedcentre.planning.why.blocks import FOR_GOOD, IN_TIME, MISSING, RULES, THEATRE
from bedcentre.words import LANGUAGES, words_for
from optimizer.checker import HardRule
from optimizer.checker.registry import PER_PLACE
from optimizer.explain.blocks import blocks as find_blocks
from optimizer.explain.changes import CHANGES, CloseWard, MoreEmergencies
from optimizer.problem import SoftRule

SPELT_OUT = {HardRule.FEATURES, HardRule.CAPACITY}
"""What is told by what is missing, or by who is there."""


def said(key: str, gaps: set[str]) -> None:
    """Every language has the sentence, with no gaps but these."""
    for language in LANGUAGES:
        sentence = words_for(language).sentences[key]
        assert {name for _, name, _, _ in Formatter().parse(sentence) if name} <= gaps, key


def test_every_conflict_the_engine_names_has_a_sentence() -> None:
    named = {
        HardRule[name]
        for name in re.findall(r"HardRule\.([A-Z_]+)", inspect.getsource(sys.modules[find_blocks.__module__]))
    }
    told = RULES.keys() | THEATRE.keys() | SPELT_OUT
    assert (named | PER_PLACE.keys()) - told == set()
    for name in (*IN_TIME, *FOR_GOOD):
        said(f"why.block.{name}", {"count", "at", "feature", "bed"})
    for name in THEATRE.values():
        said(f"why.block.{name}", set())
    assert {*RULES.values(), *MISSING.values()} <= {*IN_TIME, *FOR_GOOD}


def test_every_way_out_has_a_sentence() -> None:
    assert ways.TELLING.keys() == set(CHANGES.values()) - {CloseWard, MoreEmergencies}
    spoken = set(re.findall(r'"(why\.way\.[a-z_]+)"', inspect.getsource(ways)))
    assert len(spoken) > 5
    assert spoken <= words_for("en").sentences.keys()


def test_every_cost_of_another_bed_has_words() -> None:
    for rule in OPERATIONAL.keys() - {SoftRule.STABILITY}:
        said(f"why.worse.{rule.value}", {"hours", "minutes", "near"})


def test_every_command_has_a_button() -> None:
    for deed in get_args(Deed):
        said(f"why.do.{deed.__name__}", set())
