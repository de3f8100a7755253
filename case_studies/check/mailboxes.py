"""Whether a mail address is that of a person: by its provider, or because its name is no word for an office."""

import re

FREE = re.compile(
    r"@(?:gmail|googlemail|yahoo|hotmail|outlook|live|icloud|aol|gmx|mail\.ru|yandex|qq|163|126|proton|protonmail"
    r"|orange\.fr|free\.fr|wanadoo|laposte|rambler|bk\.ru|list\.ru|inbox\.ru|ukr\.net|web\.de|sina|foxmail|139|msn"
    r"|tutanota|tuta|zoho|libero|rediffmail|uol|ymail|hushmail)(?:\.|$)"
)
OFFICES = re.compile(
    r"info|contact|offic|peace|keep|support|press|media|desk|mission|operat|ops|polic|milit|army|force|troop|train"
    r"|centre|center|cent[er]|secretar|protocol|legal|focal|point|clear|review|editor|admin|help|team|group|division"
    r"|section|unit|depart|ministr|embass|deleg|permanent|repr|consul|safety|secur|medic|health|logist|planning|policy"
    r"|lesson|doctrine|evaluat|liaison|duty|watch|library|archive|record|event|practice|case|mail|post|service|public"
    r"|communi|un[a-z]{2,5}$|dpo|dos|jmac|joc|unmas|mod|mfa|defen[cs]|gender|conduct|welfare|cimic|uav|eod|ied|medevac"
    r"|sicherheit|bureau|cabinet|accueil|etat|paix|maintien|formation|courrier|mando|oficina|paz|prensa|enlace|escuela"
    r"|centro|cuartel|mirotvor|bibliot|redak|pressa|svyaz|priem|archiv|centr|zentr|school|shkola|escol|ecole"
    r"|institut|univers|akadem|academ|biblio|registr|prijem|otdel|sprav|hotline|linea|ligne|newsletter|notific"
    r"|noreply|course|cours|stage|curso|kurs|taller|atelier|workshop|instruc|training|capacit|survey|research"
    r"|analys|jobs|recruit|personnel|finance|budget|procure|suppl|fuel|fleet|transport|movcon|aviation|marit|naval"
    r"|legal|claims|audit|invest|board|council|project|program|kanc|shtab|hq|headquarter|general|enquir|inquir"
    r"|feedback|webmaster"
)


def is_personal(address: str) -> bool:
    """Return whether a mailbox belongs to a person, as far as its address shows."""
    name = re.split(r"[@#＃*(\[{<\s]|_at_|-at-", address.lower(), maxsplit=1)[0]
    return FREE.search(address.lower()) is not None or OFFICES.search(name) is None
