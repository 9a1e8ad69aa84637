#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Proves that a cycle in which busy_o is 0 and no *_valid_i is high changes no register: so such
cycles may be skipped. In the netlist each register's input is compared with its output; the SAT
solver of yosys finds no idle state in which any differs, reachable or not.

prove_idle.py --top TOP --work DIR [-I DIR]... SOURCE...

Exit status 0: proved; 1: there is such a state; 2: the tools failed.
"""
import re

import design


def main():
    args = design.parser(__doc__).parse_args()
    netlist = design.Netlist(args)
    # What registers hold is free then: any state.
    registers = netlist.take("$dff")
    others = {cell["type"] for cell in netlist.module["cells"].values()
              if re.search("ff|mem|latch", cell["type"])}
    if others or not registers:
        print(f"{args.top}: {len(registers)} registers, and other state: {others}")
        return 2
    differ = [netlist.cell("$ne", A=wires["D"], B=wires["Q"]) for wires in registers.values()]
    netlist.ask("changes", netlist.cell("$reduce_or", A=differ))
    valids = [name for name in netlist.module["ports"] if name.endswith("_valid_i")]
    idle = "-set rst_ni 1 -set busy_o 0 " + "".join(f"-set {name} 0 " for name in valids)
    # The first question makes sure that idle states exist, so that the second means something.
    text = design.run("yosys", "-Q", "-p",
                      f"read_json {netlist.save()}; sat {idle}; sat {idle} -prove changes 0")
    exists = "SAT solving finished - model found" in text
    proved = "no model found: SUCCESS" in text
    if not valids or not exists or not (proved or "model found: FAIL" in text):
        print(text)
        return 2
    print(f"{args.top}: an idle cycle {'changes no' if proved else 'CAN CHANGE A'} register "
          f"({len(registers)} registers, idle: busy_o and {', '.join(valids)} low)")
    return 0 if proved else 1


if __name__ == "__main__":
    design.exit_with(main)
