"""The choices of a control, from labels and hints."""

from flask_babel.speaklater import LazyString

from app.phrases.labels import Labels

Choice = tuple[str, LazyString, LazyString | None]


def choices(labels: Labels, hints: Labels | None = None) -> list[Choice]:
    """Return the choices, each with its hint if there is one."""
    return [(value, label, (hints or {}).get(value)) for value, label in labels.items()]
