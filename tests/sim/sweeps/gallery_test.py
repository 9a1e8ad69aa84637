#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""gallery_test.py PROGRAM: docs/gallery.md and sim/sweeps agree, and what the page shows has every value
that its sweeps have today. Pictures and tables are made by the target `gallery`."""
import pathlib
import re
import sys
import tempfile
import tomllib
import unittest

import gallery
import pages

PROGRAM = None
MOST = 150_000  # bytes of a picture
REMEDY = "the target `gallery` makes tables and pictures anew"
SECTION = """Cost
Why?

$ cowmmu sweep sim/sweeps/a.toml

![costs](gallery/a.svg)

In the page: *Any figure*, y `fork.cycles.p50`, log x, facets `workload.pages`.

`cycles` by `workload.pages` and `os.fork`, machine.harts `2`:

| old |
"""


class Page(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.program = pages.Program(PROGRAM, pathlib.Path(folder.name))
        self.text = pages.PAGE.read_text(encoding="utf-8")

    def test_it_names_every_sweep_and_no_other(self):
        named = set(re.findall(r"sim/sweeps/(\w+)\.toml", self.text))
        self.assertEqual(named, {p.stem for p in (pages.ROOT / "sim/sweeps").glob("*.toml")})

    def test_its_sweeps_take_every_policy_that_there_is(self):
        for study in pages.studies():
            sweep = tomllib.loads(pages.file_of(study).read_text(encoding="utf-8"))["sweep"]
            lists = [v for key, v in sweep.items() if isinstance(v, list) and key != "skip"]
            self.assertEqual([v for values in lists for v in values if isinstance(v, str)], [], study.sweep)
            self.assertIn("*", sweep.values(), study.sweep)

    def test_its_tables_and_pictures_show_every_value_of_today(self):
        for study in pages.studies():
            axes = self.program.axes(pages.file_of(study))
            says = gallery.SAYS_TABLE.search(study.text)
            head, _, *lines = says["table"].splitlines()
            self.assertEqual(head.strip("| ").split(" | "), [says["rows"], *axes[says["columns"]]], REMEDY)
            self.assertEqual([line.strip("| ").split(" | ")[0] for line in lines], axes[says["rows"]], REMEDY)
            shown = pages.texts_of(study)
            missing = [n for values in axes.values() for n in values if gallery.number(n) is None and n not in shown]
            self.assertEqual(missing, [], f"{study.picture}: {REMEDY}")

    def test_what_it_says_is_in_its_tables_and_pictures(self):
        for study in pages.studies():
            table = gallery.SAYS_TABLE.search(study.text)
            said = gallery.figures_of(study.text[table.end():])
            shown = gallery.figures_of(table["table"] + "\n".join(pages.texts_of(study)))
            self.assertGreater(len(said), 1, study.title)
            self.assertEqual([figure for figure in said if figure not in shown], [], study.title)

    def test_a_picture_says_what_it_shows(self):
        studies = [s for s in pages.studies() if s.plot == "Any figure"]
        self.assertGreater(len(studies), 1)
        for study in studies:
            chosen = dict(study.choices)
            self.assertIn(f"{chosen['y']} against {chosen['x']}", pages.texts_of(study), REMEDY)

    def test_its_pictures_are_small_and_drawings(self):
        for study in pages.studies():
            self.assertLess((pages.PAGE.parent / study.picture).stat().st_size, MOST, study.picture)
            self.assertGreater(len(pages.texts_of(study)), 5, study.picture)


class Reading(unittest.TestCase):
    def test_a_study_is_read_with_the_choices_of_its_picture(self):
        study, = gallery.studies_of(f"# Gallery\n\n## Before\nno commands\n\n## {SECTION}")
        self.assertEqual((study.title, study.sweep, study.picture), ("Cost", "a", "gallery/a.svg"))
        self.assertEqual((study.plot, study.choices), ("Any figure", [
            ("y", "fork.cycles.p50"), ("log x", None), ("facets", "workload.pages")]))

    def test_a_study_without_a_part_is_named(self):
        for part in ("![costs](gallery/a.svg)", "In the page:", "`cycles` by"):
            with self.assertRaisesRegex(ValueError, "Cost: found 0 times"):
                gallery.studies_of(f"## {SECTION.replace(part, '')}")

    def test_figures_are_long_numbers_and_parts_of_a_hundred(self):
        text = "From 4 MiB on 8,511 cycles, 21.8 % (1,234,567), 32 threads, 9,784."
        self.assertEqual(gallery.figures_of(text), ["8,511", "21.8 %", "1,234,567", "9,784"])

    def test_axes_are_those_of_the_points_in_their_order(self):
        text = "new      os.fork=cow, a=2, seed=1\nok       os.fork=eager, a=10, seed=1\n2 points: 1 to run\n"
        self.assertEqual(gallery.axes_of(text), {"os.fork": ["cow", "eager"], "a": ["2", "10"], "seed": ["1"]})

    def test_a_table_has_means_over_seeds_of_the_points_that_it_says(self):
        def row(fork, size, harts, cycles):
            return {"os.fork": fork, "workload.pages": size, "machine.harts": harts, "cycles": cycles}

        rows = [row("eager", "10", "2", "5000"), row("cow", "10", "2", "1"), row("cow", "10", "2", "3"),
                row("cow", "4", "2", "7"), row("cow", "4", "8", "100")]
        table = gallery.table_of(gallery.SAYS_TABLE.search(SECTION), rows, {"os.fork": ["cow", "eager"]})
        self.assertEqual(table, "| workload.pages | cow | eager |\n|---:|---:|---:|\n"
                                "| 4 | 7 |  |\n| 10 | 2 | 5,000 |\n")


if __name__ == "__main__":
    PROGRAM = sys.argv[1]
    unittest.main(argv=sys.argv[:1])
