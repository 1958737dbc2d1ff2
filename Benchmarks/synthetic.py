"""A synthetic Lipline project of a given number of steps. None of its figures is real."""

from pathlib import Path

# What a pipeline of one source and one partition has besides the two steps of each part:
# fetch of the labels, normalize, harmonize, validate, tabulate, publish.
FIXED_STEPS = 6

# How many parts have figures of the place; a change of another leaves what is published as it is.
PLACE_PARTS = 20

LABEL_SECTIONS = {
    "tabs": ["immigration"],
    "indicators": ["population", "immigrants"],
    "categories": ["total"],
    "groups": ["total"],
    "genders": ["total", "men", "women"],
    "units": ["persons"],
    "universes": ["everybody"],
    "reasons": ["not-applied"],
    "notes": ["a-note"],
}

# Sections whose ids are those of the program: their labels are the project's own.
FIXED_SECTIONS = ["kinds", "levels", "methods", "states"]
PROJECT = Path(__file__).resolve().parent.parent

CHARACTERISTICS = "1,0,Population\n2,0,Immigrants\n"

LIST = """\
id: list-2021
period: "2021"
vintage: "2021"
rows: 2
title: { en: "Synthetic list", fr: "Liste synthétique" }
totals: { persons: "1" }
unrounded: ["1"]
"""

INDICATOR = """\
  - id: {id}
    kind: count
    unit: persons
    universe: everybody
    sample: short
    within: persons
    categories: [total]
    periods:
      "2021": {{ list-2021: {{ total: {{ id: "{number}", label: "{label}" }} }} }}
"""

SOURCE = """\
id: synthetic
publisher: Nobody
title: { en: "Synthetic figures", fr: "Chiffres synthétiques" }
period: "2021"
layout: tidy
characteristics: list-2021
licence: { name: None, url: "https://example.org/licence" }
attribution: { en: "Synthetic.", fr: "Synthétique." }
labels: raw/labels.csv
parts:
"""

PIPELINE = """\
dataset: synthetic
title: { en: "Synthetic", fr: "Synthétique" }
description: { en: "No figure in it is real.", fr: "Aucun chiffre n'est réel." }
places: { collections: [synthetic] }
partitions:
  - { id: census-2021, period: "2021", sources: [synthetic] }
"""

PLACE = """\
id: place
kind: community
status: confirmed
collection: synthetic
names:
  - {{ en: Place, fr: Lieu }}
recipes:
  "2021":
    status: verified
    source: synthetic
    members:
{members}"""


def parts(steps):
    """How many parts the source of a pipeline of so many steps has."""
    return (steps - FIXED_STEPS) // 2


def code(number):
    """The code of a census subdivision in Nunavut or thereabouts; it exists nowhere."""
    return f"61{number:05}"


def part(number):
    """One file of figures: a geography with two characteristics."""
    row = f"2021,CSD,{code(number)},2021"
    return (
        "period,level,code,vintage,characteristic,column,value,symbol\n"
        f"{row},1,total,{1000 + number},\n{row},2,total,{5 * (number % 100)},\n"
    )


def write(root, steps):
    """Writes the project below `root`."""
    root = Path(root)
    files = {
        "README.txt": f"A synthetic project of {steps} steps. None of its figures is real.\n",
        "config/characteristics/list-2021.csv": "id,depth,label\n" + CHARACTERISTICS,
        "config/characteristics/list-2021.yaml": LIST,
        "config/indicators/immigration.yaml": "tab: immigration\nindicators:\n"
        + INDICATOR.format(id="population", number=1, label="Population")
        + INDICATOR.format(id="immigrants", number=2, label="Immigrants"),
        "config/places/place.yaml": PLACE.format(
            members="".join(
                f'      - {{ level: CSD, code: "{code(n)}", name: Synthetic }}\n'
                for n in range(min(parts(steps), PLACE_PARTS))
            )
        ),
        "config/sources/synthetic.yaml": SOURCE
        + "".join(f"  - {{ id: p{n}, path: raw/p{n}.csv }}\n" for n in range(parts(steps))),
        "pipelines/synthetic.yaml": PIPELINE,
        "raw/labels.csv": "characteristic,depth,label\n" + CHARACTERISTICS,
    }
    for section in FIXED_SECTIONS:
        name = f"config/labels/{section}.yaml"
        files[name] = (PROJECT / name).read_text(encoding="utf-8")
    for section, ids in LABEL_SECTIONS.items():
        files[f"config/labels/{section}.yaml"] = "".join(
            f'{id}: {{ en: "{id}", fr: "{id} (fr)" }}\n' for id in ids
        )
    for number in range(parts(steps)):
        files[f"raw/p{number}.csv"] = part(number)
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
