package web

import "sync"

// drawings keeps the drawings of a census that were looked at last, with their places,
// which take longest. It is safe for several goroutines.
type drawings struct {
	mu   sync.Mutex
	kept map[string]*drawn
	keys []string // the one looked at last stands last
}

// keptDrawings is how many drawings are kept: of 1,000 names each, about 30 MB.
const keptDrawings = 64

// get gives the drawing of an address, which draw makes where it is not kept.
func (d *drawings) get(address string, draw func() (*drawn, error)) (*drawn, error) {
	d.mu.Lock()
	m := d.kept[address]
	d.mu.Unlock()
	if m == nil {
		var err error
		if m, err = draw(); err != nil {
			return nil, err
		}
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.kept == nil {
		d.kept = map[string]*drawn{}
	}
	d.kept[address] = m
	for i, key := range d.keys {
		if key == address {
			d.keys = append(d.keys[:i], d.keys[i+1:]...)
			break
		}
	}
	if d.keys = append(d.keys, address); len(d.keys) > keptDrawings {
		delete(d.kept, d.keys[0])
		d.keys = d.keys[1:]
	}
	return m, nil
}
