"""The speaker rules shipped, in the order they are asked; the first answer wins."""

from __future__ import annotations

from quoteattr.rule import SpeakerRule
from quoteattr.rules.anaphoric import noun_tag, pronoun_tag
from quoteattr.rules.explicit import name_line, name_tag, speaker_label
from quoteattr.rules.implicit import conversation, same_paragraph

DEFAULT_RULES: tuple[SpeakerRule, ...] = (
    speaker_label,  # first: a label leaves no room for a tag
    name_tag,
    name_line,  # after name_tag: a line with a name may also open the next sentence
    pronoun_tag,
    noun_tag,
    same_paragraph,  # before conversation: one paragraph seldom has two speakers
    conversation,
)
"""What is asked when the caller gives no rules; a tuple, so extend it by making another."""
