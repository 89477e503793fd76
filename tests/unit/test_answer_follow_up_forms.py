"""Follow-ups as journalists chat: fragments, corrections, totals, speakers, what was spoken of two questions ago."""

from __future__ import annotations

import pytest

from assistant.answer import nouns, standalone, verbs
from assistant.records import Turn

KILLED = ("How many miners were killed in Dorn on 4 May 2026, according to the ministry?", "12")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("and the soldiers?", "How many soldiers were killed in Dorn on 4 May 2026, according to the ministry?"),
        ("And the army?", "How many miners were killed in Dorn on 4 May 2026, according to the army?"),
        ("What about the officials", "How many miners were killed in Dorn on 4 May 2026, according to officials?"),
        ("the army's count?", "How many miners were killed in Dorn on 4 May 2026, according to the army?"),
        ("how about on the 6th?", "How many miners were killed in Dorn on 6 May 2026, according to the ministry?"),
        ("children among them?", "How many children were killed in Dorn on 4 May 2026, according to the ministry?"),
        ("ok, and the wounded?", "How many miners were wounded in Dorn on 4 May 2026, according to the ministry?"),
        ("not miners, guards", "How many guards were killed in Dorn on 4 May 2026, according to the ministry?"),
        ("no, i meant the guards", "How many guards were killed in Dorn on 4 May 2026, according to the ministry?"),
        ("guards then?", "How many guards were killed in Dorn on 4 May 2026, according to the ministry?"),
        ("by whom?", "By whom were miners killed in Dorn on 4 May 2026, according to the ministry?"),
        ("says who?", "Who said that 12 miners were killed in Dorn on 4 May 2026?"),
        (
            "which paper had that?",
            "Which paper said that 12 miners were killed in Dorn on 4 May 2026?",
        ),
        (
            "how many were women?",
            "How many of the miners killed in Dorn on 4 May 2026, according to the ministry were women?",
        ),
        (
            "was that before the strike?",
            "Were miners killed in Dorn on 4 May 2026, according to the ministry before the strike?",
        ),
        ("how big is the town?", "How big is Dorn on 4 May 2026?"),
        ("which one is newer?", "How many miners were killed in Dorn on 4 May 2026, according to the ministry?"),
    ],
)
def test_a_count_takes_the_follow_ups_phrase(question: str, expected: str) -> None:
    """Whom tolls count takes the place of whom was counted, who gives figures that of who gave it."""
    assert standalone(question, [Turn(question=KILLED[0], answer=KILLED[1])]) == expected


@pytest.mark.parametrize(
    ("last", "question", "expected"),
    [
        ("When did operation Dawn end?", "and start?", "When did operation Dawn start?"),
        ("How long was fuel short in Dorn?", "and the trains?", "What happened to the trains in Dorn?"),
        ("What did the Guard say about wages?", "and unemployment?", "What did the Guard say about unemployment?"),
        ("When did the trial of Marta Lind begin?", "did she plead guilty?", "Did Marta Lind plead guilty?"),
        ("How many died?", "how many people lost their homes?", "How many people lost their homes?"),
        (
            "How many rebels were killed in operation Dawn?",
            "what about its first phase?",
            "How many rebels were killed in the first phase of operation Dawn?",
        ),
        ("What is the toll of the Lyra fire?", "how many pupils?", "How many pupils were killed in the Lyra fire?"),
        ("Which unit of the Guard is for media?", "and for supplies?", "Which unit of the Guard is for supplies?"),
        ("When did Peru list the Guard as a Sect?", "and as a Party?", "When did Peru list the Guard as a Party?"),
        ("How long did the Guard hold the camp?", "and the roads?", "How long did the Guard hold the roads?"),
        ("Who is the leader of the Lyra Front?", "where does it operate?", "Where does the Lyra Front operate?"),
        ("What is the Moss pipeline worth?", "who owns it?", "Who owns the Moss pipeline?"),
        ("How long will the curfew in Dorn last?", "are shops open?", "Are shops open in the curfew in Dorn?"),
        (
            "What does the army say about the FLN\u2019s claim that it killed 5 men?",
            "did the group offer evidence?",
            "Did the FLN offer evidence that it killed 5 men?",
        ),
        ("Where was the Lyra seized?", "by whom?", "By whom was the Lyra seized?"),
        (
            "When was Dorn retaken?",
            "how many died there before that?",
            "How many died in Dorn before Dorn was retaken?",
        ),
        (
            "How old was the woman who took part in the raid?",
            "where was she from?",
            "Where was the woman who took part in the raid from?",
        ),
        ("How many gunmen stopped cars?", "what did they want?", "What did the gunmen want?"),
        ("Who was seized in Dorn?", "has he been freed?", "Has he been freed in Dorn?"),
        (
            "When did Peru, Chile and Cuba put a hold on the listing of the Guard?",
            "can it be filed again?",
            "Can the listing of the Guard be filed again?",
        ),
        (
            "How many died according to Minister Falk?",
            "whom did he blame?",
            "Whom did Minister Falk blame?",
        ),
        (
            "How many cars were burnt in Dorn according to the Times of Peru?",
            "according to Radio Lima?",
            "How many cars were burnt in Dorn according to Radio Lima?",
        ),
        (
            "How many cars were burnt according to the mayor?",
            "in Dorn?",
            "How many cars were burnt in Dorn according to the mayor?",
        ),
    ],
)
def test_a_phrase_finds_its_place_and_a_pronoun_its_referent(last: str, question: str, expected: str) -> None:
    """What a follow-up puts in or points to is the phrase or the thing of its kind, not the nearest name."""
    assert standalone(question, [Turn(question=last, answer="")]) == expected


def test_a_fragment_goes_back_to_the_question_it_fits() -> None:
    """A count that was left for another question is taken up again, and a time goes on with it."""
    history = [
        Turn(question="How many hostages did the Guard say it took on 4 May 2026?", answer="18"),
        Turn(question="Were the hostages named?", answer=""),
    ]
    assert standalone("and by 9 May?", history) == "How many hostages did the Guard say it took by 9 May 2026?"
    talk = [
        Turn(question="How many rebels were killed in Dorn?", answer="18"),
        Turn(question="Who leads the Guard?", answer="Lena Falk"),
    ]
    assert standalone("and civilians?", talk) == "How many civilians were killed in Dorn?"


def test_the_total_leaves_out_what_the_last_questions_differ_in() -> None:
    """After two places it is of both, after two kinds of people of all of them."""
    first = Turn(question="How many rebels were killed in Dorn on 4 May 2026?", answer="18")
    place = Turn(question="How many rebels were killed in Lindow on 4 May 2026?", answer="2")
    assert standalone("so what is the total?", [first, place]) == (
        "How many rebels were killed on 4 May 2026 in total?"
    )
    people = Turn(question="How many pupils were killed in Dorn on 4 May 2026?", answer="3")
    assert standalone("and in total?", [first, people]) == "How many people were killed in Dorn on 4 May 2026 in total?"


def test_a_name_alone_is_a_place_where_the_conversation_has_it_for_one() -> None:
    """After a count by a speaker, a name may be another speaker or another place."""
    asked = "How many rebels were killed in Dorn according to Radio Lima?"
    place = [Turn(question=asked, answer="Radio Lima counted 3 in Dorn and 5 in Lindow.")]
    assert standalone("Lindow?", place) == "How many rebels were killed in Lindow according to Radio Lima?"
    speaker = [Turn(question=asked, answer="3, Radio Lima said.")]
    assert standalone("Falk?", speaker) == "How many rebels were killed in Dorn according to Falk?"


def test_what_is_said_of_a_claim_is_asked_of_the_last_answer() -> None:
    """A claim, a figure or a charge that was answered is put in, even behind a question that had no answer."""
    history = [
        Turn(question="Who accused Peru of the raid?", answer="\u201cPeru is behind it,\u201d Falk said."),
        Turn(question="Did Falk give any proof?", answer=""),
    ]
    assert standalone("did he give any proof?", history[:1]) == "Did Falk give any proof?"
    assert standalone("what does Lima say?", history).startswith("What did Lima say about the claim that ")
    claimed = [Turn(question="How many rebels did the Guard claim to have killed?", answer="18")]
    assert standalone("is that true?", claimed) == "Is the Guard\u2019s claim to have killed 18 rebels true?"
    freed = [Turn(question="Has Falk been freed?", answer="Lena Falk and her driver have been freed, the Guard said.")]
    assert standalone("according to whom?", freed) == "Who said that Lena Falk and her driver have been freed?"
    counted = [Turn(question="How many rebels were killed in Dorn?", answer="18")]
    assert standalone("did anybody check that figure?", counted) == (
        "Did anybody check the figure that 18 rebels were killed in Dorn?"
    )


@pytest.mark.parametrize(
    ("past", "plain"),
    [
        *(("put", "put"), ("won", "win"), ("carried", "carry"), ("stopped", "stop"), ("killed", "kill")),
        *(("announced", "announce"), ("condemned", "condemn"), ("named", "name"), ("visited", "visit")),
        *(("invaded", "invade"), ("reported", "report"), ("filed", "file"), ("countries", None)),
    ],
)
def test_the_plain_form_of_a_verb(past: str, plain: str | None) -> None:
    """Regular verbs get their "e" back, and a word that looks like no past form has none."""
    assert verbs.base(past) == plain


def test_whom_tolls_count_gives_no_figures() -> None:
    """The army and the officials speak; passengers and the wounded are counted."""
    assert nouns.is_counted("the passengers")
    assert not nouns.is_speaker("the passengers")
    assert nouns.is_speaker("the interior ministry")
    assert not nouns.can_be_person("Operation Dawn")
    assert nouns.can_be_person("Lena Falk")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("is there a more recent figure?", "How many people were killed in Dorn so far?"),
        ("is that still the toll?", "How many people were killed in Dorn so far?"),
        ("has it risen since then?", "How many people were killed in Dorn so far?"),
        ("and now?", "How many people were killed in Dorn so far?"),
        ("how many hurt?", "How many people were hurt in Dorn on 4 May 2026 according to the police?"),
        ("which districts?", "In which districts were people killed in Dorn on 4 May 2026 according to the police?"),
        (
            "what about Lind\u2019s number the next day?",
            "How many people were killed in Dorn on 5 May 2026 according to Lind?",
        ),
    ],
)
def test_a_newer_figure_is_anybodys_and_another_count_is_of_the_same_event(question: str, expected: str) -> None:
    """What is asked of a count goes on with the count, whatever was asked in between."""
    counted = Turn(
        question="How many people were killed in Dorn on 4 May 2026 according to the police?",
        answer="18 people were killed, the police said.",
    )
    assert standalone(question, [counted]) == expected
    if "district" not in question:
        assert standalone(question, [counted, Turn(question="Who owns the mill?", answer="Lena Falk")]) == expected


JAIL = ("How many inmates broke out of the jail in Dorn?", "216")
WOMEN = ("Which women did the Guard name as attackers?", "Lena Falk and Ada Lind")
RAID = ("How many soldiers died in the raid on the Bela camp in May 2024?", "12 soldiers died.")


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        (
            [JAIL],
            "how many of them were caught?",
            "How many of the inmates who broke out of the jail in Dorn were caught?",
        ),
        (
            [("How many people died in the raid on Dorn?", "31"), ("Who said that 31 people died in Dorn?", "Falk")],
            "and railway workers?",
            "How many railway workers died in the raid on Dorn?",
        ),
        ([JAIL], "how many are still free?", "How many inmates are still free in the jail in Dorn?"),
        ([JAIL], "and still missing?", "How many inmates are still missing in the jail in Dorn?"),
        (
            [RAID],
            "Who was it that said twelve soldiers?",
            "Who said that twelve soldiers died in the raid on the Bela camp in May 2024?",
        ),
        (
            [("On what day did Lena Falk die?", "")],
            "how, according to the army?",
            "How did Lena Falk die according to the army?",
        ),
        (
            [("Who owns the Bela mine?", "Norvia")],
            "ok, and the Lindow mine, who runs that one?",
            "Who runs the Lindow mine?",
        ),
        (
            [("When was the school bus in Dorn bombed?", "On 4 May.")],
            "and who was behind it?",
            "Who was behind the bombing of the school bus in Dorn?",
        ),
        ([WOMEN], "how old was the first one?", "How old was Lena Falk?"),
        ([WOMEN, ("How old was Lena Falk?", "24")], "and the other, where did she live?", "Where did Ada Lind live?"),
        (
            [("When did trains start running again in Dorn?", "On Monday.")],
            "How long had they been stopped?",
            "How long had the trains been stopped in Dorn?",
        ),
        (
            [("What does the Guard want for the soldiers in its video?", "")],
            "how many does it say it is holding?",
            "How many soldiers does the Guard say it is holding?",
        ),
        (
            [("How many people live in Dorn according to the 2023 census?", "14,000")],
            "and in the one before that?",
            "How many people live in Dorn according to the previous census?",
        ),
        (
            [("How much money will the police give the families in Dorn?", "5 million")],
            "what about jobs?",
            "How many jobs will the police give the families in Dorn?",
        ),
        (
            [
                ("How many rebels were killed in operation Dawn?", "41"),
                ("When did operation Dawn start?", "On Monday."),
            ],
            "and in the first phase alone?",
            "How many rebels were killed in the first phase of operation Dawn?",
        ),
        (
            [("What did the envoy say?", "Envoy Lena Falk said in Dorn that the charges were baseless and late.")],
            "who said that?",
            "Who said that the charges were baseless and late?",
        ),
        (
            [
                (
                    "Was the mayor freed?",
                    "The mayor of Dorn, who was seized on Saturday, has been freed, the Guard said.",
                )
            ],
            "says who?",
            "Who said that the mayor of Dorn has been freed?",
        ),
        (
            [("What happened to the mayor of Dorn?", "In Dorn the mayor was seized. The talks failed.")],
            "is he free now?",
            "Is the mayor of Dorn free now?",
        ),
        (
            [("How many did the Guard claim to have killed by 6 May 2024?", "84")],
            "and on the first day?",
            "How many did the Guard claim to have killed on the first day?",
        ),
    ],
)
def test_what_a_follow_up_leaves_out_or_points_to_is_found(
    before: list[tuple[str, str]], question: str, expected: str
) -> None:
    """A noun left out, one put in front, one of several named, an event that was only told as what was done."""
    assert standalone(question, [Turn(question=asked, answer=said) for asked, said in before]) == expected


def test_a_group_that_says_so_is_the_it_of_what_it_says() -> None:
    """In "which group said it did that" the group is meant, and nothing that was spoken of before."""
    before = [Turn(question="Where did the Guard attack a bus?", answer="near Dorn")]
    assert standalone("which group said it did that?", before) == "which group said it did that?"


BOMBING = ("How many people died in the Quetta bombing of September 2025?", "15 people were killed.")
CLAIMED = ("Who claimed the attack on the Bela camp?", "The Lindow Liberation Army (LLA) claimed the attack.")
TRAIN = ("How many passengers were on the Dorn Express when it was stopped?", "About 440, the railways said.")
SHOT = ("How many passengers were killed near Dorn in July 2025?", "Nine passengers were killed.")


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        (BOMBING, "and the year before?", "How many people died in Quetta in 2024?"),
        (BOMBING, "what about the year before that, near Dorn?", "How many people died near Dorn in 2024?"),
        (BOMBING, "and near Dorn?", "How many people died in September 2025 near Dorn?"),
        (BOMBING, "what about Dorn?", "How many people died in the Dorn bombing of September 2025?"),
        (BOMBING, "and in the raid on the Bela camp?", "How many people died in the raid on the Bela camp?"),
        (BOMBING, "in Dorn in May?", "How many people died in May in Dorn?"),
        (BOMBING, "how many a year earlier?", "How many people died in Quetta in 2024?"),
        (BOMBING, "what about the Dorn one?", "How many people died in the Dorn bombing?"),
        (BOMBING, "and the one in Dorn in May?", "How many people died in the bombing in Dorn in May?"),
        (
            ("How many soldiers does the Guard say it killed in Dawn?", "84 soldiers, it said on 31 January 2026."),
            "what about the year before, near Dorn?",
            "How many soldiers does the Guard say it killed near Dorn in 2025?",
        ),
        (
            ("How many people did the bombing outside the station in Lindow kill?", "15"),
            "what about the one in Dorn, how many dead?",
            "How many dead did the bombing in Dorn kill?",
        ),
        (
            ("How many people died in the Dorn Express hijacking according to the army?", "The army said 31 died."),
            "who claimed it?",
            "Who claimed the Dorn Express hijacking?",
        ),
        (
            ("Which countries condemned the attacks in Dorn?", "Peru and Chile condemned them."),
            "what did Norvia say?",
            "What did Norvia say about the attacks in Dorn?",
        ),
        (CLAIMED, "who leads it?", "Who leads the Lindow Liberation Army?"),
        (
            CLAIMED,
            "how many soldiers did it say it killed?",
            "How many soldiers did the Lindow Liberation Army say it killed in the attack on the Bela camp?",
        ),
        (CLAIMED, "how many people died in it?", "How many people died in the attack on the Bela camp?"),
        (TRAIN, "where was it going?", "Where was the Dorn Express going?"),
        (TRAIN, "what did they demand?", "What did the attackers demand in the Dorn Express?"),
        (
            SHOT,
            "which group said it did that?",
            "Which group said it carried out the killing of passengers near Dorn in July 2025?",
        ),
        (SHOT, "who claimed it?", "Who claimed the killing of passengers near Dorn in July 2025?"),
        (
            ("Did Norvia condemn the attack in Dorn?", "Yes."),
            "did it mention its citizens?",
            "Did Norvia mention its citizens in Dorn?",
        ),
        (
            ("What happened in Dorn on 4 May 2026?", "Gunmen killed 11 people, police said."),
            "who were they?",
            "Who were the people killed in Dorn on 4 May 2026?",
        ),
        (
            ("Why was the highway closed in Dorn?", "Protesters blocked the road."),
            "who led them?",
            "Who led the protesters in Dorn?",
        ),
        (
            ("According to the Guard, how many hostages did it kill on the Dorn Express?", "214"),
            "and according to the army?",
            "How many hostages did the Guard kill on the Dorn Express according to the army?",
        ),
        (
            ("Was Lena Falk freed by the court?", "No."),
            "on what grounds?",
            "On what grounds was Lena Falk freed by the court?",
        ),
    ],
)
def test_another_time_another_place_and_who_acts(before: tuple[str, str], question: str, expected: str) -> None:
    """What was so elsewhere or in another year was no part of the same event; a body acts, and an event does not."""
    assert standalone(question, [Turn(question=before[0], answer=before[1])]) == expected


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        (
            ("How did Omer Falk die according to the army?", "In a blast."),
            "what does Hyrb Marl say?",
            "How did Omer Falk die according to Hyrb Marl?",
        ),
        (
            ("How many people live in Norvia according to the 2023 census?", "2 million"),
            "area?",
            "What is the area of Norvia?",
        ),
        (
            ("How many people live in Norvia according to the 2023 census?", "2 million"),
            "And in 2017?",
            "How many people live in Norvia according to the 2017 census?",
        ),
        (
            ("When did the fourth revolt in Norvia begin in 1973?", "In 1973"),
            "the one before that?",
            "When did the third revolt in Norvia begin?",
        ),
        (
            ("How many attackers were killed at the Dorn Port Authority complex?", "Eight"),
            "names of the soldiers?",
            "What are the soldiers\u2019 names at the Dorn Port Authority complex?",
        ),
        (
            ("How many bus passengers were killed near Dorn in April 2024?", "Nine"),
            "where were their bodies found?",
            "Where were the bus passengers\u2019 bodies found near Dorn in April 2024?",
        ),
        (
            ("How many civilians died in the attacks of 26 August 2024, according to Lena Falk?", "38"),
            "and how many dead in Dorn that day?",
            "How many people were killed in Dorn on 26 August 2024?",
        ),
        (
            ("Who claimed the Dorn coal mine killings?", "Nobody"),
            "and how many were Norvians?",
            "How many were Norvians in the Dorn coal mine killings?",
        ),
        (
            ("What is the army's death toll in the Dorn Express?", "26"),
            "railway staff?",
            "How many railway staff were killed in the Dorn Express according to the army?",
        ),
        (
            ("What is the army's death toll in the Dorn Express?", "26"),
            "how many were freed?",
            "How many people were freed in the Dorn Express according to the army?",
        ),
        (("How many prisoners escaped from Dorn jail?", "216"), "how?", "How did the prisoners escape from Dorn jail?"),
        (
            ("How many rebels did the army say were killed near Dorn on 29 January 2026?", "30, and 11 in Bela."),
            "and Bela?",
            "How many rebels did the army say were killed in Bela on 29 January 2026?",
        ),
        (
            ("How many rebels had been killed by Sunday 1 February according to Falk?", "145"),
            "the next day?",
            "How many rebels had been killed by 2 February according to Falk?",
        ),
        (
            ("How many people were killed in the Dorn camp according to police?", "11"),
            "Women?",
            "How many women were killed in the Dorn camp according to police?",
        ),
        (
            ("How many of the children who died in the Dorn school bus bombing were girls?", "Three"),
            "who claimed it?",
            "Who claimed the Dorn school bus bombing?",
        ),
        (
            ("How many people died at Dorn station?", "26"),
            "and the toll by Gulf Review?",
            "How many people died at Dorn station according to Gulf Review?",
        ),
        (
            ("How many captives did the Guard hold on 15 May 2026?", "17"),
            "and those released, how many?",
            "How many captives were released on 15 May 2026?",
        ),
        (
            (
                "How quickly were the attackers stopped in Dorn?",
                "The head of the Guard, Omer Falk, said that they were stopped within ten minutes.",
            ),
            "who says that?",
            "Who says that they were stopped within ten minutes?",
        ),
    ],
)
def test_other_speakers_attributes_and_counts_in_few_words(
    before: tuple[str, str], question: str, expected: str
) -> None:
    """Another's account, what a place has one of, the one before the fourth, and counts put in the fewest words."""
    assert standalone(question, [Turn(question=before[0], answer=before[1])]) == expected


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        (("When did Norvia ban the DG?", "2006"), "The same for the UK?", "When did the UK ban the DG?"),
        (
            ("How many soldiers did the DG claim to have killed in Dorn?", "100"),
            "the same in Bela?",
            "How many soldiers did the DG claim to have killed in Bela?",
        ),
        (
            ("When was the suicide bombing at Dorn railway station?", "2024"),
            "Who was the bomber, according to the DG?",
            "Who was the bomber at Dorn according to the DG?",
        ),
        (
            ("How many people died in the Dorn fire according to the mayor?", "11"),
            "How does that compare with the army's count?",
            "How many people died in the Dorn fire according to the army?",
        ),
        (
            ("How many people died in Dorn?", "11"),
            "who gave those figures?",
            "Who said that 11 people died in Dorn?",
        ),
    ],
)
def test_the_same_elsewhere_and_by_anothers_account(before: tuple[str, str], question: str, expected: str) -> None:
    """What is asked of the event goes before who is to say it."""
    assert standalone(question, [Turn(question=before[0], answer=before[1])]) == expected


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        (
            ("In which city was the first suicide attack of the Dorn Brigade?", "Bela"),
            "when was it",
            "When was the first suicide attack of the Dorn Brigade?",
        ),
        (
            ("Who claimed the attack on the Dorn Exchange in 2020?", "The DG."),
            "And the car?",
            "Who claimed the car in 2020?",
        ),
        (
            ("How many soldiers were killed near Dorn in 2025?", "18"),
            "how many gunmen took part according to the police official?",
            "How many gunmen took part near Dorn in 2025 according to the police official?",
        ),
        (
            (
                "Which two women did the DG name on 31 January 2026?",
                "The DG has named two women, Asifa Lor and Hawa Bel.",
            ),
            "How old was the first one?",
            "How old was Asifa Lor?",
        ),
        (
            ("How many cases had Norvia's commission recorded by 30 June 2024?", "10,285"),
            "How many of them were still open?",
            "How many of the cases were still open by 30 June 2024?",
        ),
    ],
)
def test_what_happened_first_and_whom_an_answer_names(before: tuple[str, str], question: str, expected: str) -> None:
    """What happened first is an event, a body that names somebody is none of those named, cases are no people."""
    assert standalone(question, [Turn(question=before[0], answer=before[1])]) == expected
