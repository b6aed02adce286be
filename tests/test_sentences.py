import pytest

from quoteattr.sentences import sentence_spans


def split(text):
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["We left.", "He sat."],
        ["“We left.”", "He sat."],
        ['"We left."', "He sat."],
        ["'We left.'", "He sat."],
        ["‘We left.’", "‘Did you?’", "He sat."],
        ["«We left.»", "He sat."],
        ["« We left. »", "He sat."],
        ["»We left.«", "»He sat.«"],
        ["(We left.)", "He sat."],
        ["He said, “We left.”", "“No.”"],
        ["“Go!” he said."],
        ['"Go!" he said.', "She went."],
        ["“Really?” Mary said.", "“Yes.”"],
        ["“Really?” I asked."],
        ["“Really?!”", "Mary turned away."],
        ["“What now…” he said."],
        ["Wait... what?", "No."],
        ["He was . . . tired . . . and old.", "She was not."],
        ["They left…", "The house was empty."],
        ["J. K. Rowling wrote it.", "We read it."],
        ["George W. Bush spoke.", "John F. Kennedy did not."],
        ["They met Ann M. Lee.", "Tom T.\nDrake left."],
        ["Ann drew an M.", "Lee drew none."],
        ["Sen. Smith said so.", "Gov. Will Jones agreed."],
        ["Mr. and Mrs. Brown met Dr. Who.", "They talked."],
        ["He met Mr.\nSmith at the\nhouse.", "They\ntalked."],
        ["He lives in the U.S. Senate.", "We do not."],
        ["He lives in the U.S.", "He likes it."],
        ["The U.S. Air Force came.", "G.K. Butterfield left."],
        ["They live in the U.S.", "In May they moved."],
        ["They met at 5 p.m. on Monday.", "It rained."],
        ["They met at 5 p.m.", "The rain fell."],
        ["It is on p. 5, No. 7 of the list.", "No.", "It is not."],
        ["Prices rose 3.5 percent in 2015.", "They fell in 2016."],
        ["The firm, Acme Inc., has moved.", "It is gone."],
        ["Who?", "Me?", "Yes!", "Well."],
        ["It was I.", "The man left."],
        ["IT IS OVER.", "THEY LEFT."],
        ["He came. . . .", "The end."],
    ],
    ids=" ".join,
)
def test_boundaries(sentences):
    assert split(" ".join(sentences)) == sentences


def test_white_space_is_left_out():
    assert sentence_spans("  We left.\n\nHe had\n\nsat. \n") == [(2, 10), (12, 24)]


@pytest.mark.parametrize("text", ["", " \n ", ".", "...", "“", "a", "?! ?! ?!"])
def test_odd_texts(text):
    for start, end in sentence_spans(text):
        assert text[start:end].strip() == text[start:end] != ""


def test_only_the_range_asked_for():
    text = "We left. He sat. She ran."
    assert sentence_spans(text, 9, 16) == [(9, 16)]
    assert sentence_spans(text, 9, 25) == [(9, 16), (17, 25)]


def test_sentences_cover_all_but_white_space():
    text = "One. “Two?” he said... Three! Mr. Four\nfive. 6. Seven"
    kept = "".join(text[start:end] for start, end in sentence_spans(text))
    assert "".join(kept.split()) == "".join(text.split())
