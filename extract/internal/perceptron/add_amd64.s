//go:build !purego

#include "textflag.h"

// ARGUMENTS reads those of both functions; rows of w begin SI bytes apart.
#define ARGUMENTS \
	MOVQ y+0(FP), DI \
	MOVQ w+8(FP), CX \
	MOVQ step+16(FP), SI \
	SHLQ $2, SI \
	MOVQ x+24(FP), AX \
	MOVQ n+32(FP), DX

// func add32(y, w *float32, step int, x *float32, n int)
TEXT ·add32(SB), NOSPLIT, $0-40
	ARGUMENTS
	VMOVUPS (DI), Y0
	VMOVUPS 32(DI), Y1
	VMOVUPS 64(DI), Y2
	VMOVUPS 96(DI), Y3

add32Loop:
	VBROADCASTSS (AX), Y8
	VMULPS (CX), Y8, Y4
	VMULPS 32(CX), Y8, Y5
	VMULPS 64(CX), Y8, Y6
	VMULPS 96(CX), Y8, Y7
	VADDPS Y4, Y0, Y0
	VADDPS Y5, Y1, Y1
	VADDPS Y6, Y2, Y2
	VADDPS Y7, Y3, Y3
	ADDQ SI, CX
	ADDQ $4, AX
	DECQ DX
	JNZ add32Loop

	VMOVUPS Y0, (DI)
	VMOVUPS Y1, 32(DI)
	VMOVUPS Y2, 64(DI)
	VMOVUPS Y3, 96(DI)
	VZEROUPPER
	RET

// func add8(y, w *float32, step int, x *float32, n int)
TEXT ·add8(SB), NOSPLIT, $0-40
	ARGUMENTS
	VMOVUPS (DI), Y0

add8Loop:
	VBROADCASTSS (AX), Y8
	VMULPS (CX), Y8, Y4
	VADDPS Y4, Y0, Y0
	ADDQ SI, CX
	ADDQ $4, AX
	DECQ DX
	JNZ add8Loop

	VMOVUPS Y0, (DI)
	VZEROUPPER
	RET
