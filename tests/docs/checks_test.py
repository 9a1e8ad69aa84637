#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The checks of docs_test.py notice what they are there for."""
import pathlib
import tempfile
import unittest

import docs_test


class Commands(unittest.TestCase):
    PAGE = ["```console", "$ cd x", "$ cowmmu a", "1", "```", "$ cowmmu no", "```console",
            "$ cowmmu b", "2", "$ ls", "3", "```"]

    def test_only_cowmmu_in_console_blocks_is_run(self):
        found = [(c, self.PAGE[begin:end]) for c, begin, end in docs_test.commands(self.PAGE)]
        self.assertEqual(found, [("cowmmu a", ["1"]), ("cowmmu b", ["2"])])

    def test_output_must_be_equal_line_by_line(self):
        self.assertIsNone(docs_test.first_difference(["a", "b"], ["a", "b"]))
        self.assertEqual(docs_test.first_difference(["a", "c"], ["a", "b"]), 1)
        self.assertEqual(docs_test.first_difference(["a"], ["a", "b"]), 1)
        self.assertEqual(docs_test.first_difference(["a", "b"], ["a"]), 1)

    def test_dots_skip_lines_but_not_order(self):
        printed = ["a", "b", "c", "d"]
        self.assertIsNone(docs_test.first_difference(["...", "b", "...", "d"], printed))
        self.assertIsNone(docs_test.first_difference(["a", "..."], printed))
        self.assertEqual(docs_test.first_difference(["...", "d", "...", "b"], printed), 3)
        self.assertEqual(docs_test.first_difference(["...", "c"], printed), 2)

    def test_update_takes_the_figures_of_the_same_words(self):
        shown = ["x 1", "...", "y  7 %", "no longer"]
        self.assertEqual(docs_test.updated(shown, ["x 23", "z 4", "y  1,000 %"]),
                         ["x 23", "...", "y  1,000 %", "no longer"])


class Links(unittest.TestCase):
    def problems(self, text):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            (root / "sw").mkdir()
            (root / "sw/a.cpp").write_text("int there() {}\n")
            (root / "README.md").write_text(text)
            return docs_test.check_links(root)

    def test_what_is_there_is_fine(self):
        self.assertEqual(self.problems("[a](sw/a.cpp#x) `sw/a.cpp` `there()` `sw/*.cpp` "
                                       "`os/b.cpp` [c](https://x.org)\n"), [])

    def test_a_broken_link_path_or_function_is_named(self):
        self.assertIn("README.md:2: link to b.md", self.problems("\n[b](b.md)\n")[0])
        self.assertIn("sw/b.cpp is not there", self.problems("`sw/b.cpp`\n")[0])
        self.assertIn("sw/{a,b}.cpp", self.problems("`sw/{a,b}.cpp`\n")[0])
        self.assertIn("gone()", self.problems("`sw/a.cpp` `X::gone()`\n")[0])
        self.assertIn("there()", self.problems("`there()`\n")[0])

    def test_code_blocks_are_left_alone(self):
        self.assertEqual(self.problems("```\n`sw/b.cpp`\n```\n"), [])


class Sources(unittest.TestCase):
    def problems(self, text):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            (root / "a.cpp").write_text("int a;\nint b;\n")
            (root / "page.md").write_text(text)
            return list(docs_test.check_sources(root, root / "page.md"))

    def test_a_shown_file_is_that_file(self):
        self.assertEqual(self.problems("x\n\n`a.cpp`:\n\n```cpp\nint a;\nint b;\n```\n"), [])

    def test_another_text_another_file_and_none_are_noticed(self):
        self.assertIn("another a.cpp", self.problems("`a.cpp`:\n\n```cpp\nint a;\n```\n")[0])
        self.assertIn("not there", self.problems("`b.cpp`:\n\n```cpp\nint b;\n```\n")[0])
        self.assertIn("no file", self.problems("```cpp\nint a;\n```\n")[0])


if __name__ == "__main__":
    unittest.main()
