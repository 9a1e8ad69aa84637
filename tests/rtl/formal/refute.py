#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Searches an assertion that fails within so many steps from reset, on gates: docs/decisions/
0022-bugs-are-searched-on-gates.md. Says nothing of what comes later: prove.py does.

refute.py --top TOP --work DIR [-I DIR]... --depth K [--only PATTERN] SOURCE...

Exit status 0: none fails; 1: one does (its name is printed); 2: the tools failed.
"""
import re

import design


def main():
    parser = design.parser(__doc__)
    parser.add_argument("--depth", type=int, required=True)
    parser.add_argument("--only", default="", help="names of assertions")
    args = parser.parse_args()
    netlist = design.Netlist(args, f"-formal -D PROVE_{args.top}")
    asserts = {name: wires for name, wires in netlist.take("$assert").items()
               if re.search(args.only, name)}
    if not asserts:
        print(f"{args.top}: no assertion of this name: {args.only}")
        return 2
    for name, wires in asserts.items():
        fails = netlist.cell("$not", A=wires["A"])
        netlist.ask(name, netlist.cell("$and", A=[fails], B=wires["EN"]))
    failed = netlist.reached(args.depth)
    if failed:
        print(f"Assert failed in {args.top}: {failed[0]}, step {failed[1]}")
        return 1
    print(f"{args.top}: none of {len(asserts)} assertions fails within {args.depth} steps")
    return 0


if __name__ == "__main__":
    design.exit_with(main)
