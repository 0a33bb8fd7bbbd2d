#!/bin/sh
# Writes the features that train.py, score.py and golden.py read: features.sh DATA VOCAB OUT [MORE]
# DATA is the folder of the corpora, VOCAB the base's vocab.txt, OUT a folder, MORE a folder of more marked
# articles, named in its list.txt. Run it inside the checkout.
set -eu
data=$(realpath "$1") vocab=$(realpath "$2")
mkdir -p "$3"
out=$(realpath "$3") more=${4:+$(realpath "$4")}
cd "$(dirname "$0")/../../.."
built=$(mktemp -d)
trap 'rm -r "$built"' EXIT
go build -o "$built/features" ./extract/model/training/features
for part in train dev; do
	"$built/features" -vocab "$vocab" "$data/polnear/$part/text" >"$out/polnear.$part.jsonl"
	"$built/features" -vocab "$vocab" -conllu "$data/gum/$part.conllu" >"$out/gum.$part.jsonl"
done
if [ -d testdata/articles ]; then
	"$built/features" -vocab "$vocab" testdata/articles/*.txt >"$out/articles.jsonl"
fi
if [ -d "$data/marked" ]; then
	for part in train dev; do
		sed "s|^|$data/marked/|; s|\(\.txt\)*\$|.txt|" "$data/marked/$part.txt" | xargs "$built/features" -vocab "$vocab" >"$out/marked.$part.jsonl"
	done
fi
if [ -d "$data/worldwide" ]; then
	python3 extract/model/training/worldwide.py "$data/worldwide/train.iob.gz" "$out/worldwide.train"
	"$built/features" -vocab "$vocab" "$out/worldwide.train" >"$out/worldwide.train.jsonl"
fi
if [ -n "$more" ]; then
	sed "s|^|$more/|; s|\$|.txt|" "$more/list.txt" | xargs "$built/features" -vocab "$vocab" >"$out/more.jsonl"
fi
