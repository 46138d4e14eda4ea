"""Chain-of-thought levels: exactly what each level and style puts before the answer."""

from synthetic_data.cot import CotPlan, examples
from synthetic_data.records import Pair

PAIR = Pair("0f", "Q?", "A.", ("One.", "Two.", "Three."), "fact_based", "easy", "en", (), ())


def contents(plan: CotPlan) -> dict[str, str]:
    return {example.level: example.messages[1]["content"] for example in examples(PAIR, plan)}


def test_the_plain_style_puts_steps_a_newline_and_the_answer():
    assert contents(CotPlan()) == {"none": "A.", "one": "One.\nA.", "two": "One. Two.\nA.", "all": "One. Two. Three.\nA."}


def test_the_think_style_puts_the_steps_in_tags():
    assert contents(CotPlan(style="think"))["two"] == "<think>\nOne. Two.\n</think>\n\nA."
    assert contents(CotPlan(style="think"))["none"] == "A."


def test_reasoning_content_is_a_field_of_its_own():
    (example,) = examples(PAIR, CotPlan(levels=("all",), style="reasoning_content"))
    assert example.messages[1] == {"role": "assistant", "content": "A.", "reasoning_content": "One. Two. Three."}


def test_an_instruction_tells_the_level_in_the_user_turn():
    plan = CotPlan(instructions={"none": "Answer only.", "one": "", "two": "Two steps.", "all": "Think."})
    users = {example.level: example.messages[0]["content"] for example in examples(PAIR, plan)}
    assert users == {"none": "Q?\n\nAnswer only.", "one": "Q?", "two": "Q?\n\nTwo steps.", "all": "Q?\n\nThink."}


def test_one_level_per_pair_is_chosen_by_hash_evenly_and_always_the_same():
    plan = CotPlan(per_pair=1)
    pairs = [Pair(f"{number:016x}", "Q?", "A.", ("1", "2", "3"), "fact_based", "easy", "en", (), ()) for number in range(400)]
    levels = [next(iter(examples(pair, plan))).level for pair in pairs]
    assert levels == [next(iter(examples(pair, plan))).level for pair in pairs]
    assert all(60 < levels.count(level) < 140 for level in ("none", "one", "two", "all"))
    assert all(len(list(examples(pair, plan))) == 1 for pair in pairs)
