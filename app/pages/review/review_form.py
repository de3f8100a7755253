"""The controls of the review form, and their conversion to values of the schema and back.

A section can have several remarks; the controls are `remarks-results-0-text`, `-weight` and `-quote`. The verdict on
the response to a remark is in `verdicts-17-verdict` and `-text`, where 17 is the id of the remark.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from werkzeug.datastructures import MultiDict

from app.pages.cases.edit_form import whole_number
from app.pages.form_errors import FormErrors
from case_studies.models import Review
from case_studies.vocabulary import Rating, Section, Verdict, Weight
from case_studies.workflow.remarks import RemarkThread

PLAIN = ("recommendation", "overall", "note_to_editors")
RATINGS = tuple(f"ratings-{rating}" for rating in Rating)
REMARK = re.compile(rf"remarks-({'|'.join(Section)})-(\d{{1,2}})-(text|weight|quote)")
VERDICT = re.compile(r"verdicts-(\d{1,9})-(verdict|text)")

Controls = dict[str, Any]
RemarkControls = dict[str, str]


def form_values(form: MultiDict[str, str]) -> Controls:
    """Return the controls of a form: plain ones by name, `remarks` by section, `verdicts` by remark id."""
    controls: Controls = {name: form.get(name, "") for name in (*RATINGS, *PLAIN)}
    remarks: dict[str, dict[int, RemarkControls]] = {section.value: {} for section in Section}
    verdicts: dict[int, dict[str, str]] = {}
    for name, value in form.items():
        if found := REMARK.fullmatch(name):
            remarks[found[1]].setdefault(int(found[2]), {})[found[3]] = value
        elif found := VERDICT.fullmatch(name):
            verdicts.setdefault(int(found[1]), {})[found[2]] = value
    controls["remarks"] = {section: _filled(numbered.values()) for section, numbered in remarks.items()}
    controls["verdicts"] = verdicts
    return controls


def _filled(remarks: Iterable[RemarkControls]) -> list[RemarkControls]:
    """Return the remarks that are not empty. A quote without text is kept too."""
    blank = {"text": "", "weight": Weight.SUGGESTION.value, "quote": ""}
    written = (remark for remark in remarks if (remark.get("text", "") + remark.get("quote", "")).strip())
    return [{**blank, **remark} for remark in written]


def typed_fields(form: MultiDict[str, str]) -> list[tuple[str, str]]:
    """Return the fields of a form that belong to the review, unchanged, to send them again."""
    return [
        (name, value)
        for name, value in form.items()
        if name in (*RATINGS, *PLAIN) or REMARK.fullmatch(name) or VERDICT.fullmatch(name)
    ]


def values_of(controls: Controls, *, submit: bool) -> dict[str, Any]:
    """Return the controls as values for the schema."""
    ratings = {rating.value: controls[f"ratings-{rating}"] for rating in Rating}
    return {
        "ratings": {name: whole_number(text) if text else None for name, text in ratings.items()},
        "remarks": [{"section": section, **remark} for section, remark in _in_order(controls)],
        "verdicts": [
            {
                "remark": remark,
                "verdict": values.get("verdict") or Verdict.REOPENED.value,
                "text": values.get("text", ""),
            }
            for remark, values in _given_verdicts(controls)
        ],
        "recommendation": controls["recommendation"] or None,
        "overall": controls["overall"],
        "note_to_editors": controls["note_to_editors"],
        "submit": submit,
    }


def _given_verdicts(controls: Controls) -> list[tuple[int, dict[str, str]]]:
    """Return the verdicts that are not empty, by remark id. Text without a choice counts as reopened."""
    verdicts = controls["verdicts"].items()
    return [(remark, values) for remark, values in verdicts if values.get("verdict") or values.get("text", "").strip()]


def _in_order(controls: Controls) -> list[tuple[str, RemarkControls]]:
    return [(section, remark) for section, remarks in controls["remarks"].items() for remark in remarks]


def errors_by_control(refused: FormErrors, controls: Controls) -> FormErrors:
    """Return the errors with the names of the form's controls. The schema numbers remarks through all sections."""
    places = [f"remarks-{section}-{n}" for section, values in controls["remarks"].items() for n in range(len(values))]
    answered = [remark for remark, _ in _given_verdicts(controls)]
    named = {}
    for name, message in refused.fields.items():
        kind, *rest = name.split("-")
        if kind == "remarks" and len(rest) == 2:
            name = f"{places[int(rest[0])]}-{rest[1]}"
        elif kind == "verdicts" and len(rest) == 2:
            name = f"verdicts-{answered[int(rest[0])]}-{rest[1]}"
        named[name] = message
    return replace(refused, fields=named)


def stored_values(review: Review | None, threads: Iterable[RemarkThread]) -> Controls:
    """Return a saved review as controls, with the changes that are not submitted yet."""
    controls = _blank() if review is None else _saved(review)
    controls["verdicts"] = {thread.remark.id: _verdict(thread) for thread in threads}
    if review is not None and review.changes:
        controls |= _changed(review.changes, controls)
    return controls


def _blank() -> Controls:
    return {**dict.fromkeys((*RATINGS, *PLAIN), ""), "remarks": {section.value: [] for section in Section}}


def _saved(review: Review) -> Controls:
    remarks: dict[str, list[RemarkControls]] = {section.value: [] for section in Section}
    for remark in review.remarks:
        remarks[remark.section].append({"text": remark.text, "weight": remark.weight, "quote": remark.quote})
    plain = {name: getattr(review, name) for name in PLAIN}
    return {**{f"ratings-{name}": value for name, value in review.ratings.items()}, **plain, "remarks": remarks}


def _verdict(thread: RemarkThread) -> dict[str, str]:
    response = thread.latest
    return {"verdict": response.verdict or "", "text": response.verdict_text} if response is not None else {}


def _changed(changes: Mapping[str, Any], before: Controls) -> Controls:
    """Return the controls that unsubmitted changes replace."""
    controls: Controls = {name: changes[name] for name in PLAIN if name in changes}
    controls |= {f"ratings-{name}": value for name, value in changes.get("ratings", {}).items()}
    if "remarks" in changes:
        remarks: dict[str, list[RemarkControls]] = {section.value: [] for section in Section}
        for remark in changes["remarks"]:
            remarks[remark["section"]].append(remark)
        controls["remarks"] = remarks
    values = {found["remark"]: found for found in changes.get("verdicts", ())}
    return {**controls, "verdicts": {**before["verdicts"], **values}}
