"""Examples of request bodies. The document shows them, and a test sends them."""

from typing import Any

WHOLE_CASE: dict[str, Any] = {
    "title": "Searching the road before the column leaves",
    "language": "en",
    "themes": ["EXP-SEARCH", "MOV-CONVOY"],
    "host_states": ["MLI"],
    "operations": ["MINUSMA"],
    "initiatives": ["res-2518"],
    "implemented_by": ["GHA"],
    "co_submitters": [],
    "started": 2019,
    "ended": 2021,
    "stage": "ended",
    "measure": "nothing",
    "evidence": "self_reported",
    "audience": "public",
    "contact": "peacekeeping@example.org",
    "sources": ["Annual report of the training centre, 2021"],
    "sections": {
        "summary": "A search team walked each choke point before the supply column left.",
        "results": "Not measured.",
    },
}
EDIT: dict[str, Any] = {"version": 1, "ended": 2022, "sections": {"lessons": "Repeat: one searcher in each vehicle."}}
TRANSITION: dict[str, Any] = {"action": "request_clearance", "note": "", "version": 2}
ASSIGNMENT: dict[str, Any] = {"reviewer": "reviewer.bra@demo.example", "due_on": "2027-01-31"}
JUSTIFICATION: dict[str, Any] = {"justification": "The post was closed in 2019, and the place is on public maps."}
CONFIRMATION: dict[str, Any] = {"life": "stopped", "note": "The operation ended.", "members_only": False}
PARTNER_ANSWERS: dict[str, Any] = {
    "consents": [{"partner": "KEN", "answer": "agreed", "note": "Ministry of Defence, 3 March 2027"}],
    "version": 2,
}
CONSENT_ANSWER: dict[str, Any] = {"answer": "confirmed", "mark": "5f0c2d0f6f1c4b0e9c6f7f0f5a1b2c3d"}
RELEASE: dict[str, Any] = {"note": "Away longer than expected."}
NARROWING: dict[str, Any] = {
    "audience": "members",
    "section_audiences": {"resources": "members"},
    "note": "The route is in use again.",
}
REPORT: dict[str, Any] = {"part": "actions", "kind": "danger", "text": "The second line names the lane."}
REPORT_DECISION: dict[str, Any] = {"part": "actions", "agree": True, "note": "It names a lane that is in use."}
REPORT_ANSWER: dict[str, Any] = {"part": "actions", "readers": "members", "note": "Not for everybody."}
REPLACEMENT: dict[str, Any] = {"reviewer": "reviewer.ken@demo.example"}
INVITATION_RESPONSE: dict[str, Any] = {"response": "accept", "note": ""}
REVIEW: dict[str, Any] = {
    "ratings": {"relevance": 5, "clarity": 4, "evidence": 3, "transfer": 4},
    "recommendation": "approve",
    "overall": "Clear and useful.",
    "remarks": [{"section": "results", "weight": "suggestion", "quote": "", "text": "Add who counted."}],
    "verdicts": [],
    "note_to_editors": "",
    "submit": True,
}
DECLARATION: dict[str, Any] = {"reason": "I advised on this project."}
OVERRIDE: dict[str, Any] = {"account": "reviewer.bra@demo.example", "reason": "No other reviewer reads this language."}
REMARK_RESPONSE: dict[str, Any] = {"done": True, "text": "The section now says that the search teams counted."}
PROFILE: dict[str, Any] = {"themes": ["EXP-SEARCH", "MED"], "languages": ["en", "fr"], "largest_load": 3}
ABSENCE: dict[str, Any] = {"first_day": "2027-03-01", "last_day": "2027-03-14"}
SAVED_SEARCH: dict[str, Any] = {
    "q": "convoy",
    "theme": ["EXP-SEARCH"],
    "year_from": 2015,
    "name": "Convoys",
    "rhythm": "daily",
}
DELEGATION: dict[str, Any] = {"code": "NZL", "standing": "member", "joined_on": "2026-10-01"}
DELEGATION_CHANGE: dict[str, Any] = {
    "mailbox": "peacekeeping@mission.example",
    "languages": ["en", "fr"],
    "is_public": True,
    "contributions": [{"kind": "police", "since": 2012, "source": "Annual report, 2025"}],
}
QUESTION: dict[str, Any] = {"question": "Which unit will take part?"}
DEFERRAL: dict[str, Any] = {"reason": "The letter names another office."}
CONCEPT: dict[str, Any] = {
    "names": {"any": ["ECM"], "en": ["electronic counter-measures", "jammer"], "fr": ["brouilleur"], "ru": ["РЭБ"]},
    "facet": "theme",
    "value": "EXP-ECM",
    "note": "Against radio-controlled devices.",
}
THEME: dict[str, Any] = {
    "code": "TEC-LONG",
    "label": "Long-range drones",
    "names": {"fr": "drones à longue portée"},
    "parent": "TEC",
    "scope_note": "Unmanned aircraft that fly for many hours.",
}
OPERATION: dict[str, Any] = {
    "code": "UNSOH",
    "label": "United Nations Support Office in Haiti",
    "category": "UN-support-office",
    "started": 2026,
    "ended": None,
    "host_states": ["HTI"],
}
INITIATIVE: dict[str, Any] = {
    "code": "plan-roads",
    "label": "Plan for safer roads",
    "kind": "action_plan",
    "year": 2026,
    "themes": ["EXP-SEARCH"],
}

ISSUE: dict[str, Any] = {
    "language": "en",
    "question": "Who may launch an evacuation, and how near to the casualty can that person sit?",
    "setting": "A large operation in which sectors are several hours apart by road.",
    "obstacle": "authority",
    "already_tried": "The decision was given to the sectors.",
    "who_could_change_it": "The operation, in its procedure for evacuation.",
    "themes": ["MED-CASEVAC"],
    "operation": "MINUSMA",
}
ISSUE_CHANGE: dict[str, Any] = {"version": 1, "setting": "A large operation with few roads."}
ISSUE_TRANSITION: dict[str, Any] = {"action": "post", "note": "", "version": 2}
ANSWER: dict[str, Any] = {
    "kind": "advice",
    "text": "We let the sector decide, and report to the force.",
    "named": False,
}
INVITE: dict[str, Any] = {"delegations": ["KEN", "DEU"], "version": 3}
ADOPTION: dict[str, Any] = {
    "case": "CS-2026-0001",
    "use": "in_use",
    "operation": "MINUSCA",
    "since": 2025,
    "what_changed": "The signal man walks ahead of the convoy; the interval between vehicles is longer.",
    "what_happened": "Drivers stop earlier.",
    "not_measured": True,
}
ADOPTION_CHANGE: dict[str, Any] = {"version": 1, "what_happened": "Two of three drills were faster."}
ADOPTION_TRANSITION: dict[str, Any] = {"action": "adopt_by_us", "note": "", "version": 2}

THREAD: dict[str, Any] = {
    "title": "Handing over search dogs at rotation",
    "anchor": None,
    "language": "en",
    "speaks_as": "delegation",
    "text": "How do you hand search dogs over when a unit rotates? Ours need three weeks with a new handler.",
}
THREAD_CHANGE: dict[str, Any] = {"version": 2, "title": "Handing over search dogs when a unit rotates"}
POST: dict[str, Any] = {"text": "We leave the handlers for a month longer than the unit.", "speaks_as": "member"}
FOLLOWING: dict[str, Any] = {"follows": False}
THREAD_TRANSITION: dict[str, Any] = {
    "action": "summarize",
    "summary": "Two members overlap the handlers by a month. Nobody has measured what that changes.",
    "version": 3,
}
EVENT: dict[str, Any] = {
    "language": "en",
    "title": "Meeting of the Group on casualty evacuation",
    "event_kind": "group_meeting",
    "starts": "2027-03-11",
    "from_hour": "10:00",
    "to_hour": "12:30",
    "time_zone": "America/New_York",
    "place": "New York",
    "link": "https://meet.example.org/gof",
    "organised_by": "The four co-chairs",
    "audience": "members",
    "themes": ["MED-CASEVAC"],
    "initiatives": ["gof-safety"],
    "agenda": "What the field exercise showed. Which questions go to the Special Committee.",
    "asked_of_members": "Bring one figure from your own contingent.",
    "documents": [{"title": "Programme", "address": "https://example.org/programme"}],
    "about": [],
}
EVENT_CHANGE: dict[str, Any] = {"version": 1, "agenda": "What the field exercise showed."}
EVENT_TRANSITION: dict[str, Any] = {"action": "take_part", "attendance": "online", "note": "", "version": 3}

PRACTICE: dict[str, Any] = {
    "language": "en",
    "title": "Put search inside the convoy",
    "statement": "Search and disposal teams travel in the column that they protect, under the same commander.",
    "do": "Put a trained team into each column, with vehicles that forgive a miss.",
    "mechanism": "The team finds devices where the column passes, and the commander acts on it at once.",
    "fits_where": "Where devices are laid on roads that a force has to use.",
    "how_to_start": "Begin with the route that is used most.",
    "costs": "Not known.",
    "harms": "The column moves more slowly.",
    "not_known": "What it does to the number of deaths.",
    "themes": ["EXP-SEARCH", "MOV-CONVOY"],
    "initiatives": [],
    "audience": "public",
    "search_query": "convoy search without effect",
    "search_result": "One case reports that search, vehicles and training came together.",
}
PRACTICE_CHANGE: dict[str, Any] = {"version": 1, "costs": "A team of eight for each column."}
EVIDENCE: dict[str, Any] = {
    "case": "CS-2026-0001",
    "revision": 1,
    "section": "results",
    "relation": "supports",
    "shows": "The share of devices that were found rose from 11 percent in 2014 to almost half in 2020.",
    "sentences": [1],
    "version": 2,
}
ASSESSMENT: dict[str, Any] = {
    "audience": "members",
    "methodological_limits": "moderate",
    "coherence": "none",
    "adequacy": "minor",
    "relevance": "minor",
    "level": "moderate",
    "reason": "Three operations report the same with different means, and nobody reports the opposite. Only one of "
    "them gives a share at two dates, there is no group to compare with, and the figures come from those who trained.",
    "version": 3,
}
PRACTICE_TRANSITION: dict[str, Any] = {"action": "consult", "note": "", "version": 4}
REMARK_ANSWER: dict[str, Any] = {"text": "The sentence now says that the figure is the contingent’s own."}
