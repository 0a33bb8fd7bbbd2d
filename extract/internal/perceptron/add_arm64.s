//go:build !purego

#include "textflag.h"

// Instructions that the assembler has no names for, on registers by number: four
// float32 at a time.
#define FMUL(d, n, m) WORD $(0x6E20DC00|(m)<<16|(n)<<5|(d))
#define FADD(d, n, m) WORD $(0x4E20D400|(m)<<16|(n)<<5|(d))

// ARGUMENTS reads those of both functions; rows of w begin R2 bytes apart.
#define ARGUMENTS \
	MOVD y+0(FP), R0 \
	MOVD w+8(FP), R1 \
	MOVD step+16(FP), R2 \
	LSL $2, R2, R2 \
	MOVD x+24(FP), R3 \
	MOVD n+32(FP), R4

// func add32(y, w *float32, step int, x *float32, n int)
TEXT ·add32(SB), NOSPLIT, $0-40
	ARGUMENTS
	ADD $64, R0, R5
	VLD1 (R0), [V0.S4, V1.S4, V2.S4, V3.S4]
	VLD1 (R5), [V4.S4, V5.S4, V6.S4, V7.S4]

add32Loop:
	VLD1R.P 4(R3), [V16.S4]
	ADD $64, R1, R6
	VLD1 (R1), [V20.S4, V21.S4, V22.S4, V23.S4]
	VLD1 (R6), [V24.S4, V25.S4, V26.S4, V27.S4]
	FMUL(20, 20, 16); FMUL(21, 21, 16); FMUL(22, 22, 16); FMUL(23, 23, 16)
	FMUL(24, 24, 16); FMUL(25, 25, 16); FMUL(26, 26, 16); FMUL(27, 27, 16)
	FADD(0, 0, 20); FADD(1, 1, 21); FADD(2, 2, 22); FADD(3, 3, 23)
	FADD(4, 4, 24); FADD(5, 5, 25); FADD(6, 6, 26); FADD(7, 7, 27)
	ADD R2, R1, R1
	SUBS $1, R4, R4
	BNE add32Loop

	VST1 [V0.S4, V1.S4, V2.S4, V3.S4], (R0)
	VST1 [V4.S4, V5.S4, V6.S4, V7.S4], (R5)
	RET

// func add8(y, w *float32, step int, x *float32, n int)
TEXT ·add8(SB), NOSPLIT, $0-40
	ARGUMENTS
	VLD1 (R0), [V0.S4, V1.S4]

add8Loop:
	VLD1R.P 4(R3), [V16.S4]
	VLD1 (R1), [V20.S4, V21.S4]
	FMUL(20, 20, 16); FMUL(21, 21, 16)
	FADD(0, 0, 20); FADD(1, 1, 21)
	ADD R2, R1, R1
	SUBS $1, R4, R4
	BNE add8Loop

	VST1 [V0.S4, V1.S4], (R0)
	RET
