"""The forms of a follow-up: how it opens, what it asks again, and whom or what it asks about."""

from __future__ import annotations

import re

# A question that opens like this leans on the one before it ("and civilians?", "what about the year before?").
OPENING = re.compile(
    r"^(?:(?:(?:and|or|but|also|then|so|no|sorry|what about|how about|what of|any|among (?:them|those|these)"
    r"|i (?:mean|meant|asked|was asking)(?: about)?"
    r"|(?:ok|okay|well|actually|wait|thanks|thank you|hm+|yes|yeah|right|fine)"
    r"(?=[,.!]|\s(?:and|but|so|what|how|who|when|where|why)\b))"
    r"(?:\b|(?=,))|&)[\s,.!]*)+",
    re.IGNORECASE,
)
AGAIN = re.compile(
    r"^(?:and )?(?:(?:please )?(?:say|tell me|tell us)?\s?(?:some )?more|go on|explain|(?:more )?details?"
    r"|in (?:figures|numbers|short|brief|other words)"
    r"|(?:what|which|where)(?: are| is|'s)? (?:the |your |that )?(?:sources?|citations?|evidence)"
    r"(?: for (?:that|this|it))?"
    r"|sources?|citations?|source for (?:that|this)|(?:which|what) (?:reports?|outlets?|sources?) sa(?:y|ys|id)"
    r" (?:that|this|so|it)|where (?:is|was|does) (?:that|this|it) (?:from|reported|come from)"
    r"|which (?:of (?:them|those|these|the two)|one|figure|number) is (?:the )?"
    r"(?:newer|newest|latest|(?:more|most) recent|current|right|correct)|how do you know(?: that)?)$",
    re.IGNORECASE,
)
WHO_SAID = re.compile(
    r"^(?:and )?(?:who (?:said|says|claimed|reported|announced|stated|told|gave)(?: (?:you|them))?"
    r"(?: (?:that|this|so|it|those|these|the)(?= figures?$| numbers?$| counts?$|$))?"
    r"(?: (?:figure|number|toll|count)s?)?"
    r"|says who|according to (?:whom|who)|by whom"
    r"|whose (?:figure|claim|count|number)(?: (?:is|was) (?:that|this|it))?"
    r"|who(?: is|'s|s) (?:saying|claiming|reporting|the source)(?: (?:of|for|behind))?(?: (?:that|this|so|it))?"
    r"|(?P<outlet>(?:which|what) (?:outlet|paper|newspaper|agency|channel|site|report|source))"
    r" (?:had|has|said|says|reported|reports|gave|gives|carried|wrote|published) (?:that|this|so|it))$",
    re.IGNORECASE,
)
# The verbs of saying with which "that" goes on: "who announced that".
SAYING = re.compile(r"^(?:and )?who (?P<verb>said|says|claimed|reported|announced|stated)\b", re.IGNORECASE)
WH_ALONE = re.compile(
    r"^(?:and )?(?P<how>why(?: so (?:many|much|few|little))?|how come|when|where|how|who|which one|what for"
    r"|(?:for|since|until|by|from|to|of|with|in|at|on|under) (?:how long|when|whom"
    r"|(?:what|which|how many|how much)(?: [a-z]+){0,2}))"
    r"(?: (?:so|not|exactly|precisely|(?:was|is|did) (?:that|this)(?: happen)?))?$",
    re.IGNORECASE,
)
COMPARED = re.compile(
    r"^(?:and )?(?:is|was|are|were) (?:that|this|it|they|those)"
    r" (?:more|less|fewer|higher|lower|larger|greater|smaller|worse|later|earlier) than"
    r" (?:(?:in|by|on|at|after|before|during) )?(?P<other>.+)$",
    re.IGNORECASE,
)
# "Was that before the election?" after "when was he arrested".
WAS_THAT = re.compile(
    r"^(?:and )?(?:is|was|did) (?:that|this|it)(?: happen)?"
    r" (?P<rest>(?:before|after|in|on|at|near|during|because|also)\b.+)$",
    re.IGNORECASE,
)
PASSIVE = re.compile(
    r"\b(?:was|were|is|are|been|being)\b(?:\s[\w'\u2019-]+)*?\s(?:[a-z]+ed|shot|hit|held|hurt|taken|shut|found|cut)\b"
)
# What comes behind a phrase and asks for nothing: "and civilians then?".
TAIL = re.compile(
    r"(?<!since)(?<!by)(?<!until)\s(?:then|please|too|as well|though|instead|again|exactly|alone|only)$"
    r"|,?\s(?:not|rather than)\s[\w\s-]+$",
    re.IGNORECASE,
)
NOT_BUT = re.compile(r"^not\s.+?(?:,\s|\sbut\s)(?P<but>.+)$", re.IGNORECASE)
# A claim or figure that was given, and not a thing that was spoken of.
THE_CLAIM = re.compile(
    r"\b(?:the\s(?=claim|figure)|that\s|this\s)(?P<noun>claim|figure|number|toll|count|statement)$", re.IGNORECASE
)
# "Are shops open?" is a question, though a short one.
WHOLE = re.compile(
    r"^(?:(?:is|are|was|were|do|does|did|has|have|can|will) (?!that\b|this\b)|(?:who|what) [a-z]+\s)\w+", re.IGNORECASE
)
OF_EVENT = re.compile(r"\bit\s(?:begin|start|end|last|happen|finish|occur)\b", re.IGNORECASE)
SAID = re.compile(r"\b(?:say|says|said|claim|claims|claimed)\b", re.IGNORECASE)
COUNT = re.compile(r"^how (?:many|much)\b", re.IGNORECASE)
UP_TO = re.compile(r"^(?:by|since|until)\s(?!whom)", re.IGNORECASE)
FIGURE_OF = re.compile(
    r"['\u2019]s? (?:count|figure|number|version|estimate)(?:$|\s(?:the|on|by|for)\b)", re.IGNORECASE
)
# "What does the army say?" after a figure asks for the army's figure.
SAYS = re.compile(
    r"^(?:what (?:do|does|did) (?P<who>(?!(?:he|she|it|they|you|we)\b)(?:the )?[\w-]+(?: [A-Z]?[\w-]+)?)"
    r" (?:say|claim|report|count)(?: (?:on|for) (?:that|the same) day)?"
    r"|what (?:is|was) (?P<whose>(?:the )?[\w-]+?)(?:['\u2019]s?)? (?:count|figure|toll|number|version|estimate|line"
    r"|account)(?: on (?:this|that|it))?"
    r"|(?:(?:on|by) )?(?P<by>(?:the )?[\w-]+?)(?:['\u2019]s?)? (?:count|figure|number|version|estimate)"
    r"|(?P<says>(?:the )?[\w-]+(?: [\w-]+)?) (?:say|says|said|claims?))$",
    re.IGNORECASE,
)
STILL = re.compile(r"^(?:how many )?(?:still|now|currently|already)\b", re.IGNORECASE)
# "Which districts?" of what happened there.
WHICH_PLACE = re.compile(
    r"^(?=(?:which|what) (?:districts?|cit(?:y|ies)|towns?|villages?|places?|provinces?|regions?|areas?"
    r"|countr(?:y|ies))$)",
    re.IGNORECASE,
)
# "Is there a more recent figure?", "is that still the toll?", "has it risen since?"
_NEWER = r"(?:more recent|newer|newest|latest|later|updated|current|most recent|up-to-date)"
_FIGURE = r"(?:official )?(?:figure|number|toll|count|total)s?"
LATEST = re.compile(
    rf"^(?:(?:(?:(?:is|are) there|do (?:you|we) have) )?(?:(?:an?|any|the|some) )?{_NEWER} {_FIGURE}"
    r"(?: (?:available|yet|now|since(?: then)?|than (?:that|this)))?"
    rf"|(?:what (?:is|are) )?the {_NEWER} {_FIGURE}|what is (?:it|the (?:figure|number|toll|count)) now|now"
    rf"|is (?:that|this|it) (?:still )?(?:the )?{_NEWER}(?: {_FIGURE})?"
    rf"|(?:is|does) (?:that|this|it|that figure) still (?:the {_FIGURE}|valid|correct|right|true|hold|stand|up to date)"
    rf"|has (?:that|this|it|(?:the|that) {_FIGURE}) (?:risen|grown|changed|gone up|been (?:updated|revised|corrected))"
    r"(?: since(?: then)?)?)$",
    re.IGNORECASE,
)
# What evidence there is of what the last question calls a claim.
EVIDENCE = re.compile(r"\b(?:evidence|proof)$", re.IGNORECASE)
CLAIMED = re.compile(r"\b(?:claim|statement) that (?P<what>.+)$", re.IGNORECASE)
CAPITAL = re.compile(r"^(?:In|At|On|Near|From|By|Of|Since|Until|During|According|The|A|An)(?=\s)")
BELONGS = re.compile(r"^its\s(?=[a-z]+(?:\s[a-z]+)?$)", re.IGNORECASE)
AMONG = re.compile(
    r"^how many of (?:those|them|these)\s(?=(?:in|at|on|from|near|of|by|according)\b(?!.*\b(?:was|were|are)\b))",
    re.IGNORECASE,
)
DURING = re.compile(r"^(?:during|before|after|since|until)\s(?:it|that|this|then|them)$", re.IGNORECASE)
RUN_ON = re.compile(r"\b(what|who|where|when|how)['\u2019]?s\b", re.IGNORECASE)
CALENDAR = re.compile(
    r"\b(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|april|june|july|august|september"
    r"|october|november|december)\b"
)
# These ask for nothing, and repeat nothing.
INTERJECTION = re.compile(
    r"^(?:(?:really|ok|okay|thanks|thank you|thx|cheers|great|good|cool|nice|fine|sure|yes|yeah|no|wow|oh|hm+|i see"
    r"|right|indeed|hello|hi|hey|sorry|please|got it|understood|very much|a lot|so much|then)\b[\s,!.?]*)+$",
    re.IGNORECASE,
)
