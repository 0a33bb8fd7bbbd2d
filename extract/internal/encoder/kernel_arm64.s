//go:build !purego

#include "textflag.h"

// expConstants are constants of plain.go, as the bits of float32: expLeast, log2e, rounder, ln2High, ln2Low, exp5, exp4, exp3, exp2, exp1, exp0, one.
DATA expConstants<>+0(SB)/4, $0xc2a00000
DATA expConstants<>+4(SB)/4, $0x3fb8aa3b
DATA expConstants<>+8(SB)/4, $0x4b400000
DATA expConstants<>+12(SB)/4, $0x3f318000
DATA expConstants<>+16(SB)/4, $0xb95e8083
DATA expConstants<>+20(SB)/4, $0x39506967
DATA expConstants<>+24(SB)/4, $0x3ab743ce
DATA expConstants<>+28(SB)/4, $0x3c088908
DATA expConstants<>+32(SB)/4, $0x3d2aa9c1
DATA expConstants<>+36(SB)/4, $0x3e2aaaaa
DATA expConstants<>+40(SB)/4, $0x3f000000
DATA expConstants<>+44(SB)/4, $0x3f800000
GLOBL expConstants<>(SB), RODATA|NOPTR, $48

// erfConstants are constants of plain.go, as the bits of float32: sqrtHalf, erfLeast, erfMost, half, one, erfA13, erfA11, erfA9, erfA7, erfA5, erfA3, erfA1, erfB8, erfB6, erfB4, erfB2, erfB0.
DATA erfConstants<>+0(SB)/4, $0x3f3504f3
DATA erfConstants<>+4(SB)/4, $0xc0800000
DATA erfConstants<>+8(SB)/4, $0x40800000
DATA erfConstants<>+12(SB)/4, $0x3f000000
DATA erfConstants<>+16(SB)/4, $0x3f800000
DATA erfConstants<>+20(SB)/4, $0xaf95df0b
DATA erfConstants<>+24(SB)/4, $0x32edffee
DATA erfConstants<>+28(SB)/4, $0xb60cff51
DATA erfConstants<>+32(SB)/4, $0xb86ec2d2
DATA erfConstants<>+36(SB)/4, $0xba40ac63
DATA erfConstants<>+40(SB)/4, $0xbb41a1f6
DATA erfConstants<>+44(SB)/4, $0xbc83dbd4
DATA erfConstants<>+48(SB)/4, $0xb77460cd
DATA erfConstants<>+52(SB)/4, $0xb95fbd29
DATA erfConstants<>+56(SB)/4, $0xbadc924e
DATA erfConstants<>+60(SB)/4, $0xbbf19bf8
DATA erfConstants<>+64(SB)/4, $0xbc69b6a7
GLOBL erfConstants<>(SB), RODATA|NOPTR, $68

// Instructions that the assembler has no names for, on registers by number:
// four float32 or int32 at a time.
#define SDOT(d, n, m, l, h) WORD $(0x4F80E000|(l)<<21|(m)<<16|(h)<<11|(n)<<5|(d)) // d += bytes of n · bytes 4i to 4i+3 of m, i being 2h+l
#define FMULE(d, n, m, l, h) WORD $(0x4F809000|(l)<<21|(m)<<16|(h)<<11|(n)<<5|(d)) // d = n · number 2h+l of m
#define FMUL(d, n, m) WORD $(0x6E20DC00|(m)<<16|(n)<<5|(d))
#define FADD(d, n, m) WORD $(0x4E20D400|(m)<<16|(n)<<5|(d))
#define FSUB(d, n, m) WORD $(0x4EA0D400|(m)<<16|(n)<<5|(d))
#define FDIV(d, n, m) WORD $(0x6E20FC00|(m)<<16|(n)<<5|(d))
#define FMAX(d, n, m) WORD $(0x4E20F400|(m)<<16|(n)<<5|(d))
#define FMIN(d, n, m) WORD $(0x4EA0F400|(m)<<16|(n)<<5|(d))
#define FABS(d, n) WORD $(0x4EA0F800|(n)<<5|(d))
#define SCVTF(d, n) WORD $(0x4E21D800|(n)<<5|(d))
#define FCVTNS(d, n) WORD $(0x4E21A800|(n)<<5|(d))
#define ADDS4(d, n, m) WORD $(0x4EA08400|(m)<<16|(n)<<5|(d))
#define SUBS4(d, n, m) WORD $(0x6EA08400|(m)<<16|(n)<<5|(d))
#define SHL23(d, n) WORD $(0x4F375400|(n)<<5|(d))
#define XTN4H(d, n) WORD $(0x0E612800|(n)<<5|(d))  // to the lower half of d, 16 bits each
#define XTN8H(d, n) WORD $(0x4E612800|(n)<<5|(d))  // to the upper half
#define XTN8B(d, n) WORD $(0x0E212800|(n)<<5|(d))  // to the lower half of d, 8 bits each
#define XTN16B(d, n) WORD $(0x4E212800|(n)<<5|(d)) // to the upper half

// STEP adds the products of 4 activations of each row, those of index 2h+l in
// V16 to V19, and the weights of 16 outputs.
#define STEP(l, h) \
	VLD1.P 64(R4), [V20.B16, V21.B16, V22.B16, V23.B16]; \
	SDOT(0, 20, 16, l, h); SDOT(1, 21, 16, l, h); SDOT(2, 22, 16, l, h); SDOT(3, 23, 16, l, h); \
	SDOT(4, 20, 17, l, h); SDOT(5, 21, 17, l, h); SDOT(6, 22, 17, l, h); SDOT(7, 23, 17, l, h); \
	SDOT(8, 20, 18, l, h); SDOT(9, 21, 18, l, h); SDOT(10, 22, 18, l, h); SDOT(11, 23, 18, l, h); \
	SDOT(12, 20, 19, l, h); SDOT(13, 21, 19, l, h); SDOT(14, 22, 19, l, h); SDOT(15, 23, 19, l, h)

// SCALE makes 4 outputs a of row 2h+l of their sums; o, w and b are the
// registers of their offsets, scales and biases.
#define SCALE(a, l, h, o, w, b) \
	SUBS4(a, a, o); SCVTF(a, a); FMULE(17, w, 16, l, h); FMUL(a, a, 17); FADD(a, a, b)

// func product4x16(y *float32, ldy int, x *uint8, n int, w *int8, scale, wscale, bias *float32, offset *int32)
// V0 to V15 are the sums: of each of 4 rows four times 4 outputs.
TEXT ·product4x16(SB), NOSPLIT, $0-72
	MOVD y+0(FP), R0
	MOVD ldy+8(FP), R1
	LSL $2, R1, R1
	MOVD x+16(FP), R2
	MOVD n+24(FP), R3
	MOVD w+32(FP), R4
	ADD R3, R2, R5
	ADD R3, R5, R6
	ADD R3, R6, R7
	LSR $4, R3, R3
	VEOR V0.B16, V0.B16, V0.B16
	VEOR V1.B16, V1.B16, V1.B16
	VEOR V2.B16, V2.B16, V2.B16
	VEOR V3.B16, V3.B16, V3.B16
	VEOR V4.B16, V4.B16, V4.B16
	VEOR V5.B16, V5.B16, V5.B16
	VEOR V6.B16, V6.B16, V6.B16
	VEOR V7.B16, V7.B16, V7.B16
	VEOR V8.B16, V8.B16, V8.B16
	VEOR V9.B16, V9.B16, V9.B16
	VEOR V10.B16, V10.B16, V10.B16
	VEOR V11.B16, V11.B16, V11.B16
	VEOR V12.B16, V12.B16, V12.B16
	VEOR V13.B16, V13.B16, V13.B16
	VEOR V14.B16, V14.B16, V14.B16
	VEOR V15.B16, V15.B16, V15.B16

productLoop:
	VLD1.P 16(R2), [V16.B16]
	VLD1.P 16(R5), [V17.B16]
	VLD1.P 16(R6), [V18.B16]
	VLD1.P 16(R7), [V19.B16]
	STEP(0, 0)
	STEP(1, 0)
	STEP(0, 1)
	STEP(1, 1)
	SUBS $1, R3, R3
	BNE productLoop

	MOVD scale+40(FP), R2
	MOVD wscale+48(FP), R5
	MOVD bias+56(FP), R6
	MOVD offset+64(FP), R7
	VLD1 (R2), [V16.S4]
	VLD1 (R7), [V20.S4, V21.S4, V22.S4, V23.S4]
	VLD1 (R5), [V24.S4, V25.S4, V26.S4, V27.S4]
	VLD1 (R6), [V28.S4, V29.S4, V30.S4, V31.S4]
	SCALE(0, 0, 0, 20, 24, 28)
	SCALE(1, 0, 0, 21, 25, 29)
	SCALE(2, 0, 0, 22, 26, 30)
	SCALE(3, 0, 0, 23, 27, 31)
	VST1 [V0.S4, V1.S4, V2.S4, V3.S4], (R0)
	ADD R1, R0, R0
	SCALE(4, 1, 0, 20, 24, 28)
	SCALE(5, 1, 0, 21, 25, 29)
	SCALE(6, 1, 0, 22, 26, 30)
	SCALE(7, 1, 0, 23, 27, 31)
	VST1 [V4.S4, V5.S4, V6.S4, V7.S4], (R0)
	ADD R1, R0, R0
	SCALE(8, 0, 1, 20, 24, 28)
	SCALE(9, 0, 1, 21, 25, 29)
	SCALE(10, 0, 1, 22, 26, 30)
	SCALE(11, 0, 1, 23, 27, 31)
	VST1 [V8.S4, V9.S4, V10.S4, V11.S4], (R0)
	ADD R1, R0, R0
	SCALE(12, 1, 1, 20, 24, 28)
	SCALE(13, 1, 1, 21, 25, 29)
	SCALE(14, 1, 1, 22, 26, 30)
	SCALE(15, 1, 1, 23, 27, 31)
	VST1 [V12.S4, V13.S4, V14.S4, V15.S4], (R0)
	ADD R1, R0, R0
	RET

// MULTIPLY adds V20 times the 16 numbers in V16 to V19 to four sums.
#define MULTIPLY(a, b, c, d) \
	FMUL(24, 16, 20); FMUL(25, 17, 20); FMUL(26, 18, 20); FMUL(27, 19, 20); \
	FADD(a, a, 24); FADD(b, b, 25); FADD(c, c, 26); FADD(d, d, 27)

// SCALED writes 16 numbers of a row, times number 2h+l of V20.
#define SCALED(a, b, c, d, l, h) \
	FMULE(a, a, 20, l, h); FMULE(b, b, 20, l, h); FMULE(c, c, 20, l, h); FMULE(d, d, 20, l, h)

// func multiply4x16(c *float32, ldc int, a *float32, lda int, b *float32, ldb int, factor *float32, inner int)
TEXT ·multiply4x16(SB), NOSPLIT, $0-64
	MOVD c+0(FP), R0
	MOVD ldc+8(FP), R1
	LSL $2, R1, R1
	MOVD a+16(FP), R2
	MOVD lda+24(FP), R3
	LSL $2, R3, R3
	MOVD b+32(FP), R4
	MOVD ldb+40(FP), R8
	LSL $2, R8, R8
	ADD R3, R2, R5
	ADD R3, R5, R6
	ADD R3, R6, R7
	MOVD inner+56(FP), R3
	VEOR V0.B16, V0.B16, V0.B16
	VEOR V1.B16, V1.B16, V1.B16
	VEOR V2.B16, V2.B16, V2.B16
	VEOR V3.B16, V3.B16, V3.B16
	VEOR V4.B16, V4.B16, V4.B16
	VEOR V5.B16, V5.B16, V5.B16
	VEOR V6.B16, V6.B16, V6.B16
	VEOR V7.B16, V7.B16, V7.B16
	VEOR V8.B16, V8.B16, V8.B16
	VEOR V9.B16, V9.B16, V9.B16
	VEOR V10.B16, V10.B16, V10.B16
	VEOR V11.B16, V11.B16, V11.B16
	VEOR V12.B16, V12.B16, V12.B16
	VEOR V13.B16, V13.B16, V13.B16
	VEOR V14.B16, V14.B16, V14.B16
	VEOR V15.B16, V15.B16, V15.B16

multiplyLoop:
	VLD1 (R4), [V16.S4, V17.S4, V18.S4, V19.S4]
	ADD R8, R4, R4
	VLD1R.P 4(R2), [V20.S4]
	MULTIPLY(0, 1, 2, 3)
	VLD1R.P 4(R5), [V20.S4]
	MULTIPLY(4, 5, 6, 7)
	VLD1R.P 4(R6), [V20.S4]
	MULTIPLY(8, 9, 10, 11)
	VLD1R.P 4(R7), [V20.S4]
	MULTIPLY(12, 13, 14, 15)
	SUBS $1, R3, R3
	BNE multiplyLoop
	MOVD factor+48(FP), R2
	VLD1 (R2), [V20.S4]
	SCALED(0, 1, 2, 3, 0, 0)
	SCALED(4, 5, 6, 7, 1, 0)
	SCALED(8, 9, 10, 11, 0, 1)
	SCALED(12, 13, 14, 15, 1, 1)
	VST1 [V0.S4, V1.S4, V2.S4, V3.S4], (R0)
	ADD R1, R0, R0
	VST1 [V4.S4, V5.S4, V6.S4, V7.S4], (R0)
	ADD R1, R0, R0
	VST1 [V8.S4, V9.S4, V10.S4, V11.S4], (R0)
	ADD R1, R0, R0
	VST1 [V12.S4, V13.S4, V14.S4, V15.S4], (R0)
	ADD R1, R0, R0
	RET

// EXP makes of the 4 numbers in x their exponentials in p, as exp does.
#define EXP(x, p, t, n) \
	FSUB(x, x, 14); FMAX(x, x, 16); \
	FMUL(t, x, 17); FADD(t, t, 18); FSUB(n, t, 18); \
	FMUL(p, n, 19); FSUB(x, x, p); FMUL(p, n, 20); FSUB(x, x, p); \
	FMUL(p, 21, x); FADD(p, p, 22); FMUL(p, p, x); FADD(p, p, 23); FMUL(p, p, x); FADD(p, p, 24); \
	FMUL(p, p, x); FADD(p, p, 25); FMUL(p, p, x); FADD(p, p, 26); \
	FMUL(n, x, x); FMUL(p, p, n); FADD(p, p, x); FADD(p, p, 27); \
	SHL23(t, t); ADDS4(p, p, t)

// func exps(x *float32, n int, most float32, lane *[16]float32)
TEXT ·exps(SB), NOSPLIT, $0-32
	MOVD x+0(FP), R0
	MOVD n+8(FP), R1
	FMOVS most+16(FP), F14
	VDUP V14.S[0], V14.S4
	MOVD $expConstants<>(SB), R2
	MOVD lane+24(FP), R3
	VLD1R.P 4(R2), [V16.S4]
	VLD1R.P 4(R2), [V17.S4]
	VLD1R.P 4(R2), [V18.S4]
	VLD1R.P 4(R2), [V19.S4]
	VLD1R.P 4(R2), [V20.S4]
	VLD1R.P 4(R2), [V21.S4]
	VLD1R.P 4(R2), [V22.S4]
	VLD1R.P 4(R2), [V23.S4]
	VLD1R.P 4(R2), [V24.S4]
	VLD1R.P 4(R2), [V25.S4]
	VLD1R.P 4(R2), [V26.S4]
	VLD1R.P 4(R2), [V27.S4]
	VEOR V28.B16, V28.B16, V28.B16
	VEOR V29.B16, V29.B16, V29.B16
	VEOR V30.B16, V30.B16, V30.B16
	VEOR V31.B16, V31.B16, V31.B16
	LSR $4, R1, R1

expsLoop:
	VLD1 (R0), [V0.S4, V1.S4]
	EXP(0, 2, 4, 6)
	EXP(1, 3, 5, 7)
	FADD(28, 28, 2)
	FADD(29, 29, 3)
	VST1.P [V2.S4, V3.S4], 32(R0)
	VLD1 (R0), [V0.S4, V1.S4]
	EXP(0, 2, 4, 6)
	EXP(1, 3, 5, 7)
	FADD(30, 30, 2)
	FADD(31, 31, 3)
	VST1.P [V2.S4, V3.S4], 32(R0)
	SUBS $1, R1, R1
	BNE expsLoop
	VST1 [V28.S4, V29.S4, V30.S4, V31.S4], (R3)
	RET

// func greatest(x *float32, n int, lane *[8]float32)
TEXT ·greatest(SB), NOSPLIT, $0-24
	MOVD x+0(FP), R0
	MOVD n+8(FP), R1
	MOVD lane+16(FP), R3
	LSR $3, R1, R1
	VLD1 (R0), [V0.S4, V1.S4]

greatestLoop:
	VLD1.P 32(R0), [V2.S4, V3.S4]
	FMAX(0, 0, 2)
	FMAX(1, 1, 3)
	SUBS $1, R1, R1
	BNE greatestLoop
	VST1 [V0.S4, V1.S4], (R3)
	RET

// func greatestAbs(x *float32, n int, lane *[8]float32)
TEXT ·greatestAbs(SB), NOSPLIT, $0-24
	MOVD x+0(FP), R0
	MOVD n+8(FP), R1
	MOVD lane+16(FP), R3
	LSR $3, R1, R1
	VEOR V0.B16, V0.B16, V0.B16
	VEOR V1.B16, V1.B16, V1.B16

greatestAbsLoop:
	VLD1.P 32(R0), [V2.S4, V3.S4]
	FABS(2, 2)
	FABS(3, 3)
	FMAX(0, 0, 2)
	FMAX(1, 1, 3)
	SUBS $1, R1, R1
	BNE greatestAbsLoop
	VST1 [V0.S4, V1.S4], (R3)
	RET

// ERF makes of t in V1 and of its square in V2 the numerator in V3 and the
// denominator in V5 of erf.
#define ERF \
	FMUL(3, 21, 2); FADD(3, 3, 22); FMUL(3, 3, 2); FADD(3, 3, 23); FMUL(3, 3, 2); FADD(3, 3, 24); \
	FMUL(3, 3, 2); FADD(3, 3, 25); FMUL(3, 3, 2); FADD(3, 3, 26); FMUL(3, 3, 2); FADD(3, 3, 27); FMUL(3, 3, 1); \
	FMUL(5, 28, 2); FADD(5, 5, 29); FMUL(5, 5, 2); FADD(5, 5, 30); FMUL(5, 5, 2); FADD(5, 5, 31); FMUL(5, 5, 2); FADD(5, 5, 6)

// func gelus(x *float32, n int)
TEXT ·gelus(SB), NOSPLIT, $0-16
	MOVD x+0(FP), R0
	MOVD n+8(FP), R1
	MOVD $erfConstants<>(SB), R2
	VLD1R.P 4(R2), [V16.S4]
	VLD1R.P 4(R2), [V17.S4]
	VLD1R.P 4(R2), [V18.S4]
	VLD1R.P 4(R2), [V19.S4]
	VLD1R.P 4(R2), [V20.S4]
	VLD1R.P 4(R2), [V21.S4]
	VLD1R.P 4(R2), [V22.S4]
	VLD1R.P 4(R2), [V23.S4]
	VLD1R.P 4(R2), [V24.S4]
	VLD1R.P 4(R2), [V25.S4]
	VLD1R.P 4(R2), [V26.S4]
	VLD1R.P 4(R2), [V27.S4]
	VLD1R.P 4(R2), [V28.S4]
	VLD1R.P 4(R2), [V29.S4]
	VLD1R.P 4(R2), [V30.S4]
	VLD1R.P 4(R2), [V31.S4]
	VLD1R.P 4(R2), [V6.S4]
	LSR $2, R1, R1

gelusLoop:
	VLD1 (R0), [V0.S4]
	FMUL(1, 0, 16)
	FMAX(1, 1, 17)
	FMIN(1, 1, 18)
	FMUL(2, 1, 1)
	ERF
	FDIV(3, 3, 5)
	FADD(3, 3, 20)
	FMUL(0, 0, 19)
	FMUL(0, 0, 3)
	VST1.P [V0.S4], 16(R0)
	SUBS $1, R1, R1
	BNE gelusLoop
	RET

// func addSum(x, y *float32, n int, lane *[16]float32)
TEXT ·addSum(SB), NOSPLIT, $0-32
	MOVD x+0(FP), R0
	MOVD y+8(FP), R2
	MOVD n+16(FP), R1
	MOVD lane+24(FP), R3
	LSR $4, R1, R1
	VEOR V0.B16, V0.B16, V0.B16
	VEOR V1.B16, V1.B16, V1.B16
	VEOR V2.B16, V2.B16, V2.B16
	VEOR V3.B16, V3.B16, V3.B16

addSumLoop:
	VLD1 (R0), [V4.S4, V5.S4, V6.S4, V7.S4]
	VLD1.P 64(R2), [V16.S4, V17.S4, V18.S4, V19.S4]
	FADD(4, 4, 16)
	FADD(5, 5, 17)
	FADD(6, 6, 18)
	FADD(7, 7, 19)
	VST1.P [V4.S4, V5.S4, V6.S4, V7.S4], 64(R0)
	FADD(0, 0, 4)
	FADD(1, 1, 5)
	FADD(2, 2, 6)
	FADD(3, 3, 7)
	SUBS $1, R1, R1
	BNE addSumLoop
	VST1 [V0.S4, V1.S4, V2.S4, V3.S4], (R3)
	RET

// func squares(x *float32, n int, mean float32, lane *[16]float32)
TEXT ·squares(SB), NOSPLIT, $0-32
	MOVD x+0(FP), R0
	MOVD n+8(FP), R1
	FMOVS mean+16(FP), F14
	VDUP V14.S[0], V14.S4
	MOVD lane+24(FP), R3
	LSR $4, R1, R1
	VEOR V0.B16, V0.B16, V0.B16
	VEOR V1.B16, V1.B16, V1.B16
	VEOR V2.B16, V2.B16, V2.B16
	VEOR V3.B16, V3.B16, V3.B16

squaresLoop:
	VLD1.P 64(R0), [V4.S4, V5.S4, V6.S4, V7.S4]
	FSUB(4, 4, 14)
	FSUB(5, 5, 14)
	FSUB(6, 6, 14)
	FSUB(7, 7, 14)
	FMUL(4, 4, 4)
	FMUL(5, 5, 5)
	FMUL(6, 6, 6)
	FMUL(7, 7, 7)
	FADD(0, 0, 4)
	FADD(1, 1, 5)
	FADD(2, 2, 6)
	FADD(3, 3, 7)
	SUBS $1, R1, R1
	BNE squaresLoop
	VST1 [V0.S4, V1.S4, V2.S4, V3.S4], (R3)
	RET

// func standardize(x, weight, bias *float32, n int, mean, inverse float32)
TEXT ·standardize(SB), NOSPLIT, $0-40
	MOVD x+0(FP), R0
	MOVD weight+8(FP), R2
	MOVD bias+16(FP), R3
	MOVD n+24(FP), R1
	FMOVS mean+32(FP), F14
	VDUP V14.S[0], V14.S4
	FMOVS inverse+36(FP), F15
	VDUP V15.S[0], V15.S4
	LSR $2, R1, R1

standardizeLoop:
	VLD1 (R0), [V0.S4]
	VLD1.P 16(R2), [V1.S4]
	VLD1.P 16(R3), [V2.S4]
	FSUB(0, 0, 14)
	FMUL(0, 0, 15)
	FMUL(0, 0, 1)
	FADD(0, 0, 2)
	VST1.P [V0.S4], 16(R0)
	SUBS $1, R1, R1
	BNE standardizeLoop
	RET

// func steps8(q *uint8, x *float32, n int, inverse float32)
TEXT ·steps8(SB), NOSPLIT, $0-28
	MOVD q+0(FP), R2
	MOVD x+8(FP), R0
	MOVD n+16(FP), R1
	FMOVS inverse+24(FP), F15
	VDUP V15.S[0], V15.S4
	MOVD $64, R3
	VDUP R3, V14.S4
	LSR $4, R1, R1

steps8Loop:
	VLD1.P 64(R0), [V0.S4, V1.S4, V2.S4, V3.S4]
	FMUL(0, 0, 15)
	FCVTNS(0, 0)
	ADDS4(0, 0, 14)
	FMUL(1, 1, 15)
	FCVTNS(1, 1)
	ADDS4(1, 1, 14)
	FMUL(2, 2, 15)
	FCVTNS(2, 2)
	ADDS4(2, 2, 14)
	FMUL(3, 3, 15)
	FCVTNS(3, 3)
	ADDS4(3, 3, 14)
	XTN4H(4, 0)
	XTN8H(4, 1)
	XTN4H(5, 2)
	XTN8H(5, 3)
	XTN8B(6, 4)
	XTN16B(6, 5)
	VST1.P [V6.B16], 16(R2)
	SUBS $1, R1, R1
	BNE steps8Loop
	RET
