"""Options that every program has: everybody knows what `--help` and `--version` tell."""

import re

FLAG = r"[`'\"‘’]{0,2}-{1,2}(?:[hH]|help|\?|V|v|version|usage)[`'\"‘’]{0,2}"
EVERYDAY = re.compile(rf"{FLAG}(?:(?: ?[,;/|] ?| (?:or|oder|ou|o|u) |\s|、|或){FLAG})*")
PLAIN = re.compile(r"--(?:help|version|usage)|-\?")
TELLS = re.compile(
    r"help|hilfe|\baide\b|ayuda|帮助|使用信息|用法|usage|utilisation|benutzung|\buso\b|version|versión|版本", re.IGNORECASE
)


SHOWN = re.compile(r"(?:muestra|mostrar|imprim|affiche|zeigt? |shows? |displays? |prints? |显示|列出|打印)", re.IGNORECASE)


def is_everyday(name: str, text: str = "") -> bool:
    """Whether a name is that of an option for help or the version; `-h` alone may be a host, unless its text tells of help."""
    if name == "`help`":
        return SHOWN.match(text) is not None
    if "-" not in name or not EVERYDAY.fullmatch(name.strip()):
        return False
    return PLAIN.search(name) is not None or TELLS.search(text) is not None
