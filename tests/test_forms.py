"""Tables of forms that a person can read."""

import pytest

from rettesnor.danish import forms
from rettesnor.danish.dictionary import is_word


@pytest.mark.parametrize(
    ("infinitive", "like", "past", "participle", "imperative"),
    [
        ("anmode", "elske", "anmodede", "anmodet", "anmod"),
        ("fremsende", "sende", "fremsendte", "fremsendt", "fremsend"),
        ("bestille", "sende", "bestilte", "bestilt", "bestil"),
        ("bestemme", "sende", "bestemte", "bestemt", "bestem"),
        ("afholde", "holde", "afholdt", "afholdt", "afhold"),
        ("fremgå", "gå", "fremgik", "fremgået", "fremgå"),
        ("iværksætte", "sætte", "iværksatte", "iværksat", "iværksæt"),
    ],
)
def test_a_verb_bends_like_its_model(
    infinitive: str, like: str, past: str, participle: str, imperative: str
) -> None:
    table = forms.verb(infinitive, like)
    assert (table["past"], table["participle"], table["imperative"]) == (past, participle, imperative)


@pytest.mark.parametrize("model", forms.MODEL_VERBS)
def test_the_forms_of_a_model_verb_are_danish(model: str) -> None:
    table = forms.verb(model, model)
    core = [table[slot] for slot in ("infinitive", "present", "past", "participle")]
    assert [form for form in core if not is_word(form)] == []


def test_a_model_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="holde"):
        forms.verb("fremsende", "holde")


@pytest.mark.parametrize(
    ("form", "genitive"), [("jobplan", "jobplans"), ("AMS", "AMS'"), ("e-Boks", "e-Boks'"), ("Fax", "Fax'")]
)
def test_genitives(form: str, genitive: str) -> None:
    assert forms.genitive(form) == genitive


def test_every_word_of_a_name_bends() -> None:
    bends = {"digital": ("digitale",), "signatur": ("signaturer",)}
    assert forms.name_forms("digital signatur", bends=bends) == (
        "digital signatur",
        "digital signaturer",
        "digitale signatur",
        "digitale signaturer",
    )
