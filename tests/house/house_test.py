#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Each rule of house.py is quiet on a clean tree and notices each kind of violation."""
import pathlib
import shutil
import tempfile
import unittest

import house

SPDX = "// SPDX-License-Identifier: Apache-2.0\n"
CLEAN = {
    "model/base/types.h": SPDX + "#pragma once\n",
    "model/tlb/tlb.h": SPDX + '#pragma once\n#include "base/types.h"\n',
    "model/tlb/CMakeLists.txt": "cowmmu_library(model_tlb model LINK model_base)\n",
    "sw/os/os.h": SPDX + '#pragma once\n#include "base/types.h"\n',
    "sw/os/CMakeLists.txt": "cowmmu_library(sw_os sw LINK model_base model_params)\n",
    "sim/cli/cli.cpp": SPDX + '#include "os/os.h"\n#include "tlb/tlb.h"\n',
    "tests/run": "#!/bin/sh\n# SPDX-License-Identifier: Apache-2.0\n",
    ".clang-format": "BasedOnStyle: Google\n",
}


class House(unittest.TestCase):
    def setUp(self):
        self.root = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.root)
        for name, text in CLEAN.items():
            self.write(name, text)

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def violations(self, rule):
        return list(house.RULES[rule](self.root))

    def expect(self, rule, name, text):
        """The rule reports the file once it holds the text."""
        self.write(name, text)
        found = self.violations(rule)
        self.assertEqual(len(found), 1, found)
        self.assertIn(name, found[0])
        self.write(name, CLEAN.get(name, SPDX))

    def test_an_event_that_is_not_forwarded(self):
        self.write("sw/os/observer.h", SPDX + "virtual void frame_freed(Ppn frame) {}\n")
        found = self.violations("forwards")
        self.assertEqual(len(found), 1, found)
        self.assertIn("frame_freed of sw/os/observer.h", found[0])
        self.write("sim/system/observers.cpp", SPDX + "void Observers::frame_freed(Ppn frame) {}\n")
        self.assertEqual(self.violations("forwards"), [])

    def test_a_claim_of_tests_that_are_not_there(self):
        self.expect("claims", "model/tlb/tlb.h", SPDX + "// Twin: none. Tests: tests/model/tlb/.\n")
        self.write("tests/model/tlb/tlb_test.cpp", SPDX)
        self.write("model/tlb/tlb.h", SPDX + "// Twin: none. Tests: tests/model/tlb/.\n")
        self.assertEqual(self.violations("claims"), [])

    def test_a_clean_tree_has_no_violations(self):
        for rule in house.RULES:
            self.assertEqual(self.violations(rule), [], rule)

    def test_includes_against_the_arrows_are_found(self):
        self.expect("includes", "sw/os/os.h", SPDX + '#include "tlb/tlb.h"\n')
        self.expect("includes", "sw/os/os.h", SPDX + "#include <systemc>\n")
        self.expect("includes", "sw/os/os.h", SPDX + '#include "systemc.h"\n')
        self.expect("includes", "model/tlb/tlb.h", SPDX + '#include "os/os.h"\n')

    def test_links_against_the_arrows_are_found(self):
        self.expect("links", "sw/os/CMakeLists.txt", "cowmmu_library(sw_os sw LINK model_tlb)\n")
        self.expect("links", "sw/os/CMakeLists.txt", "cowmmu_library(sw_os sw LINK cowmmu_systemc)\n")
        self.expect("links", "model/tlb/CMakeLists.txt", "cowmmu_library(model_tlb model LINK sw_os)\n")

    def test_a_missing_licence_line_is_found(self):
        self.expect("spdx", "model/tlb/tlb.h", "#pragma once\n")
        self.expect("spdx", "tests/run", "#!/bin/sh\nexit 0\n")

    def test_a_path_of_a_machine_is_found(self):
        self.expect("paths", "docs/x.md", "see /" + "tmp/x\n")
        self.expect("paths", "model/tlb/tlb.h", SPDX + "// ../" + "shared\n")

    def test_a_badly_formatted_source_is_found(self):
        self.expect("format", "model/tlb/tlb.h", SPDX + "int  x;\n")


if __name__ == "__main__":
    unittest.main()
