"""The time zones that forms offer, and how they are shown."""

ZONES = (
    "UTC",
    "America/New_York",
    "Europe/Zurich",
    "Europe/Vienna",
    "Africa/Nairobi",
    "Africa/Kampala",
    "Africa/Addis_Ababa",
    "Africa/Bamako",
    "Africa/Bangui",
    "Africa/Juba",
    "Africa/Kinshasa",
    "Africa/Accra",
    "Africa/Kigali",
    "Africa/Johannesburg",
    "America/Sao_Paulo",
    "Asia/Beirut",
    "Asia/Jerusalem",
    "Asia/Nicosia",
    "Asia/Kolkata",
    "Asia/Dhaka",
    "Asia/Jakarta",
    "Asia/Shanghai",
    "Asia/Seoul",
    "Asia/Tokyo",
    "Europe/Berlin",
    "Europe/Paris",
)
"""The time zones that the form offers: Headquarters, offices, missions and capitals that hold meetings."""


def zone_name(zone: str) -> str:
    """Return a time zone without the signs of its identifier."""
    return zone.replace("_", " ")
