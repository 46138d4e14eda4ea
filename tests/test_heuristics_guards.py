"""What spares a slow expression never hides what the expression would find."""

import importlib
import pkgutil
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from synthetic_data import heuristics
from synthetic_data.heuristics.causes import causes, conditions, definite, effects, reasons, splitting
from synthetic_data.heuristics.comparing import contrasts, pros_and_cons
from synthetic_data.heuristics.duties import assertions, cases, rules, values
from synthetic_data.heuristics.howto import means, snippet_goals, step_parts, steps
from synthetic_data.heuristics.tables import table_cells
from synthetic_data.heuristics.terms import (
    definitions,
    entries,
    entry_terms,
    headed_terms,
    option_entries,
    second_statements,
)
from synthetic_data.heuristics.verdicts import blanks, figures, flips
from synthetic_data.heuristics.words import (
    blemishes,
    claims,
    coded_names,
    english,
    naming,
    openers,
    self_contained,
    slips,
    subjects,
    weak_claims,
)
from synthetic_data.heuristics.words.english import Cued, words_in, words_of
from synthetic_data.records import Block
from synthetic_data.text.plain import verbatim

MODULES = [importlib.import_module(found.name) for found in pkgutil.walk_packages(heuristics.__path__, f"{heuristics.__name__}.")]
CUED = {
    f"{module.__name__.rpartition('.')[2]}.{name}": value
    for module in MODULES
    for name, value in vars(module).items()
    if isinstance(value, Cued)
}
BY_WORDS = [
    *CUED.values(),
    *self_contained.FAULTS,
    *(Cued(pattern, cues) for pattern, cues in flips.OPPOSING if pattern is not flips.STATE),
    Cued(causes.CUES, causes.CUE_WORDS),
    Cued(blemishes.CARELESSLY_SAID, blemishes.CARELESS_WORDS),
    Cued(english.POINTING.pattern, english.POINTING_CUES, any_case=True),
    *(Cued(pattern, reasons.CUE_WORDS) for pattern in (reasons.THE_REASON, effects.FOLLOWS)),
    *(Cued(pattern, reasons.CUE_WORDS) for pattern in (causes.CUES, causes.HENCE, causes.DRAWN, causes.AIMED)),
    *(Cued(pattern, conditions.CONDITION_WORDS) for pattern in (splitting.LEADING, splitting.TRAILING)),
    *(Cued(pattern, contrasts.CUE_WORDS) for pattern in (contrasts.APART, contrasts.MEASURED, contrasts.WHEREAS)),
    *(Cued(pattern, contrasts.CUE_WORDS) for pattern in (contrasts.DIFFERENCE, contrasts.NAMED_WEIGHT, contrasts.HAVING_WEIGHT)),
    Cued(re.compile("|".join(cases.CUES)), cases.CUE_WORDS),
]
few = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))


def test_there_are_patterns_with_cues():
    assert len(CUED) > 10


@pytest.mark.parametrize("cued", BY_WORDS, ids=lambda cued: cued.pattern.pattern[:40])
@few
@given(data=st.data())
def test_whatever_a_pattern_finds_holds_one_of_its_cues(cued: Cued, data: st.DataObject):
    text = data.draw(st.from_regex(cued.pattern))
    assert cued.search(text) or cued.any_case and not cued.pattern.search(text.lower())  # only small letters are looked at


@pytest.mark.parametrize(
    ("word", "text"), [("that", "that's it"), ("here", "so ‘here’ it is"), ("we", "We’ve done"), ("so", "so-called")]
)
def test_words_are_found_beside_any_mark(word: str, text: str):
    assert word in words_in(text)


@few
@given(st.text())
def test_the_words_looked_for_first_are_at_least_those_that_are_told_apart(text: str):
    assert words_of(text) <= words_in(text)
    assert {run for run in re.findall(r"\w+", text.lower()) if re.fullmatch("[a-z]+", run)} <= words_in(text)


@pytest.mark.parametrize(
    ("pattern", "guarded"),
    [
        (claims.PLACEHOLDER, claims.holds_placeholder),
        (weak_claims.HEDGE, weak_claims.hedged),
        (self_contained.REPEATED, self_contained.faulty),
        *((pattern, blemishes.careless) for _, pattern in blemishes.CARELESS),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
@few
@given(data=st.data())
def test_whatever_a_pattern_finds_its_guard_lets_through(pattern: re.Pattern[str], guarded, data: st.DataObject):
    # of all capitals "İ" alone becomes two characters in lower case
    assert guarded(data.draw(st.from_regex(pattern).filter(lambda text: "İ" not in text)))


@few
@given(st.from_regex(claims.LABEL).filter(claims.LABEL.match))
def test_a_label_is_seen(text: str):
    assert claims.labelled(text)


@few
@given(st.from_regex(claims.EARLY_PRONOUN).filter(claims.EARLY_PRONOUN.match))
def test_an_early_pronoun_is_seen(text: str):
    assert not claims.PRONOUNS.isdisjoint(words_in(text))


@few
@given(st.from_regex(weak_claims.PRONOUN_END))
def test_a_pronoun_at_the_end_is_seen(text: str):
    assert text.rstrip("\n").endswith(weak_claims.PRONOUN_ENDS)


@few
@given(st.from_regex(step_parts.HANGING))
def test_what_hangs_is_seen(text: str):
    assert "ſ" in text or "\n" in text or step_parts.hangs(text)  # in a step's words no line ends


@few
@given(st.from_regex(steps.LABEL))
def test_the_label_of_a_step_is_seen(text: str):
    assert any(mark in text for mark in steps.LABEL_ENDS)


@few
@given(st.from_regex(steps.STEPS_AHEAD))
def test_steps_ahead_are_seen(text: str):
    assert "ſ" in text or any(word in text.lower() for word in steps.STEP_WORDS)


@pytest.mark.parametrize(("sign", "pattern"), snippet_goals.AIMS, ids=lambda value: getattr(value, "pattern", value)[:40])
@few
@given(data=st.data())
def test_an_aim_of_code_is_seen(sign: str, pattern: re.Pattern[str], data: st.DataObject):
    text = data.draw(st.from_regex(pattern))
    other = {"To ": "In order to ", "In order to ": "To "}.get(sign, sign)  # these are asked for with both
    assert sign in text or other in text


@few
@given(st.sampled_from((pros_and_cons.LEAD, pros_and_cons.LABEL)).flatmap(st.from_regex))
def test_a_label_of_grounds_is_seen(text: str):
    assert "ſ" in text or pros_and_cons.may_be_ground(text)


@few
@given(st.sampled_from((table_cells.NUMBER, table_cells.DATE, table_cells.VERSION, table_cells.CODE)).flatmap(st.from_regex))
def test_the_kind_of_a_cell_is_seen(text: str):
    plain = verbatim(text, 0, len(text))
    kind = table_cells.read_cell(Block("cell", 0, len(text), 1, plain)).kind
    assert text != text.strip() or kind in ("number", "date", "version", "code", "unfit")


@few
@given(st.from_regex(step_parts.PLACEHOLDER))
def test_a_placeholder_in_a_step_is_seen(text: str):
    assert any(mark in text for mark in step_parts.PLACEHOLDERS)


@few
@given(st.sampled_from((means.TO_FIRST, means.YOU_CAN, means.YOU_USE)).flatmap(st.from_regex))
def test_a_goal_with_its_means_is_seen(text: str):
    assert conditions.may_name_means(text) and not conditions.MEANS_WORDS.isdisjoint(words_in(text))


@few
@given(st.from_regex(openers.OPENERS))
def test_an_opener_is_seen(text: str):
    assert openers.without_opener(text) != text


@few
@given(st.from_regex(causes.HENCE))
def test_a_conclusion_is_seen(text: str):
    assert text.startswith(causes.CONCLUDING)


@few
@given(st.from_regex(effects.FOLLOWS))
def test_what_follows_is_seen(text: str):
    assert ", so " in text or ", which means " in text


@few
@given(st.from_regex(splitting.RUN_ON))
def test_a_comma_that_is_missing_is_seen(text: str):
    assert splitting.runs_on(text)


@few
@given(st.from_regex(blanks.NAMED))
def test_a_term_that_is_introduced_is_seen(text: str):
    assert "called" in text or "known as" in text or "referred to as" in text or "termed" in text


@few
@given(st.from_regex(re.compile(r"\A[\x20-\x7e]{0,60} (?:is|are) (?:an?|the|any) ", re.IGNORECASE | re.ASCII)))
def test_a_sentence_that_says_early_what_something_is_may_define_it(text: str):
    head = text[: definitions.MOST_TERM_CHARACTERS]
    verb = " is " in head or " are " in head  # the others shout
    assert definitions.may_define(text) == verb


@few
@given(st.sampled_from((option_entries.NAME, option_entries.BARE_NAME)).flatmap(lambda name: st.from_regex(name, fullmatch=True)))
def test_the_heading_of_an_option_is_seen(text: str):
    assert option_entries.may_name(Block("heading", 0, len(text), 1, verbatim(text, 0, len(text))))


@pytest.mark.parametrize(("sign", "pattern"), second_statements.SECOND, ids=lambda value: getattr(value, "pattern", value)[:40])
@few
@given(data=st.data())
def test_a_second_statement_is_seen(sign: str, pattern: re.Pattern[str], data: st.DataObject):
    assert sign in data.draw(st.from_regex(pattern))


@few
@given(st.from_regex(definite.EXACT))
def test_what_is_exact_is_seen(text: str):
    assert definite.is_exact(text)


@few
@given(st.from_regex(table_cells.MARKED))
def test_what_is_marked_is_seen(text: str):
    assert not table_cells.UNMARKED.fullmatch(text)


@few
@given(st.from_regex(definitions.ANYBODY).filter(definitions.ANYBODY.search))
def test_what_is_allowed_to_anybody_is_seen(text: str):
    assert "s us" in text


@few
@given(st.from_regex(entry_terms.NUMBERED, fullmatch=True))
def test_a_number_is_no_term(text: str):
    assert text[-1].isdigit()


@few
@given(st.from_regex(entry_terms.SIGNATURE))
def test_a_signature_is_seen(text: str):
    assert "(" in text


@few
@given(st.sampled_from((coded_names.SETTING, coded_names.THING)).flatmap(lambda name: st.from_regex(name, fullmatch=True)))
def test_a_heading_that_a_program_knows_is_no_plain_word(text: str):
    if " " not in text:
        assert headed_terms.is_named(text)


@few
@given(st.sampled_from((entries.TYPED, entries.DIRECTED, entries.QUALIFIED)).flatmap(st.from_regex))
def test_a_label_that_holds_a_type_or_more_is_seen(text: str):
    assert " " in text and ("`" in text or "(" in text)


@few
@given(st.from_regex(r"[a-z ]{0,20}\b(?:seperate|recieve)[a-z]*"))
def test_a_misspelt_word_is_seen(text: str):
    assert slips.misspelt(text)


def test_what_is_searched_for_in_lower_case_is_written_so():
    for name, cued in CUED.items():
        letters = re.sub(r"\\.", "", cued.pattern.pattern)
        assert not cued.any_case or letters == letters.lower(), name
        assert not cued.pattern.flags & re.IGNORECASE, name


@few
@given(st.text(st.characters(max_codepoint=127)), st.text())
def test_words_cut_by_a_table_are_those_that_the_patterns_find(plain: str, text: str):
    for one in (plain, text):
        assert words_of(one) == frozenset(english.WORDS.findall(one.lower().replace("’", "'")))
        assert naming.content_words(one) == frozenset(naming.WORD.findall(one.lower())) - naming.SMALL


@few
@given(st.sampled_from((values.LIMIT, assertions.AIM)).flatmap(st.from_regex))
def test_a_limit_or_an_aim_is_seen_among_the_cues_of_rules(text: str):
    assert rules.holds_cue(words_in(text) | {"is"})


def test_each_statement_that_a_question_of_a_rule_may_come_of_holds_a_cue():
    for verb in sorted(subjects.CUES):
        for rest in (
            "the whole database.",
            "be used for the whole database.",
            *(f"{word} to the database." for word in assertions.STATED),
        ):
            found = subjects.clause(f"The server {verb} {rest}") or subjects.clause(f"Some servers {verb} {rest}")
            if found and rules.worth_asking(found):
                assert rules.holds_cue(words_in(f"{found.subject} {verb} {rest}"))


@few
@given(st.sampled_from((figures.FIGURE, figures.SETTING)).flatmap(lambda pattern: st.from_regex(pattern)))
def test_a_sentence_with_a_figure_or_a_setting_is_looked_at_for_them(text: str):
    assert flips.figures in flips.rules_for(text, words_of(text))


@few
@given(st.from_regex(flips.IS_SO).filter(flips.IS_SO.match), st.sampled_from(("is", "are")), st.text(" ", min_size=1, max_size=2))
def test_a_sentence_that_says_what_is_done_is_looked_at_for_a_not(rest: str, verb: str, gap: str):
    text = f"The server {verb}{gap}{rest}"
    assert flips.states in flips.rules_for(text, words_of(text))


@few
@given(st.from_regex(blanks.DEFINED).filter(blanks.DEFINED.match))
def test_a_definition_is_looked_at_for_a_blank(text: str):
    assert blanks.has_cue(text, words_of(text))
