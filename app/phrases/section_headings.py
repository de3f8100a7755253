"""The headings of a case in the language of its text."""

from flask_babel import gettext as _

from app.phrases.labels import SECTIONS
from case_studies.vocabulary import Language, Section

SOURCES = "sources"
FILES = "attachments"

_IN_ORDER = (*(section.value for section in Section), SOURCES, FILES)

_NAMES: dict[str, tuple[str, ...]] = {
    Language.FRENCH: (
        "Résumé", "Situation", "Actions", "Moyens", "Résultats", "Ce qui n’a pas fonctionné", "Enseignements",
        "Utilisation ailleurs", "Sources", "Fichiers",
    ),
    Language.SPANISH: (
        "Resumen", "Situación", "Acciones", "Recursos", "Resultados", "Lo que no funcionó", "Lecciones",
        "Uso en otros lugares", "Fuentes", "Archivos",
    ),
    Language.ARABIC: (
        "ملخّص", "الحالة", "الإجراءات", "الموارد", "النتائج", "ما لم ينجح", "الدروس",
        "الاستخدام في أماكن أخرى", "المصادر", "الملفات",
    ),
    Language.CHINESE: (
        "摘要", "情况", "行动", "资源", "结果", "未奏效之处", "经验教训", "在其他地方的应用", "来源", "文件",
    ),
    Language.RUSSIAN: (
        "Резюме", "Обстановка", "Действия", "Ресурсы", "Результаты", "Что не сработало", "Уроки",
        "Применение в других местах", "Источники", "Файлы",
    ),
}  # fmt: skip


def section_headings(language: str) -> dict[str, str]:
    """Return section → heading in a language, the sources and files last."""
    if language in _NAMES:
        return dict(zip(_IN_ORDER, _NAMES[language], strict=True))
    return {**{section: str(label) for section, label in SECTIONS.items()}, SOURCES: _("Sources"), FILES: _("Files")}
