"""Two changes of the whole case: one about something else, one the same in other words."""

from typing import Any

from tests.support.world import WHOLE_CASE

OTHER: dict[str, Any] = {
    "title": "Filters for river water",
    "themes": ["MED-FIRST"],
    "host_states": ["LBN"],
    "operations": ["UNIFIL"],
    "initiatives": [],
    "implemented_by": ["NPL"],
    "started": 2009,
    "ended": 2010,
    "evidence": "independent",
    "sections": {
        **dict.fromkeys(
            WHOLE_CASE["sections"], "Filters purified river water for a battalion; fewer soldiers fell ill."
        ),
        "results": "Half as many soldiers were ill with fever.",
    },
}
RETOLD = {
    "title": "A search team with each escort",
    "sections": {
        **WHOLE_CASE["sections"],
        "summary": "Before the supply column left, a search team went over the choke points on foot.",
        "situation": "Two roads that columns used had been mined again and again.",
        "actions": "Each escort was given a search team, which trained together with the drivers.",
    },
}
