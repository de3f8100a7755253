"""What fits my situation: a form, and below it practices and cases to read with reasons and differences."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext as _
from marshmallow import ValidationError

from app.access import open_to_all
from app.collation import by_name
from app.current import current_platform, reading
from app.identity import actor
from app.pages.form_errors import NO_ERRORS, FormErrors
from app.pages.search.url import SearchUrl
from app.phrases import practices
from app.phrases.situations import ASPECTS, Names, as_heading, assessment_phrase, names_of_values
from app.phrases.submitters import name_of
from app.schemas.search import parameters_from
from app.schemas.situations import MOST_HOST_STATES, SituationSchema, situation_from
from case_studies.errors import Incomplete
from case_studies.operations.situations.finder import find_fitting_cases as find
from case_studies.operations.situations.situation import Fits, Situation, check_situation
from case_studies.policy.delegations import known_vocabularies
from case_studies.taxonomy.catalogue import Vocabularies
from case_studies.taxonomy.situations import Aspect, choices

pages = Blueprint("situations", __name__)

Typed = Mapping[Aspect, Sequence[str]]


@pages.get("/fit")
@open_to_all
def situations() -> str | tuple[str, int]:
    """Show the form, and the cases that fit if something was chosen."""
    typed = {aspect: list(dict.fromkeys(filter(None, request.args.getlist(aspect)))) for aspect in Aspect}
    with reading() as session:
        vocabularies = known_vocabularies(session, actor())
        if not any(typed.values()):
            return _page(vocabularies, typed)
        try:
            situation = situation_from(SituationSchema().load(parameters_from(request.args, list(Aspect))))
            check_situation(situation, vocabularies)
        except (ValidationError, Incomplete) as error:
            errors = FormErrors.by(error)
            return _page(vocabularies, _known(typed, vocabularies), errors), errors.status
        fits = find(session, current_platform().search, actor(), situation)
        return _page(vocabularies, {aspect: situation.of(aspect) for aspect in Aspect}, situation=situation, fits=fits)


def _known(typed: Typed, vocabularies: Vocabularies) -> Typed:
    """Return the values that the form can show."""
    names = names_of_values(vocabularies.places)
    known = {aspect: [value for value in values if value in names[aspect]] for aspect, values in typed.items()}
    return {**known, Aspect.HOST_STATE: known[Aspect.HOST_STATE][:MOST_HOST_STATES]}


def _page(
    vocabularies: Vocabularies,
    typed: Typed,
    errors: FormErrors = NO_ERRORS,
    *,
    situation: Situation | None = None,
    fits: Fits | None = None,
) -> str:
    names = names_of_values(vocabularies.places)
    return render_template(
        "search/situations.html",
        typed=typed,
        errors=errors,
        summary=_summary(errors),
        states=[("", _("Any")), *sorted(vocabularies.places.items(), key=lambda place: by_name(place[1]))],
        groups=[(aspect, ASPECTS[aspect], _options(names[aspect])) for aspect in choices()],
        chips=list(_chips(typed, names)),
        fits=fits,
        instead=list(_instead(typed, fits, names)) if fits else [],
        search_url=_search_url(situation, names) if situation else None,
        phrase_of=lambda remark: assessment_phrase(remark, names),
        theme_labels=vocabularies.themes,
        phrases=practices,
        name_of=name_of,
    )


def _summary(errors: FormErrors) -> list[tuple[str, str]]:
    """Return the lines of the error summary, each with the part of the form that it is about."""
    lines = [(f"f-{name}", f"{ASPECTS[Aspect(name)]}: {message}") for name, message in errors.fields.items()]
    return lines or errors.summary


def _options(names: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(value, as_heading(name)) for value, name in names.items()]


def _chips(typed: Typed, names: Names) -> Iterator[tuple[str, str, str]]:
    """Yield the chosen values, each with the address without it."""
    for aspect, values in typed.items():
        for value in values:
            rest = {**typed, aspect: [other for other in values if other != value]}
            yield str(ASPECTS[aspect]), names[aspect][value], _url(rest)


def _instead(typed: Typed, fits: Fits, names: Names) -> Iterator[tuple[str, list[tuple[str, str, int]]]]:
    """Yield, by aspect, values that cases name, each with the address of a situation with it instead."""
    for aspect, counted in fits.instead.items():
        links = [(as_heading(names[aspect][value]), _url({**typed, aspect: [value]}), n) for value, n in counted]
        yield str(ASPECTS[aspect]), links


def _url(typed: Typed) -> str:
    return url_for(".situations", **{aspect.value: values for aspect, values in typed.items() if values})  # type: ignore[arg-type]


def _search_url(situation: Situation, names: Names) -> str:
    """Return the address of a search for the same words."""
    chosen: Iterable[str] = (names[aspect][value] for aspect in choices() for value in situation.of(aspect))
    query = " OR ".join(f'"{name}"' for name in chosen)
    values = [("q", query)] * bool(query) + [("host_state", code) for code in situation.host_state]
    return SearchUrl(tuple(values)).url()
