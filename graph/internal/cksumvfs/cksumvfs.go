// Package cksumvfs keeps a checksum in every page of a database of SQLite and
// compares it whenever the page is read from the file, as SQLite's own extension of
// this name does (https://www.sqlite.org/cksumvfs.html): what a damaged disk says is
// an error, never an answer. SQLite itself checks only what its log holds, and only
// when it takes it in.
//
// It is a VFS (https://www.sqlite.org/vfs.html) before the system's: it opens files
// as that one does and changes two of their methods, xRead and xWrite. Here a
// checksum is a CRC-32C of the page and its number, so that a page in the place of
// another is found too, in the last four bytes of the page: its header says that
// they are reserved. Begin with [Register].
package cksumvfs

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"sync"
	"unsafe"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// Every file has pages of PageSize bytes, the last Reserved of which hold the
// checksum. Articles of a few thousand bytes leave less of such a page unused than
// of SQLite's usual one, of 4,096.
const (
	PageSize = 8192
	Reserved = 4
)

// Name is that of the VFS, for a data source's parameter vfs.
const Name = "hearsay-cksum"

// Register makes the VFS known to SQLite, once in a process.
var Register = sync.OnceValue(func() error {
	tls := libc.NewTLS()
	defer tls.Close()
	system := sqlite3.Xsqlite3_vfs_find(tls, 0)
	if system == 0 {
		return fmt.Errorf("register %s: SQLite has no VFS here", Name)
	}
	name, err := libc.CString(Name)
	if err != nil {
		return fmt.Errorf("register %s: %w", Name, err)
	}
	address := libc.Xmalloc(tls, libc.Tsize_t(unsafe.Sizeof(sqlite3.Tsqlite3_vfs{})))
	if address == 0 {
		return fmt.Errorf("register %s: no memory", Name)
	}
	ours := memory[sqlite3.Tsqlite3_vfs](address)
	*ours = *memory[sqlite3.Tsqlite3_vfs](system)
	ours.FzName, ours.FpNext, ours.FxOpen = name, 0, pointer(open)
	systemOpen = memory[sqlite3.Tsqlite3_vfs](system).FxOpen
	if code := sqlite3.Xsqlite3_vfs_register(tls, address, 0); code != sqlite3.SQLITE_OK {
		return fmt.Errorf("register %s: code %d", Name, code)
	}
	return nil
})

// What SQLite is called back with, and with what it calls.
type (
	openMethod = func(tls *libc.TLS, vfs, name, file uintptr, flags int32, outFlags uintptr) int32
	pageMethod = func(tls *libc.TLS, file, buffer uintptr, size int32, offset int64) int32
)

// systemOpen is the xOpen of the system's VFS; Register sets it.
var systemOpen uintptr

// methods are those of an open file: SQLite's table, and behind it the table of the
// system's VFS that it was made of.
type methods struct {
	table  sqlite3.Tsqlite3_io_methods
	system uintptr
}

// tables are methods by the system's table, of which there are a few: one for each
// way to lock a file.
var tables struct {
	sync.Mutex
	of map[uintptr]uintptr
}

// open opens a file as the system does; one with pages gets our methods.
func open(tls *libc.TLS, vfs, name, file uintptr, flags int32, outFlags uintptr) int32 {
	code := call[openMethod](systemOpen)(tls, vfs, name, file, flags, outFlags)
	if code != sqlite3.SQLITE_OK || flags&sqlite3.SQLITE_OPEN_MAIN_DB == 0 {
		return code
	}
	of := memory[uintptr](file) // a file begins with the address of its methods
	tables.Lock()
	defer tables.Unlock()
	ours, ok := tables.of[*of]
	if !ok {
		if ours = libc.Xmalloc(tls, libc.Tsize_t(unsafe.Sizeof(methods{}))); ours == 0 {
			return sqlite3.SQLITE_NOMEM // the file is closed by who gets this
		}
		m := memory[methods](ours)
		m.table, m.system = *memory[sqlite3.Tsqlite3_io_methods](*of), *of
		m.table.FxRead, m.table.FxWrite = pointer(read), pointer(write)
		if tables.of == nil {
			tables.of = map[uintptr]uintptr{}
		}
		tables.of[*of] = ours
	}
	*of = ours
	return code
}

// system are the methods that the system's VFS has for a file.
func system(file uintptr) *sqlite3.Tsqlite3_io_methods {
	return memory[sqlite3.Tsqlite3_io_methods](memory[methods](*memory[uintptr](file)).system)
}

// read reads as the system does, and compares the checksum of a whole page. One that
// the file does not have, or has a part of, was cut off.
func read(tls *libc.TLS, file, buffer uintptr, size int32, offset int64) int32 {
	code := call[pageMethod](system(file).FxRead)(tls, file, buffer, size, offset)
	if size != PageSize || code != sqlite3.SQLITE_OK && code != sqlite3.SQLITE_IOERR_SHORT_READ {
		return code
	}
	if code != sqlite3.SQLITE_OK || !Valid(memory[[PageSize]byte](buffer)[:], pageAt(offset)) {
		return sqlite3.SQLITE_IOERR_DATA
	}
	return code
}

// write puts its checksum into a page and writes it as the system does.
func write(tls *libc.TLS, file, buffer uintptr, size int32, offset int64) int32 {
	if size == PageSize {
		Seal(memory[[PageSize]byte](buffer)[:], pageAt(offset))
	}
	return call[pageMethod](system(file).FxWrite)(tls, file, buffer, size, offset)
}

// pageAt is the number of the page that begins at an offset, counted from 1.
func pageAt(offset int64) uint32 { return uint32(offset/PageSize) + 1 }

// Seal puts the checksum into the page of a number.
func Seal(page []byte, number uint32) {
	binary.BigEndian.PutUint32(page[PageSize-Reserved:], checksum(page, number))
}

// Valid says whether the checksum in the page of a number is its own.
func Valid(page []byte, number uint32) bool {
	return binary.BigEndian.Uint32(page[PageSize-Reserved:]) == checksum(page, number)
}

func checksum(page []byte, number uint32) uint32 {
	var n [4]byte
	binary.BigEndian.PutUint32(n[:], number)
	return crc32.Update(crc32.Checksum(n[:], castagnoli), castagnoli, page[:PageSize-Reserved])
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// memory is what lies at an address in SQLite's memory, which Go does not move.
func memory[T any](address uintptr) *T { return *(**T)(unsafe.Pointer(&address)) }

// pointer is a function as SQLite, translated to Go, calls it: by the address of
// Go's value of it, which is a constant for a function that closes over nothing.
func pointer(function any) uintptr { return (*[2]uintptr)(unsafe.Pointer(&function))[1] }

// call is the function at a pointer.
func call[F any](pointer uintptr) F {
	address := &struct{ function uintptr }{pointer}
	return *(*F)(unsafe.Pointer(address))
}
