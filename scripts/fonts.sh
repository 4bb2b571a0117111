#!/bin/sh
# Makes templates/fonts/*.json, the fonts of PDF files: cut down to what is written, without hints.
# On Debian 12: apt-get install fonts-roboto-unhinted fonts-noto-core python3-fonttools jq
set -eu
cd "$(dirname "$0")/.."
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT

# name, file, characters, OpenType features
cut_down() {
  /usr/bin/python3 -m fontTools.subset "/usr/share/fonts/truetype/$2" --unicodes="$3" --layout-features="$4" \
    --no-hinting --drop-tables+=GPOS,DSIG,gasp,kern --name-IDs=0,1,2,6,13,14 --notdef-outline --output-file="$made/$1.ttf"
  base64 -w0 "$made/$1.ttf" | jq -R '{ base64: . }' > "templates/fonts/$1.json"
}

# Latin, Greek and Cyrillic with all their accents, punctuation, currencies.
european=U+0020-007E,U+00A0-024F,U+0259,U+02BB-02BC,U+02C6-02DD,U+0370-03FF,U+0400-052F,U+1E00-1EFF
european=$european,U+2010-2027,U+202F-203A,U+2044,U+20A0-20BF,U+2116,U+2122,U+2126,U+2212
cut_down european roboto/unhinted/RobotoTTF/Roboto-Regular.ttf "$european" ""
cut_down european_bold roboto/unhinted/RobotoTTF/Roboto-Bold.ttf "$european" ""
cut_down hebrew noto/NotoSansHebrew-Regular.ttf U+0020,U+0590-05FF ""
# The letters of Arabic take their forms from their neighbours.
cut_down arabic noto/NotoSansArabic-Regular.ttf U+0020,U+0600-06FF,U+0750-077F,U+200C-200D \
  init,medi,fina,isol,rlig,ccmp,calt
