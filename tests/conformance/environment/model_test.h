/* The environment that the tests of riscv-arch-test are built against: a program of Linux's user mode, which writes its
 * signature to standard output and exits. */
#ifndef TENON_MODEL_TEST_H
#define TENON_MODEL_TEST_H

#define RVMODEL_BOOT                                                                                                   \
  .globl _start;                                                                                                       \
  _start:

#define RVMODEL_HALT                                                                                                   \
  li a0, 1;                                                                                                            \
  la a1, begin_signature;                                                                                              \
  la a2, end_signature;                                                                                                \
  sub a2, a2, a1;                                                                                                      \
  li a7, 64;                                                                                                           \
  ecall;                                                                                                               \
  li a0, 0;                                                                                                            \
  li a7, 93;                                                                                                           \
  ecall

#define RVMODEL_DATA_BEGIN                                                                                             \
  .balign 4;                                                                                                           \
  .globl begin_signature;                                                                                              \
  begin_signature:
#define RVMODEL_DATA_END                                                                                               \
  .balign 4;                                                                                                           \
  .globl end_signature;                                                                                                \
  end_signature:

#define RVMODEL_IO_INIT
#define RVMODEL_IO_WRITE_STR(register, text)
#define RVMODEL_IO_CHECK()
#define RVMODEL_IO_ASSERT_GPR_EQ(source, register, value)
#define RVMODEL_IO_ASSERT_SFPR_EQ(source, register, value)
#define RVMODEL_IO_ASSERT_DFPR_EQ(source, register, value)
#define RVMODEL_SET_MSW_INT
#define RVMODEL_CLEAR_MSW_INT
#define RVMODEL_CLEAR_MTIMER_INT
#define RVMODEL_CLEAR_MEXT_INT

#endif
