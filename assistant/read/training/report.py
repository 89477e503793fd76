"""Print a reader's figures: `python -m assistant.read.training.report --news-qa DIR …`. Nothing is chosen here."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.read import assembly
from assistant.read.finder import Finder
from assistant.read.pairs import PairEncoder
from assistant.read.training import evaluate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.read.training.metrics import Figure

Report = dict[str, dict[str, "Figure"]]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure the reader on every set whose folder is given, and print each figure with its interval and n."""
    import torch

    parser = argparse.ArgumentParser(prog="python -m assistant.read.training.report", description=__doc__)
    parser.add_argument("--weights", type=Path, required=True, help="a folder with weights")
    parser.add_argument("--news-qa", type=Path, help="folder with articles.jsonl and dev.jsonl")
    parser.add_argument("--news-claims", type=Path, help="folder with dev.jsonl; needs --news-qa")
    parser.add_argument("--squad2-dev", type=Path, help="folder with dev-v2.0.json, which is only ever measured on")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    parser.add_argument("--base", type=Path, help="another base model's folder, for tests")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args(arguments)
    torch.set_num_threads(options.threads)
    loaded = assembly.load(options.weights, base=options.base)
    encoder = PairEncoder(loaded.tokenizer_path)
    finder = Finder(loaded.network, encoder, batch_size=32)
    report: Report = {}
    if options.news_qa:
        report |= _news(options, loaded, finder, encoder)
    if options.squad2_dev:
        report |= _squad(options.squad2_dev, loaded, finder, encoder)
    for title, figures in report.items():
        sys.stdout.write(f"{title}\n")
        sys.stdout.writelines(f"  {name}: {value}\n" for name, value in figures.items())
    if options.json:
        plain = {title: {name: asdict(value) for name, value in figures.items()} for title, figures in report.items()}
        options.json.write_text(json.dumps(plain, indent=2) + "\n", encoding="utf-8")


def _news(options: argparse.Namespace, loaded: assembly.Loaded, finder: Finder, encoder: PairEncoder) -> Report:
    texts = evaluate.article_texts(options.news_qa, count_tokens=encoder.count)
    asked = evaluate.news_questions(options.news_qa / "dev.jsonl", texts)
    unseen = {case.case_id for _, case in evaluate.second_half(asked)}
    questions = evaluate.find_all(asked, finder, is_claim=False)
    threshold = loaded.questions.threshold
    report: Report = {
        "news questions, article given, second half (not used for the threshold)": evaluate.question_figures(
            [case for case in questions if case.case_id in unseen], loaded.questions, threshold
        ),
        "news questions, article given, all": evaluate.question_figures(questions, loaded.questions, threshold),
    }
    if options.news_claims:
        asked = evaluate.news_claims(options.news_claims / "dev.jsonl", texts)
        claims = evaluate.find_all(evaluate.second_half(asked), finder, is_claim=True)
        moved = evaluate.find_all(evaluate.elsewhere(asked, texts), finder, is_claim=True)
        threshold = loaded.claims.threshold
        report["news claims, second half (not used for the threshold)"] = {
            **evaluate.claim_figures(claims, loaded.claims, threshold),
            "supported claims beside another article, called supported": evaluate.called_supported(
                moved, loaded.claims, threshold
            ),
        }
    return report


def _squad(folder: Path, loaded: assembly.Loaded, finder: Finder, encoder: PairEncoder) -> Report:
    asked = evaluate.squad_questions(folder / "dev-v2.0.json", count_tokens=encoder.count)
    cases = evaluate.find_all(asked, finder, is_claim=False)
    own = evaluate.best_question_threshold(cases, loaded.questions)
    chosen = loaded.questions.threshold
    return {
        f"SQuAD 2.0 dev half, threshold chosen on news ({chosen:.3f})": evaluate.question_figures(
            cases, loaded.questions, chosen
        ),
        f"SQuAD 2.0 dev half, its own best threshold ({own:.3f}), which flatters": evaluate.question_figures(
            cases, loaded.questions, own
        ),
    }


if __name__ == "__main__":
    main()
