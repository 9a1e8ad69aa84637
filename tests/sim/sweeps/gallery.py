# SPDX-License-Identifier: Apache-2.0
"""The studies of docs/gallery.md, which is the only list of them: a heading, a question, the commands,
a picture with the choices in the report that make it, and a table of figures.

    In the page: *PLOT*, LABEL `VALUE`, ..., CHECK BOX.

is the picture above it: the plot of this title, with these choices by their labels.

    `FIGURE` by `KEY` and `KEY`[, KEY `VALUE`]...:

is the table below it: means over the seeds, a line a value of the first key and a column a value of
the second, of the points that have the other values.
"""
import dataclasses
import re


@dataclasses.dataclass
class Study:
    title: str
    sweep: str = ""  # of sim/sweeps, without .toml
    picture: str = ""  # relative to the page
    plot: str = ""
    choices: list = dataclasses.field(default_factory=list)  # (label, value), None: a check box
    text: str = ""


SAYS_PICTURE = re.compile(r"^In the page: \*(?P<plot>[^*]+)\*(?P<choices>[^.]*(?:`[^`]*`[^.`]*)*)\.$", re.M)
SAYS_TABLE = re.compile(r"^`(?P<figure>[^`]+)` by `(?P<rows>[^`]+)` and `(?P<columns>[^`]+)`"
                        r"(?P<pins>(?:, [\w.]+ `[^`]+`)*):\n\n(?P<table>(?:\|.*\n)*)", re.M)


def choices_of(text):
    for part in filter(None, (" ".join(p.split()) for p in text.split(","))):
        label, _, value = part.partition(" `")
        yield (label, value.rstrip("`")) if value else (part, None)


def study_of(section):
    study = Study(section.partition("\n")[0], text=section)
    sweeps = re.findall(r"^\$ cowmmu sweep sim/sweeps/(\w+)\.toml$", section, re.M)
    pictures = re.findall(r"^!\[[^\]]+\]\(([^)]+)\)$", section, re.M)
    says = SAYS_PICTURE.findall(section)
    for what, found in (("command `cowmmu sweep`", sweeps), ("picture", pictures), ("In the page:", says),
                        ("table", SAYS_TABLE.findall(section))):
        if len(found) != 1:
            raise ValueError(f"{study.title}: found {len(found)} times {what}, needs it once")
    study.sweep, study.picture = sweeps[0], pictures[0]
    study.plot, choices = says[0]
    study.choices = list(choices_of(choices))
    return study


def studies_of(page):
    """Of the page's text: a study each heading with a sweep's command below it."""
    sections = re.split(r"^## ", page, flags=re.M)[1:]
    return [study_of(s) for s in sections if "$ cowmmu sweep" in s]


def figures_of(text):
    """What a sentence takes from a run: numbers with a thousands separator, and parts of a hundred."""
    return re.findall(r"\d{1,3}(?:,\d{3})+|\d[\d.]* %", text)


def number(text):
    try:
        return float(text)
    except ValueError:
        return None


def in_order(values, order):
    """Numbers by value, names by `order`."""
    if all(number(v) is not None for v in values):
        return sorted(values, key=number)
    return sorted(values, key=lambda v: (order.index(v) if v in order else len(order), v))


def axes_of(dry_run):
    """{key: its values in the file's order} of what `cowmmu sweep --dry-run` prints."""
    axes = {}
    for point in re.findall(r"^\w+ +(.*=.*)$", dry_run, re.M):
        for key, value in (setting.split("=") for setting in point.split(", ")):
            if value not in axes.setdefault(key, []):
                axes[key].append(value)
    return axes


def table_of(says, rows, axes):
    """The Markdown table of a match of SAYS_TABLE over exported rows."""
    pins = [pin.split(" ") for pin in says["pins"].split(", ") if pin]
    chosen = [r for r in rows if all(r[key] == value.strip("`") for key, value in pins)]
    lines = in_order({r[says["rows"]] for r in chosen}, axes.get(says["rows"], []))
    columns = in_order({r[says["columns"]] for r in chosen}, axes.get(says["columns"], []))
    if not chosen:
        raise ValueError(f"{says['figure']}: no point has {says['pins']}")

    def mean(line, column):
        found = [number(r[says["figure"]]) for r in chosen
                 if (r[says["rows"]], r[says["columns"]]) == (line, column)]
        return f"{sum(found) / len(found):,.0f}" if found else ""

    head = [f"| {says['rows']} | {' | '.join(columns)} |", "|" + "---:|" * (len(columns) + 1)]
    return "\n".join(head + [f"| {line} | {' | '.join(mean(line, c) for c in columns)} |" for line in lines]) + "\n"
