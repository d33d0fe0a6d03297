"""Fictional résumés that are hard to set: used by the tests of tailor.render."""

from tailor.domain.changes import Line, Resume, ResumeEntry, ResumeSection

_LONG_EMPLOYER = (
    "The Royal Directorate for the Administration of Coastal Infrastructure, Lighthouses and "
    "Harbour Safety (Northern Region, Tromsø Office)"
)


def lines(entry, *texts):
    return tuple(Line(id=f"{entry}.{number}", text=text) for number, text in enumerate(texts))


def job(id_, *texts, **fields):
    known = {
        "heading": "Release Engineer",
        "organisation": f"Fjordline {id_}",
        "start": "2014-06",
        "end": "present",
    }
    return ResumeEntry(id=id_, lines=lines(id_, *texts), **(known | fields))


def section(name, *entries):
    return ResumeSection(name=name, entries=entries)


FULL = Resume(
    name="Ingrid Solheim",
    label="Release Engineer",
    contact=(
        "Bergen, NO",
        "ingrid@example.org",
        "+47 55 55 01 23",
        "https://solheim.example",
        "https://github.com/solheim-example",
    ),
    summary=lines("summary", "Keeps builds green.\n\nTeaches others to do the same."),
    sections=(
        section(
            "work",
            job("work1", "Cut the build from 40 to 9 minutes", "Wrote the on-call hand-book"),
            job("work2", "Ran a state-of-the-art end-to-end test farm", lead_in="I was asked to:"),
        ),
        section(
            "projects",
            ResumeEntry(
                id="p1",
                heading="tidewatch",
                start="2019",
                url="https://tidewatch.example",
                details=("Go", "SQLite"),
                lines=lines("p1", "Predicts the tide at 40 harbours"),
            ),
        ),
        section(
            "education",
            ResumeEntry(
                id="ed1",
                heading="MSc, Informatics",
                organisation="University of Bergen",
                start="2008-08",
                end="2013-06",
                details=("4.5/5", "Compilers"),
            ),
        ),
        section(
            "certificates",
            ResumeEntry(id="c1", heading="First aid", organisation="Red Cross", start="2020-02"),
        ),
        section("skills", ResumeEntry(id="s1", heading="Languages", details=("Go", "C++", "C#"))),
        section("languages", ResumeEntry(id="l1", heading="Norwegian", details=("native",))),
        section(
            "references",
            ResumeEntry(id="r1", heading="A. Lund", lines=lines("r1", "Ingrid is thorough.")),
        ),
    ),
)

AWKWARD = {
    "full": FULL,
    "empty": Resume(),
    "only a name": Resume(name="Jo Li"),
    "one bullet": Resume(name="Jo Li", sections=(section("work", job("w", "Cooked.")),)),
    "thirty bullets": Resume(
        name="Jo Li",
        sections=(section("work", job("w", *(f"Did {n} things well " * 9 for n in range(30)))),),
    ),
    "long names": Resume(
        name="Maximiliane-Alexandrina von und zu Hohenstein-Freudenberg-Lichtenau",
        label="Principal Consultant for Large-Scale Distributed Systems and Platform Modernisation",
        contact=("https://a-very-long-domain-name.example.org/with/a/long/path/that/goes/on/on",),
        sections=(
            section(
                "work",
                job(
                    "w",
                    "See https://wiki.example.org/" + "deep/" * 20 + "page for the self-service",
                    heading="Senior Vice President of Engineering, Infrastructure, Reliability and "
                    "Developer Experience for the Nordics",
                    organisation=_LONG_EMPLOYER,
                    place="Tromsø, Norway",
                    url="https://kyst.example/" + "path/" * 12,
                ),
            ),
        ),
    ),
    "nothing but dates": Resume(
        sections=(section("education", ResumeEntry(id="e", start="2001")),)
    ),
    "markup": Resume(
        name='#panic("name") & <b>',
        label="*bold* _it_ `raw` $x$ @ref <label> \\ // /* c */ ~ -- --- ... [a] {b} \\u{41}",
        summary=lines("s", '#let x = 1; #read("/etc/passwd") "straight" “curly” \'single\''),
        sections=(
            section(
                "work", job("w", "- dash", "= equals", "+ plus", "/ term: x", "1. one", "fi ffl")
            ),
        ),
    ),
    "greek and cyrillic": Resume(
        name="Αλεξάνδρα Παπαδοπούλου",
        label="Екатерина Щёголева, Łucja Żółkiewska, Ørsted Çelik Őri",
        language="el",
        sections=(section("work", job("w", "Σχεδίασε και υλοποίησε το σύστημα")),),
    ),
    "japanese": Resume(
        name="山田 太郎",
        language="ja",
        sections=(section("work", job("w", "決済サービスを Kubernetes へ移行しました。" * 6)),),
    ),
    "academic": Resume(
        name="Prof. Łucja Żółkiewska",
        sections=(
            section("work", *(job(f"w{n}", *("Taught hydrology " * 8,) * 5) for n in range(8))),
            section(
                "publications",
                *(
                    ResumeEntry(
                        id=f"p{n}",
                        heading=f"On the {n}th estimate of groundwater recharge in karst",
                        organisation="Journal of Imaginary Hydrology",
                        start=f"{1990 + n % 30}-05",
                        url=f"https://doi.example/10.1000/j.{n:05}",
                    )
                    for n in range(70)
                ),
            ),
        ),
    ),
}
