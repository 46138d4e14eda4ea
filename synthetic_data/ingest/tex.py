"""Office formulas (OMML) as TeX, as far as TeX has a word for what stands in them."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SYMBOLS = {
    "α": "\\alpha", "β": "\\beta", "γ": "\\gamma", "δ": "\\delta", "ε": "\\varepsilon", "ϵ": "\\epsilon", "ζ": "\\zeta",
    "η": "\\eta", "θ": "\\theta", "ι": "\\iota", "κ": "\\kappa", "λ": "\\lambda", "μ": "\\mu", "ν": "\\nu", "ξ": "\\xi",
    "π": "\\pi", "ρ": "\\rho", "σ": "\\sigma", "τ": "\\tau", "υ": "\\upsilon", "φ": "\\varphi", "ϕ": "\\phi", "χ": "\\chi",
    "ψ": "\\psi", "ω": "\\omega", "Γ": "\\Gamma", "Δ": "\\Delta", "Θ": "\\Theta", "Λ": "\\Lambda", "Ξ": "\\Xi", "Π": "\\Pi",
    "Σ": "\\Sigma", "Φ": "\\Phi", "Ψ": "\\Psi", "Ω": "\\Omega", "×": "\\times", "÷": "\\div", "·": "\\cdot", "⋅": "\\cdot",
    "±": "\\pm", "∓": "\\mp", "≤": "\\le", "≥": "\\ge", "≠": "\\ne", "≈": "\\approx", "≡": "\\equiv", "∞": "\\infty",
    "∂": "\\partial", "∇": "\\nabla", "∈": "\\in", "∉": "\\notin", "⊂": "\\subset", "⊆": "\\subseteq", "∪": "\\cup",
    "∩": "\\cap", "∅": "\\emptyset", "∀": "\\forall", "∃": "\\exists", "→": "\\to", "←": "\\leftarrow", "⇒": "\\Rightarrow",
    "⇔": "\\Leftrightarrow", "∑": "\\sum", "∏": "\\prod", "∫": "\\int", "∮": "\\oint", "…": "\\ldots", "⋯": "\\cdots",
    "°": "^{\\circ}", "′": "'", "−": "-", "∝": "\\propto", "∠": "\\angle", "√": "\\surd", "ℏ": "\\hbar", "∼": "\\sim",
    "∘": "\\circ",
}  # fmt: skip
RESERVED = {"{": "\\{", "}": "\\}", "$": "\\$", "%": "\\%", "&": "\\&", "#": "\\#", "_": "\\_", "\\": "\\backslash"}
ACCENTS = {
    "\u0302": "\\hat", "\u0303": "\\tilde", "\u0304": "\\bar", "\u0305": "\\overline", "\u0307": "\\dot", "\u0308": "\\ddot",
    "\u20d7": "\\vec", "\u030c": "\\check",
}  # fmt: skip
FUNCTIONS = frozenset("sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh log ln exp lim max min sup inf det gcd".split())


APPLIED = re.compile(r"^([a-z]+)[\u2061-\u2064]?$")  # what stands alone in a run, or before the invisible "apply function"
INVISIBLE = dict.fromkeys(range(0x2061, 0x2065))


class UnknownPart(Exception):
    """A part of a formula there is no TeX for here."""


def tex_of(element: ET.Element) -> str:
    """A formula's TeX. Raises UnknownPart rather than leave something out."""
    return " ".join("".join(map(part, element)).split())


def part(element: ET.Element) -> str:
    name = element.tag.removeprefix(M)
    if element.tag.startswith(W) or name.endswith("Pr"):
        return ""
    if name == "r":
        return run(element)
    if name in ("oMath", "e", "num", "den", "sup", "sub", "deg", "fName", "lim", "box", "borderBox", "phant"):
        return "".join(map(part, element))
    writer = WRITERS.get(name)
    if writer is None:
        raise UnknownPart(name)
    return writer(element)


def run(element: ET.Element) -> str:
    text = "".join(found.text or "" for found in element.iter(f"{M}t"))
    text = APPLIED.sub(lambda match: named(match[1]), text)
    if text.startswith("\\"):
        return f"{text} "
    return "".join(f"{SYMBOLS[sign]} " if sign in SYMBOLS else RESERVED.get(sign, sign) for sign in text.translate(INVISIBLE))


def child(element: ET.Element, name: str) -> str:
    found = element.find(f"{M}{name}")
    return part(found).strip() if found is not None else ""


def prop(element: ET.Element, kind: str, name: str, default: str) -> str:
    found = element.find(f"{M}{kind}/{M}{name}")
    return default if found is None else found.get(f"{M}val", "")


def fraction(element: ET.Element) -> str:
    if prop(element, "fPr", "type", "bar") == "lin":
        return f"{child(element, 'num')}/{child(element, 'den')}"
    return f"\\frac{{{child(element, 'num')}}}{{{child(element, 'den')}}}"


def base(element: ET.Element) -> str:
    text = child(element, "e")
    return text if len(text) == 1 else f"{{{text}}}"


def scripts(element: ET.Element) -> str:
    below, above = child(element, "sub"), child(element, "sup")
    return base(element) + (f"_{{{below}}}" if below else "") + (f"^{{{above}}}" if above else "")


def before(element: ET.Element) -> str:
    return f"{{}}_{{{child(element, 'sub')}}}^{{{child(element, 'sup')}}}{base(element)}"


def root(element: ET.Element) -> str:
    degree = child(element, "deg")
    return "\\sqrt" + (f"[{degree}]" if degree else "") + f"{{{child(element, 'e')}}}"


def delimited(element: ET.Element) -> str:
    opening, closing = prop(element, "dPr", "begChr", "("), prop(element, "dPr", "endChr", ")")
    inner = prop(element, "dPr", "sepChr", "|").join(part(found).strip() for found in element.findall(f"{M}e"))
    return f"\\left{delimiter(opening)}{inner}\\right{delimiter(closing)}"


def delimiter(sign: str) -> str:
    return {"": ".", "{": "\\{", "}": "\\}", "‖": "\\|", "⟨": "\\langle ", "⟩": "\\rangle "}.get(sign, sign)


def large_operator(element: ET.Element) -> str:
    sign = prop(element, "naryPr", "chr", "∫")
    below, above = child(element, "sub"), child(element, "sup")
    limits = (f"_{{{below}}}" if below else "") + (f"^{{{above}}}" if above else "")
    return f"{SYMBOLS.get(sign, sign)}{limits} {child(element, 'e')}"


def function(element: ET.Element) -> str:
    return f"{named(child(element, 'fName'))} {child(element, 'e')}"


def named(name: str) -> str:
    return "\\" + name if name in FUNCTIONS else name


def accent(element: ET.Element) -> str:
    sign = prop(element, "accPr", "chr", "\u0302")
    if sign not in ACCENTS:
        raise UnknownPart(f"accent {sign!r}")
    return f"{ACCENTS[sign]}{{{child(element, 'e')}}}"


def bar(element: ET.Element) -> str:
    over = prop(element, "barPr", "pos", "bot") == "top"
    return ("\\overline" if over else "\\underline") + f"{{{child(element, 'e')}}}"


def matrix(element: ET.Element) -> str:
    rows = [" & ".join(part(cell).strip() for cell in row.findall(f"{M}e")) for row in element.findall(f"{M}mr")]
    return environment("matrix", rows)


def lines(element: ET.Element) -> str:
    return environment("aligned", [part(row).strip() for row in element.findall(f"{M}e")])


def environment(name: str, rows: list[str]) -> str:
    inner = " \\\\ ".join(rows)
    return f"\\begin{{{name}}}{inner}\\end{{{name}}}"


def lower_limit(element: ET.Element) -> str:
    name, limit = child(element, "e"), child(element, "lim")
    return f"{named(name)}_{{{limit}}}" if name in FUNCTIONS else f"\\underset{{{limit}}}{{{name}}}"


def upper_limit(element: ET.Element) -> str:
    return f"\\overset{{{child(element, 'lim')}}}{{{child(element, 'e')}}}"


def grouped(element: ET.Element) -> str:
    over = prop(element, "groupChrPr", "pos", "bot") == "top"
    return ("\\overbrace" if over else "\\underbrace") + f"{{{child(element, 'e')}}}"


WRITERS: dict[str, Callable[[ET.Element], str]] = {
    "f": fraction, "sSup": scripts, "sSub": scripts, "sSubSup": scripts, "sPre": before, "rad": root, "d": delimited,
    "nary": large_operator, "func": function, "acc": accent, "bar": bar, "m": matrix, "eqArr": lines, "limLow": lower_limit,
    "limUpp": upper_limit, "groupChr": grouped,
}  # fmt: skip
