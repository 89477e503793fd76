"""Units of figures: measures, currencies and what is counted, and whether two of them can mean one quantity."""

from __future__ import annotations

import re
from typing import NamedTuple


class Measure(NamedTuple):
    """A unit that is measured, not counted: its dimension, and how many base units of that dimension it holds."""

    dimension: str
    factor: float


# Months differ in length, so months and years are a dimension of their own.
MEASURES = {
    "seconds": Measure("time", 1),
    "minutes": Measure("time", 60),
    "hours": Measure("time", 3_600),
    "days": Measure("time", 86_400),
    "weeks": Measure("time", 604_800),
    "months": Measure("months", 1),
    "years": Measure("months", 12),
    "decades": Measure("months", 120),
    "age": Measure("age", 1),
    "metres": Measure("length", 1),
    "kilometres": Measure("length", 1_000),
    "feet": Measure("length", 0.3048),
    "miles": Measure("length", 1_609.344),
    "square metres": Measure("area", 1),
    "acres": Measure("area", 4_046.8564224),
    "hectares": Measure("area", 10_000),
    "square kilometres": Measure("area", 1_000_000),
    "square miles": Measure("area", 2_589_988.110336),
    "grams": Measure("mass", 0.001),
    "kilograms": Measure("mass", 1),
    # The American ton is a tenth lighter; reports do not say which they mean, so both are read as tonnes.
    "tonnes": Measure("mass", 1_000),
    "litres": Measure("volume", 1),
    "barrels": Measure("volume", 158.987294928),
    "megawatts": Measure("power", 1),
    "gigawatts": Measure("power", 1_000),
    "degrees": Measure("temperature", 1),
}
_SPELLINGS = {
    "seconds": r"seconds?|secs?",
    "minutes": r"minutes?|mins?",
    "hours": r"hours?|hrs?",
    "days": r"days?",
    "weeks": r"weeks?",
    "months": r"months?",
    "years": r"years?|yrs?",
    "decades": r"decades?",
    "square kilometres": r"(?:square|sq\.?)\s(?:kilomet(?:re|er)s?|kms?)",
    "square metres": r"(?:square|sq\.?)\s(?:met(?:re|er)s?|m)",
    "square miles": r"(?:square|sq\.?)\smiles?",
    "kilometres": r"kilomet(?:re|er)s?|kms?",
    "metres": r"met(?:re|er)s?",
    "feet": r"feet|foot|ft",
    "miles": r"miles?",
    "acres": r"acres?",
    "hectares": r"hectares?|ha",
    "kilograms": r"kilogram(?:me)?s?|kilos?|kgs?",
    "grams": r"grams?|grammes?",
    "tonnes": r"tonnes?|tons?",
    "litres": r"lit(?:re|er)s?",
    "barrels": r"barrels?",
    "megawatts": r"megawatts?|MW",
    "gigawatts": r"gigawatts?|GW",
    "degrees": r"degrees?|\u00b0C|\u00b0F",
}
_MEASURE = re.compile(
    r"[\s-]?(?:" + "|".join(f"(?P<m{n}>{spelling})" for n, spelling in enumerate(_SPELLINGS.values())) + r")(?!\w)"
)
_OLD = re.compile(r"[\s-]years?[\s-]olds?\b|[\s-]years?[\s-]of[\s-]age\b")

# "Rs" and "rupees" are written for several currencies; each stands for any of them.
_RUPEES = frozenset({"Rs", "PKR", "INR", "LKR", "NPR"})
_SIGNS = {
    "US$": "USD",
    "A$": "AUD",
    "C$": "CAD",
    "HK$": "HKD",
    "$": "USD",
    "\u20ac": "EUR",
    "\u00a3": "GBP",
    "\u20b9": "INR",
    "\u00a5": "JPY",
    "Rs": "Rs",
}
_CODES = ("USD", "EUR", "GBP", "INR", "PKR", "LKR", "NPR", "JPY", "CNY", "AUD", "CAD", "AED", "SAR")
_NAMES = {
    "dollar": "USD",
    "euro": "EUR",
    "pound": "GBP",
    "rupee": "Rs",
    "yuan": "CNY",
    "yen": "JPY",
    "dirham": "AED",
    "riyal": "SAR",
    # Of several countries, which the name alone does not tell apart.
    **{name: name for name in ("peso", "dinar", "franc", "shilling", "krona", "kronor", "krone", "kroner", "rial")},
    "naira": "NGN",
    "rand": "ZAR",
    "reais": "BRL",
    "lira": "TRY",
    "baht": "THB",
    "ringgit": "MYR",
    "rupiah": "IDR",
    "taka": "BDT",
    "rouble": "RUB",
    "ruble": "RUB",
    "hryvnia": "UAH",
    "shekel": "ILS",
    "zloty": "PLN",
    "birr": "ETB",
    "cedi": "GHS",
    "kwacha": "ZMW",
    "afghani": "AFN",
    "kyat": "MMK",
}
_CURRENCY_BEFORE = re.compile(
    r"(?<![A-Za-z$])(?P<sign>(?:US|A|C|HK)?\$|[\u20ac\u00a3\u20b9\u00a5]|Rs\.?|" + "|".join(_CODES) + r")\s?$"
)
_CURRENCY_AFTER = re.compile(
    r"[\s-](?:(?P<nation>US|American|Pakistani|Indian|Australian|Canadian)\s)?(?P<name>"
    + "|".join(_NAMES)
    + r")s?\b|\s(?P<code>"
    + "|".join(_CODES)
    + r")\b"
)
_NATIONS = {"Pakistani": "PKR", "Indian": "INR", "Australian": "AUD", "Canadian": "CAD"}

# Two axes on which counted things exclude each other. Whatever is on neither ("people", "women") excludes nothing.
_AXES = (
    (
        r"militant|insurgent|terrorist|fighter|gunm[ae]n|attacker|separatist|rebel|guerrilla|bomber|assailant",
        r"civilian|passenger|labourer|laborer|worker|bystander|villager|hostage",
        r"soldier|troop|police|security|personnel|paramilitar|officer|guard|commando",
    ),
    (r"dead|killed|death|fatalit|bodies", r"injur|wounded|hurt", r"arrest|detain|captured", r"missing"),
)
_GROUPS = tuple(tuple(re.compile(rf"\b(?:{words})") for words in axis) for axis in _AXES)


def measure_after(text: str, at: int) -> tuple[str, int] | None:
    """Return the measure written at `at`, with its end; `None` if there is none. Ages come out as "age"."""
    if match := _OLD.match(text, at):
        return "age", match.end()
    match = _MEASURE.match(text, at)
    if match is None or match.lastgroup is None:
        return None
    return tuple(_SPELLINGS)[int(match.lastgroup[1:])], match.end()


def currency_before(window: str) -> tuple[str, int] | None:
    """Return the currency that ends `window`, as a code, with its start there; `None` if there is none."""
    match = _CURRENCY_BEFORE.search(window)
    if match is None:
        return None
    sign = match["sign"].rstrip(".")
    return _SIGNS.get(sign, sign), match.start()


def currency_after(text: str, at: int) -> tuple[str, int] | None:
    """Return the currency written at `at`, as a code, with its end; `None` if there is none."""
    match = _CURRENCY_AFTER.match(text, at)
    if match is None:
        return None
    return match["code"] or _NATIONS.get(match["nation"], _NAMES[match["name"]]), match.end()


def measure_of(unit: str | None) -> Measure | None:
    """Return the measure that `unit` names; `None` for counted things and for no unit."""
    return MEASURES.get(unit) if unit else None


def same_currency(first: str | None, second: str | None) -> bool:
    """Return whether two currency codes can mean one currency; "Rs" is any rupee."""
    return first == second or ("Rs" in (first, second) and first in _RUPEES and second in _RUPEES)


def same_thing(first: str | None, second: str | None) -> bool:
    """Return whether two units of plain numbers can belong to one quantity.

    No unit fits every unit. Measures fit measures of their dimension. Counted things fit unless they are clearly
    different: attackers, civilians and security forces are, and so are dead, injured, arrested and missing.
    """
    if first is None or second is None or first == second:
        return True
    measures = measure_of(first), measure_of(second)
    if measures[0] is not None and measures[1] is not None:
        return measures[0].dimension == measures[1].dimension
    if measures != (None, None):
        return False
    for axis in _GROUPS:
        groups = [{n for n, group in enumerate(axis) if group.search(unit)} for unit in (first, second)]
        if all(groups) and not groups[0] & groups[1]:
            return False
    return True


def side_of(thing: str) -> int | None:
    """Return which side of a fight a counted thing is on: attackers, civilians or security forces; else `None`."""
    found = [place for place, group in enumerate(_GROUPS[0]) if group.search(thing)]
    return found[0] if len(found) == 1 else None
