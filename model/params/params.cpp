// SPDX-License-Identifier: Apache-2.0
#include "params/params.h"

namespace cowmmu {

#define PARAM(name, type, def, min, max, unit, source, meaning) p.name = def;
#define CHOICE(name, choices, source, meaning) p.name = param_types::first_choice(choices);

TlbParams default_l1i() {
  TlbParams p;
#include "params/tlb_l1i.def"
  return p;
}

TlbParams default_l2() {
  TlbParams p;
#include "params/tlb_l2.def"
  return p;
}

#undef PARAM
#undef CHOICE

}  // namespace cowmmu
