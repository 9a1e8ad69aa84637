#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""manual_test.py PROGRAM FOLDER: the manual pages are troff without a warning, and say what --help
says: nothing is missing, and nothing is in them that it does not say."""
import pathlib
import re
import subprocess
import sys
import unittest

PROGRAM, FOLDER = "", pathlib.Path()
HEADINGS = {"NAME", "SYNOPSIS", "ARGUMENTS", "OPTIONS", "EXAMPLE", "FILES", "SEE ALSO", "COMMANDS"}


def help_lines(*command):
    return subprocess.run([PROGRAM, *command, "--help"], check=True, capture_output=True,
                          text=True).stdout.splitlines()


def commands():
    """The names that the program's help lists before its options."""
    found = [re.match(r"  ([a-z]\w*) ", line) for line in help_lines()]
    return [match[1] for match in found if match]


def rendered(page):
    """Paragraphs in one line, of a page without hyphenation, and what groff has to say."""
    done = subprocess.run(["groff", "-man", "-Tascii", "-P-cbou", "-ww", "-rLL=200n", "-rHY=0", page],
                          capture_output=True, text=True)
    return done.stdout, done.stderr


def words(text):
    return re.sub(r"\s+", " ", text)


class Manual(unittest.TestCase):
    def pages(self):
        yield "cowmmu", help_lines()
        for command in commands():
            yield f"cowmmu-{command}", help_lines(command)

    def test_there_is_a_page_for_the_program_and_for_each_command(self):
        self.assertIn("compare", commands())
        self.assertEqual({path.name for path in (FOLDER / "man1").iterdir()},
                         {f"{name}.1" for name, _ in self.pages()})

    def test_pages_render_without_a_warning(self):
        for name, _ in self.pages():
            text, warnings = rendered(FOLDER / f"man1/{name}.1")
            self.assertEqual(warnings, "", name)
            self.assertIn("SYNOPSIS", text, name)

    def test_a_warning_would_be_noticed(self):
        bad = subprocess.run(["groff", "-man", "-Tascii", "-ww"], input=".TH X 1\n.no_such_macro\n",
                             capture_output=True, text=True)
        self.assertIn("no_such_macro", bad.stderr)

    def test_pages_say_what_the_help_says(self):
        for name, shown in self.pages():
            text = words(rendered(FOLDER / f"man1/{name}.1")[0])
            for line in shown:
                for part in re.split(r"\s{2,}", line.strip()):
                    part = re.sub(r"^(usage|example): ", "", part)
                    # A long name and its text have one space between them.
                    for piece in [part] if part in text else part.split(" ", 2):
                        self.assertIn(piece, text, f"{name}: {line}")

    def test_headings_are_the_known_ones(self):
        for name, _ in self.pages():
            source = (FOLDER / f"man1/{name}.1").read_text()
            self.assertLessEqual(set(re.findall(r"^\.SH (.*)$", source, re.M)), HEADINGS)


if __name__ == "__main__":
    PROGRAM, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2])
    unittest.main(argv=sys.argv[:1])
