#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""notebook_test.py ROOT PROGRAM: the notebook's commands run, and the columns that it names are
there, and the whole of it runs."""
import ast
import csv
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile
import unittest

ROOT, PROGRAM = pathlib.Path(), ""


def columns_named(tree):
    """The columns that frames are asked for: frame["x"], good["x"], and a pivot's arguments."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and getattr(node.value, "id", "") in ("frame", "good"):
            if isinstance(node.slice, ast.Constant):
                yield node.slice.value
        if isinstance(node, ast.keyword) and node.arg in ("index", "columns", "values"):
            yield node.value.value


def python_with_pandas():
    """This interpreter, or Debian's, whose packages another one does not see."""
    for python in (sys.executable, "/usr/bin/python3"):
        if subprocess.run([python, "-c", "import pandas"], capture_output=True).returncode == 0:
            return python
    return None


class Notebook(unittest.TestCase):
    def setUp(self):
        self.text = (ROOT / "docs/notebook/break_even.py").read_text()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        (self.folder / "sim").symlink_to(ROOT / "sim")
        shown = re.findall(r"^#     cowmmu (.*)$", self.text, re.M)
        self.assertEqual(len(shown), 2)
        for command in shown:
            subprocess.run([PROGRAM, *shlex.split(command)], cwd=self.folder, check=True,
                           capture_output=True)

    def test_the_columns_are_there(self):
        with (self.folder / "break_even.csv").open(newline="") as file:
            header = next(csv.reader(file))
        named = set(columns_named(ast.parse(self.text)))
        self.assertLess({"status", "os.fork"}, named)
        self.assertEqual(named - set(header), set())
        pattern = re.search(r'filter\(regex=r"(.*?)"\)', self.text)[1]
        phases = {name.split(".ledger.")[1] for name in header if re.search(pattern, name)}
        self.assertIn("fork.copy", phases)

    def test_it_runs(self):
        python = python_with_pandas()
        self.assertIsNotNone(python, "no Python here has pandas: install Debian's python3-pandas")
        done = subprocess.run([python, ROOT / "docs/notebook/break_even.py"],
                              cwd=self.folder, capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn("fork.copy", done.stdout)


if __name__ == "__main__":
    ROOT, PROGRAM = pathlib.Path(sys.argv[1]).resolve(), str(pathlib.Path(sys.argv[2]).resolve())
    unittest.main(argv=sys.argv[:1])
