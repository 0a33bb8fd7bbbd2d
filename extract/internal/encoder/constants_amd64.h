// Constants of plain.go, as the bits of float32, and masks.
DATA expLeast<>+0(SB)/4, $0xc2a00000
GLOBL expLeast<>(SB), RODATA|NOPTR, $4
DATA rounder<>+0(SB)/4, $0x4b400000
GLOBL rounder<>(SB), RODATA|NOPTR, $4
DATA log2e<>+0(SB)/4, $0x3fb8aa3b
GLOBL log2e<>(SB), RODATA|NOPTR, $4
DATA ln2High<>+0(SB)/4, $0x3f318000
GLOBL ln2High<>(SB), RODATA|NOPTR, $4
DATA ln2Low<>+0(SB)/4, $0xb95e8083
GLOBL ln2Low<>(SB), RODATA|NOPTR, $4
DATA exp5<>+0(SB)/4, $0x39506967
GLOBL exp5<>(SB), RODATA|NOPTR, $4
DATA exp4<>+0(SB)/4, $0x3ab743ce
GLOBL exp4<>(SB), RODATA|NOPTR, $4
DATA exp3<>+0(SB)/4, $0x3c088908
GLOBL exp3<>(SB), RODATA|NOPTR, $4
DATA exp2<>+0(SB)/4, $0x3d2aa9c1
GLOBL exp2<>(SB), RODATA|NOPTR, $4
DATA exp1<>+0(SB)/4, $0x3e2aaaaa
GLOBL exp1<>(SB), RODATA|NOPTR, $4
DATA exp0<>+0(SB)/4, $0x3f000000
GLOBL exp0<>(SB), RODATA|NOPTR, $4
DATA one<>+0(SB)/4, $0x3f800000
GLOBL one<>(SB), RODATA|NOPTR, $4
DATA half<>+0(SB)/4, $0x3f000000
GLOBL half<>(SB), RODATA|NOPTR, $4
DATA sqrtHalf<>+0(SB)/4, $0x3f3504f3
GLOBL sqrtHalf<>(SB), RODATA|NOPTR, $4
DATA erfMost<>+0(SB)/4, $0x40800000
GLOBL erfMost<>(SB), RODATA|NOPTR, $4
DATA erfLeast<>+0(SB)/4, $0xc0800000
GLOBL erfLeast<>(SB), RODATA|NOPTR, $4
DATA erfA13<>+0(SB)/4, $0xaf95df0b
GLOBL erfA13<>(SB), RODATA|NOPTR, $4
DATA erfA11<>+0(SB)/4, $0x32edffee
GLOBL erfA11<>(SB), RODATA|NOPTR, $4
DATA erfA9<>+0(SB)/4, $0xb60cff51
GLOBL erfA9<>(SB), RODATA|NOPTR, $4
DATA erfA7<>+0(SB)/4, $0xb86ec2d2
GLOBL erfA7<>(SB), RODATA|NOPTR, $4
DATA erfA5<>+0(SB)/4, $0xba40ac63
GLOBL erfA5<>(SB), RODATA|NOPTR, $4
DATA erfA3<>+0(SB)/4, $0xbb41a1f6
GLOBL erfA3<>(SB), RODATA|NOPTR, $4
DATA erfA1<>+0(SB)/4, $0xbc83dbd4
GLOBL erfA1<>(SB), RODATA|NOPTR, $4
DATA erfB8<>+0(SB)/4, $0xb77460cd
GLOBL erfB8<>(SB), RODATA|NOPTR, $4
DATA erfB6<>+0(SB)/4, $0xb95fbd29
GLOBL erfB6<>(SB), RODATA|NOPTR, $4
DATA erfB4<>+0(SB)/4, $0xbadc924e
GLOBL erfB4<>(SB), RODATA|NOPTR, $4
DATA erfB2<>+0(SB)/4, $0xbbf19bf8
GLOBL erfB2<>(SB), RODATA|NOPTR, $4
DATA erfB0<>+0(SB)/4, $0xbc69b6a7
GLOBL erfB0<>(SB), RODATA|NOPTR, $4
DATA magnitude<>+0(SB)/4, $0x7fffffff
GLOBL magnitude<>(SB), RODATA|NOPTR, $4
DATA ones<>+0(SB)/4, $0x00010001
GLOBL ones<>(SB), RODATA|NOPTR, $4
DATA zero64<>+0(SB)/4, $64
GLOBL zero64<>(SB), RODATA|NOPTR, $4
DATA lowByte<>+0(SB)/4, $0xff
GLOBL lowByte<>(SB), RODATA|NOPTR, $4
DATA most63<>+0(SB)/4, $0x427c0000
GLOBL most63<>(SB), RODATA|NOPTR, $4
DATA least<>+0(SB)/4, $0x0da24260
GLOBL least<>(SB), RODATA|NOPTR, $4
DATA epsilon<>+0(SB)/4, $0x2b8cbccc
GLOBL epsilon<>(SB), RODATA|NOPTR, $4
