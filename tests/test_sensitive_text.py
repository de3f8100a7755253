"""Entries that do not belong in a case are found by their form, in six languages, and hardly anything else is."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from case_studies.demo.files import case_files
from case_studies.sensitive_text import SensitiveKind as K
from case_studies.sensitive_text import find_sensitive_text

DIGITS = ("0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "０１２３４５６７８９")


def in_digits(text: str, digits: str) -> str:
    return text.translate(str.maketrans(string.digits, digits))


@pytest.mark.parametrize(
    ("kind", "entry"),
    [
        *((K.TLP_MARK, mark) for mark in ("TLP:AMBER", "TLP:RED", "TLP: Amber+Strict", "tlp-red", "TLP：AMBER")),
        *((K.CLASSIFICATION, mark) for mark in ("SECRET", "UN CONFIDENTIAL", "UN confidential", "NATO RESTRICTED")),
        *((K.CLASSIFICATION, mark) for mark in ("OFFICIAL-SENSITIVE", "RESTREINT UE", "SECRET DÉFENSE", "RESERVADO")),
        *(
            (K.CLASSIFICATION, mark)
            for mark in ("СЕКРЕТНО", "для служебного пользования", "سري للغاية", "机密★", "绝密")
        ),
        *((K.POSITION, place) for place in ("30PXA12345678", "30P XA 123 456", "30 P XA 12345 67890")),
        *((K.POSITION, place) for place in ("30P 412345 1854321", "30P 412345mE 1854321mN", "grid 123 456")),
        *((K.POSITION, place) for place in ("16.7735, -3.0074", "16,7735; -3,0074", "16.773 N, 3.007 W")),
        *((K.POSITION, place) for place in ("16°46′ N", "16° 46' 30\" N", "16°46,5’", "16º46'")),
        *((K.POSITION, place) for place in ("coordonnées : 16,77", "координаты: 16,77", "الإحداثيات: ١٦٫٧٧")),
        *((K.POSITION, place) for place in ("北纬16度46", "東經103度", "坐标：16.77")),
        *((K.TELEPHONE, number) for number in ("+41 22 917 12 34", "0041 22 9171234", "+1 (212) 963-1234")),
        *((K.TELEPHONE, number) for number in ("Tel. 022 917 1234", "тел.: 8 495 123 45 67", "هاتف: 0123456789")),
        *((K.TELEPHONE, number) for number in ("电话：010-1234 5678", "téléphone : 01 23 45 67 89")),
        *((K.EMAIL, address) for address in ("first.last@gmail.com", "a_b+c@mod.example.org")),
        *((K.FREQUENCY, band) for band in ("433 MHz", "2.4-2.5 GHz", "450 МГц", "433 兆赫")),
    ],
)
def test_an_entry_is_found_wherever_it_is_in_a_text(kind: K, entry: str) -> None:
    for text in (entry, f"They met at {entry}.", f"({entry}), then left", f"一{entry}，二", f"\n- {entry}\n- rest"):
        found = find_sensitive_text(text)
        assert [(one.kind, text[one.start :].startswith(one.quote)) for one in found] == [(kind, True)], text


@pytest.mark.parametrize("digits", DIGITS)
@given(
    prefix=st.text(max_size=30).filter(lambda text: not find_sensitive_text(text)), number=st.integers(10**8, 10**11)
)
def test_a_telephone_number_is_found_in_the_digits_of_every_script(digits: str, prefix: str, number: int) -> None:
    entry = in_digits(f"+{number}", digits)
    assert entry in [one.quote for one in find_sensitive_text(f"{prefix} {entry} ")]


@pytest.mark.parametrize(
    "harmless",
    [
        *("S/2017/1011", "resolution 2518 (2020)", "S/RES/2640 (2022), para. 12", "A/72/840", "ST/AI/2016/1"),
        *("TLP:GREEN", "TLP:CLEAR", "a secret ballot", "confidential reporting lines", "restricted airspace"),
        *("2013-2017", "15 MAR 2021", "12 JUN 2020", "on 3 March 2021 at 10.30", "2019/2020/2021", "24/7"),
        *("1,234,567 dollars", "12 500 000 euros", "+33 000 people", "+12.5 per cent", "0.012, 0.034", "3.1416"),
        *("35° in the shade", "a slope of 12°", "Level 2 hospital", "the national grid", "coordinates 2400 troops"),
        *("ISBN 978-92-1-101234-5", "CS-2026-0031", "10 000 - 12 000 litres", "UH-1 and Mi-17", "MINUSMA 2013 2023"),
        *("https://example.org/a?tel=0041229171234", "the mobile team of 12 soldiers", "phone lines in 14 villages"),
        *("秘密 passage", "2518 号决议（2020年）", "القرار 2518 (2020)", "резолюция 2518 (2020)", "секретно-free"),
    ],
)
def test_figures_dates_and_symbols_of_documents_are_left_alone(harmless: str) -> None:
    assert find_sensitive_text(harmless) == []
    assert find_sensitive_text(in_digits(harmless, DIGITS[1])) == []


def test_no_case_of_the_library_is_warned_about() -> None:
    """In its original languages: 28 cases with years, references, distances and sums."""
    files = case_files()
    assert len(files) == 28
    contents = [file.content for file in files]
    texts = [text for one in contents for text in (one["title"], *one["sections"].values(), *one["sources"])]
    assert [entry for text in texts for entry in find_sensitive_text(text)] == []


@given(st.text(alphabet="0123456789 .,+-°'@ATLPXNSE:()٣\n", max_size=400))
def test_entries_are_in_order_do_not_overlap_and_quote_the_text(text: str) -> None:
    entries = find_sensitive_text(text)
    ends = [0]
    for entry in entries:
        assert entry.start >= ends[-1]
        assert text.startswith(entry.quote, entry.start)
        ends.append(entry.start + len(entry.quote))


@given(st.lists(st.integers(1948, 2100), max_size=12), st.sampled_from([" ", "-", "–", ", ", "/", "\n", "; "]))
def test_years_alone_are_never_an_entry(years: list[int], between: str) -> None:
    assert find_sensitive_text(between.join(map(str, years))) == []
