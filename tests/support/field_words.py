"""A small thesaurus: concepts by their names, some of which search must keep apart."""

from case_studies.search.text.thesaurus import Entry, Name, Thesaurus

IED = Entry(
    "ied",
    (
        Name("", "IED"),
        Name("en", "improvised explosive device"),
        Name("en", "roadside bomb"),
        Name("fr", "engin explosif improvisé"),
        Name("fr", "EEI"),
        Name("es", "artefacto explosivo improvisado"),
        Name("ru", "самодельное взрывное устройство"),
        Name("ar", "عبوة ناسفة"),
        Name("zh", "简易爆炸装置"),
    ),
)
CASEVAC = Entry(
    "theme:MED-CASEVAC",
    (Name("", "CASEVAC"), Name("en", "evacuation of the wounded"), Name("fr", "évacuation des blessés")),
    ("theme", "MED-CASEVAC"),
)
MEDEVAC = Entry("medevac", (Name("", "MEDEVAC"), Name("en", "medical evacuation"), Name("fr", "évacuation sanitaire")))
SAFETY = Entry("safety", (Name("en", "safety"), Name("es", "seguridad"), Name("ar", "سلامة")))
SECURITY = Entry("security", (Name("en", "security"), Name("es", "seguridad"), Name("ar", "أمن")))
EXPLOSIVES = Entry("theme:EXP", (Name("en", "Explosive threats"), Name("en", "mine action")), ("theme", "EXP"))
MALI = Entry("place:MLI", (Name("en", "Mali"), Name("en", "Malian"), Name("fr", "malien")), ("host_state", "MLI"))
LEBANON = Entry("place:LBN", (Name("en", "Lebanon"), Name("fr", "Liban"), Name("zh", "黎巴嫩")), ("host_state", "LBN"))
GHANA = Entry("place:GHA", (Name("en", "Ghana"), Name("en", "Ghanaian")), ("host_state", "GHA"))
UNIFIL = Entry("operation:UNIFIL", (Name("", "UNIFIL"), Name("", "FINUL")), ("operation", "UNIFIL"))
ENGAGEMENT = Entry("roe", (Name("", "ROE"), Name("en", "rules of engagement")))
CIVILIANS = Entry("poc-civilians", (Name("", "POC"), Name("en", "protection of civilians")))
CONTACT = Entry("poc-contact", (Name("", "POC"), Name("en", "point of contact")))

ENTRIES = (
    IED, CASEVAC, MEDEVAC, SAFETY, SECURITY, EXPLOSIVES, MALI, LEBANON, GHANA, UNIFIL, ENGAGEMENT, CIVILIANS, CONTACT,
)  # fmt: skip
WORDS = Thesaurus(ENTRIES, edition=1)
