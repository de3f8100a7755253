"""What templates may use: dates, names, sanitized text, the reader's account, the number of unread notifications."""

import hashlib
from datetime import datetime
from typing import Any

from flask import Flask, g
from flask_babel import format_date, get_translations
from flask_login import current_user
from markupsafe import Markup
from sqlalchemy.exc import SQLAlchemyError

import app.phrases.labels as labels
from app.basket import basket_references
from app.current import current_config, reading, shows_mails
from app.identity import actor
from app.phrases.attachments import file_facts, file_size
from app.phrases.case_facts import fact_rows
from app.phrases.days import day
from app.phrases.lives import shown_life
from app.phrases.markings import marked_audience, marking, narrower_marking
from app.phrases.narrowing import narrowing_phrase, part_label
from app.phrases.section_headings import section_headings
from app.phrases.submitters import submitter_name
from app.topic_urls import TOPICS_OF_FIELD, topic_url
from case_studies.case_fields import period
from case_studies.case_template import KEEP_OUT, RIGHT_TO_LEFT
from case_studies.export_vocabulary import IN_A_REQUEST, MOST_THINGS
from case_studies.markdown import to_html, to_linked_line
from case_studies.markdown.directions import Direction, direction_of
from case_studies.operations.inbox import count_unread
from case_studies.policy.attachment_audiences import audience_of
from case_studies.policy.release import AnyRevision
from case_studies.policy.threads import takes_part_in_discussion
from case_studies.rendered_texts import html_of, plain_of


def start(app: Flask) -> None:
    """Add the filters and variables of the templates to an application."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        day=day, moment=moment, markdown=markdown, period=period, names=names, direction=direction
    )
    app.jinja_env.filters["links"] = links
    app.jinja_env.filters["submitter"] = submitter_name
    app.jinja_env.filters["marking"] = marking
    app.jinja_env.filters["marked_audience"] = marked_audience
    app.jinja_env.filters["narrower_marking"] = narrower_marking
    app.jinja_env.filters["narrowing"] = narrowing_phrase
    app.jinja_env.filters["part_label"] = part_label
    app.jinja_env.filters["text_direction"] = direction_of
    app.jinja_env.globals.update(labels=labels, section_names=section_headings, KEEP_OUT=KEEP_OUT)
    app.jinja_env.globals.update(IN_A_REQUEST=IN_A_REQUEST, MOST_THINGS=MOST_THINGS)
    app.jinja_env.globals.update(topic_url=topic_url, topics_of_field=TOPICS_OF_FIELD)
    app.jinja_env.globals.update(
        fact_rows=fact_rows,
        file_facts=file_facts,
        file_size=file_size,
        attachment_audience=audience_of,
        unread_notifications=unread_notifications,
    )
    app.jinja_env.globals.update(basket_references=basket_references)
    app.jinja_env.globals.update(text_html=text_html, plain_text=plain_of, shown_life=shown_life)
    app.jinja_env.globals.update(use_drawing=use_drawing, drawings=drawings)
    app.jinja_env.install_gettext_callables(_translated, _translated_number, newstyle=True)  # type: ignore[attr-defined]
    app.context_processor(_shared_variables)


def _translated(words: str) -> str:
    return _translations().ugettext(words)  # type: ignore[no-any-return]


def _translated_number(one: str, many: str, number: int) -> str:
    return _translations().ungettext(one, many, number)  # type: ignore[no-any-return]


def _translations() -> Any:
    """Return the translations of this request. Flask-Babel would look them up again for each word of a page."""
    if "translations" not in g:
        g.translations = get_translations()
    return g.translations


def _shared_variables() -> dict[str, Any]:
    account = current_user.account if current_user.is_authenticated else None
    return {
        "demo_mode": current_config().demo_mode,
        "shows_mails": shows_mails(),
        "account": account,
        "signed_in_as": f"{account.office}, {account.delegation.name}" if account else "",
        "actor": actor(),
        "may_discuss": takes_part_in_discussion(actor()),
        "site_address": current_config().address,
        "reader": _mark_of(current_user.session.digest) if account else "",
    }


def _mark_of(session_digest: str) -> str:
    """Return a mark that distinguishes the pages of one session from those of another (js/back.js)."""
    return hashlib.sha256(f"reader {session_digest}".encode()).hexdigest()[:16]


def use_drawing(name: str) -> str:
    """Return the reference to a drawing. The page includes it at its end (macros/drawings.html)."""
    g.setdefault("drawings", {})[name] = None
    return f"#{name}"


def drawings() -> list[str]:
    """Return the names of the drawings that the page uses."""
    return [*g.get("drawings", {})]


def unread_notifications() -> int:
    """Return the number of unread notifications; 0 if the database fails, so that error pages can still be shown."""
    try:
        with reading() as session:
            return count_unread(session, actor()) if actor().signed_in else 0
    except SQLAlchemyError:
        return 0


def moment(time: datetime) -> Markup:
    """Return a time as 3 March 2027, 14:05 UTC. A script changes it to the time zone of the reader's device."""
    return Markup('<time datetime="{}" data-moment>{}</time>').format(time.isoformat(), utc_time(time))


def utc_time(time: datetime) -> str:
    """Return a time as plain text: 3 March 2027, 14:05 UTC."""
    return f"{format_date(time, 'd MMMM y')}, {time:%H:%M} UTC"


def markdown(text: str, direction: Direction | None = None) -> Markup:
    """Return the text of a section as sanitized HTML. Without a direction, that of most of its letters is used."""
    return Markup(to_html(text, direction))  # noqa: S704 - sanitized by nh3 in case_studies.markdown


def text_html(revision: AnyRevision, text: str) -> Markup:
    """Return a text of a revision as sanitized HTML, in the direction of its language."""
    return Markup(html_of(revision, text))  # noqa: S704 - sanitized by nh3 in case_studies.markdown


def links(text: str, direction: Direction) -> Markup:
    """Return one line of text with its addresses as links."""
    return Markup(to_linked_line(text, direction))  # noqa: S704 - escaped and sanitized in case_studies.markdown


def names(rows: list[Any]) -> str:
    """Return the names of States, delegations or initiatives, separated by commas."""
    return ", ".join(row.name for row in rows)


def direction(language: str) -> Direction:
    """Return the writing direction of a language."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"
