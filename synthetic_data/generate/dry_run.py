"""What a run would ask, without asking: sections, planned pairs per type, and tokens."""

from collections import Counter
from dataclasses import dataclass, field

from ..gates import stated
from ..prompts import Prompts
from ..text.tokens import estimate_tokens
from .answers import Work
from .plan import Plan, document_counts, plan_section
from .travel import unpacked

COMPLETION_TOKENS_PER_PAIR = 250  # question, three to six steps, answer, quotes: what models write for these prompts


@dataclass
class Forecast:
    """Planned pairs and requests per type, and estimated tokens; prompt tokens are counted without any cache."""

    pairs: Counter[str] = field(default_factory=Counter)
    requests: Counter[str] = field(default_factory=Counter)
    prompt_tokens: int = 0
    completion_tokens: int = 0

    def add(self, other: "Forecast") -> None:
        self.pairs.update(other.pairs)
        self.requests.update(other.requests)
        self.prompt_tokens += other.prompt_tokens
        self.completion_tokens += other.completion_tokens


@dataclass
class Forecaster:
    """Plans one document after the other and counts."""

    plan: Plan
    prompts: Prompts

    def __call__(self, work: Work) -> Forecast:
        sections = unpacked(work.sections)
        system = estimate_tokens(self.prompts.system)
        forecast = Forecast()
        for position, section in enumerate(sections):
            if position not in work.wanted:
                continue
            for task in plan_section(section, self.plan):
                kind = self.plan.types[task.question_type]
                forecast.pairs[kind.name] += task.count
                forecast.requests[kind.name] += 1
                shown = sum(estimate_tokens(part.text) for part in task.sections)
                facts = sum(estimate_tokens(fact.text) for fact in task.facts)
                forecast.prompt_tokens += system + shown + facts + estimate_tokens(kind.body)
                forecast.completion_tokens += task.count * COMPLETION_TOKENS_PER_PAIR
        for name, count in document_counts(stated(sections), self.plan).items():
            forecast.pairs[name] += count
            forecast.requests[name] += count  # more where a document is too long for one
            shown = sum(estimate_tokens(part.text) for part in sections)
            forecast.prompt_tokens += system + shown + estimate_tokens(self.plan.types[name].body)
            forecast.completion_tokens += count * COMPLETION_TOKENS_PER_PAIR
        return forecast
