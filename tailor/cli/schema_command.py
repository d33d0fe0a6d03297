"""`tailor schema`: the JSON Schema of a profile, for editors."""

import argparse
import json


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's description; it has no arguments."""
    parser.description = (
        "Print the JSON Schema of a profile. Save it, and name it in your editor's settings "
        "to get completion and warnings while you write."
    )


def run(args: argparse.Namespace) -> int:  # noqa: ARG001 - every command is run so
    """Print the schema."""
    from tailor.domain.profile import Profile

    schema = Profile.model_json_schema(by_alias=True)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    print(json.dumps(schema, indent=2, ensure_ascii=False))
    return 0
