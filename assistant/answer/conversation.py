"""Make a follow-up question stand on its own, by rules: from what the conversation says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.answer import circumstances, elliptic, forms, nouns, phrases, pointers, referents, statements, totals
from assistant.records import Turn
from assistant.text import words

if TYPE_CHECKING:
    from collections.abc import Sequence

# Shorter than this, a question rarely names its event: "civilians?", "in Quetta?".
_SHORT = 3
_LONGEST = 300
# So many turns back a phrase is looked for that a follow-up can take the place of.
_TURNS_BACK = 3
_MARKERS = re.compile(r"\s*\[\d+\]")


def follows(question: str, history: Sequence[Turn]) -> bool:
    """Return whether `question` leans on the conversation before it."""
    bare = _bare(question)
    if forms.INTERJECTION.match(bare):
        return False
    return bool(history) and bool(
        forms.OPENING.match(bare)
        or forms.AGAIN.match(bare)
        or forms.WHO_SAID.match(bare)
        or forms.WH_ALONE.match(bare)
        or forms.COMPARED.match(bare)
        or forms.LATEST.match(bare)
        or pointers.points_to_statement(bare)
        or len(words(bare)) <= _SHORT
        or pointers.pointer(bare)
        or pointers.leans_unnamed(bare)
        or forms.SAYS.match(bare)
        or elliptic.THE_SAME.match(bare)
        or elliptic.of_what_was_done(bare, statements.stem_of(history[-1]))
        or elliptic.who_counted(bare, history)
        or elliptic.by_account(bare, history[-1])
        or (pointers.is_fragment(bare) and not pointers.is_new(bare, statements.stem_of(history[-1])))
    )


def standalone(question: str, history: Sequence[Turn]) -> str:
    """Return `question` with what it leaves out put in from the turns before it; as it is, if it leaves out nothing.

    "And civilians?" after "How many militants were killed in Quetta?" is "How many civilians were killed in Quetta?".
    Earlier follow-ups are resolved first, so `history` may hold them as they were asked. The result is for retrieval
    and for showing what was understood: where no rule fits, the question is put after the one before it.
    """
    resolved: list[Turn] = []
    for turn in history:
        # "Thanks" is nothing to lean on.
        if not forms.INTERJECTION.match(_bare(turn.question)):
            resolved.append(Turn(question=_resolve(turn.question, resolved), answer=turn.answer))
    return _resolve(question, resolved)


def stays_within(rewritten: str, question: str, history: Sequence[Turn]) -> bool:
    """Return whether a rewritten question is one line whose every name and figure stands in the conversation."""
    if not rewritten or "\n" in rewritten or len(rewritten) > _LONGEST or not rewritten.endswith("?"):
        return False
    said = words(" ".join([question, *(f"{turn.question} {turn.answer}" for turn in history)]))
    known = {part for word in said for part in re.split(r"[^\w]+", word)}
    particular = [
        word for word in re.findall(r"\w+", rewritten)[1:] if word[0].isupper() or any(map(str.isdigit, word))
    ]
    return all(word.lower() in known for word in particular)


def _resolve(question: str, history: Sequence[Turn]) -> str:  # noqa: PLR0911 - one for each form
    if not follows(question, history):
        return question
    question = forms.CALENDAR.sub(lambda day: day.group().capitalize(), forms.RUN_ON.sub(r"\1 is", question))
    last, bare = history[-1], _bare(question)
    if forms.AGAIN.match(bare):
        return last.question
    if asked := elliptic.who_counted(bare, history) or elliptic.by_account(bare, last):
        return as_question(asked)
    stem = statements.stem_of(last)
    if elliptic.WHO_DID.match(bare) and (done := elliptic.of_what_was_done(bare, stem)):
        return as_question(pointers.with_context(forms.OPENING.sub("", done), stem))
    alone = forms.WH_ALONE.match(bare)
    if (who := forms.WHO_SAID.match(bare)) and not (alone and forms.PASSIVE.search(stem)):
        return _who_said(last, bare, who["outlet"])
    if alone:
        asked = statements.asked_of(re.sub(r"(?i)^how come$", "why", alone["how"]), last)
        return as_question(asked) if asked else f"{stem}, {question.strip()}"
    if forms.LATEST.match(forms.OPENING.sub("", bare)) and (latest := _latest(history)):
        return as_question(latest)
    return statements.said_there(bare, last) or _of_statement(bare, history) or _completed(bare, history)


def _latest(history: Sequence[Turn]) -> str | None:
    """Return the last count or toll that was asked for as it is now, whoever gives it; `None` where none was."""
    stems = (statements.stem_of(turn) for turn in reversed(history[-_TURNS_BACK:]))
    counts = (stem for stem in stems if forms.COUNT.match(stem) or phrases.TOLL.match(stem))
    if (stem := next(counts, None)) is None:
        return None
    return f"{totals.timeless(stem)} so far"


def _completed(question: str, history: Sequence[Turn]) -> str:  # noqa: PLR0911 - one for each form
    last = history[-1]
    stem, bare = statements.stem_of(last), elliptic.written_out(_bare(question))
    if compared := forms.COMPARED.match(bare):
        return f"{stem}, compared with {compared['other']}?"
    if (was := forms.WAS_THAT.match(bare)) and (asked := statements.asked_of("", last)):
        return as_question(f"{asked} {was['rest']}")
    rest = forms.OPENING.sub("", bare).strip()
    named = elliptic.named_one(rest, history)
    if about := elliptic.fronted(named) or (named if named != rest else None):
        return as_question(pointers.with_context(pointers.without_pointers(about, last), stem))
    if asked := _asked_of_it(rest, stem):
        return as_question(asked)
    if forms.STILL.match(rest) and (counted := elliptic.counted_anew(rest, stem)):
        return as_question(_in_full(counted, history))
    if found := _exchanged_anywhere(rest, history):
        return as_question(found)
    if says := forms.SAYS.match(rest):
        return as_question(_reply(says, history))
    rest = elliptic.counted_anew(rest, stem) or rest
    if asked := phrases.asked_anew(rest):
        return as_question(pointers.with_context(asked, stem))
    if pointers.pointer(rest) or rest != bare or pointers.leans_unnamed(rest) or pointers.is_fragment(rest):
        return as_question(_in_full(pointers.owned_by_whom(rest, stem), history))
    return as_question(_in_full(rest, history)) if forms.WHOLE.match(rest) else f"{stem}, {question.strip()}"


def _asked_of_it(rest: str, stem: str) -> str | None:
    """Return "who was behind it", "names of the soldiers" and "area" as questions about what `stem` speaks of."""
    if asked := elliptic.of_what_was_done(rest, stem) or elliptic.names_of(rest):
        return pointers.with_context(asked, stem)
    asked = elliptic.attribute(rest, stem)
    # What a place has one of, it has at any time.
    return pointers.with_context(asked, stem, keeps_day=False) if asked else None


def _exchanged_anywhere(rest: str, history: Sequence[Turn]) -> str | None:
    """Return the latest question that has a phrase for the follow-up's to replace, or the last with it at its end."""
    if not_but := forms.NOT_BUT.match(rest):
        rest = not_but["but"]
    elif pointers.is_fragment(bare := phrases.AMONG.sub("", forms.TAIL.sub("", rest))):
        rest = bare
    stems = [statements.stem_of(turn) for turn in reversed(history[-_TURNS_BACK:])]
    if circumstances.is_relative(rest.split(", ")[0]):
        stems = [circumstances.dated(stem, turn.answer) for stem, turn in zip(stems, reversed(history), strict=False)]
    if totals.TOTAL.match(rest):
        return totals.totalled(stems)
    rest = circumstances.BEFORE_THAT.sub(r"\1", pointers.placed(rest, stems[0], history))
    if (
        forms.FIGURE_OF.search(rest)
        or forms.UP_TO.match(rest)
        or forms.COUNT.match(rest)
        or phrases.STRETCH.match(rest)
        or nouns.is_counted(rest)
    ):
        # "And by Thursday?" goes on with a count, not with what was asked of it in passing.
        stems = [stem for stem in stems if forms.COUNT.match(stem)] or stems
    found = [_exchanged(rest, stem) for stem in stems]
    replaced = (put for put, stem in zip(found, stems, strict=True) if put and not phrases.only_adds(put, stem))
    return (found[0] if forms.SAYS.match(rest) else next(replaced, None)) or found[0]


def _exchanged(rest: str, stem: str) -> str | None:
    """Return a question with what the follow-up changes in it; `None` where it changes no phrase of it."""
    if forms.BELONGS.match(rest) and not re.match(r"(?i)who\b", stem) and not phrases.STRETCH.match(rest):
        rest = forms.BELONGS.sub("", rest)
    if among := forms.AMONG.match(rest):
        return phrases.substitute(rest[among.end() :], stem)
    rest = nouns.uncapitalised(forms.CAPITAL.sub(lambda first: first.group().lower(), rest))
    if found := phrases.of_state(rest, stem):
        return found
    if (says := forms.SAYS.match(rest)) and (forms.COUNT.match(stem) or phrases.SPEAKER.search(stem)):
        return phrases.spoken(_speaker(says), stem)
    if (
        pointers.is_fragment(rest)
        or forms.DURING.match(rest)
        or phrases.STRETCH.match(rest)
        or phrases.COURSE.match(rest)
        or circumstances.ONE_BEFORE.match(rest)
        or circumstances.EVENT.match(rest)
    ):
        return phrases.substitute(rest, stem)
    return None


def _speaker(says: re.Match[str]) -> str:
    return says["who"] or says["says"] or says["whose"] or says["by"]


def _reply(says: re.Match[str], history: Sequence[Turn]) -> str:
    """Return "what does the ministry say" with what it is asked about."""
    said, speaker = statements.statement(_answered(history)), _speaker(says)
    stem = statements.stem_of(history[-1])
    if re.match(r"(?:who|which)\b", stem, re.IGNORECASE) and (asked_about := referents.thing(stem)):
        # Of those who were asked for, another says nothing.
        return pointers.with_context(f"what did {speaker} say about {asked_about}", stem)
    if said is None:
        return pointers.with_context(f"what did {speaker} say", statements.stem_of(history[-1]))
    return f"what did {speaker} say about {statements.claim(said)}"


def _in_full(rest: str, history: Sequence[Turn]) -> str:
    last = history[-1]
    if forms.OF_EVENT.search(rest):
        # What began or ended is an event, of which another question may have asked.
        last = next((turn for turn in reversed(history) if referents.has_thing(statements.stem_of(turn))), last)
    named = pointers.without_pointers(rest, last)
    event = referents.event_of(statements.stem_of(last))
    # "How many were Afghans?" names nobody's own event.
    placed = circumstances.PLACE.search(named) or re.search(rf"(?<!\bwere)(?<!\bare)\s{circumstances.NAME}", rest)
    if event and forms.COUNT.match(rest) and not placed and event[3:] not in named:
        # "How many of its own men did it lose?" is about one event, whatever "it" is called.
        named = f"{named} {event}"
    if then := circumstances.from_then(named, statements.stem_of(last)):
        return pointers.with_context(then, statements.stem_of(last), keeps_day=False)
    return pointers.with_context(named, statements.stem_of(last), keeps_day=not pointers.of_person(rest))


def _of_statement(bare: str, history: Sequence[Turn]) -> str | None:  # noqa: PLR0911 - one for each form
    """Return "has that been verified" with what "that" is put in, where it is something that was said."""
    last = _answered(history)
    evidence, claimed = forms.EVIDENCE.search(bare), forms.CLAIMED.search(statements.stem_of(last))
    if evidence and claimed and pointers.pointer(bare):
        return as_question(f"{pointers.without_pointers(bare, last)} that {claimed['what']}")
    given = forms.THE_CLAIM.search(bare)
    if given and given["noun"].lower() == "claim":
        last = next((turn for turn in reversed(history) if forms.SAID.search(turn.question)), last)
    if given and (made := statements.statement(last)):
        what = statements.claim(made).replace("claim", given["noun"].lower(), 1)
        return as_question(f"{forms.OPENING.sub('', bare[: given.start()])}{what}")
    pointing = pointers.points_to_statement(bare)
    said = statements.statement(last) if pointing else None
    if pointing is None or said is None:
        return None
    rest = forms.OPENING.sub("", bare[: pointing.start()])
    if pointing["object"]:
        return as_question(f"{pointers.without_pointers(bare[: pointing.start('object')], last)} that {said}")
    claim = statements.claim(said)
    if pointing["before"] and claim.startswith("the claim that "):
        return as_question(f"{rest}it{bare[pointing.end() :]} that {said}")
    if pointing["before"]:
        return as_question(f"{rest}{claim}{bare[pointing.end() :]}")
    return as_question(f"{rest}{bare[pointing.start() : pointing.start('after')]}{claim}")


def _answered(history: Sequence[Turn]) -> Turn:
    """Return the last turn that has an answer: what was said may stand before a question that none answers."""
    return next((turn for turn in reversed(history) if turn.answer), history[-1])


def _who_said(last: Turn, bare: str, outlet: str | None) -> str:
    stem = statements.stem_of(last)
    if re.match(r"(?i)who said that\b", stem):
        return f"{stem}?"
    verb = forms.SAYING.match(bare)
    said = statements.statement(last)
    if said is None and pointers.pointer(bare) and (last.answer or bare.endswith(" it")) and not outlet:
        return as_question(_in_full(bare, [last]))
    if said is None and not last.answer:
        return as_question(f"{outlet or 'who'} said {stem[:1].lower()}{stem[1:]}")
    if said is None and re.match(r"(?i)(?:who|whom|what|when|where|why|which|how)\b", stem):
        return f"Who said so: {stem} {_MARKERS.sub('', last.answer)}".rstrip(" .") + "?"
    # Who somebody is, beside what is said of them, may be said by others.
    clause = re.sub(r",\s(?:who|which)\s[^,]+,", "", statements.unattributed(said)) if said else stem
    return as_question(f"{outlet or 'who'} {verb['verb'].lower() if verb else 'said'} that {clause}")


def _bare(question: str) -> str:
    plain = re.sub(r"(?i)\b(that|this) one\b", r"\1", " ".join(question.strip().rstrip("?.! ").split()))
    return forms.WHICH_PLACE.sub("in ", plain)


def as_question(text: str) -> str:
    """Return the words of a question as one: with a capital, a mark and no spaces to spare."""
    text = " ".join(text.split()).strip(" ,?.")
    return f"{text[:1].upper()}{text[1:]}?"
