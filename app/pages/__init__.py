"""The server-rendered pages: a folder for each noun, with its templates in a folder of the same name."""

from flask import Flask

from app.pages import admin, delegations
from app.pages.account import (
    account,
    address,
    calendar_address,
    notification_settings,
    passkeys,
    password_link,
    provider_sign_in,
    reviewer_profile,
    second_factor,
    sign_in,
    sign_in_again,
    sign_in_code,
    tokens,
    unsubscribe,
)
from app.pages.adoptions import adoption
from app.pages.adoptions import form as adoption_form
from app.pages.adoptions import list as adoption_list
from app.pages.basket import basket
from app.pages.briefs import briefs
from app.pages.capacity import capacity, match
from app.pages.capacity import form as capacity_form
from app.pages.capacity import list as capacity_list
from app.pages.capacity import steps as capacity_steps
from app.pages.cases import (
    attachments,
    case,
    check,
    confirmation,
    consents,
    deletion,
    edit,
    edit_group,
    edit_save,
    names,
    narrowing,
    readers,
    reports,
    revisions,
    section_preview,
    transitions,
    uploads,
    workspace,
)
from app.pages.collections import collection
from app.pages.collections import form as collection_form
from app.pages.collections import list as collection_list
from app.pages.desk import desk, inbox, statistics
from app.pages.events import calendar, event
from app.pages.events import form as event_form
from app.pages.events import list as event_list
from app.pages.events import steps as event_steps
from app.pages.exports import exports, thing_files
from app.pages.issues import form as issue_form
from app.pages.issues import issue, steps
from app.pages.issues import list as issue_list
from app.pages.practices import form as practice_form
from app.pages.practices import list as practice_list
from app.pages.practices import practice
from app.pages.practices import steps as practice_steps
from app.pages.proposals import form as proposal_form
from app.pages.proposals import list as proposal_list
from app.pages.proposals import proposal
from app.pages.provisions import form as provision_form
from app.pages.provisions import list as provision_list
from app.pages.provisions import provision
from app.pages.review import assignments, conflicts, responses, review
from app.pages.search import compare, feed, results, saved_searches, situations, suggestions, themes, view
from app.pages.signals import signals
from app.pages.site import (
    about,
    catalogue,
    crawlers,
    demo_mail,
    glossary,
    guides,
    healthz,
    home,
    oai,
    security_txt,
    statements,
)
from app.pages.studies import form as study_form
from app.pages.studies import list as study_list
from app.pages.studies import study
from app.pages.texts import changes as text_changes
from app.pages.texts import form as text_form
from app.pages.texts import list as text_list
from app.pages.texts import steps as text_steps
from app.pages.texts import text as joint_text
from app.pages.threads import form as thread_form
from app.pages.threads import list as thread_list
from app.pages.threads import steps as thread_steps
from app.pages.threads import thread
from app.pages.topics import contributors, evidence_map, figures, topics

MODULES = (
    *(home, about, guides, glossary, statements, healthz, demo_mail, crawlers, catalogue, oai, security_txt),
    *(view, results, suggestions, feed, saved_searches, situations, compare, themes),
    *(topics, figures, evidence_map, contributors),
    *(case, check, consents, workspace, edit, edit_group, edit_save, section_preview, names, attachments, uploads),
    *(thing_files, exports, basket, briefs),
    *(confirmation, deletion, transitions, revisions, readers, narrowing, reports),
    *(review, assignments, responses, conflicts),
    *(issue_list, issue_form, issue, steps),
    *(adoption_list, adoption_form, adoption),
    *(thread_list, thread_form, thread, thread_steps),
    *(practice_list, practice_form, practice, practice_steps),
    *(event_list, event_form, event, event_steps, calendar),
    *(capacity_list, capacity_form, capacity, capacity_steps, match),
    *(study_list, study_form, study),
    *(proposal_list, proposal_form, proposal),
    *(text_list, text_form, joint_text, text_steps, text_changes),
    signals,
    *(collection_list, collection_form, collection),
    *(provision_list, provision_form, provision),
    *(desk, inbox, statistics),
    *(second_factor, passkeys, sign_in_again, sign_in_code),
    *(sign_in, password_link, provider_sign_in),
    *(account, address, calendar_address, reviewer_profile, notification_settings, tokens, unsubscribe),
    *admin.MODULES,
    *delegations.MODULES,
)


def register(app: Flask) -> None:
    """Add the pages to an application."""
    for module in MODULES:
        app.register_blueprint(module.pages)
    app.extensions["csrf"].exempt(unsubscribe.pages)  # mail programs send a POST without a form (RFC 8058)
    app.extensions["csrf"].exempt(oai.pages)  # harvesters may send a POST; it changes nothing
