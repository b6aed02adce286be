import pytest

from quoteattr.first_names import female_share


@pytest.mark.parametrize("name", ["Mary", "Elizabeth", "Harriet", "Evelyn", "Hillary", "Mary-Ann", "JANE"])
def test_womens_names(name):
    assert female_share(name) > 0.8


@pytest.mark.parametrize("name", ["John", "Donald", "Fitzwilliam", "Ebenezer", "Edgar", "Bernie"])
def test_mens_names(name):
    share = female_share(name)
    assert share is None or share < 0.2


@pytest.mark.parametrize(
    ("name", "plain"), [("Zoë", "Zoe"), ("ZOË", "Zoe"), ("José", "Jose"), ("Zoe\N{COMBINING DIAERESIS}", "Zoe")]
)
def test_a_name_with_accents_is_told_by_the_name_without(name, plain):
    assert female_share(name) == female_share(plain) is not None


def test_names_of_both():
    assert 0.1 < female_share("Leslie") < 0.9


@pytest.mark.parametrize("word", ["", "the", "Qzx", "-", "Ann Mary", "Ñ", "Πέτρος", "한나", "é\ud800"])
def test_words_that_are_no_names(word):
    assert female_share(word) is None
