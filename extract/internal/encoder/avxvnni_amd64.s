//go:build !purego

#include "textflag.h"

// VPDPBUSD adds to Y(d) the products of the unsigned bytes of Y10 and the signed
// ones of Y(w), w being 8 or 9, four to a sum. The assembler knows the instruction
// in AVX-512's encoding alone; this is VEX.256.66.0F38.W0 50 /r.
#define VPDPBUSD(w, d) BYTE $0xC4; BYTE $0xC2; BYTE $0x2D; BYTE $0x50; BYTE $(0xC0|(d)<<3|((w)-8))

// OUTPUT makes 16 outputs of a row of its sums a and b: less the offsets in Y8
// and Y9, times the scale of the row and those in Y10 and Y11, plus the biases in
// Y12 and Y13.
#define OUTPUT(row, a, b) \
	VBROADCASTSS (4*row)(AX), Y14 \
	VPSUBD Y8, a, a \
	VPSUBD Y9, b, b \
	VCVTDQ2PS a, a \
	VCVTDQ2PS b, b \
	VMULPS Y10, Y14, Y15 \
	VMULPS Y11, Y14, Y14 \
	VMULPS Y15, a, a \
	VMULPS Y14, b, b \
	VADDPS Y12, a, a \
	VADDPS Y13, b, b \
	VMOVUPS a, (DI) \
	VMOVUPS b, 32(DI) \
	ADDQ SI, DI

// func dot4x16(y *float32, ldy int, x *uint8, n int, w *int8, scale, wscale, bias *float32, offset *int32)
// Y0 to Y7 are the sums: of each of 4 rows two halves of 16 outputs.
TEXT ·dot4x16(SB), NOSPLIT, $0-72
	MOVQ y+0(FP), DI
	MOVQ ldy+8(FP), SI
	SHLQ $2, SI
	MOVQ x+16(FP), AX
	MOVQ n+24(FP), DX
	MOVQ w+32(FP), CX
	LEAQ (DX)(DX*2), BX
	MOVQ DX, R8
	SHRQ $2, R8
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1
	VPXOR Y2, Y2, Y2
	VPXOR Y3, Y3, Y3
	VPXOR Y4, Y4, Y4
	VPXOR Y5, Y5, Y5
	VPXOR Y6, Y6, Y6
	VPXOR Y7, Y7, Y7

dotLoop:
	VMOVDQU (CX), Y8
	VMOVDQU 32(CX), Y9
	VPBROADCASTD (AX), Y10
	VPDPBUSD(8, 0)
	VPDPBUSD(9, 1)
	VPBROADCASTD (AX)(DX*1), Y10
	VPDPBUSD(8, 2)
	VPDPBUSD(9, 3)
	VPBROADCASTD (AX)(DX*2), Y10
	VPDPBUSD(8, 4)
	VPDPBUSD(9, 5)
	VPBROADCASTD (AX)(BX*1), Y10
	VPDPBUSD(8, 6)
	VPDPBUSD(9, 7)
	ADDQ $64, CX
	ADDQ $4, AX
	DECQ R8
	JNZ dotLoop

	MOVQ scale+40(FP), AX
	MOVQ wscale+48(FP), BX
	MOVQ bias+56(FP), R8
	MOVQ offset+64(FP), R9
	VMOVDQU (R9), Y8
	VMOVDQU 32(R9), Y9
	VMOVUPS (BX), Y10
	VMOVUPS 32(BX), Y11
	VMOVUPS (R8), Y12
	VMOVUPS 32(R8), Y13
	OUTPUT(0, Y0, Y1)
	OUTPUT(1, Y2, Y3)
	OUTPUT(2, Y4, Y5)
	OUTPUT(3, Y6, Y7)
	VZEROUPPER
	RET
