import subprocess
import sys
import time

import pytest

from quoteattr import tagger
from quoteattr.tagger import Lexicon, Model, normalize, tags


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("He said that the new mayor had left early .", "PRP VBD IN DT JJ NN VBD VBN RB ."),
        ("They want to go to London .", "PRP VBP TO VB IN NNP ."),
        ("She does n't know who told him .", "PRP VBZ RB VB WP VBD PRP ."),
        ("Mr. Smith 's house is old .", "NNP NNP POS NN VBZ JJ ."),
        ("“ We won , ” said Mary .", "`` PRP VBD , '' VBD NNP ."),
        ('" We won , " said Mary .', "`` PRP VBD , '' VBD NNP ."),
    ],
)
def test_tags(words, expected):
    assert tags(words.split()) == expected.split()


def test_both_apostrophes_are_one():
    assert tags(["He", "does", "n’t", "know", "Ann", "’s", "aunt"]) == tags(
        ["He", "does", "n't", "know", "Ann", "'s", "aunt"]
    )


def test_headline_in_capitals():
    assert tags(["THE", "SENATOR", "SAID", "HE", "WILL", "LEAVE"]) == ["DT", "NN", "VBD", "PRP", "MD", "VB"]


@pytest.mark.parametrize("words", [[], [""], ["x"], ["”"], ["a", "a"], ["\u200b"], ["a b"], ["😀", "!"]])
def test_odd_words_have_a_tag_each(words):
    assert len(tags(words)) == len(words)


def test_nltk_interface_gives_the_same_answers():
    from nltk.tag.api import TaggerI

    words = ["He", "said", "so", ",", "but", "nobody", "believed", "him", "."]
    from quoteattr.nltk_tagger import Tagger

    nltk_tagger = Tagger()
    assert isinstance(nltk_tagger, TaggerI)
    assert nltk_tagger.tag(words) == list(zip(words, tags(words), strict=True))
    assert nltk_tagger.tag_sents([words, words[:2]]) == [nltk_tagger.tag(words), nltk_tagger.tag(words[:2])]


def test_importing_the_tagger_imports_no_nltk():
    code = "import sys, quoteattr.tagger as t; t.tags(['He', 'left']); sys.exit('nltk' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_unknown_attribute():
    with pytest.raises(AttributeError, match="nothing"):
        _ = tagger.nothing


def test_the_caches_are_bounded(monkeypatch):
    monkeypatch.setattr(Model, "CACHE_SIZE", 3)
    small = Model(tagger.weights.load("tagger"))
    words = ["the", "old", "house", "near", "the", "old", "river", "was", "sold", "by", "the", "old", "man"]
    assert small.tags(words) == tags(words)
    small.tags(words)
    assert len(small._words) <= 4


@pytest.mark.parametrize("text", ["said", "Quibbling", "well-oiled", "1,234th", "unprepossessingly", "NATO"])
def test_weights_summed_as_one_number_are_those_summed_one_by_one(text):
    model = tagger.model()
    word, near = model._word(text), model.lexicon.form(text).near
    totals = (word.to_next, word.to_second_next, word.to_previous, word.to_second_previous)
    for total, neighbour in zip(totals, "PQNM", strict=True):
        expected = [0] * len(model.classes)
        for feature in near:
            pairs = model._weights.get(neighbour + feature, "")
            for k, weight in zip(tagger.classes_of(pairs[::2]), pairs[1::2], strict=True):
                expected[k] += tagger.WEIGHT_OF[weight]
        assert total == sum(score << 16 * k for k, score in enumerate(expected))


def test_no_sum_of_weights_outgrows_its_bits():
    most = max(map(abs, tagger.WEIGHT_OF.values()))
    longest = tagger.Lexicon({}, "!").form("Abcdefgh-ijklmnop")
    tags_and_pairs = 2 + 3 + 2
    assert most * (len(longest.own) + 4 * len(longest.near) + tags_and_pairs) < 1 << 15


def test_candidates_of_a_known_and_an_unknown_word():
    lexicon = Lexicon({"said": "!#", "rare": " $"}, "%&")
    assert lexicon.form("said").candidates == [0, 1]
    assert lexicon.form("rare").candidates == [2, 3, 4]
    assert lexicon.form("new").candidates == [3, 4]
    assert lexicon.form("Rare").candidates == [2, 3, 4]


def test_normalize():
    assert normalize("1990’s") == "0000's"
    assert normalize("’") == "’"


def test_long_sentence_takes_time_in_proportion():
    words = ["he", "said", "that", "it", "was", "so", "and"] * 3000
    started = time.perf_counter()
    assert len(tags(words)) == len(words)
    assert time.perf_counter() - started < 5


def test_training_is_reproducible(tmp_path):
    trainer = pytest.importorskip("benchmarks.train.tagger")
    gold = [
        (["the", "dog", "can", "run"], ["DT", "NN", "MD", "VB"]),
        (["the", "can", "is", "old"], ["DT", "NN", "VBZ", "JJ"]),
        (["dogs", "run", "to", "the", "old", "can"], ["NNS", "VBP", "IN", "DT", "JJ", "NN"]),
    ] * 30
    classes = sorted({tag for _, tags in gold for tag in tags})
    lexicon = trainer.count_lexicon(gold, [], classes)
    written = []
    for name in ("first", "second"):
        weights = trainer.learn(gold, [], classes, Lexicon(lexicon, "!"))
        model = {"classes": classes, "lexicon": lexicon, "open": "!", "weights": trainer.pack(weights)}
        trainer.write(tmp_path / name, model)
        written.append((tmp_path / name).read_bytes())
        assert Model(model).tags(["the", "old", "dog"]) == ["DT", "JJ", "NN"]
    assert written[0] == written[1]


def test_to_before_no_verb_is_a_preposition():
    trainer = pytest.importorskip("benchmarks.train.tagger")
    assert trainer.preposition_to(["TO", "NNP", "TO", "VB"]) == ["IN", "NNP", "TO", "VB"]
