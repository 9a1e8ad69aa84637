#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Proves the assertions of a module by k-induction with yosys-smtbmc and z3.

prove.py --top TOP --work DIR [-I DIR]... [--depth K] SOURCE...

Exit status 0: proved; 1: an assertion fails (its name is printed, the counterexample is in DIR);
2: the tools failed.
"""
import re
import subprocess
import sys
import time

import design


def solve(args, smt2, what, options):
    """Runs one half of the proof. Returns whether it holds."""
    command = ["yosys-smtbmc", "-s", "z3", "--unroll", "--presat", "-t", str(args.depth),
               "--dump-vcd", str(args.work / f"{args.top}.{what.replace(' ', '_')}.vcd"),
               *options, str(smt2)]
    begin = time.monotonic()
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    seconds = time.monotonic() - begin
    failed = sorted(set(re.findall(r"Assert failed in .*", run.stdout)))
    print(f"{args.top}: {what}, {args.depth} steps: "
          f"{'holds' if run.returncode == 0 else 'FAILED'} ({seconds:.1f} s)", flush=True)
    for line in failed:
        print("  " + line)
    if run.returncode != 0 and not failed and "Temporal induction failed" not in run.stdout:
        print(run.stdout + run.stderr)
        sys.exit(2)
    return run.returncode == 0


def main():
    parser = design.parser(__doc__)
    parser.add_argument("--depth", type=int, default=2)
    args = parser.parse_args()
    smt2 = design.write_smt2(args)
    return 0 if solve(args, smt2, "from reset", []) and solve(args, smt2, "induction", ["-i"]) else 1


if __name__ == "__main__":
    design.exit_with(main)
