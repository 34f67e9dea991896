/* The environment that the tests of riscv-tests are built against: a program of Linux's user mode, which exits with 0
 * or with the number of the test case that failed. */
#ifndef TENON_RISCV_TEST_H
#define TENON_RISCV_TEST_H

#define TESTNUM gp
#define EXIT 93

#define RVTEST_RV32U
#define RVTEST_RV64U

#define RVTEST_CODE_BEGIN                                                                                              \
  .text;                                                                                                               \
  .globl _start;                                                                                                       \
  _start:                                                                                                              \
  li TESTNUM, 0;

#define RVTEST_CODE_END unimp

#define RVTEST_PASS                                                                                                    \
  li a0, 0;                                                                                                            \
  li a7, EXIT;                                                                                                         \
  ecall

#define RVTEST_FAIL                                                                                                    \
  mv a0, TESTNUM;                                                                                                      \
  li a7, EXIT;                                                                                                         \
  ecall

#define EXTRA_DATA
#define RVTEST_DATA_BEGIN                                                                                              \
  .balign 16;                                                                                                          \
  .globl begin_signature;                                                                                              \
  begin_signature:
#define RVTEST_DATA_END                                                                                                \
  .balign 16;                                                                                                          \
  .globl end_signature;                                                                                                \
  end_signature:

#endif
