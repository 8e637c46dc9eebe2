#!/bin/sh
# Holds PDF files against PDF/UA-1 and PDF/A-3a with veraPDF: tools/granska.sh FILE…  Exit code 1 when one of them fails.
# Needs Java, and Maven the first time, to fetch veraPDF into .verapdf/. Called by `make granska FIL=…` and .ci/run.
set -eu
tree=$(cd "$(dirname "$0")/.." && pwd)
place=$tree/.verapdf

for program in java mvn; do
    if ! command -v "$program" >/dev/null && { [ "$program" = java ] || [ ! -d "$place" ]; }; then
        echo "granska behöver Java och, första gången, Maven. Här saknas $program." >&2
        exit 2
    fi
done
if [ $# = 0 ]; then
    echo "Vilken fil? make granska FIL=out/rapport.pdf" >&2
    exit 2
fi
if [ ! -d "$place" ]; then
    mvn -q -B -f "$tree/tools/granska/pom.xml" dependency:copy-dependencies -DoutputDirectory="$place.part"
    mv "$place.part" "$place"
fi

failed=0
for profile in ua1 3a; do
    echo "== $profile"
    java -cp "$place/*" org.verapdf.apps.GreenfieldCliWrapper --flavour "$profile" --format text --verbose "$@" || failed=1
done
exit $failed
