"""How a teacher asks for one cell of a table: forwards, from the row to the cell, and backwards, from the cell to the row."""

import re
from collections.abc import Iterator

from ..words.base import pick
from ..words.english import opening
from ..words.naming import lower_first
from .table_cells import Cell
from .table_model import Column, Row, Table
from .table_phrases import (
    ARTICLES,
    BACK_POINTER,
    FINITE,
    IMPERATIVE,
    MOST_VALUE,
    Asked,
    as_object,
    chosen,
    clause,
    distractors,
    finished,
    first,
    is_aspect,
    name_of_row,
    one_sentence,
    pieces,
    respells,
    shape,
    telling_verb,
    thing,
    with_unit,
)  # fmt: skip
from .table_words import (
    ABLE,
    CONCEPTS,
    DENOTE,
    HELD,
    INTRINSIC,
    MEASURE,
    NAMED_BY_HEADING,
    SHARED,
    SPECIFY,
    head,
    in_sentence,
    is_plural,
    specifies,
)
from .table_worth import adds_little, is_fragment, is_thin, is_worth, leans_on_rows, reads_as_code, runs_together

LEAST_DESCRIPTION = 8
LEAST_TOLD_BACK, MOST_TOLD_BACK = 15, 130
MOST_ASKED_BACK, MOST_KEY_ASKED = 60, 4
LEAST_GROUND = 12
LEAST_BESIDE_KEY, LEAST_NAMED = 3, 2
LEAST_BOTH_WAYS = 4
MOST_ASPECT_WORDS = 2
POINTING_OPENERS = frozenset("these those they both such same similar like also and or but however otherwise".split())
STATUS = frozenset("required optional deprecated default only same if when how not no see use used this it".split())
NOTHING_SET = frozenset("null undefined nil none true false 0 1 {} [] '' \"\"".split())  # that such a row is the only one is chance
DASHES = frozenset(("`-`", "`--`", "`–`", "`—`"))  # as a key, an operator
NO_VALUE = frozenset("empty unfit yes no".split())
# Rows that are cases in which something holds: a platform has no path, there is one for it.
CASES = frozenset("platform os system environment case scenario language runner situation condition stage".split())
LETTERS = re.compile(r"[^\W_]+")


def found(table: Table, row: Row, column: Column, conclusion: str) -> tuple[str, ...]:
    """The three steps from the row and the column to the answer."""
    key, says = row.key.text, opening(row.cells[column.place].text, 14)
    there = pick(
        (f"The table under {table.where} has a row for {key}.", f"One row of the table under {table.where} is about {key}."),
        key, column.name,
    )  # fmt: skip
    said = pick(
        (f"Under “{column.name}” it says: “{says}”.", f"In the column “{column.name}” of the row {key} stands “{says}”."),
        key, column.name,
    )  # fmt: skip
    return there, said, conclusion


def describing(table: Table, row: Row, column: Column) -> Iterator[Asked]:
    """Forwards and, where the description is one short clause that nothing else resembles, backwards."""
    cell = row.cells[column.place]
    if cell.kind not in ("text", "code") or first(cell.text) in POINTING_OPENERS or len(cell.text) < LEAST_DESCRIPTION:
        return
    if respells(f"{table.noun} {row.key.text}", cell.text) or not is_worth(table.noun, row.key, cell.text):
        return
    subject, told = thing(table, row.key), clause(table, row, column)
    question = pick(describing_questions(table, column, subject, cell.text), row.key.text, column.name)
    ending = (
        f"That cell is where the row describes {subject}, so its words answer the question.",
        f"“{column.name}” is the column that tells what {row.key.text} is about, so its words are the answer.",
    )
    steps = found(table, row, column, f"So {told}." if told else pick(ending, row.key.text))
    yield Asked("fact_based", question, finished(cell.text), steps, (row,), distractors(table, column, row))
    if len(cell.text.split()) >= LEAST_BOTH_WAYS:  # "Error propagation" is learnt from one direction
        yield from told_back(table, row, column)


def describing_questions(table: Table, column: Column, subject: str, text: str) -> tuple[str, ...]:
    """The questions that a description answers, by the name of its column and by how it begins."""
    form, noun = shape(text), head(table.noun)
    if column.role == "meaning":
        return f"What does {subject} mean?", f"What is the meaning of {subject}?"
    if column.role == "purpose":
        used = (f"What is {subject} used for?",) if form in ("to", "other") else ()
        return (f"What is the purpose of {subject}?", f"What purpose does {subject} serve?", *used)
    if form == "verb":
        return (f"What does {subject} do?",)
    if form == "able" and noun in ABLE:
        return (f"What can {subject} do?",)
    if form == "order" and (noun in NAMED_BY_HEADING or (noun in SPECIFY and '"' not in subject)):
        return (f"What does {subject} do?",)
    return noun_questions(table.noun, form, subject, text)


def noun_questions(name: str, form: str, subject: str, text: str) -> tuple[str, ...]:
    """The questions that a noun phrase answers about a row of a known kind, and those that fit anything."""
    noun, named = head(name), form in ("noun", "whether")
    if specifies(name) and named:
        return f"What does {subject} specify?", f"How is {subject} described?"
    if noun in MEASURE and (named or (form == "other" and first(text) not in STATUS)):
        return (f"What does {subject} measure?",)
    if noun in DENOTE and first(text) not in IMPERATIVE:
        return f"What does {subject} stand for?", f"What does {subject} denote?"
    if named and (not noun or noun in CONCEPTS):
        return f"What is {subject}?", f"How is {subject} described?"
    return (f"How is {subject} described?",)


def told_back(table: Table, row: Row, column: Column) -> Iterator[Asked]:
    """Which row is meant by a description."""
    text = row.cells[column.place].text.rstrip(".")
    if not table.noun or not one_sentence(text) or not LEAST_TOLD_BACK <= len(text) <= MOST_TOLD_BACK:
        return
    if names_key(text, row.key.text) or respells(text, row.key.text) or BACK_POINTER.search(text) or first(text) in STATUS:
        return
    if resembles_another(table, column, row) or leans_on_rows([cells[column.place].text for cells in table.all_cells]):
        return
    question = question_back(table, column, text)
    if question:
        yield backwards(table, row, column, question)


def question_back(table: Table, column: Column, text: str) -> str:
    noun, form = head(table.noun), shape(text)
    verb = "stands for" if noun in DENOTE and first(text) in ARTICLES else telling_verb(table, column)
    if form == "verb" or (form == "able" and noun in ABLE):
        return f"Which {table.noun} {lower_first(text)}?"
    if form in ("noun", "whether") and verb not in ("", "means"):
        return f"Which {table.noun} {verb} {as_object(text)}?"
    if '"' in text or column.role == "purpose":
        return ""
    return f'Which {table.noun} {"means" if column.role == "meaning" else "is described as"} "{text}"?'


def names_key(text: str, key: str) -> bool:
    """Whether a description gives its row away."""
    words = {word for word in LETTERS.findall(key.lower()) if len(word) > 2}
    return key.strip("`").lower() in text.lower() or (bool(words) and words <= set(LETTERS.findall(text.lower())))


def adds_nothing(cell: Cell, key: str) -> bool:
    """Whether a few words hold the key itself: "Added in: v0.11.5" of the version v0.11.5."""
    short = cell.kind == "text" and len(key) > LEAST_NAMED and len(cell.text.split()) <= LEAST_BESIDE_KEY
    return short and names_key(cell.text, key)


def resembles_another(table: Table, column: Column, row: Row) -> bool:
    """Whether the cell, or a cell that holds it, stands in another row too: then it doesn't tell the row."""
    text = row.cells[column.place].text.lower().rstrip(".")
    others = (cells[column.place].text.lower() for cells in table.all_cells if cells is not row.cells)
    return any(text in other or (len(other) > 3 and other in text) for other in others)


def backwards(table: Table, row: Row, column: Column, question: str) -> Asked:
    """The question for the row that says something, with the keys of other rows as choices."""
    rest, key = len(table.all_cells) - 1, row.key.text
    if rest == 1:
        endings: tuple[str, ...] = (f"The other row says something else, which leaves {key}.",)
    else:
        endings = (
            f"None of the other {rest} rows says so, which leaves {key}.",
            f"No other of the {rest + 1} rows fits, so the {table.noun} asked for is {key}.",
        )
    steps = (
        f"The answer is found by going down the column “{column.name}” of the table under {table.where}.",
        f"“{opening(row.cells[column.place].text, 14)}” stands there in the row of {key}.",
        pick(endings, key),
    )
    others = [other.key.text for other in table.rows if other is not row and other.key.kind == row.key.kind]
    return Asked("factual_recall", question, key, steps, (row,), chosen(key, others))


def attribute(table: Table, row: Row, column: Column, question_type: str) -> Iterator[Asked]:
    """What a column with a name of its own says about a row, and which row it says it about."""
    cell = row.cells[column.place]
    if cell.kind in NO_VALUE or cell.text in DASHES or len(cell.text) > MOST_VALUE or not one_sentence(cell.text):
        return
    if column.role == "example" and (head(table.noun) in DENOTE or row.key.kind == "text"):
        return  # `<` is shown by `expr < expr`; and any binary number is an example of "Binary"
    clausal = cell.kind == "text" and bool(FINITE.search(cell.text) or ";" in cell.text)
    told = column.phrase not in ("default", "default value") and respells(row.key.text, cell.text)  # no name tells a default
    told = told or adds_nothing(cell, row.key.text) or cell.text.strip("`").lower() == row.key.text.strip("`").lower()
    told = told or is_thin(table.noun, row.key, column.phrase, cell) or runs_together(column.phrase, cell)
    told = told or len(cell.text.strip("`")) == 1 and cell.text.strip("`").isalpha()  # a mark that another place explains
    told = told or column.phrase.startswith("meaning") and adds_little(row.key.text, cell.text)  # ALT_UNIT: "Altitude Units"
    told = told or "=" in cell.text and cell.text.rpartition("=")[2] in row.key.text  # "version=1.0" of "Text 1.0"
    if told or (clausal and head(column.phrase) in INTRINSIC):
        return
    subject, value = subject_of(table, row, column), with_unit(cell, column)
    answer = value.rstrip(".")
    conclusion = f"So for {subject} the answer is {answer}."
    if column.role == "attribute":
        conclusion = f"So the {column.phrase} given for {subject} {'are' if is_plural(column.phrase) else 'is'} “{answer}”."
    several = column.role == "code" and cell.text.count("`") > 2
    inherent = bool(table.key_name) and head(table.noun) not in CASES
    asks = attribute_questions(column._replace(role="codes") if several else column, subject, inherent)
    question = pick(asks, row.key.text, column.name)
    steps = found(table, row, column, conclusion)
    yield Asked(question_type, question, value, steps, (row,), distractors(table, column, row))
    if column.role == "attribute" and not clausal and tells_row(table, row, column):
        yield backwards(table, row, column, backward_question(table, column, cell, value))


def subject_of(table: Table, row: Row, column: Column) -> str:
    """The row as it is named when this column is asked for: not "the release date of the release X", but never a mere "2.5"."""
    told = table.noun and head(table.noun) in column.phrase.split() and row.key.kind not in ("number", "version")
    return name_of_row(row.key) if told else thing(table, row.key)


def tells_row(table: Table, row: Row, column: Column) -> bool:
    """Whether a short literal stands for its row alone and doesn't name it: a phrase of a table is no way to ask for a row."""
    text, key = row.cells[column.place].text, row.key.text
    if not reads_as_code(row.cells[column.place]) or len(key.split()) > MOST_KEY_ASKED:
        return False
    if not table.noun or column.kind == "date" or head(column.phrase) in SHARED or text.strip("`").lower() in NOTHING_SET:
        return False
    if len(text) > MOST_ASKED_BACK or '"' in text or is_plural(column.phrase):
        return False
    return not (names_key(text, key) or names_key(key, text) or resembles_another(table, column, row))


def backward_question(table: Table, column: Column, cell: Cell, value: str) -> str:
    name = f'"{value}"' if cell.kind == "text" else value
    if column.phrase in ("default", "default value"):
        return f"Which {table.noun} defaults to {name}?"
    return pick(
        (
            f"Which {table.noun} has {name} as its {column.phrase}?",
            f"For which {table.noun} is {name} given as the {column.phrase}?",
        ),
        value, column.name,
    )  # fmt: skip


def attribute_questions(column: Column, subject: str, inherent: bool = True) -> tuple[str, ...]:
    """The questions for a column; inherent: whether what it tells can belong to the row, not only hold for it."""
    name = column.phrase
    asked = {
        "code": (f"What is the value of {name} for {subject}?", f"Which {name} value is given for {subject}?"),
        "codes": (f"Which {name} values are given for {subject}?",),
        "example": (f"Which example is given for {subject}?", f"What example is given of {subject}?"),
        "participle": (f"What is {subject} {name.lower()}?",),
        "count": (f"How many {name} does {subject} have?",),
    }
    if column.role == "participle" and column.kind == "version" and name.lower().endswith("ed in"):
        return (f"In which version was {subject} {name.lower().removesuffix(' in')}?",)
    if column.role in asked:
        return asked[column.role]
    if name in ("default", "default value"):
        return f"What is the default value of {subject}?", f"What does {subject} default to?"
    if is_plural(name):
        return f"What are the {name} for {subject}?", f"Which {name} are given for {subject}?"
    if head(name) in INTRINSIC and inherent:
        held = (f"Which {name} does {subject} have?",) if head(name) in HELD and subject.startswith("the ") else ()
        return f"What is the {name} of {subject}?", *held
    return f"What is the {name} for {subject}?", f"Which {name} is given for {subject}?", f"Which {name} is listed for {subject}?"


def state(table: Table, row: Row, column: Column) -> Iterator[Asked]:
    """Whether a row has what a yes-or-no column is about."""
    cell = row.cells[column.place]
    if cell.kind not in ("yes", "no") or is_thin(table.noun, row.key, column.phrase, cell):
        return
    subject, adjective = thing(table, row.key), column.phrase.lower()
    answer = f"Yes, {subject} is {adjective}." if cell.kind == "yes" else f"No, {subject} is not {adjective}."
    conclusion = f"“{cell.text}” there means that {subject} is {'' if cell.kind == 'yes' else 'not '}{adjective}."
    yield Asked("factual_recall", f"Is {subject} {adjective}?", answer, found(table, row, column, conclusion), (row,))


def grounds(table: Table, row: Row, column: Column) -> Iterator[Asked]:
    """The pros or cons of a row."""
    cell = row.cells[column.place]
    if cell.kind != "text" or len(cell.text) < LEAST_GROUND:
        return
    subject, name = thing(table, row.key), column.phrase.lower()
    question = pick((f"What are the {name} of {subject}?", f"Which {name} does {subject} have?"), row.key.text, name)
    steps = found(table, row, column, f"These are the {name} that are held for {subject}.")
    yield Asked("critical_analysis", question, finished(cell.text), steps, (row,))


def in_matrix(row: Row, column: Column, table: Table, text: str) -> Iterator[Asked]:
    """What a comparison says of one of its things in one aspect."""
    cell, aspect = row.cells[column.place], in_sentence(row.key.text, text)
    if cell.kind in NO_VALUE or not is_aspect(row.key, aspect) or is_fragment(cell):
        return
    if not pieces(aspect).isdisjoint(pieces(column.name)) or respells(f"{aspect} {column.name}", cell.text):
        return  # "System testing in terms of the system under test"
    name = column.name
    plain = len(aspect.split()) <= MOST_ASPECT_WORDS  # not "the configuration during setup of X"
    general = f"How is the {aspect} of {name} described?" if plain else f"How is {name} characterized in terms of {aspect}?"
    question = f"What is the {aspect} of {name}?" if aspect in INTRINSIC else general
    steps = found(table, row, column, f"So as regards {aspect}, that is what holds for {name}.")
    yield Asked("factual_recall", question, cell.text, steps, (row,))
