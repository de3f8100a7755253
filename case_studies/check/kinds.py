"""What the check looks for: the kinds of findings, what each is called, and why it doesn't belong in a case."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from case_studies.errors import N_


class FindingKind(StrEnum):
    """What a finding looks like. If two kinds are found in one place, the first of this list counts."""

    MARKING = "marking"  # TLP:AMBER or above, or the classification of a State or an organization
    JAMMER_BAND = "jammer_band"
    DETECTION_RANGE = "detection_range"
    COORDINATES = "coordinates"
    GRID_REFERENCE = "grid_reference"
    RADIO_FREQUENCY = "radio_frequency"
    CALL_SIGN = "call_sign"
    SERVICE_NUMBER = "service_number"
    PHONE_NUMBER = "phone_number"
    MAIL_ADDRESS = "mail_address"  # of a person; the mailbox of an office is none
    RANK_AND_NAME = "rank_and_name"
    MEDICAL_DATA = "medical_data"  # of one person
    DEVICE_CONSTRUCTION = "device_construction"
    REACTION_TIME = "reaction_time"  # of a named post that is in use
    STRENGTH = "strength"  # at a named place
    FUTURE_MOVEMENT = "future_movement"


@dataclass(frozen=True, slots=True)
class KindWords:
    """What a kind is called after "looks like", and why it does not belong in a case."""

    name: str
    reason: str


KIND_WORDS: Mapping[FindingKind, KindWords] = {
    FindingKind.MARKING: KindWords(
        N_("a marking above TLP:GREEN"),
        N_("Casebook holds unclassified text at TLP:CLEAR and TLP:GREEN only."),
    ),
    FindingKind.JAMMER_BAND: KindWords(
        N_("the band of a jammer"), N_("It shows those who build devices which bands are not covered.")
    ),
    FindingKind.DETECTION_RANGE: KindWords(
        N_("a detection range"), N_("It shows an attacker how far to stay away, or how close to come.")
    ),
    FindingKind.COORDINATES: KindWords(N_("coordinates"), N_("They show where persons or posts are.")),
    FindingKind.GRID_REFERENCE: KindWords(N_("a grid reference"), N_("It shows where persons or posts are.")),
    FindingKind.RADIO_FREQUENCY: KindWords(
        N_("a radio frequency"), N_("It helps those who listen in, jam, or build devices.")
    ),
    FindingKind.CALL_SIGN: KindWords(N_("a call sign"), N_("It lets others take part in the radio traffic of a unit.")),
    FindingKind.SERVICE_NUMBER: KindWords(N_("a service number"), N_("It identifies one person.")),
    FindingKind.PHONE_NUMBER: KindWords(
        N_("a telephone number"), N_("Readers write to the office in Contact instead.")
    ),
    FindingKind.MAIL_ADDRESS: KindWords(
        N_("the e-mail address of a person"), N_("Offices stay, persons move: give the mailbox of an office.")
    ),
    FindingKind.RANK_AND_NAME: KindWords(N_("a rank and a name"), N_("A case names offices and units, not persons.")),
    FindingKind.MEDICAL_DATA: KindWords(
        N_("medical data of a person"), N_("A person's health is private, even without the name.")
    ),
    FindingKind.DEVICE_CONSTRUCTION: KindWords(
        N_("how a device is built"), N_("It could teach somebody to build one.")
    ),
    FindingKind.REACTION_TIME: KindWords(
        N_("a reaction time of a named post"), N_("It shows an attacker how much time there is.")
    ),
    FindingKind.STRENGTH: KindWords(
        N_("an exact strength at a named place"), N_("It shows an attacker how many to expect.")
    ),
    FindingKind.FUTURE_MOVEMENT: KindWords(
        N_("the date of a movement to come"), N_("It shows an attacker when to wait.")
    ),
}
