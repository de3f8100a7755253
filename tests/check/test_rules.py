"""Each rule finds its own examples wherever they are in a text, and leaves alone what it says it leaves alone."""

import string
from datetime import date

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from case_studies.check.finder import find
from case_studies.check.kinds import KIND_WORDS, FindingKind
from case_studies.check.rules import Rule, rules, suggestions
from case_studies.demo.files import case_files
from case_studies.vocabulary import Language

TODAY = date(2026, 11, 27)
DIGITS = ("0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "０１２３４５６７８９")
HARMLESS = (
    *("S/2017/1011", "resolution 2518 (2020)", "S/RES/2640 (2022), para. 12", "A/72/840", "ST/AI/2016/1"),
    *("TLP:GREEN", "TLP:CLEAR", "a secret ballot", "confidential reporting lines", "restricted airspace"),
    *("2013-2017", "15 MAR 2021", "12 JUN 2020", "on 3 March 2021 at 10.30", "2019/2020/2021", "24/7"),
    *("1,234,567 dollars", "12 500 000 euros", "+33 000 people", "+12.5 per cent", "0.012, 0.034", "3.1416"),
    *("35° in the shade", "a slope of 12°", "Level 2 hospital", "the national grid", "coordinates 2400 troops"),
    *("ISBN 978-92-1-101234-5", "CS-2026-0031", "10 000 - 12 000 litres", "UH-1 and Mi-17", "MINUSMA 2013 2023"),
    *("https://example.org/a?tel=0041229171234", "the mobile team of 12 soldiers", "phone lines in 14 villages"),
    *("秘密 passage", "2518 号决议（2020年）", "القرار 2518 (2020)", "резолюция 2518 (2020)", "секретно-free"),
)


def kinds_in(text: str) -> list[FindingKind]:
    return [finding.kind for finding in find({"text": text}, language="en", today=TODAY)]


def in_digits(text: str, digits: str) -> str:
    return text.translate(str.maketrans(string.digits, digits))


@pytest.mark.slow
@pytest.mark.parametrize("rule", rules(), ids=lambda rule: f"{rule.kind}-{rule.name}")
def test_a_rule_finds_its_examples_and_leaves_the_others(rule: Rule) -> None:
    assert rule.finds
    for example in rule.finds:
        for text in (example, f"\n{example}\nand so on"):
            assert rule.kind in kinds_in(text), text
    for example in rule.leaves:
        assert rule.kind not in kinds_in(example), example


@pytest.mark.parametrize("harmless", HARMLESS)
def test_figures_dates_and_symbols_of_documents_are_left_alone(harmless: str) -> None:
    assert kinds_in(harmless) == []
    assert kinds_in(in_digits(harmless, DIGITS[1])) == []


@pytest.mark.slow
@pytest.mark.parametrize("digits", DIGITS)
def test_the_telephone_number_of_every_country_is_found_in_the_digits_of_every_script(digits: str) -> None:
    for region in sorted(phonenumbers.SUPPORTED_REGIONS):
        number = phonenumbers.example_number(region)
        for style in (phonenumbers.PhoneNumberFormat.INTERNATIONAL, phonenumbers.PhoneNumberFormat.E164):
            text = f"They call {in_digits(phonenumbers.format_number(number, style), digits)} at night."
            assert kinds_in(text) == [FindingKind.PHONE_NUMBER], text


def test_every_kind_has_rules_words_and_a_safer_wording_in_six_languages_but_a_marking() -> None:
    assert {rule.kind for rule in rules()} == set(FindingKind) == KIND_WORDS.keys()
    assert suggestions().keys() == set(FindingKind) - {FindingKind.MARKING}
    assert all(wordings.keys() == set(Language) for wordings in suggestions().values())


def test_a_safer_wording_is_itself_no_finding() -> None:
    assert [w for wordings in suggestions().values() for w in wordings.values() if kinds_in(w)] == []


@pytest.mark.slow
def test_nothing_is_found_in_the_cases_of_the_library() -> None:
    """In their original languages: 28 cases with years, references, distances and sums."""
    contents = [file.content for file in case_files()]
    assert len(contents) == 28
    texts = [text for one in contents for text in (one["title"], *one["sections"].values(), *one["sources"])]
    assert [finding.text for text in texts for finding in find({"t": text}, language="en", today=TODAY)] == []


@given(st.text(alphabet="0123456789 .,+-°'@ATLPXNSE:()٣\n", max_size=400))
def test_findings_are_in_order_do_not_overlap_and_quote_the_text(text: str) -> None:
    ends = [0]
    for finding in find({"text": text}, language="en", today=TODAY):
        assert finding.start >= ends[-1]
        assert text[finding.start : finding.end] == finding.text
        ends.append(finding.end)


@given(st.lists(st.integers(1948, 2100), max_size=12), st.sampled_from([" ", "-", "–", ", ", "/", "\n", "; "]))
def test_years_alone_are_never_a_finding(years: list[int], between: str) -> None:
    assert kinds_in(between.join(map(str, years))) == []


def test_an_id_stays_with_its_text_and_section_and_each_place_has_its_own() -> None:
    place = "30P XA 123 456"

    def ids(**texts: str) -> list[str]:
        return [finding.id for finding in find(texts, language="en", today=TODAY)]

    (one,) = ids(results=f"At {place}.")
    assert ids(results=f"In May they were at {place} again.") == [one]
    assert ids(results=f"At {place[:-1]}7.") != [one]
    assert ids(lessons=f"At {place}.") != [one]
    first, second = ids(results=f"At {place}, and then at {place}.")
    assert first == one
    assert second != one
