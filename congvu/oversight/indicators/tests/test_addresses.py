"""The language of sources: what it reads, what it refuses."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from congvu.kernel.errors import Invalid
from congvu.oversight.indicators.rules.addresses import Source, SourceKind, read_source


@pytest.mark.parametrize(
    "text",
    [
        "facts:on_time level=commune field=dat-dai",
        "facts:received channel=online service=level_3,partial",
        "register:nhiem-vu.xong-dung-han",
        "units:to-chuc.phong",
        "catalogue:in_force mechanism=same_level",
        "documents:chi-dao-cchc",
        "surveys:replies",
        "formula:[3.2.3.1] + [3.2.3.2]",
        "7.2.2",
        "06a.huyen.dunghan",
        "ratio",
        "typed",
        "none",
    ],
)
def test_a_source_is_read_and_written_alike(text):
    assert read_source(text).text == text
    assert read_source(f"  {text}  ") == read_source(text)


def test_words_options_and_codes_are_taken_apart():
    source = read_source("facts:received  channel=online  service=level_3,partial")
    assert source.word == "received"
    assert source.options == {
        "channel": frozenset({"online"}),
        "service": frozenset({"level_3", "partial"}),
    }
    assert read_source("register:tin-bai.trang-don-vi").register == ("tin-bai", "trang-don-vi")
    assert read_source("formula:[1.1] + 1").formula.names == {"1.1"}
    assert read_source("7.2.2") == Source(SourceKind.INDICATOR, "7.2.2")


def test_what_people_type_is_not_computed():
    assert not read_source("typed").is_computed
    assert not read_source("none").is_computed
    assert read_source("ratio").is_computed


@pytest.mark.parametrize(
    "text",
    [
        "",
        "facts",
        "facts:",
        "facts:everything",
        "facts:received level=province",
        "facts:received color=red",
        "facts:received level",
        "facts:received field=Đất",
        "catalogue:in_force payment=online",
        "surveys:replies level=commune",
        "register:nhiem-vu",
        "register:nhiem-vu.",
        "register:.xong",
        "documents:",
        "formula:",
        "formula:[1.1] **2",
        "typed:1",
        "ratio:x",
        "http://example.org",
    ],
)
def test_what_is_no_source_is_refused_with_what_to_write(text):
    with pytest.raises(Invalid) as caught:
        read_source(text)
    assert caught.value.message


@given(st.text(max_size=40))
@settings(max_examples=100)
def test_any_text_is_a_source_or_refused(text):
    try:
        source = read_source(text)
    except Invalid:
        return
    assert read_source(source.text) == source
