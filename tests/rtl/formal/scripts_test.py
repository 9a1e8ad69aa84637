#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What the scripts of this folder say of a counter: where something holds, where it does not, and
where the tools fail, which must be neither."""
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).parent

COUNTER = """
module counter (input logic clk_i, rst_ni, up_valid_i, output logic busy_o);
  logic [2:0] count_q;
  logic first_q;
  initial first_q = 1'b1;
  always_ff @(posedge clk_i) first_q <= 1'b0;
  always_ff @(posedge clk_i)
    if (!rst_ni) count_q <= 3'd0;
    else if (up_valid_i CHANGE) count_q <= count_q == 3'd5 ? 3'd0 : count_q + 3'd1;
  assign busy_o = count_q == 3'd5;
`ifdef PROVE_counter
  always_comb assume (rst_ni == !first_q);
  always_ff @(posedge clk_i) if (rst_ni && !first_q) begin
    a_below_six : assert (count_q <= 3'd5);
    a_below_four : assert (count_q < 3'd4 || LOW);
  end
`endif
endmodule
"""


class Scripts(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def run_script(self, name, *options, low="1'b0", change="", path=os.environ["PATH"]):
        source = self.folder / "counter.sv"
        source.write_text(COUNTER.replace("LOW", low).replace("CHANGE", change))
        run = subprocess.run([sys.executable, "-B", HERE / name, "--top", "counter", "--work",
                              self.folder / "work", *options, source], capture_output=True,
                             text=True, env={**os.environ, "PATH": path})
        return run.returncode, run.stdout

    def test_the_search_finds_at_its_step_and_not_before(self):
        self.assertEqual(self.run_script("refute.py", "--depth", "6")[0], 0)
        status, text = self.run_script("refute.py", "--depth", "7")
        self.assertEqual((status, text), (1, "Assert failed in counter: a_below_four, step 6\n"))

    def test_the_search_tries_only_what_is_named(self):
        self.assertEqual(self.run_script("refute.py", "--depth", "20", "--only", "six")[0], 0)
        self.assertEqual(self.run_script("refute.py", "--depth", "20", "--only", "ten")[0], 2)

    def test_the_proof(self):
        status, text = self.run_script("prove.py")
        self.assertEqual(status, 1)
        self.assertIn("a_below_four", text)
        self.assertEqual(self.run_script("prove.py", low="1'b1")[0], 0)

    def test_the_proof_of_idle_cycles(self):
        self.assertEqual(self.run_script("prove_idle.py")[0], 0)
        status, text = self.run_script("prove_idle.py", change="|| count_q == 3'd2")
        self.assertEqual(status, 1)
        self.assertIn("CAN CHANGE", text)

    def test_failed_tools_are_neither(self):
        nowhere = str(self.folder)
        for name, *options in (("refute.py", "--depth", "7"), ("prove.py",), ("prove_idle.py",)):
            self.assertEqual(self.run_script(name, *options, path=nowhere)[0], 2, name)
            self.assertEqual(self.run_script(name, *options, change="&&&&")[0], 2, name)


if __name__ == "__main__":
    unittest.main()
