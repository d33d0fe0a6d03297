"""The options of every command that may ask a model for its work."""

import argparse


def add_model_options(parser: argparse.ArgumentParser, *, model: str, dry_run: str) -> None:
    """Declare which model, at what cost, and what is shown of it.

    `model` and `dry_run` say for the help what these two do in the command.
    """
    add = parser.add_argument
    add("--model", metavar="NAME", help=model)
    add("--base-url", metavar="URL", help="an OpenAI-compatible server, such as a local one")
    add("--offline", action="store_true", default=None, help="use no model and no network")
    add("--max-cost", metavar="USD", help="stop asking the model before it costs more than this")
    add("--timeout", metavar="SECONDS", help="how long one answer of the model may take")
    add("--parallel", metavar="N", help="how many questions the model is asked at once")
    add("--answer-tokens", metavar="N", help="how long one answer of the model may be")
    add(
        "--no-cache",
        dest="cache",
        action="store_false",
        default=None,
        help="neither use nor keep answers of the model on this disk",
    )
    add(
        "--show-prompts",
        action="store_true",
        help="show on stderr exactly what is sent to the model",
    )
    add("--dry-run", action="store_true", help=dry_run)
