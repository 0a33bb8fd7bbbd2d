//go:build !purego

#include "textflag.h"

// DOT adds to a and b the products of four activations of a row, which stand at
// x, and the weights of two blocks of 16 outputs in Z16 and Z17.
#define DOT(x, a, b) \
	VPBROADCASTD x, Z18 \
	VPDPBUSD Z16, Z18, a \
	VPDPBUSD Z17, Z18, b

// STEP4 adds the products of four inputs, the k-th four of sixteen, of 4 rows.
#define STEP4(k) \
	VMOVDQU32 (64*k)(CX), Z16 \
	VMOVDQU32 (64*k)(BX), Z17 \
	DOT((4*k)(R8), Z0, Z1) \
	DOT((4*k)(R8)(DX*1), Z2, Z3) \
	DOT((4*k)(R8)(DX*2), Z4, Z5) \
	DOT((4*k)(R8)(R10*1), Z6, Z7)

// STEP8 does as STEP4 for 8 rows.
#define STEP8(k) \
	STEP4(k) \
	DOT((4*k)(R9), Z8, Z9) \
	DOT((4*k)(R9)(DX*1), Z10, Z11) \
	DOT((4*k)(R9)(DX*2), Z12, Z13) \
	DOT((4*k)(R9)(R10*1), Z14, Z15)

// NEXT goes on to the next sixteen inputs.
#define NEXT \
	ADDQ $256, CX \
	ADDQ $256, BX \
	ADDQ $16, R8 \
	ADDQ $16, R9

// OUTPUT makes the outputs of a row of its sums a and b: less the offsets in
// Z20 and Z21, times the scale of the row and those in Z22 and Z23, plus the
// biases in Z24 and Z25.
#define OUTPUT(row, a, b) \
	VBROADCASTSS (4*row)(AX), Z18 \
	VPSUBD Z20, a, a \
	VPSUBD Z21, b, b \
	VCVTDQ2PS a, a \
	VCVTDQ2PS b, b \
	VMULPS Z22, Z18, Z19 \
	VMULPS Z23, Z18, Z18 \
	VMULPS Z19, a, a \
	VMULPS Z18, b, b \
	VADDPS Z24, a, a \
	VADDPS Z25, b, b \
	VMOVUPS a, (DI) \
	VMOVUPS b, 64(DI) \
	ADDQ SI, DI

// ARGUMENTS reads those of both functions: the rows of x are at R8, DX and
// R10 = 3·DX from one to the next and fourth, those from the fifth on at R9; the
// two blocks of weights, 16·n bytes apart, at CX and BX.
#define ARGUMENTS \
	MOVQ y+0(FP), DI \
	MOVQ ldy+8(FP), SI \
	SHLQ $2, SI \
	MOVQ x+16(FP), R8 \
	MOVQ n+24(FP), DX \
	MOVQ w+32(FP), CX \
	MOVQ DX, BX \
	SHLQ $4, BX \
	ADDQ CX, BX \
	LEAQ (R8)(DX*4), R9 \
	LEAQ (DX)(DX*2), R10 \
	MOVQ DX, R11 \
	SHRQ $4, R11

// PARAMETERS loads what OUTPUT needs.
#define PARAMETERS \
	MOVQ scale+40(FP), AX \
	MOVQ wscale+48(FP), BX \
	MOVQ bias+56(FP), R8 \
	MOVQ offset+64(FP), R9 \
	VMOVDQU32 (R9), Z20 \
	VMOVDQU32 64(R9), Z21 \
	VMOVUPS (BX), Z22 \
	VMOVUPS 64(BX), Z23 \
	VMOVUPS (R8), Z24 \
	VMOVUPS 64(R8), Z25

// func product8x32(y *float32, ldy int, x *uint8, n int, w *int8, scale, wscale, bias *float32, offset *int32, next *int8)
// Z0 to Z15 are the sums: of each of 8 rows two blocks of 16 outputs.
TEXT ·product8x32(SB), NOSPLIT, $0-80
	ARGUMENTS
	VPXORD Z0, Z0, Z0
	VPXORD Z1, Z1, Z1
	VPXORD Z2, Z2, Z2
	VPXORD Z3, Z3, Z3
	VPXORD Z4, Z4, Z4
	VPXORD Z5, Z5, Z5
	VPXORD Z6, Z6, Z6
	VPXORD Z7, Z7, Z7
	VPXORD Z8, Z8, Z8
	VPXORD Z9, Z9, Z9
	VPXORD Z10, Z10, Z10
	VPXORD Z11, Z11, Z11
	VPXORD Z12, Z12, Z12
	VPXORD Z13, Z13, Z13
	VPXORD Z14, Z14, Z14
	VPXORD Z15, Z15, Z15

	MOVQ next+72(FP), R12

product8Loop:
	PREFETCHT1 (R12)
	ADDQ $64, R12
	STEP8(0)
	STEP8(1)
	STEP8(2)
	STEP8(3)
	NEXT
	DECQ R11
	JNZ product8Loop

	PARAMETERS
	OUTPUT(0, Z0, Z1)
	OUTPUT(1, Z2, Z3)
	OUTPUT(2, Z4, Z5)
	OUTPUT(3, Z6, Z7)
	OUTPUT(4, Z8, Z9)
	OUTPUT(5, Z10, Z11)
	OUTPUT(6, Z12, Z13)
	OUTPUT(7, Z14, Z15)
	VZEROUPPER
	RET

// func product4x32(y *float32, ldy int, x *uint8, n int, w *int8, scale, wscale, bias *float32, offset *int32)
// Z0 to Z7 are the sums: of each of 4 rows two blocks of 16 outputs.
TEXT ·product4x32(SB), NOSPLIT, $0-72
	ARGUMENTS
	VPXORD Z0, Z0, Z0
	VPXORD Z1, Z1, Z1
	VPXORD Z2, Z2, Z2
	VPXORD Z3, Z3, Z3
	VPXORD Z4, Z4, Z4
	VPXORD Z5, Z5, Z5
	VPXORD Z6, Z6, Z6
	VPXORD Z7, Z7, Z7

product4Loop:
	STEP4(0)
	STEP4(1)
	STEP4(2)
	STEP4(3)
	NEXT
	DECQ R11
	JNZ product4Loop

	PARAMETERS
	OUTPUT(0, Z0, Z1)
	OUTPUT(1, Z2, Z3)
	OUTPUT(2, Z4, Z5)
	OUTPUT(3, Z6, Z7)
	VZEROUPPER
	RET
