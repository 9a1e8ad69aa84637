// SPDX-License-Identifier: Apache-2.0
// Each class of bad input has a message that names line, column and field.
#include <gtest/gtest.h>

#include "samples.h"

namespace cowmmu::trace {
namespace {

struct Case {
  const char* name;
  std::string text;      // after kStart, which ends with line 6
  std::string expected;  // after "sample.trace:"
};
void PrintTo(const Case& p, std::ostream* out) { *out << p.name; }

std::string case_name(const testing::TestParamInfo<Case>& tested) { return tested.param.name; }

class BadRecord : public testing::TestWithParam<Case> {};

TEST_P(BadRecord, is_refused_by_line_and_field) {
  EXPECT_EQ(error_of(kStart + GetParam().text), "sample.trace:" + GetParam().expected);
}

const std::string kLetters = "one of H P T = M U Q R A F V X i d I D K k J Z z N #";

INSTANTIATE_TEST_SUITE_P(
    Form, BadRecord,
    testing::Values(
        Case{"unknown_record", "Y 1\n", "7:1: record: found 'Y', allowed " + kLetters},
        Case{"long_name", "DD 40 1 0 -\n", "7:1: record: found 'DD', allowed " + kLetters},
        Case{"empty_line", "\n", "7:1: record: found an empty line, allowed " + kLetters},
        Case{"missing_field", "D 80 1 0\n",
             "7:9: D F: found the end of the line, allowed a further field"},
        Case{"extra_field", "I 40 1 7\n",
             "7:8: I extra field: found '7', allowed the end of the line"},
        Case{"trailing_space", "I 40 1 \n",
             "7:8: I extra field: found an empty field, allowed the end of the line"},
        Case{
            "two_spaces", "I  40 1\n",
            "7:3: I LINE: found an empty field, allowed lower-case hexadecimal 0..3ffffffffffffff"},
        Case{"upper_case", "I 4A 1\n",
             "7:3: I LINE: found '4A', allowed lower-case hexadecimal 0..3ffffffffffffff"},
        Case{"leading_zero", "I 40 01\n", "7:6: I N: found '01', allowed decimal 1..4294967295"},
        Case{"carriage_return", "I 40 1\r\n",
             "7:6: I N: found '1\\x0d', allowed decimal 1..4294967295"},
        Case{"negative", "I 40 -1\n", "7:6: I N: found '-1', allowed decimal 1..4294967295"},
        Case{"second_header", "H 1 x86_64 t c\n",
             "7: H: found a second header, allowed one, as first record"},
        Case{"comment_not_utf8", "# \xff\n",
             "7: #: found a comment that is not UTF-8, allowed UTF-8"},
        Case{"cut_line", "I 40",
             "7: file: found the end of the file within a line (truncated), "
             "allowed a newline"}),
    case_name);

INSTANTIATE_TEST_SUITE_P(
    Range, BadRecord,
    testing::Values(
        Case{"no_access", "I 40 0\n", "7:6: I N: found '0', allowed decimal 1..4294967295"},
        Case{"too_many", "I 40 4294967296\n",
             "7:6: I N: found '4294967296', allowed decimal 1..4294967295"},
        Case{"line_number", "I 400000000000000 1\n",
             "7:3: I LINE: found '400000000000000', allowed lower-case hexadecimal "
             "0..3ffffffffffffff"},
        Case{"more_stores_than_accesses", "D 80 2 3 0\n",
             "7:8: D S: found '3', allowed decimal 0..2"},
        Case{"first_store_too_late", "D 80 3 2 2\n", "7:10: D F: found '2', allowed decimal 0..1"},
        Case{"first_store_without_stores", "D 80 3 0 1\n",
             "7:10: D F: found '1', allowed - where S is 0"},
        Case{"dash_with_stores", "D 80 3 1 -\n", "7:10: D F: found '-', allowed decimal 0..2"},
        Case{"unaligned", "M 2010 4096 rw- a\n",
             "7:3: M ADDR: found 2010, allowed a multiple of the page size (1000)"},
        Case{"length", "U 2000 4097\n",
             "7:8: U LEN: found 4097, allowed a multiple of the page size (4096)"},
        Case{"length_zero", "U 2000 0\n",
             "7:8: U LEN: found '0', allowed decimal 1..72057594037927936"},
        Case{"beyond_the_last_address", "M fffffffffffff000 8192 rw- a\n",
             "7:20: M LEN: found a range beyond the last address, allowed one that ends at 2^64 or "
             "before"},
        Case{"protection", "M a000 4096 wr- a\n",
             "7:13: M PROT: found 'wr-', allowed r or -, w or -, x or -"},
        Case{"kind", "M a000 4096 rw- z\n", "7:17: M KIND: found 'z', allowed one of a f s k h"},
        Case{"code", "Z 256\n", "7:3: Z CODE: found '256', allowed decimal 0..255"},
        Case{"dirty", "N 2 1 2\n", "7:7: N DIRTY: found '2', allowed decimal 0..1"},
        Case{"grain", "I 40 1\nd 2 1 0 -\n",
             "8: d: found page grain (i d), allowed line grain (I D)"}),
    case_name);

INSTANTIATE_TEST_SUITE_P(
    Order, BadRecord,
    testing::Values(
        Case{"unknown_thread", "= 11\n",
             "7:3: = TID: found 11, which has not appeared, allowed a thread of a P or T"},
        Case{"child_before_fork", "P 12 10\n= 12\n",
             "8:3: = TID: found 12, not yet forked, allowed a thread after its F or V"},
        Case{"never_forked", "P 12 10\nZ 0\n",
             "7: P: found process 12, which is never forked, allowed an F or V of every process "
             "but the first"},
        Case{"fork_of_unknown", "F 12\n",
             "7:3: F PID: found 12, allowed a child of the current process"},
        Case{"forked_twice", "P 12 10\nF 12\nF 12\n",
             "9:3: F PID: found 12, already forked, allowed a process announced by P"},
        Case{"known_process", "P 10 10\n",
             "7:3: P PID: found 10, which appeared before, allowed a new number"},
        Case{"second_root", "P 12 0\n",
             "7:6: P PPID: found 0, allowed the number of a live process"},
        Case{"known_thread", "T 10 10\n",
             "7:6: T TID: found 10, which appeared before, allowed a new number"},
        Case{"wait_for_the_living", "P 12 10\nF 12\nJ 12\n",
             "9:3: J PID: found 12, which has not ended, allowed a child after its Z"},
        Case{"wait_twice", "P 12 10\nF 12\n= 12\nZ 0\n= 10\nJ 12\nJ 12\n",
             "13:3: J PID: found 12, waited for before, allowed one J for each child"},
        Case{"after_exit", "Z 0\nI 40 1\n",
             "8: I: found a record of nobody (no '=' before, or its thread has ended), allowed "
             "records after '= TID'"},
        Case{"dead_process", "T 10 11\nZ 0\n= 11\n",
             "9:3: = TID: found 11, which has ended, allowed a live thread"},
        Case{"dead_thread", "T 10 11\n= 11\nz\n= 11\n",
             "10:3: = TID: found 11, which has ended, allowed a live thread"},
        Case{"thread_ended_by_exec", "T 10 11\nX\n= 11\n",
             "9:3: = TID: found 11, which has ended, allowed a live thread"},
        Case{"last_thread", "z\n",
             "7: z: found the end of a process's last thread, allowed Z for it"},
        Case{"vfork_parent", "P 12 10\nV 12\nI 40 1\n",
             "9: I: found a record of thread 10, which waits for its vforked child 12, allowed "
             "records after the child's X or Z"},
        Case{"late_resident", "I 40 1\nN 2 1 1\n",
             "8: N: found a resident range after the start or of another thread, allowed N in the "
             "initial state of the root's first thread"}),
    case_name);

INSTANTIATE_TEST_SUITE_P(
    Memory, BadRecord,
    testing::Values(
        Case{"fetch", "I 80 1\nZ 0\n",
             "7: access: found page 2 of process 10, which is mapped rw-, allowed a page mapped "
             "--x"},
        Case{"store", "D 40 2 1 0\nZ 0\n",
             "7: access: found page 1 of process 10, which is mapped r-x, allowed a page mapped "
             "rw-"},
        Case{"unmapped", "U 2000 4096\nD 80 1 0 -\nZ 0\n",
             "8: access: found page 2 of process 10, which is not mapped, allowed a page mapped "
             "r--"},
        Case{"kernel_write", "K 3ff8 16\nZ 0\n",
             "7: access: found page 4 of process 10, which is not mapped, allowed a page mapped "
             "-w-"},
        Case{"protect", "Q 3000 8192 r--\nZ 0\n",
             "7: access: found page 4 of process 10, which is not mapped, allowed a mapped page"},
        Case{"resident", "N 5 1 0\nZ 0\n",
             "7: access: found page 5 of process 10, which is not mapped, allowed a mapped page"}),
    case_name);

TEST(BadFile, without_a_header_is_refused) {
  EXPECT_EQ(error_of("P 10 0\n"),
            "sample.trace:1: P: found a record before the header, allowed H 1 ARCH TOOL COMMAND "
            "first");
}

TEST(BadFile, of_another_version_is_refused) {
  EXPECT_EQ(error_of("H 2 x86_64 t c\n"), "sample.trace:1:3: H VERSION: found 2, allowed 1");
}

TEST(BadFile, that_is_empty_is_refused) {
  EXPECT_EQ(error_of(""), "sample.trace:1: file: found its end, allowed H 1 ARCH TOOL COMMAND");
  EXPECT_EQ(error_of("H 1 x86_64 t c\n"), "sample.trace:2: file: found its end, allowed P PID 0");
}

TEST(BadFile, with_an_endless_line_is_refused) {
  EXPECT_EQ(error_of("H 1 x86_64 t " + std::string(5 << 20, 'c') + "\n"),
            "sample.trace:1: file: found a longer line, allowed at most 4 MiB");
}

TEST(BadFile, cut_anywhere_in_its_zstd_stream_is_refused) {
  const std::string whole = packed(kEverything);
  for (size_t size = 0; size < whole.size(); ++size)
    EXPECT_EQ(error_of(whole.substr(0, size), "cut.trace.zst"),
              "cut.trace.zst:1: file: found the end of a truncated zstd stream, allowed a complete "
              "one")
        << size;
}

TEST(BadFile, with_corrupt_zstd_data_is_refused) {
  std::string bad = packed(kEverything);
  bad[1] = 'x';
  EXPECT_EQ(error_of(bad, "bad.trace.zst"),
            "bad.trace.zst:1: file: found corrupt zstd data (Unknown frame descriptor), allowed a "
            "zstd stream");
}

TEST(BadFile, that_does_not_exist_is_named) {
  try {
    read_recording(std::filesystem::path("no/such.trace"));
    FAIL();
  } catch (const TraceError& error) {
    EXPECT_STREQ(error.what(),
                 "no/such.trace: file: found nothing at this path, allowed a trace file "
                 "(NAME.trace.zst or NAME.trace)");
  }
}

TEST(BadFile, that_is_a_folder_is_refused) {
  EXPECT_THROW(read_recording(std::filesystem::path(TRACE_FOLDER)), TraceError);
}

}  // namespace
}  // namespace cowmmu::trace
