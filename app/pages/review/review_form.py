"""The controls of the review form, and how they become values of the schema and back.

A section can have several remarks: their controls are `remarks-results-0-text`, `-weight` and `-quote`. The
verdict on a response is in `verdicts-17-verdict` and `-text`, with the id of the remark.
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
    """Return what was typed: plain controls by name, `remarks` by section, `verdicts` by remark."""
    controls: Controls = {name: form.get(name, "") for name in (*RATINGS, *PLAIN)}
    remarks: dict[str, dict[int, RemarkControls]] = {section.value: {} for section in Section}
    verdicts: dict[int, dict[str, str]] = {}
    for name, value in form.items():
        if found := REMARK.fullmatch(name):
            remarks[found[1]].setdefault(int(found[2]), {})[found[3]] = value
        elif found := VERDICT.fullmatch(name):
            verdicts.setdefault(int(found[1]), {})[found[2]] = value
    controls["remarks"] = {section: _said(numbered.values()) for section, numbered in remarks.items()}
    controls["verdicts"] = verdicts
    return controls


def _said(remarks: Iterable[RemarkControls]) -> list[RemarkControls]:
    """Return the remarks into which something was typed; a quote alone is kept too."""
    blank = {"text": "", "weight": Weight.SUGGESTION.value, "quote": ""}
    return [{**blank, **remark} for remark in remarks if remark.get("text") or remark.get("quote")]


def values_of(controls: Controls, *, submit: bool) -> dict[str, Any]:
    """Return the controls in the shape of the schema."""
    ratings = {rating.value: controls[f"ratings-{rating}"] for rating in Rating}
    return {
        "ratings": {name: whole_number(text) if text else None for name, text in ratings.items()},
        "remarks": [{"section": section, **remark} for section, remark in _in_order(controls)],
        "verdicts": [
            {"remark": remark, "verdict": said.get("verdict") or Verdict.REOPENED.value, "text": said.get("text", "")}
            for remark, said in _verdict_controls(controls)
        ],
        "recommendation": controls["recommendation"] or None,
        "overall": controls["overall"],
        "note_to_editors": controls["note_to_editors"],
        "submit": submit,
    }


def _verdict_controls(controls: Controls) -> list[tuple[int, dict[str, str]]]:
    """Return the answers of which something is said; who says what is missing, and no more, holds it for open."""
    verdicts = controls["verdicts"].items()
    return [(remark, said) for remark, said in verdicts if said.get("verdict") or said.get("text", "").strip()]


def _in_order(controls: Controls) -> list[tuple[str, RemarkControls]]:
    return [(section, remark) for section, remarks in controls["remarks"].items() for remark in remarks]


def at_their_controls(refused: FormErrors, controls: Controls) -> FormErrors:
    """Return a refusal with its messages at the controls of the form: the schema counts through all sections."""
    places = [f"remarks-{section}-{n}" for section, said in controls["remarks"].items() for n in range(len(said))]
    answered = [remark for remark, _ in _verdict_controls(controls)]
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
    """Return what is saved of a review, in the form of controls: where it is being changed, with the changes."""
    controls = _blank() if review is None else _written(review)
    controls["verdicts"] = {thread.remark.id: _verdict(thread) for thread in threads}
    if review is not None and review.changes:
        controls |= _changed(review.changes, controls)
    return controls


def _blank() -> Controls:
    return {**dict.fromkeys((*RATINGS, *PLAIN), ""), "remarks": {section.value: [] for section in Section}}


def _written(review: Review) -> Controls:
    remarks: dict[str, list[RemarkControls]] = {section.value: [] for section in Section}
    for remark in review.remarks:
        remarks[remark.section].append({"text": remark.text, "weight": remark.weight, "quote": remark.quote})
    plain = {name: getattr(review, name) for name in PLAIN}
    return {**{f"ratings-{name}": value for name, value in review.ratings.items()}, **plain, "remarks": remarks}


def _verdict(thread: RemarkThread) -> dict[str, str]:
    answer = thread.latest
    return {"verdict": answer.verdict or "", "text": answer.verdict_text} if answer is not None else {}


def _changed(changes: Mapping[str, Any], before: Controls) -> Controls:
    """Return the controls that a change under way replaces."""
    controls: Controls = {name: changes[name] for name in PLAIN if name in changes}
    controls |= {f"ratings-{name}": value for name, value in changes.get("ratings", {}).items()}
    if "remarks" in changes:
        remarks: dict[str, list[RemarkControls]] = {section.value: [] for section in Section}
        for remark in changes["remarks"]:
            remarks[remark["section"]].append(remark)
        controls["remarks"] = remarks
    said = {found["remark"]: found for found in changes.get("verdicts", ())}
    return {**controls, "verdicts": {**before["verdicts"], **said}}
